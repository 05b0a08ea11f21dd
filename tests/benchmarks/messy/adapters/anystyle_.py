"""AnyStyle's XML in the benchmark's form: ``python anystyle_.py FOLDER OUT XML``.

``XML`` is a folder with one file for each list that AnyStyle has read (``001.xml``: ``anystyle -f xml find`` or ``parse``). It finds and reads, and
does nothing else.
"""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from lists import person, report

FIELDS = {
    "date": "year",
    "title": "title",
    "journal": "container",
    "container-title": "container",
    "booktitle": "container",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
}


def main(folder: str, out: str, xml: str) -> None:
    def read(path: Path) -> dict[str, Any] | None:
        given = Path(xml) / f"{path.stem}.xml"
        if not given.exists():
            return None
        return {"references": [_reference(each) for each in ET.parse(given).iter("sequence")], "problems": []}

    report("AnyStyle", "", ["find", "read"], Path(folder), Path(out), read)


def _reference(sequence: ET.Element) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for part in sequence:
        text = (part.text or "").strip(" .,;:()[]“”\"'‘’«»")
        if part.tag in ("author", "editor"):
            people = [each for each in text.replace("&", ";").replace(" and ", ";").split(";") if each.strip()]
            fields[part.tag] = [person(each.strip(" ,")) for each in people]
        elif part.tag in FIELDS:
            fields.setdefault(FIELDS[part.tag], text)
    return {"raw": " ".join((part.text or "").strip() for part in sequence), "fields": fields, "problems": []}


if __name__ == "__main__":
    main(*sys.argv[1:])
