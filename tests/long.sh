#!/usr/bin/env bash
# The guard's tests in their long form; tests/run.sh has them in short. Storms of four processes, with and without the guard, and lock
# holders that are killed. Prints what each storm did, and the harm.
#
#   bash tests/long.sh [SECONDS_A_STORM [SEEDS [KILLS]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export IMAGEGUARD_STORM_SECONDS=${1:-60} IMAGEGUARD_STORM_SEEDS=${2:-4} IMAGEGUARD_KILLS=${3:-200}

bash tests/install-engine.sh
dotnet test tests/ImageGuard.Tests --filter FullyQualifiedName~KilledHolderTests
dotnet test tests/ImageGuard.EngineTests --filter FullyQualifiedName~StormTests --logger 'console;verbosity=detailed'
