#!/usr/bin/env bash
# Packs ImageGuard, then builds two small programs with the packed analyzers: one that handles Docker images as people often do,
# and the same one done right. Needs the .NET SDK and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
feed=artifacts/feed

# Runs a command; what it printed matters only if it failed.
quietly() {
  local output
  output=$("$@" 2>&1) || { printf '%s\n' "$output" >&2; return 1; }
}

# Builds a sample from the packed feed and prints what the analyzers found; the last line is the count.
findings_in() {
  local sample=$1 log=$PWD/artifacts/samples/$1.sarif
  quietly dotnet build "samples/$sample" --no-incremental -p:ErrorLog="$log%2cversion=2.1"
  dotnet run samples/findings.cs -- "$log"
}

# Colours, where a terminal shows them: the program that prints the findings writes into a variable here.
if [[ -t 1 ]]; then
  export DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION=1
fi

echo "Packing into $feed"
rm -rf "$feed" artifacts/samples
for project in nuget/*/*.csproj; do
  quietly dotnet pack "$project" -c Release -o "$feed"
done
(cd "$feed" && printf '  %s\n' *.nupkg)

echo
echo "Building samples/UnsafeDeployer"
unsafe=$(findings_in UnsafeDeployer)
printf '%s\n' "$unsafe"

echo
echo "Building samples/SafeDeployer"
safe=$(findings_in SafeDeployer)
printf '%s\n' "$safe"

if [[ ! $unsafe =~ ([0-9]+)\ findings\ of\ ([0-9]+)\ rules$ ]] || ((BASH_REMATCH[1] < 8 || BASH_REMATCH[2] < 6)); then
  echo "The unsafe sample should have at least 8 findings of 6 rules." >&2
  exit 1
fi
if [[ $safe != *" 0 findings of 0 rules" ]]; then
  echo "The safe sample should have no finding." >&2
  exit 1
fi
