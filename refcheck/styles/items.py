"""Reference → the CSL-JSON item that a processor prints: the one place where data are made clean for it.

Source: the CSL-JSON schema (``csl-data.json``, version 1.0.2). Straight quotation marks become typographic ones, a range of pages
has an en dash and both its ends whole (``345–360`` for ``345-60``), one page that is given as a range (``6-6``) is one page, and
initials in one word (``AB``) are initials.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from refcheck.model import Reference, Work
from refcheck.model.csl import UNTYPED, to_csl
from refcheck.text.initials import glued_initials
from refcheck.writers._common import beside, full_title

_RANGES = ("page", "issue", "volume", "chapter-number")

_RANGE = re.compile(r"(?P<first>[\w.]+)\s*[-‐‑‒–—−]+\s*(?P<last>[\w.]+)")
"""A range of two numbers: ``345-360``, ``e12–e19``."""

_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=\d\ds?\b)")
"""A straight sign that is an apostrophe: ``syndrome's``, ``'14``."""

_OPENING = re.compile(r"(?:(?<=[\s(\[])|^)(?P<mark>[\"'])(?=\S)")
"""A straight mark that opens a quotation: ``a "new`` look."""

_SMALL = re.compile(
    r"(?<=\s)(?:about|above|across|after|against|along|among|around|before|behind|below|beneath|beside|between|beyond|during|"
    r"et|except|inside|like|near|off|onto|out|outside|over|past|per|since|than|through|throughout|toward|towards|under|until|"
    r"upon|versus|via|within|without)(?=\s)"
)
"""A word in small letters that stays so in a title whose words are capitalised: ``during``. Not every processor knows it."""

_CURLY = {'"': ("“", "”"), "'": ("‘", "’")}


def item(reference: Reference) -> dict[str, Any]:
    """Return the item of a reference, with its key as the ``id``."""
    return {name: value for name, value in _variables(reference) if value not in (None, "", [])}


def _variables(reference: Reference) -> Iterator[tuple[str, Any]]:
    work = reference.work
    plain = beside(reference) | to_csl(work, key=reference.key)
    plain.pop("custom", None)
    plain.pop("note", None)
    titles = {"title": full_title(work), "container-title": work.container_title or ""}
    for name, value in plain.items():
        yield name, value if name in ("id", "type", "DOI", "URL") else _clean(name, value)
    yield "type", _kind(work)
    for name in ("title", "container-title"):
        yield name, _SMALL.sub(r'<span class="nocase">\g<0></span>', _typographic(titles[name]))
    if work.article_number and not work.page:
        yield "page", work.article_number
    if shorter := work.container_title_alternative:
        yield "container-title-short", min(shorter, key=len)
    if work.author and work.author_et_al:
        yield "author", [*plain["author"], {"literal": "others"}]


def _kind(work: Work) -> str:
    """Return the type; of one that is not known, what its fields are of."""
    if work.type:
        return work.type
    if work.container_title:
        return "article-journal" if work.volume or work.issue else "chapter"
    return "book" if work.publisher else UNTYPED


def _clean(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_clean(name, each) for each in value]
    if isinstance(value, Mapping):
        parts = {part: _clean(part, each) for part, each in value.items()}
        return parts if parts.get("family", "").isupper() else parts | _spaced(parts.get("given", ""))
    if not isinstance(value, str):
        return value
    return _ranged(value) if name in _RANGES else _typographic(value)


def _spaced(given: str) -> dict[str, str]:
    """Return initials that are printed as one word (``AB``) one by one, as processors know them; nothing for other given names."""
    letters = glued_initials(given.rstrip("."))
    return {"given": " ".join(f"{letter}." for letter in letters)} if letters else {}


def _ranged(value: str) -> str:
    found = _RANGE.fullmatch(value)
    if found is None:
        return value
    first, last = found["first"], found["last"]
    if first.isdecimal() and last.isdecimal() and len(last) < len(first):
        last = first[: -len(last)] + last
    return first if first == last else f"{first}–{last}"


def _typographic(text: str) -> str:
    """Return the text with typographic quotation marks."""
    text = _APOSTROPHE.sub("’", text)
    text = _OPENING.sub(lambda found: _CURLY[found["mark"]][0], text)
    return text.replace('"', "”").replace("'", "’")
