"""A label or a number beside a title, for the kind of piece or its place in a row: ``Chapter 4 – …``, ``… [letter]``.

Bibliographies add it, and so do registries; the title is the rest. A number tells two pieces apart where both have one.

>>> without_label("Tides of the north [letter]"), without_label("Chapter 4 - Tides of the north")
(('Tides of the north', 'letter'), ('Tides of the north', 'chapter 4'))
>>> without_label("Tides of the north (Part 2)"), without_label("Letter from the north")
(('Tides of the north (Part 2)', ''), ('Letter from the north', ''))

Source: the labels that PubMed and Scopus print behind titles, and publishers of books before those of chapters.
"""

import re

from refcheck.text.folding import fold

_KINDS = (
    "letter|letter to the editor|abstract|abstract only|meeting abstract|conference abstract|poster|poster abstract|editorial|"
    "guest editorial|digest summary|summary|commentary|invited|invited paper|short communication|case report|review|book review|"
    "news|in memoriam|obituary|extended abstract|preprint"
)

_BEHIND = re.compile(rf"\s*[(\[]({_KINDS})[)\]]\.?\s*$", re.IGNORECASE)
"""A label in brackets behind a title: `` [letter]``, `` (Abstract)``."""

_BEFORE = re.compile(
    rf"\s*(?:\[?({_KINDS})\]?\s*[:–—]\s+|(chapter\s+(?:\d{{1,3}}|[IVXLC]+))\s*[:.–—-]\s*|((?:\d{{1,4}}|[IVXLC]+)[.:]?)\s+(?=[A-Z“\"‘'(]))",
    re.IGNORECASE,
)
"""A label or a number before it: ``Editorial: ``, ``Chapter 4 - ``, ``75. ``, ``I. ``."""

_LEAST = 3
"""A title of fewer words may have its number or its label in it: ``1984 Revisited``."""


def without_label(title: str) -> tuple[str, str]:
    """A title without the label or number beside it, and that, folded; the title as it stands and ``""`` where it has none."""
    for pattern in (_BEHIND, _BEFORE):
        found = pattern.search(title) if pattern is _BEHIND else pattern.match(title)
        rest = "" if found is None else title[: found.start()] if pattern is _BEHIND else title[found.end() :]
        if found is not None and len(rest.split()) >= _LEAST and not _is_year(found[0]):
            return rest, fold(found[0])
    return title, ""


def _is_year(text: str) -> bool:
    digits = text.strip(" .:")
    return digits.isdecimal() and len(digits) == 4
