"""A second reading of the printed text with the help of a record, for fields that the parser missed or split wrongly."""

import re
from functools import lru_cache

from attrs import evolve, frozen

from refcheck.matching.fields.names import compare_authors
from refcheck.matching.fields.title import full_title
from refcheck.matching.kind import is_whole, kind_of
from refcheck.model import Work
from refcheck.text.folding import fold, squeeze
from refcheck.text.markup import clean

_LONG = 12
"""Fewest letters of a title that does not occur in a text by chance."""

_SHORT = 4
"""Fewest letters of a container that is accepted, and of a title that occurs with its container."""

_NUMBER = re.compile(r"\d+")
"""A number: ``2016`` and ``14`` in ``2016a, 14–``."""

_SIGN = re.compile(r"[^\w\s&'’-]+")
"""Punctuation that separates the fields of a reference: ``.``, ``. "``, ``(``; but not space, hyphen or apostrophe."""


def read_again(cited: Work, raw: str, registered: Work) -> Work:
    """Return the cited work, with those values of the record that are in ``raw`` and that the parser did not read.

    The registered title and container are taken if they occur as a whole between punctuation, numbers or the publisher; the
    authors, if the parser read none or only others; the volume with the first page, if the parser read neither, or read them as
    another field. A book's title is not taken if the parser read that of a part of it.
    """
    printed, place = _taken_apart(raw), _place_in(raw, registered)
    publisher = squeeze(fold(registered.publisher or ""))
    if publisher and (at := printed.text.rfind(publisher)) > 0:
        printed = evolve(printed, ends=printed.ends | {at, at + len(publisher)})
    people = tuple(each for each in registered.author if each.family and {*fold(each.family).split()} <= printed.words)
    if cited.title and place and cited.title in raw[place.end :] and cited.title not in raw[: place.end]:
        cited = evolve(cited, title=None)  # a note: it follows volume and page
    containers = [name for name in (registered.container_title, *registered.container_title_alternative) if name]
    key = fold(cited.title or "")
    if squeeze(key) in {squeeze(fold(name)) for name in containers}:
        cited = evolve(cited, title=None)  # the record's container
    elif key and {*key.split()} <= {*fold(" ".join(map(str, registered.author))).split()}:
        cited = evolve(cited, title=None, author=people, author_et_al=True)  # made of its authors' names
    container = next((name for name in containers if printed.holds(name, _SHORT)), None)
    if container:
        cited = evolve(cited, container_title=container)
    if not (is_whole(registered) and cited.title):
        kind = kind_of(cited.title or "")
        titles = (title for title in (full_title(registered), *registered.original_title) if kind_of(title) is kind)
        title = next((title for title in titles if printed.holds(title, _SHORT if container else _LONG)), None)
        cited = evolve(cited, title=title, subtitle=None) if title else cited
    if people and people[0] == registered.author[0]:
        authors = compare_authors(cited, registered)
        cited = evolve(cited, author=people, author_et_al=True) if authors and not authors.similarity else cited
    return _with_place(cited, place, registered)


def _with_place(cited: Work, found: "_Place | None", registered: Work) -> Work:
    """Return the cited work with the record's volume and first page, if they are printed but were not read as such.

    If they are side by side, they may have been read as the volume, the issue or the year.
    """
    if found is None or (cited.volume and cited.page):
        return cited
    taken = _NUMBER.findall(cited.volume or "")[:1] or [cited.page or found.volume]
    if not (found.side_by_side and taken[0] in (found.volume, found.page)) and (cited.volume or cited.page):
        return cited
    numbers = (found.volume, found.page)
    return evolve(
        cited,
        volume=registered.volume,
        page=registered.page or registered.article_number,
        issue=None if cited.issue == found.page else cited.issue,
        issued=None if cited.issued and str(cited.issued.year) in numbers else cited.issued,
    )


@frozen
class _Place:
    """A volume and a first page as printed, the page ending at ``end``; ``side_by_side`` if at most an issue is between them."""

    volume: str
    page: str
    end: int
    side_by_side: bool


def before_note(raw: str, registered: Work) -> str:
    """Return the reference up to its volume and first page, if they are the record's; else all of it.

    A year, a publisher, a URL and notes may follow, which do not describe the work.
    """
    found = _place_in(raw, registered)
    return raw[: found.end] if found else raw


def _place_in(raw: str, registered: Work) -> _Place | None:
    """Return where the record's volume and first page are printed; a page of one digit must immediately follow the volume."""
    first = _NUMBER.search(registered.page or registered.article_number or "")
    count = _NUMBER.search(registered.volume or "")
    if not first or not count or first[0] not in raw or count[0] not in raw:
        return None
    volume = count[0]
    numbers = list(_NUMBER.finditer(raw))
    texts = [number[0] for number in numbers]
    for at, number in enumerate(numbers):
        if (
            at
            and number[0] == first[0]
            and (texts[at - 1] == volume or texts[at - 2 : at] == [volume, registered.issue])
        ):
            return _Place(volume, first[0], number.end(), side_by_side=True)
    if len(first[0]) > 1 and volume != first[0] and {volume, first[0]} <= {*texts}:
        end = max(numbers[texts.index(text)].end() for text in (volume, first[0]))
        return _Place(volume, first[0], end, side_by_side=False)
    return None


@frozen
class _Printed:
    """A reference as printed: its words, its letters without spaces, and the positions in these where a field may begin or end."""

    words: frozenset[str]
    text: str
    ends: frozenset[int]

    def holds(self, text: str | None, least: int) -> bool:
        """Return whether a text of at least ``least`` letters occurs as a whole, between such positions."""
        key = squeeze(fold(text or ""))
        start = self.text.find(key) if len(key) >= least else -1
        while start >= 0 and not {start, start + len(key)} <= self.ends:
            start = self.text.find(key, start + 1)
        return start >= 0


@lru_cache(maxsize=64)  # a reference is read again for every record that may be its own
def _taken_apart(raw: str) -> _Printed:
    found: set[str] = set()
    text, ends = "", {0}
    for piece in _SIGN.split(clean(raw)):
        words = fold(piece).split()
        for place, word in enumerate(words):
            if word.isdecimal():
                ends.add(len(text))
            text += word
            if word.isdecimal() or (place == 0 and word == "in"):
                ends.add(len(text))
        ends.add(len(text))
        found.update(words)
    return _Printed(frozenset(found), text, frozenset(ends))
