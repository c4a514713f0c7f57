#!/usr/bin/env bash
# The guard's tests in their long form; tests/run.sh has them in short. Storms of four processes, with and without the guard, lock
# holders that are killed, and ten minutes in which two engines are filled with images, one of them with housekeeping. Prints what each
# storm did, and the harm; draws docs/housekeeping-campaign.svg.
#
#   bash tests/long.sh [SECONDS_A_STORM [SEEDS [KILLS]]]
#   bash tests/long.sh fuzz [MINUTES]    what reads scripts, on ever new values, MINUTES (3) for each property; a failure prints its seed
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ ${1:-} == fuzz ]]; then
  IMAGEGUARD_FUZZ_SECONDS=$((${2:-3} * 60)) exec dotnet test tests/ImageGuard.Scripts.Tests --filter 'FullyQualifiedName~FuzzTests|FullyQualifiedName~YamlScalarTextTests|FullyQualifiedName~SplitterOracleTests'
fi

export IMAGEGUARD_STORM_SECONDS=${1:-60} IMAGEGUARD_STORM_SEEDS=${2:-4} IMAGEGUARD_KILLS=${3:-200}

bash tests/install-engine.sh
dotnet test tests/ImageGuard.Tests --filter FullyQualifiedName~KilledHolderTests
dotnet test tests/ImageGuard.EngineTests --filter FullyQualifiedName~StormTests --logger 'console;verbosity=detailed'
IMAGEGUARD_CAMPAIGN_SECONDS=600 IMAGEGUARD_CAMPAIGN_PICTURE=$PWD/docs/housekeeping-campaign.svg \
  dotnet test tests/ImageGuard.EngineTests --filter FullyQualifiedName~CampaignTests --logger 'console;verbosity=detailed'
