"""pybtex's reading of BibTeX in the benchmark's form: ``python pybtex_.py FOLDER OUT STAND_IN``, run with its own Python. It reads, and no more."""

import importlib
import sys
from pathlib import Path
from typing import Any

from lists import BIBTEX_FIELDS, report


def main(folder: str, out: str, stand_in: str) -> None:
    database: Any = importlib.import_module("pybtex.database")
    version = importlib.import_module("importlib.metadata").version("pybtex")
    importlib.import_module("pybtex.errors").set_strict_mode(False)  # what is repeated is told, and the rest read

    def read(path: Path) -> dict[str, Any] | None:
        if path.suffix != ".bib":
            return None
        held = database.parse_file(str(path), bib_format="bibtex")
        return {"references": [_reference(key, entry) for key, entry in held.entries.items()], "problems": []}

    report("pybtex", version, ["read"], Path(folder), Path(out), read)


def _reference(key: str, entry: Any) -> dict[str, Any]:
    fields = {name: text for name, keys in BIBTEX_FIELDS.items() if (text := _text(entry, keys))}
    year = (_text(entry, ("year", "date")) or "")[:4]
    people = {role: [_person(each) for each in entry.persons.get(role, ())] for role in ("author", "editor")}
    fields |= {"year": year} if year else {}
    return {"key": key, "raw": key, "fields": fields | {role: named for role, named in people.items() if named}}


def _text(entry: Any, keys: tuple[str, ...]) -> str | None:
    richtext: Any = importlib.import_module("pybtex.richtext")
    return next((str(richtext.Text.from_latex(entry.fields[key])) for key in keys if key in entry.fields), None)


def _person(person: Any) -> dict[str, str]:
    family = [str(part) for part in (*person.rich_prelast_names, *person.rich_last_names)]
    given = [str(part) for part in (*person.rich_first_names, *person.rich_middle_names)]
    return {"family": " ".join(family), "given": " ".join(given)}


if __name__ == "__main__":
    main(*sys.argv[1:])
