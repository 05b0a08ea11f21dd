"""Faults of a record that must not count against a reference.

They are placeholders for unknown values, and letters that were lost to an encoding without them: ``M?ller``, ``M�ller``,
``Mller``.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from attrs import evolve

from refcheck.lexicon import Term, wordings
from refcheck.model import Date, Name, Work
from refcheck.text.characters import BEYOND_ASCII, LOST, look_alike
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_NOTHING = frozenset(map(fold, wordings(Term.NOTHING)))
_UNNUMBERED = frozenset(map(fold, wordings(Term.UNNUMBERED, Term.FORTHCOMING)))
_UNTITLED = _NOTHING | frozenset(map(fold, wordings(Term.UNTITLED)))
_UNNAMED = _NOTHING | frozenset(map(fold, wordings(Term.NOBODY)))

_LONGEST = 2 * max(map(len, (*_UNTITLED, *_UNNAMED)))
"""Greatest length of a placeholder, including characters around it."""

_ZERO = re.compile(r"[0\W]+")
"""A placeholder for a number: ``0``, ``00``, ``0-0``."""

_MOMENT = deferred(r"\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d){2}\d{3}")
"""The time at which an article was put online, which a record has as page until the page is known: ``160229143020001``.
Source: the American Chemical Society's records at Crossref."""

_YEARS = range(1400, 2101)
"""Years of printing; a registered year outside them is an error."""

_ZERO_DAY = (1970, 1, 1)
"""The Unix epoch, which programs write for a missing date."""


def without_placeholders(registered: Work, cited: Work) -> Work:
    """Return a registered work without placeholders; a value that is also cited stays, as it may be meant: *Untitled*, a painting.

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
        if any(map(is_placeholder_name, names)):
            lacking[name] = tuple(each for each in names if not is_placeholder_name(each))
    if registered.issued is not None and _is_no_date(registered.issued):
        lacking["issued"] = next((date for date in registered.issued_alternative if not _is_no_date(date)), None)
    lacking = {name: value for name, value in lacking.items() if getattr(registered, name) != getattr(cited, name)}
    return evolve(registered, **lacking) if lacking else registered  # type: ignore[arg-type]  # by name


def _is_one_of(text: str | None, placeholders: frozenset[str]) -> bool:
    return text is not None and len(text) <= _LONGEST and fold(text.strip("&;")) in placeholders


def _is_unnumbered(value: str) -> bool:
    """Return whether a value is words in place of a number: ``n/a-n/a``, ``Publish Ahead of Print``, ``ahead-of-print``."""
    return all(fold(part) in _NOTHING for part in value.split("-")) or fold(value) in _UNNUMBERED


def is_placeholder_name(name: Name) -> bool:
    """Return whether a name is a placeholder for unnamed authors: “Anon.”"""
    no_given = not name.given or _is_one_of(name.given, _UNNAMED)
    return no_given and name.particle is None and _is_one_of(name.literal or name.family, _UNNAMED)


def _is_no_date(date: Date) -> bool:
    return date.year is not None and (date.year not in _YEARS or (date.year, date.month, date.day) == _ZERO_DAY)


_WORD = re.compile(r"(?=[?\ufffd]*[^\W_]{2}|[?\ufffd]*[^\W_][?\ufffd]+[^\W_])[\w?\ufffd'’]+")
"""A word of two letters or more, with the marks that may replace letters: ``M?ller``, ``Novi?``, ``?ber``."""

_MARKS = re.compile(r"[?\ufffd]+")
"""A run of marks, one for each lost byte: ``?``, ``��``."""

_LETTERS = r"[^\W\d_]{1,2}"
"""The letters that a run of marks may replace, as a part of a pattern: ``ü``, ``ss``."""


def with_lost_letters(registered: Work, cited: Work) -> Work:
    """Return a registered work with its lost letters restored, where the cited one has a word that fits.

    Letters of another script that look the same are replaced as well.

    >>> with_lost_letters(Work(title="?ber Fl?sse"), Work(title="Über die Flüsse")).title
    'Über Flüsse'
    >>> with_lost_letters(Work(title="\u041010 in lakes"), Work(title="A10 in lakes")).title.isascii()
    True
    """
    found: dict[str, object] = {}
    for name in ("title", "container_title", "publisher"):
        text, cited_text = getattr(registered, name), getattr(cited, name)
        if text and cited_text and (_has_lost(text) or not (cited_text.isascii() and text.isascii())):
            found[name] = _restoring(_WORD.findall(cited_text))(text)
    people = _texts((*cited.author, *cited.editor))
    if not all(map(str.isascii, people)) or any(map(_has_lost, _texts((*registered.author, *registered.editor)))):
        restored = _restoring([word for text in people for word in _WORD.findall(text)])
        for name in ("author", "editor"):
            found[name] = tuple(_restored_name(each, restored) for each in getattr(registered, name))
    return evolve(registered, **found) if found else registered  # type: ignore[arg-type]  # by name


def _has_lost(text: str) -> bool:
    return "?" in text or LOST in text


def _texts(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(text for name in names for text in (name.family, name.given, name.literal) if text)


def _restored_name(name: Name, restored: Callable[[str], str]) -> Name:
    texts = name.family, name.given, name.literal
    family, given, literal = again = tuple(text and restored(text) for text in texts)
    return name if again == texts else evolve(name, family=family, given=given, literal=literal)


def _restoring(cited: Sequence[str]) -> Callable[[str], str]:
    """Return a function that replaces the damaged words of a text by the cited words that fit them."""
    whole = {word.rstrip("?").casefold() for word in cited}
    dropped = {BEYOND_ASCII.sub("", word): word for word in cited if not word.isascii()}

    def meant(found: re.Match[str]) -> str:
        if found[0].rstrip("?").casefold() in whole:
            return found[0]  # a question mark after an undamaged word
        if not _has_lost(found[0]):
            if not found[0].isascii() and (twin := look_alike(found[0])) in cited:
                return twin
            # a text with letters beyond ASCII has not lost such letters without a mark: ``factor-β``
            return dropped.get(found[0], found[0]) if found.string.isascii() else found[0]
        pattern = re.compile(_LETTERS.join(map(re.escape, _MARKS.split(found[0]))), re.IGNORECASE)
        return next(filter(pattern.fullmatch, cited), found[0])

    return partial(_WORD.sub, meant)
