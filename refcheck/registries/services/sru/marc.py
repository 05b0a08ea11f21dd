"""MARC 21 in XML → ``Work``.

Source: MARC 21 Format for Bibliographic Data (Library of Congress): 020 ISBN, 041 language, 100/110/700/710 people and bodies,
245 title, 246 other titles, 250 edition, 260/264 imprint, 300 extent, 490 series, 502 thesis, 880 the same in another script.
"""

import re
from collections.abc import Iterator
from typing import Any

from refcheck.model import Name, Work
from refcheck.registries.transport.body import Element, text_of
from refcheck.registries.transport.stated import printed_year

MARC = "{*}"
"""Whatever namespace its elements have: some catalogues write them without one."""

_PUNCTUATION = " /:;,.=[]"
"""Signs of ISBD between the parts of a description, which cataloguers leave at their ends."""

_ROLES_OF_EDITORS = frozenset({"edt", "hrsg", "hrsg.", "herausgeber", "herausgeberin", "editor", "ed", "ed."})
_ROLES_OF_TRANSLATORS = frozenset({"trl", "übersetzer", "übersetzerin", "übers.", "translator"})

_ROLES_OF_AUTHORS = frozenset({"aut", "verfasser", "verfasserin", "author"})

_PLAIN = {"collection_title": "490", "edition": "250", "number_of_pages": "300", "language": "041"}
"""Fields whose first part is told as it stands."""

_ISBN = re.compile(r"\d[\d-]{8,15}[\dXx]")
"""An ISBN before its binding: 3-16-148410-0 (Pbk.), 9783161484100"""

_NON_SORTING = "¬"
"""The mark around an article that is not sorted by; others, which are controls, are left out with all controls of an answer."""


def marc_work(record: Element) -> Work:
    """Return the work that a record describes."""
    title, subtitle = _title(record)
    people = [(each, _roles(each)) for each in _fields(record, "100", "110", "700", "710")]
    plain: dict[str, Any] = {
        name: next((_sub(field, "a") for field in _fields(record, tag)), None) for name, tag in _PLAIN.items()
    }
    imprints = list(_fields(record, "264", "260"))
    years = tuple(dict.fromkeys(date for field in imprints if (date := printed_year(_sub(field, "c")))))
    isbns = (_ISBN.match(_sub(field, "a")) for field in _fields(record, "020"))
    return Work(
        type="thesis" if next(_fields(record, "502"), None) is not None else "book",
        title=title or None,
        subtitle=subtitle or None,
        original_title=tuple(dict.fromkeys(filter(None, _other_titles(record)))),
        author=tuple(
            _name(each) for each, roles in people if not roles or roles & _ROLES_OF_AUTHORS or _is_first(each)
        ),
        editor=tuple(_name(each) for each, roles in people if roles & _ROLES_OF_EDITORS),
        translator=tuple(_name(each) for each, roles in people if roles & _ROLES_OF_TRANSLATORS),
        issued=years[0] if years else None,
        issued_alternative=years[1:],
        publisher=next((name for field in imprints if (name := _sub(field, "b"))), None),
        publisher_place=next((place for field in imprints if (place := _sub(field, "a"))), None),
        isbn=tuple(dict.fromkeys(found[0].replace("-", "").upper() for found in isbns if found)),
        **plain,
    )


def _is_first(person: Element) -> bool:
    """Return whether a person or body is that under which the work is entered."""
    return person.get("tag") in ("100", "110")


def _title(record: Element) -> tuple[str, str]:
    """Return the title with its part, and the subtitle."""
    for field in _fields(record, "245"):
        part = [text for code in ("n", "p") if (text := _sub(field, code))]
        return ". ".join([_sub(field, "a"), *part]), _sub(field, "b")
    return "", ""


def _other_titles(record: Element) -> Iterator[str]:
    """Titles under which it is known as well, those in its own script among them."""
    for field in _fields(record, "246", "240"):
        yield _joined(field)
    for field in _fields(record, "880"):
        if _sub(field, "6").startswith("245"):
            yield _joined(field)


def _joined(field: Element) -> str:
    return ": ".join(text for code in ("a", "b") if (text := _sub(field, code)))


def _fields(record: Element, *tags: str) -> Iterator[Element]:
    """Yield the fields of these tags, those of the first tag first."""
    for tag in tags:
        yield from record.iterfind(f"{MARC}datafield[@tag='{tag}']")


def _sub(field: Element, code: str) -> str:
    """Return a part of a field without the signs at its ends; empty where it has none."""
    text = text_of(field.find(f"{MARC}subfield[@code='{code}']")).replace(_NON_SORTING, "")
    return text.strip(_PUNCTUATION)


def _roles(field: Element) -> set[str]:
    parts = field.iterfind(f"{MARC}subfield")
    return {text_of(part).casefold().strip(" ,") for part in parts if part.get("code") in ("4", "e")}


def _name(field: Element) -> Name:
    whole = _sub(field, "a")
    family, comma, given = whole.partition(",")
    is_body = (field.get("tag") or "").endswith("10")
    return Name(family=family.strip(), given=given.strip()) if comma and not is_body else Name(literal=whole)
