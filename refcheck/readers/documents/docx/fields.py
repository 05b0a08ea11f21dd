"""The fields of citation programs: who writes them, and what they cite of Zotero, Mendeley, EndNote or Word's own sources."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import define, field, frozen

from refcheck.errors import SourceError
from refcheck.readers.sources.xml import descendants, parse, source, text_of

OTHER = "an add-in"

_PROGRAMS = {
    "ADDIN ZOTERO": "Zotero",
    "ADDIN CSL_": "Mendeley",
    "ADDIN MENDELEY": "Mendeley",
    "MENDELEY": "Mendeley",
    "ADDIN EN.": "EndNote",
    "ADDIN CITAVI": "Citavi",
    "CITAVI": "Citavi",
    "ADDIN RW.": "RefWorks",
    "ADDIN PAPERS": "Papers",
    "ADDIN PAPERPILE": "Paperpile",
    "ADDIN": OTHER,
    "CITATION": "Word",
    "BIBLIOGRAPHY": "Word",
}
"""How the instructions of fields and the tags of content controls begin, the longer before the shorter."""


def program(instruction: str) -> str:
    """Return the name of the program that writes a field, which will write it again; empty for any other field."""
    given = " ".join(instruction.upper().split())
    return next((name for beginning, name in _PROGRAMS.items() if given.startswith(beginning)), "")


@frozen(kw_only=True)
class Field:
    """A field's instruction, the data beside it (base64), and its number in the document."""

    number: int
    instruction: str
    data: str


_CSL = ("ADDIN ZOTERO_ITEM CSL_CITATION", "ADDIN CSL_CITATION")
_MENDELEY = "MENDELEY_CITATION_v3_"
_ENDNOTE = "ADDIN EN.CITE"
_WORD = "CITATION"
_OF_TAGS = "\\m"
"""Word's mark before a further source in one citation."""


@define
class Cited:
    """What the fields cite.

    ``csl`` are CSL-JSON items and ``endnote`` records in EndNote's XML, each once, by what tells it from others. ``keys`` are those
    that each field cites, by the field's number; ``tags`` are those of Word's own sources.
    """

    csl: dict[str, str] = field(factory=dict)
    endnote: dict[str, str] = field(factory=dict)
    keys: dict[int, tuple[str, ...]] = field(factory=dict)
    tags: dict[int, tuple[str, ...]] = field(factory=dict)


def cited(fields: Sequence[Field]) -> Cited:
    """Return what the fields of a document cite."""
    found = Cited()
    for each in fields:
        instruction = " ".join(each.instruction.split(maxsplit=3)[:3])
        if instruction.startswith(_CSL) or each.instruction.startswith(_MENDELEY):
            found.keys[each.number] = tuple(_kept(found.csl, _csl_items(each.instruction)))
        elif instruction.startswith(_ENDNOTE):
            found.keys[each.number] = tuple(_kept(found.endnote, _endnote_records(each)))
        elif instruction.split()[:1] == [_WORD]:
            words = each.instruction.split()
            further = [tag for mark, tag in pairwise(words) if mark == _OF_TAGS]
            found.tags[each.number] = (*words[1:2], *further)
    return found


def _kept(known: dict[str, str], items: Iterator[tuple[str, str]]) -> Iterator[str]:
    for key, text in items:
        known.setdefault(key, text)
        yield key


def _csl_items(instruction: str) -> Iterator[tuple[str, str]]:
    """Yield the items of a citation in CSL-JSON, with what tells each from others."""
    for item in _citation_items(instruction):
        data = item.get("itemData") or item.get("item")
        if isinstance(data, Mapping):
            uris = item.get("uris")
            key = uris[0] if isinstance(uris, list) and uris else item.get("id", data.get("id"))
            yield str(key), json.dumps(data, ensure_ascii=False)


def _citation_items(instruction: str) -> Iterator[Mapping[str, object]]:
    text = instruction[max(instruction.find("{"), 0) :]
    if instruction.startswith(_MENDELEY):
        text = _unpacked(instruction.removeprefix(_MENDELEY))
    try:
        citation, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return
    items = citation.get("citationItems") if isinstance(citation, dict) else None
    yield from (item for item in items or () if isinstance(item, dict)) if isinstance(items, list) else ()


def _endnote_records(field_: Field) -> Iterator[tuple[str, str]]:
    """Yield the records of a citation in EndNote's XML, which stands in the instruction or beside it."""
    start = field_.instruction.find("<EndNote")
    text = field_.instruction[start:] if start >= 0 else _unpacked(field_.data)
    try:
        root, _ = parse(text.encode("utf-8", "replace"), "field")
    except SourceError:
        return
    for record in descendants(root, "record"):
        record.tail = None
        number = text_of(next(descendants(record, "rec-number"), None))
        yield f"EndNote {number or text_of(record)}", source(record)


def _unpacked(data: str) -> str:
    """Return what stands in base64, which programs fold and cut; empty where it is none."""
    letters = "".join(data.split())
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
