"""What a record has in the place of what nobody knew. It is no value, and nothing can be held against a reference by it."""

import re

from attrs import evolve

from refcheck.lexicon import Term, wordings
from refcheck.model import Date, Name, Work
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_NOTHING = frozenset(map(fold, wordings(Term.NOTHING)))
_UNNUMBERED = frozenset(map(fold, wordings(Term.UNNUMBERED, Term.FORTHCOMING)))
_UNTITLED = _NOTHING | frozenset(map(fold, wordings(Term.UNTITLED)))
_NOBODY = _NOTHING | frozenset(map(fold, wordings(Term.NOBODY)))

_LONGEST = 2 * max(map(len, (*_UNTITLED, *_NOBODY)))
"""A longer text stands for nothing else, whatever signs are around it."""

_ZERO = re.compile(r"[0\W]+")
"""A number that is none: ``0``, ``00``, ``0-0``."""

_MOMENT = deferred(r"\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d){2}\d{3}")
"""The moment at which an article was put online, which its record has for a page until it has one: ``160229143020001``.
Source: the American Chemical Society's records at Crossref."""

_YEARS = range(1400, 2101)
"""Years of print: what is registered outside them is a slip."""

_ZERO_DAY = (1970, 1, 1)
"""The first day of the clocks of computers, which stands where a program was given no day."""


def without_placeholders(registered: Work, cited: Work) -> Work:
    """A registered work without what stands for nothing. What the cited one has as well may be meant: a painting is *Untitled*.

    >>> found = without_placeholders(Work(title="[Not available]", volume="0", page="12"), Work(volume="3"))
    >>> found.title, found.volume, found.page
    (None, None, '12')
    >>> without_placeholders(Work(page="n/a-n/a", volume="Publish Ahead of Print"), Work())
    Work()
    >>> without_placeholders(Work(title="Untitled"), Work(title="Untitled")).title
    'Untitled'
    """
    lacking: dict[str, object] = {}
    for name in ("title", "container_title", "publisher", "publisher_place"):
        if _is_one_of(getattr(registered, name), _UNTITLED):
            lacking[name] = None
    for name in ("volume", "issue", "page", "article_number"):
        value = getattr(registered, name)
        if value and (_ZERO.fullmatch(value) or _is_unnumbered(value)):
            lacking[name] = None
    if not (registered.volume or registered.issue) and _MOMENT.fullmatch(registered.page or ""):
        lacking["page"] = None
    for name in ("author", "editor"):
        names = getattr(registered, name)
        if any(map(is_nobody, names)):
            lacking[name] = tuple(each for each in names if not is_nobody(each))
    if registered.issued is not None and _is_no_date(registered.issued):
        lacking["issued"] = next((date for date in registered.issued_alternative if not _is_no_date(date)), None)
    lacking = {name: value for name, value in lacking.items() if getattr(registered, name) != getattr(cited, name)}
    return evolve(registered, **lacking) if lacking else registered  # type: ignore[arg-type]  # by name


def _is_one_of(text: str | None, placeholders: frozenset[str]) -> bool:
    return text is not None and len(text) <= _LONGEST and fold(text.strip("&;")) in placeholders


def _is_unnumbered(value: str) -> bool:
    """Return whether words stand in the place of a number: ``n/a-n/a``, ``Publish Ahead of Print``, ``ahead-of-print``."""
    return all(fold(part) in _NOTHING for part in value.split("-")) or fold(value) in _UNNUMBERED


def is_nobody(name: Name) -> bool:
    """Whether a name stands for authors where none is named: “Anon.”"""
    no_given = not name.given or _is_one_of(name.given, _NOBODY)
    return no_given and name.particle is None and _is_one_of(name.literal or name.family, _NOBODY)


def _is_no_date(date: Date) -> bool:
    return date.year is not None and (date.year not in _YEARS or (date.year, date.month, date.day) == _ZERO_DAY)
