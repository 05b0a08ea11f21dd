"""A second reading of the printed text, in the light of a record: what the parser missed or cut wrongly may yet stand there."""

import re

from attrs import evolve

from refcheck.matching.fold import clean, fold, squeeze
from refcheck.matching.names import compare_authors
from refcheck.matching.title import full_title
from refcheck.model import Date, Name, Work

_TITLE_LETTERS = 12
"""A shorter title may stand in any text by chance."""

_NUMBER = re.compile(r"\d+")
"""A number: ``2016`` and ``14`` in ``2016a, 14–``."""

_SIGN = re.compile(r"[^\w\s&'’-]+")
"""Signs that part the fields of a reference: ``.``, ``. "``, ``(``; no space, hyphen or apostrophe."""


def read_again(cited: Work, raw: str, registered: Work) -> Work:
    """The cited work, with what of the record stands in ``raw`` and the parser has not read.

    The registered title is taken where it stands whole between two signs; its authors, where the parser read none or others
    only; the year, and the volume with the first page, where the parser read none.
    """
    pieces = [fold(piece) for piece in _SIGN.split(clean(raw))]
    words = {word for piece in pieces for word in piece.split()}
    numbers = set(_NUMBER.findall(raw))
    if title := _title_in(pieces, registered):
        cited = evolve(cited, title=title, subtitle=None)
    if authors := _authors_in(words, cited, registered):
        cited = evolve(cited, author=authors, author_et_al=True)
    if (cited.issued is None or cited.issued.year is None) and (year := _year_in(numbers, registered)):
        cited = evolve(cited, issued=year)
    if not cited.page and not cited.volume and _place_in(numbers, registered):
        cited = evolve(cited, volume=registered.volume, page=registered.page)
    return cited


def _title_in(pieces: list[str], registered: Work) -> str | None:
    """The registered title that the pieces make up, end to end."""
    text, ends = "", {0}
    for piece in pieces:
        text += squeeze(piece)
        ends.add(len(text))
    for title in (full_title(registered), *registered.original_title):
        key = squeeze(fold(title))
        start = text.find(key) if len(key) >= _TITLE_LETTERS else -1
        while start >= 0:
            if {start, start + len(key)} <= ends:
                return title
            start = text.find(key, start + 1)
    return None


def _authors_in(words: set[str], cited: Work, registered: Work) -> tuple[Name, ...]:
    agreement = compare_authors(cited, registered)
    if agreement is None or agreement.similarity:
        return ()
    found = [name for name in registered.author if name.family and {*fold(name.family).split()} <= words]
    return tuple(found) if found[:1] == [*registered.author[:1]] else ()


def _year_in(numbers: set[str], registered: Work) -> Date | None:
    dates = (registered.issued, *registered.issued_alternative)
    return next((date for date in dates if date is not None and str(date.year) in numbers), None)


def _place_in(numbers: set[str], registered: Work) -> bool:
    first = _NUMBER.search(registered.page or "")
    return first is not None and len(first[0]) > 1 and {first[0], registered.volume} <= numbers
