#!/usr/bin/env bash
# The long campaigns; tests/run.sh has them in short.
#
#   bash tests/long.sh [SECTION [NUMBERS...]]
#
# Without a section: all of them, with the numbers that they have by themselves.
#
#   storms [SECONDS [SEEDS]]  storms of four processes, with and without the guard; prints what each did, and the harm
#   kills [NUMBER]            lock holders that are killed
#   schedules [NUMBER]        orders in which the steps of those who want locks can come, so many for each scenario; prints how many it tried
#   campaign                  ten minutes in which two engines are filled with images, one of them with housekeeping; draws
#                             docs/housekeeping-campaign.svg
#   harm [SECONDS...]         what power cuts leave of operations by plain Docker.DotNet, cut after so many seconds; prints the table of
#                             docs/durability.md
#   cuts [NUMBER [WORDS...]]  power cuts while the guard works, so many of each kind on each image store, or of those with these words in their
#                             names, such as DockerContainerd Background; prints each, what was recovered, and what must not be
#   fuzz [MINUTES]            what reads scripts, on ever new values, so many minutes for each property; a failure prints its seed
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

storms() {
  IMAGEGUARD_STORM_SECONDS=${1:-60} IMAGEGUARD_STORM_SEEDS=${2:-4} run ImageGuard.EngineTests StormTests
}

kills() {
  IMAGEGUARD_KILLS=${1:-200} run ImageGuard.Tests KilledHolderTests
}

schedules() {
  IMAGEGUARD_SCHEDULES=${1:-10000} IMAGEGUARD_SCHEDULES_SEED=$RANDOM run ImageGuard.Schedules LockScheduleTests
}

campaign() {
  IMAGEGUARD_CAMPAIGN_SECONDS=600 IMAGEGUARD_CAMPAIGN_PICTURE=$PWD/docs/housekeeping-campaign.svg run ImageGuard.EngineTests CampaignTests
}

harm() {
  IMAGEGUARD_HARM_SECONDS=${*:-0 6 36} run Engines.Tests PowerLossHarmTests
}

cuts() {
  local filter=CutTests word
  for word in "${@:2}"; do
    filter+="&DisplayName~$word"
  done
  IMAGEGUARD_CUTS=${1:-100} run ImageGuard.EngineTests "$filter"
}

fuzz() {
  IMAGEGUARD_FUZZ_SECONDS=$((${1:-3} * 60)) run ImageGuard.Scripts.Tests FuzzTests YamlScalarTextTests SplitterOracleTests
}

# Runs classes of tests of one project and prints all that they print.
run() {
  local project=$1 filter=
  shift
  printf -v filter '|FullyQualifiedName~%s' "$@"
  dotnet test "tests/$project" --filter "${filter#|}" --logger 'console;verbosity=detailed'
}

sections=(storms kills schedules campaign harm cuts fuzz)
bash tests/install-engine.sh
if (($# == 0)); then
  for section in "${sections[@]}"; do
    "$section"
  done
elif [[ " ${sections[*]} " == *" $1 "* ]]; then
  "$@"
else
  echo "There is no section $1, but: ${sections[*]}" >&2
  exit 2
fi
