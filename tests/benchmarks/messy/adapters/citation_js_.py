"""Citation.js's reading in the benchmark's form: ``python citation_js_.py FOLDER OUT STAND_IN``. It needs ``node`` and ``npm``; it reads, and no more."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lists import report

PACKAGE, VERSION = "citation-js", "0.7.22"
SCRIPT = """
const Cite = require('citation-js')
const text = require('fs').readFileSync(process.argv[2], 'utf8')
process.stdout.write(JSON.stringify(new Cite(text).data.map(({ _graph, ...item }) => item)))
"""
FIELDS = {
    "title": "title",
    "container-title": "container",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "publisher": "publisher",
}


def main(folder: str, out: str, stand_in: str) -> None:
    place = Path(tempfile.mkdtemp())
    subprocess.run(["npm", "install", "--silent", "--prefix", str(place), f"{PACKAGE}@{VERSION}"], check=True)
    script = place / "read.cjs"
    script.write_text(SCRIPT, encoding="utf-8")

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix != ".bib":
            return None
        told = subprocess.run(["node", str(script), str(path)], capture_output=True, text=True, check=False)
        items = json.loads(told.stdout) if told.returncode == 0 else []
        return {"references": [_reference(each) for each in items], "problems": []}

    report("Citation.js", VERSION, ["read"], Path(folder), Path(out), read)


def _reference(item: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {kept: item[name] for name, kept in FIELDS.items() if item.get(name)}
    parts = (item.get("issued") or {}).get("date-parts") or [[None]]
    fields |= {"year": parts[0][0]} if parts[0][0] else {}
    for role in ("author", "editor"):
        fields |= {role: [_person(each) for each in item[role]]} if item.get(role) else {}
    key = item.get("citation-key") or item.get("id")
    return {"key": key, "raw": key, "fields": fields}


def _person(name: dict[str, str]) -> dict[str, str]:
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"), name.get("family"))
    family = " ".join(part for part in particles if part)
    return {"family": name.get("literal") or family, "given": name.get("given", "")}


if __name__ == "__main__":
    main(*sys.argv[1:])
