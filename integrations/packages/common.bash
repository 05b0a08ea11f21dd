# What the checks share: a room that goes at the end, the command that is compared with, and the comparison.
# Sourced by each of them; `here` is the folder of the one that runs.
here=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
packages=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$packages/../.." && pwd)
seed=$root/seeds/jcep-central-asia-ai
checking=(--offline --isolated --no-cache --records "$seed/records.jsonl" --format json "$seed/references.txt")

# wanted PROGRAM HINT: where a program is, or the end of the check
wanted() { type -P "$1" && return; echo "integrations/packages/$(basename "$here"): $1 is not there; $2" >&2; exit 77; }

refcheck=$(realpath -s "$(wanted "${REFCHECK:-refcheck}" "install refcheck-audit")")
wanted uv "pip install uv" >/dev/null
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export XDG_CACHE_HOME=$room/cache
cd "$room"

# built: the wheel and the source distribution, in $room/dist
built() { UV_CACHE_DIR=$room/uv uv build --quiet --out-dir "$room/dist" "$root" && rm -f "$room/dist/.gitignore"; }

# reported COMMAND…: what a refcheck says of the seed list, on standard output; finding something is no failure
reported() { "$@" check "${checking[@]}" || [ $? = 1 ]; }

# compared REPORT: the report is that of the command
compared() {
    reported "$refcheck" >"$room/beside.json"
    python3 "$packages/same.py" "$1" "$room/beside.json"
}

# sized FILE…: how large each is
sized() { for file; do echo "$(basename "$file"): $(stat --format=%s "$file") bytes"; done; }
