"""DOIs added in place to bibliographies that have none: print what the difference touches, and who still reads the file.

Usage: python tests/benchmarks/fix_dois.py FILE.bib…

For each entry a record with a made DOI is made of what the entry says, so that a search finds its work. Only `doi-missing` is fixed. The
readers are pybtex, which stops at a repeated key, field or unknown abbreviation, and biber in its tool mode, where it is installed.
"""

import difflib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fixing_made import changed_fields, entries_in

from refcheck.audit import audit
from refcheck.fixing.files import mend
from refcheck.model import Bibliography, Safety
from refcheck.model.csl import to_csl
from refcheck.readers import read_bytes
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.settings import Selection, Settings

_DOI_LINE = re.compile(r"\s*,?\s*doi\s*=\s*[{\"]10\.9999/made\.\d+[}\"],?\s*", re.IGNORECASE)


def main(paths: list[str]) -> None:
    """Fix each, and print a row."""
    names = (
        "file",
        "entries",
        "DOIs added",
        "lines added",
        "lines changed otherwise",
        "entries else changed",
        "pybtex",
        "biber",
    )
    print(" | ".join(names))
    for path in paths:
        print(" | ".join(map(str, row(Path(path)))))


def row(path: Path) -> tuple[object, ...]:
    data = path.read_bytes()
    bibliography = read_bytes(data, path.name)
    with tempfile.TemporaryDirectory() as folder:
        registry = offline(Connections(cache="off", records=str(made_records(bibliography, Path(folder)))))
        mended = mend(
            data,
            path.name,
            settings=Settings(selections=(Selection(select=("doi-missing",)),)),
            audit=lambda each: audit([each], registry=registry),
            wanted=frozenset(Safety),
        )
    steps = [line for line in difflib.ndiff(mended.before.split("\n"), mended.after.split("\n")) if line[:1] in "+-"]
    added = [line for line in steps if line[0] == "+" and _DOI_LINE.fullmatch(line[2:])]
    # a line that got a comma at its end, or a whole entry on one line
    others = [line for line in steps if line not in added]
    gone = {line[2:].rstrip(", \r") for line in others if line[0] == "-"}
    kept = {
        re.sub(r",\s*doi\s*=\s*[{\"]10\.9999/made\.\d+[}\"]", "", line[2:], flags=re.IGNORECASE).rstrip(", \r")
        for line in others
        if line[0] == "+"
    }
    before, after = entries_in(data, "BibTeX"), entries_in(mended.data, "BibTeX")
    changed = changed_fields(before, after) if before is not None and after is not None else None
    elsewhere = sum(name != "doi" for _, name in changed) if changed is not None else "-"
    pybtex = "refuses before" if before is None else "REFUSES AFTER" if after is None else "reads"
    return (
        path.name,
        len(bibliography.references),
        mended.codes["doi-missing"],
        len(added),
        len(gone ^ kept),
        elsewhere,
        pybtex,
        told_by_biber(data, mended.data),
    )


def made_records(bibliography: Bibliography, folder: Path) -> Path:
    """A file of records, one an entry that has no DOI of its own."""
    path = folder / "records.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, reference in enumerate(bibliography.references):
            if not reference.work.doi:
                item = to_csl(reference.work, key="") | {"DOI": f"10.9999/made.{number}"}
                file.write(json.dumps(item) + "\n")
    return path


def told_by_biber(before: bytes, after: bytes) -> str:
    """How many entries biber writes again, and what it complains of, before and after."""
    if shutil.which("biber") is None:
        return "not installed"
    told = [_biber(data) for data in (before, after)]
    return f"reads {told[1][0]} entries" if told[0] == told[1] else f"DIFFERS: {told[0]} {told[1]}"


def _biber(data: bytes) -> tuple[int, int, int]:
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in.bib"), Path(folder, "out.bib")
        source.write_bytes(data)
        run = subprocess.run(
            ["biber", "--tool", "--nolog", "--output-file", str(out), str(source)],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
        )
        entries = len(re.findall(r"(?m)^@", out.read_text("utf-8", "replace"))) if out.exists() else 0
        return entries, run.stdout.count("WARN"), run.stdout.count("ERROR")


if __name__ == "__main__":
    main(sys.argv[1:])
