#!/usr/bin/env bash
# Runs every test project that is built, and ends with one plain line: N passed, N failed, N skipped.
set -uo pipefail
configuration=${1:-Release}
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT

dotnet test --solution TranslationService.sln --configuration "$configuration" --no-build "${@:2}" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

# The runner's summary stands on several lines ("  total: 12", "  failed: 0", …).
count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
if [ -z "$passed" ] || [ "$passed" = 0 ]; then
  echo "no test ran"
  [ "$status" = 0 ] && status=1
fi
# A project that crashes or has no tests fails the run without failing a test; the line must not read as success.
if [ "$status" != 0 ] && [ "${failed:-0}" = 0 ]; then
  echo "the run failed with exit code $status, which counts as one failure"
  failed=1
fi
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$status"
