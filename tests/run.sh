#!/usr/bin/env bash
# Runs every test there is: units on each Roslyn version, real engines, and the packed packages end to end. Needs the .NET SDK; installs
# Debian's docker.io and what else an engine needs where it is missing and it may. Passes only if tests ran and all of them passed:
# a test that is skipped has proven nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# No build node outlives its build, and the compiler's server, which makes the many small builds bearable, ends with this script.
export MSBUILDDISABLENODEREUSE=1
trap 'dotnet build-server shutdown >/dev/null 2>&1' EXIT

results=artifacts/test-results
rm -rf "$results"

bash tests/install-engine.sh
dotnet build Analyzers.sln

# One project at a time: the projects share two cores as it is, and the output stays readable.
outcome=0
dotnet test Analyzers.sln --no-build -m:1 --logger trx --results-directory "$results" \
  --blame-hang-timeout 15m --blame-hang-dump-type none || outcome=$?

# The value of an attribute of the one element <Counters …/> that each result file has.
counter() {
  sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2"
}

passed=0 failed=0 skipped=0
printf '\n%-48s %8s %8s %8s\n' project passed failed skipped
while IFS= read -r file; do
  project=$(sed -n '/ codeBase="/{s|.* codeBase="[^"]*/bin/\([^/"]*\)/.*|\1|p;q}' "$file")
  total=$(counter total "$file") executed=$(counter executed "$file") good=$(counter passed "$file")
  printf '%-48s %8d %8d %8d\n' "$project" "$good" $((executed - good)) $((total - executed))
  ((passed += good, failed += executed - good, skipped += total - executed, 1))
done < <(find "$results" -name '*.trx' | sort)

if ((outcome != 0 && failed == 0)); then
  echo "The test run itself broke off: dotnet test ended with $outcome." >&2
fi

summary="$passed passed, $failed failed"
if ((skipped > 0)); then
  summary+=", $skipped skipped"
fi
printf '\n%s\n' "$summary"
((outcome == 0 && failed == 0 && skipped == 0 && passed > 0))
