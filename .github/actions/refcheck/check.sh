#!/usr/bin/env bash
# Audits once, and shows the report as annotations in the log, as a summary of the job, and as a SARIF file.
#
# In:  INPUT_FILES and INPUT_ARGUMENTS (one a line), INPUT_FAIL_ON, and the runner's RUNNER_TEMP, GITHUB_OUTPUT and
#      GITHUB_STEP_SUMMARY.
# Out: the outputs report, sarif and exit-code. A registry that could not be reached is a warning and no failure.
set -euo pipefail
shopt -s globstar nullglob

folder="$RUNNER_TEMP/refcheck"
mkdir -p "$folder"
report="$folder/report.json"
sarif="$folder/refcheck.sarif"

arguments=()
while IFS= read -r line; do
  [[ -z "$line" ]] || arguments+=("$line")
done <<< "$INPUT_ARGUMENTS"

files=()
IFS=  # a pattern is expanded, and a name with blanks stays one
while read -r pattern; do
  # shellcheck disable=SC2206
  files+=($pattern)
done <<< "$INPUT_FILES"
if (( ${#files[@]} == 0 )); then
  echo "::error title=refcheck::No file has a name like those in the input 'files'."
  exit 2
fi

code=0
refcheck check --quiet --format json --output "$report" --fail-on "$INPUT_FAIL_ON" "${arguments[@]}" -- "${files[@]}" || code=$?
if (( code != 0 && code != 1 && code != 3 )); then
  exit "$code"
fi
refcheck report "$report" --format github
refcheck report "$report" --format markdown >> "$GITHUB_STEP_SUMMARY"
refcheck report "$report" --format sarif --output "$sarif"
{
  echo "report=$report"
  echo "sarif=$sarif"
  echo "exit-code=$(( code == 3 ? 0 : code ))"
} >> "$GITHUB_OUTPUT"
