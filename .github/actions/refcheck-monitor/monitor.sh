#!/usr/bin/env bash
# Looks at reports again, and tells the news in one issue: opened with the first, and from then on commented.
#
# In:  INPUT_REPORTS and INPUT_ARGUMENTS (one a line), INPUT_LEDGER, INPUT_LABEL, the runner's RUNNER_TEMP, GITHUB_OUTPUT and
#      GITHUB_STEP_SUMMARY, and what `gh` needs: GH_TOKEN and GH_REPO.
# Out: the outputs news and has-news (1 or 0). What was told in an issue is remembered in INPUT_LEDGER, and only then.
set -euo pipefail
shopt -s globstar nullglob

folder="$RUNNER_TEMP/refcheck-monitor"
mkdir -p "$folder"
news="$folder/news.md"

arguments=()
while IFS= read -r line; do
  [[ -z "$line" ]] || arguments+=("$line")
done <<< "$INPUT_ARGUMENTS"

reports=()
IFS=  # a pattern is expanded, and a name with blanks stays one
while read -r pattern; do
  # shellcheck disable=SC2206
  reports+=($pattern)
done <<< "$INPUT_REPORTS"
if (( ${#reports[@]} == 0 )); then
  echo "::error title=refcheck::No report has a name like those in the input 'reports'."
  exit 2
fi

told="$folder/told.sqlite3"
[[ ! -e "$INPUT_LEDGER" ]] || cp "$INPUT_LEDGER" "$told"
code=0
refcheck monitor --quiet --format markdown --output "$news" --ledger "$told" "${arguments[@]}" -- "${reports[@]}" || code=$?
if (( code != 0 && code != 1 && code != 3 )); then
  exit "$code"
fi
if (( code == 1 )); then
  gh label create "$INPUT_LABEL" --description "What became of cited works" --force
  issue=$(gh issue list --label "$INPUT_LABEL" --state open --limit 1 --json number --jq '.[].number')
  if [[ -n "$issue" ]]; then
    gh issue comment "$issue" --body-file "$news"
  else
    gh issue create --label "$INPUT_LABEL" --title "What became of cited works" --body-file "$news"
  fi
fi
cat "$news" >> "$GITHUB_STEP_SUMMARY"
[[ ! -e "$told" ]] || cp "$told" "$INPUT_LEDGER"
(( code != 3 )) || echo "::warning title=refcheck::Somebody could not be asked; the next run asks again."
{
  echo "news=$news"
  echo "has-news=$(( code == 1 ))"
} >> "$GITHUB_OUTPUT"
