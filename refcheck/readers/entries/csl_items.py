"""Items of CSL-JSON, and JSON that contains bibliographic items → a bibliography.

Source: the CSL-JSON schema (``csl-data.json``, version 1.0.2); the format of the Crossref REST API, which has lists in place of
single values and its own names for some variables. Programs that hold a table write its rows as items, with the names of columns
in place of CSL's.
"""

import re
from collections.abc import Iterator, Mapping

from refcheck.gazetteer.item_types import by_name
from refcheck.gazetteer.variables import DATES, NAMES
from refcheck.model import Bibliography, Date, Name, Span
from refcheck.model.csl import UNTYPED
from refcheck.readers.entries import columned, listed
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.nodes import Node, plainly_written, values
from refcheck.readers.entries.stated import Entry, Place, Stated, broken, reference
from refcheck.registries.services.crossref import csl_type
from refcheck.text.markup import clean

_OTHER_NAMES = by_name(
    {
        "title_short": "shortTitle short-title",
        "container_title_alternative": "container-title-short short-container-title journalAbbreviation",
        "event_title": "event",
        "publisher_place": "publisher-location",
        "edition": "edition-number",
    }
)
"""The variables of a work by names that are not CSL's, including those of Crossref."""

_TEXTS = frozenset({
    *_OTHER_NAMES, "title", "subtitle", "title-short", "original-title", "container-title", "collection-title", "event-title",
    "volume", "issue", "number-of-pages", "article-number", "number", "publisher", "publisher-place", "edition", "genre", "archive",
    "note", "abstract", "annote", "archive-place", "archive_collection", "archive_location", "call-number", "chapter-number",
    "collection-number", "dimensions", "division", "event-place", "jurisdiction", "keyword", "medium", "number-of-volumes",
    "original-publisher", "original-publisher-place", "part-number", "part-title", "printing-number", "references",
    "reviewed-genre", "reviewed-title", "scale", "section", "source", "status", "supplement-number", "version", "volume-title",
})  # fmt: skip
"""Variables whose values are texts; those that ``Work`` does not have become fields of the reference only."""

_PEOPLE = frozenset({"author", "editor", "translator", *(name.replace("_", "-") for name in NAMES)})
_DATES = frozenset({"accessed", "issued", *(name.replace("_", "-") for name in DATES)})
_IDENTIFIERS = {name: name.lower() for name in ("DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID")} | {"note": ""}
_VARIABLES = (
    _TEXTS | _PEOPLE | _DATES | _IDENTIFIERS.keys() | {"type", "id", "citation-key", "page", "language", "custom"}
)

_PART = re.compile(r"[0-9]{1,4}")
"""A part of a date: ``2012``, ``5``, ``05``."""


def entry(item: Node, place: int) -> Entry:
    """Return the entry of an item; ``place`` is its number in the list, which is its key if it has none."""
    custom = item.items["custom"].items if "custom" in item.items else {}
    values = [*_custom(custom)]
    values += [stated for key, node in item.items.items() for stated in _stated(key, node)]
    containers = {stated.value for stated in values if stated.name == "container_title"}
    values = [each for each in values if each.name != "container_title_alternative" or each.value not in containers]
    derived = [_text(each) for each in _several(custom["derived"])] if "derived" in custom else []
    given = {key: name for key, name in _IDENTIFIERS.items() if key in item.items and key not in derived}
    stated = ((name, each) for key, name in given.items() for each in _several(item.items[key]))
    places = [Place(name, each.span, text) for name, each in stated if (text := _text(each))]
    if arxiv := custom.get("arxiv"):
        places.append(Place("arxiv", arxiv.span, _text(arxiv)))
    row = _row(item, place)
    own = {each.name for each in row.values} | {each.name for each in row.places}
    et_al, kind = custom.get("author-et-al"), _first(item, "type")
    return Entry(
        key=_first(item, "id", "citation-key", "DOI") or row.key,
        span=item.span,
        type=row.type or (None if kind in ("", UNTYPED) else csl_type(kind) or kind),
        values=(
            *row.values,
            *(each._replace(span=each.span.shifted(-item.start)) for each in values if each.name not in own),
        ),
        places=(
            *row.places,
            *(each._replace(span=each.span.shifted(-item.start)) for each in places if each.name not in own),
        ),
        et_al=row.et_al or (et_al is not None and et_al.value == "true"),
        doubted=row.doubted,
    )


def is_read(key: str, value: object) -> bool:
    """Return whether an item's member of this name is read; by the name of a column, only if no part of it is an object."""
    is_nested = any(isinstance(each, dict | list) for each in (value if isinstance(value, list) else [value]))
    variable = columned.variable_of(key)
    return key in _VARIABLES or (variable is not None and variable not in columned.ELSEWHERE and not is_nested)


def _row(item: Node, place: int) -> Entry:
    """Return the entry of an item's texts as cells, if it is the row of a table: one that has a column's name that is not CSL's.

    Of any other item, only people in one text ("Doe, J.; Roe, R.") and columns that stand aside (tags) are cells.
    """
    cells: dict[str, list[columned.Cell]] = {}
    own: dict[str, list[columned.Cell]] = {}
    for key, node in item.items.items():
        variable, several = columned.variable_of(key), _several(node)
        if variable and several and all(map(_text, several)):
            for each in (cells,) if key in _VARIABLES and variable not in columned.PEOPLE else (cells, own):
                each.setdefault(variable, []).extend(columned.Cell(_text(text), text.span) for text in several)
    is_row = not own.keys() <= columned.ASIDE | {"key", *columned.PEOPLE}
    return columned.entry_of(columned.people_in_one(cells if is_row else own), item.span, place)


def _first(item: Node, *keys: str) -> str:
    texts = (_text(item.items[key]) for key in keys if key in item.items)
    return next((text for text in texts if text), "")


def _text(node: Node) -> str:
    return _values.one_line(node.value) if isinstance(node.value, str) else ""


def _several(node: Node) -> list[Node]:
    """Return the elements of a list, or a single value as a list."""
    return node.elements if isinstance(node.value, list) else [node]


def _stated(key: str, node: Node) -> Iterator[Stated]:
    """Yield the values of one variable."""
    name = _OTHER_NAMES.get(key) or key.replace("-", "_")
    for each in _several(node) if key not in _DATES else [node]:
        if value := _value(key, each):
            yield Stated(name, value, each.span)


def _value(key: str, node: Node) -> str | Name | Date | None:
    if key in _TEXTS:
        return clean(_text(node) or _first(node, "name"))
    if key in _PEOPLE:
        return _name(node)
    if key in _DATES:
        return _date(node)
    return _values.as_written(key, _text(node)) if key in ("page", "language") else None


def _custom(custom: Mapping[str, Node]) -> Iterator[Stated]:
    """Yield values for which CSL has no variable, in the form of refcheck's own writer."""
    for key, node in custom.items():
        if key == "issued-alternative":
            dates = ((_date(each), each.span) for each in node.elements)
            yield from (Stated("issued_alternative", date, span) for date, span in dates if date)
        elif key in ("subtitle", "article-number", "original-title", "container-title-alternative"):
            yield from (Stated(key.replace("-", "_"), _text(each), each.span) for each in _several(node) if _text(each))


def _name(node: Node) -> Name | None:
    if literal := _text(node) or _first(node, "literal", "name"):
        return Name(literal=literal)
    family, given = _first(node, "family"), _first(node, "given")
    if not family:
        return Name(literal=given) if given else None
    particles = [_first(node, "dropping-particle"), _first(node, "non-dropping-particle")]
    return Name(
        family=family,
        given=given or None,
        suffix=_first(node, "suffix") or None,
        particle=" ".join(filter(None, particles)) or None,
    )


def _date(node: Node) -> Date | None:
    """Return a date in any of CSL's forms: an object with the parts or a text, or only a text."""
    if text := _text(node):
        return _values.date(text)
    raw = _first(node, "raw", "literal")
    ends = [end for each in _several(node.items.get("date-parts", node)) if (end := _end(each))]
    parts = [int(part) if _PART.fullmatch(part) else None for part in ends[0]] if ends else []
    if not parts or parts[0] is None:
        text = raw or _first(node, "date-time")
        return _values.date(text) if text or not ends else Date(raw="-".join(ends[0])) if ends[0][0] else None
    if len(ends) > 1 and not raw:
        raw = "/".join("-".join(part.zfill(2) for part in end) for end in ends)
    if _first(node, "circa") not in ("", "false", "0") and not raw:
        raw = "-".join(part.zfill(2) for part in ends[0]) + "~"
    season = _first(node, "season")
    season = _SEASONS.get(season, "" if season.isdecimal() else season)
    if not raw and len(parts) == 1 and season:
        raw = f"{season} {parts[0]}"
    year, month, day = (*parts, None, None)[:3]
    return _values.exact(year, month, day, raw or None)


_SEASONS = {"1": "Spring", "2": "Summer", "3": "Autumn", "4": "Winter"}
"""The seasons as CSL numbers them. Source: the CSL-JSON schema, version 1.0.2."""


def _end(node: Node) -> list[str]:
    """Return the parts of a date at one end of a range, from a list, or by name as pandoc writes them."""
    if isinstance(node.value, list):
        return [_text(part) for part in node.value]
    parts = [_first(node, name) for name in ("year", "month", "day")]
    return [part for part in parts if part]


_LISTS = ("message", "items", "references")
"""Members that hold the items of a wrapped list, the outermost first: Crossref's ``message`` may hold ``items``."""

_HEAD = 100_000
"""The length of text from which a format is recognised, in code points."""


def head_of(text: str) -> str:
    """Return the start of a text that may be JSON; empty for any other."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    return head if head[:1] in ("[", "{") else ""


def bibliography(text: str, name: str, form: str) -> Bibliography:
    """Return one reference for each item. An item that breaks off is not read.

    The document's text has no avoidable escapes, so that identifiers in it can be found and repaired.
    """
    text = plainly_written(text)
    roots, end = list(values(text)), len(text.rstrip())
    found = [item for root in roots for item in _items(root)]
    items = enumerate((item for item in found if isinstance(item.value, dict)), start=1)
    is_cut = any(not root.is_whole for root in roots)
    notes = ["the JSON is broken; the text after the error was not read"] if is_cut else []
    if others := sum(not isinstance(item.value, dict) for item in found):
        notes.append(f"{others} of {len(found)} items are not objects, and were not read")
    references = (
        reference(entry(item, place), text) if item.is_whole else broken(str(place), text, Span(item.start, end))
        for place, item in items
    )
    return listed(text, name, form, references, notes=tuple(notes))


def _items(root: Node) -> Iterator[Node]:
    """Yield the items of a list, the items of an object around a list, or a single item."""
    for key in _LISTS:
        if key in root.items and not isinstance(root.items[key].value, str):
            root = root.items[key]
    yield from root.elements if isinstance(root.value, list) else [root]
