"""Comparison of pages: ranges, abbreviated or not, Roman, electronic, and article numbers."""

import re
from functools import lru_cache

from attrs import frozen

from refcheck.matching.diff import compared
from refcheck.matching.prepared import PreparedWork
from refcheck.model import Agreement, Change, Comparison, Work
from refcheck.text.characters import DASHES
from refcheck.text.folding import fold, squeeze, words
from refcheck.text.markup import clean
from refcheck.text.spelling import roman

_BETWEEN = re.compile(rf"\s?[-{DASHES},;&+]+\s?")
"""Separators between two page numbers: the dash of ``14–23``, the comma of ``12, 15``, the plus of ``5–7+31``."""

_PAGE = re.compile(r"^([^\W\d]*)(\d{1,15})(\w*)$")
"""A page number, folded, without spaces: ``e1168``, ``251``, ``77a``, ``np76``."""

_COUNT = re.compile(r"\s*\(\s*\d+\s*[^\W\d_]+\.?\s*\)$|,\s*\d+\s*(?:pages|pp\.?)$")
"""The number of pages, after them: ``45-67 (23 pages)``, ``214503, 12 pages``."""

_OF_ARTICLE = re.compile(
    rf"(?P<own>\w+)(?:[:.](\d+)\s?[{DASHES}-]\s?(?:(?P=own)[:.])?|[-/](\d+)\s?[{DASHES}-]\s?(?P=own)[-/])(\d+)$"
)
"""Pages that are counted within an article or a volume, with its number: ``14:1–14:25``, ``104503:1-12``, ``12.1-12.15``,
``I-45–I-52``."""

_VOLUME_AFTER = re.compile(r"\s*\bvol\.?\s*\d+$")
"""The volume after pages: ``45-52 vol.1``."""

_FOLLOWING = re.compile(r"(?<=\d)\s*(?:ff?|sqq?|et seqq?|y sigs?|e segg?)\.?$", re.IGNORECASE)
"""A mark that the pages continue: ``45 ff.``, ``45 sqq.``."""

_ONLINE = re.compile(r"\.e\d{1,3}$")
"""Pages that exist online only, after the printed ones: ``211-229.e3``."""

_LABELS = words("p pp pg pgs page pages s ss seite seiten art article no number id ص صص")
"""Words before a page number that are not part of it."""

_ONLY_FIRST, _ONE_LAST = 0.7, 0.5
"""Similarity of different pages with the same first page, and with the same last page. Source: ranks only: the middle of the scale
and a value above it; no verdict depends on the exact values."""


@frozen
class _Page:
    """A page: the letters before its number, the number, and the characters after it."""

    prefix: str
    number: int
    suffix: str

    def agrees(self, other: "_Page") -> bool:
        """Return whether two pages are the same; the letters before and after the number may be omitted: ``S12``, ``113b``."""
        pairs = ((self.prefix, other.prefix), (self.suffix, other.suffix))
        return self.number == other.number and all(one == another or not one or not another for one, another in pairs)


@frozen
class _Pages:
    """The first page, the last page, and the end of the first range: ``45-67, 70`` has all three."""

    text: str
    first: _Page
    last: _Page | None
    middle: _Page | None = None

    def ends_as(self, other: "_Pages") -> bool:
        """Return whether both end on the same page; separate pages after a range may be omitted."""
        mine, others = (self.middle, self.last), (other.middle, other.last)
        return any(
            one is not None and another is not None and one.agrees(another) for one in mine for another in others
        )

    @property
    def end(self) -> int:
        return (self.last or self.first).number

    @property
    def own(self) -> bool:
        """Whether the pages are counted within the article, not within the volume: ``1–12``."""
        return self.first.number == 1 < self.end


def compare_pages(reference: PreparedWork, record: PreparedWork) -> Agreement | None:
    """Return the agreement of the pages or article numbers of two works; ``None`` where neither has any.

    A single page agrees with a range that starts on it. Pages counted within an article (1–12) cannot be compared with an article
    number.
    """
    ours, theirs = _texts(reference.work), _texts(record.work)
    if (not ours and not theirs) or {reference.work.type, record.work.type} == {"book"}:
        return None  # those of a book are the number of its pages
    if any(_is_of_doi(text, record.work.doi) for text in ours):
        return compared("page", (clean(ours[0]), clean(theirs[0]) if theirs else ""), Comparison.VARIANT)
    found = [_verdict(our, their) for our in reference.get(_readings) for their in record.get(_readings)]
    if found:
        return min(found, key=lambda agreement: _ORDER.index(agreement.comparison))
    sides = clean(ours[0]) if ours else "", clean(theirs[0]) if theirs else ""
    return compared("page", sides, Comparison.CANNOT_COMPARE)


_OF_DOI = 6
"""Fewest letters and digits of a page that identify a DOI."""


def _is_of_doi(page: str, registered: str | None) -> bool:
    """Return whether a page is the end of a DOI, as an article number is; digits only must be all that follows the last mark."""
    key, doi = squeeze(fold(page)), fold(registered or "")
    end = fold(page) == doi.rpartition(" ")[2] if key.isdecimal() else squeeze(doi).endswith(key)
    return end and len(key) >= _OF_DOI and not key.isalpha()


_ORDER = (Comparison.SAME, Comparison.VARIANT, Comparison.CANNOT_COMPARE, Comparison.DIFFERENT)
"""Preference among verdicts where a work has both pages and an article number: the most favourable first."""


def _texts(work: Work) -> list[str]:
    return [text for text in (work.page, work.article_number) if text]


def _readings(work: Work) -> list[_Pages]:
    """Return the readings of a work's pages: ``14:1-14:25`` is also read as an article number, and as pages within the article."""
    found: list[str] = []
    for text in _texts(work):
        article = _OF_ARTICLE.match(clean(text))
        found += [text, article[1], f"{article[2] or article[3]}-{article[4]}"] if article else [text]
    return [pages for pages in map(_read, found) if pages]


@lru_cache(maxsize=1_024)  # a work and its record often have the same pages
def _read(text: str) -> _Pages | None:
    text = _FOLLOWING.sub("", _ONLINE.sub("", _COUNT.sub("", _VOLUME_AFTER.sub("", clean(text)))))
    pieces = [piece for piece in _BETWEEN.split(text) if piece]
    if pieces[1:2] == pieces[:1]:
        pieces = pieces[:1]  # the first page twice, possibly with the number of pages: ``455-455-9``
    first = _page(pieces[0]) if pieces else None
    if first is None:
        return None
    ends = [_last(first, piece) for piece in pieces[1:]]
    return _Pages(text=text, first=first, last=ends[-1] if ends else None, middle=ends[0] if len(ends) > 1 else None)


def _page(text: str) -> _Page | None:
    key = squeeze(" ".join(word for word in fold(text).split() if word not in _LABELS))
    if (value := roman(key)) is not None:
        return _Page(prefix="roman", number=value, suffix="")
    found = _PAGE.match(key)
    if found and (found[1], found[3]) == ("", "s"):
        return _Page(prefix="s", number=int(found[2]), suffix="")  # ``12S`` is S12
    return _Page(prefix=found[1], number=int(found[2]), suffix=found[3]) if found else None


def _last(first: _Page, text: str) -> _Page | None:
    """Return the last page, completed where it is abbreviated: 1425–37 ends at 1437."""
    last = _page(text)
    if last is None or last.number >= first.number:
        return last
    missing = len(str(first.number)) - len(str(last.number))
    completed = int(str(first.number)[:missing] + str(last.number)) if missing > 0 else last.number
    return _Page(prefix=first.prefix, number=completed, suffix=last.suffix)


def _verdict(our: _Pages, their: _Pages) -> Agreement:
    sides = our.text, their.text
    if our.first.agrees(their.first):
        if our.last and their.last and not our.ends_as(their):
            return compared("page", sides, Comparison.DIFFERENT, similarity=_ONLY_FIRST)
        lacks = {our.first.prefix, their.first.prefix} == {"s", ""}
        alike = Comparison.SAME if our.text == their.text else Comparison.VARIANT
        return compared("page", sides, alike, explained="supplement" if lacks else "")
    if (our.own and not their.last) or (their.own and not our.last):
        return compared("page", sides, Comparison.CANNOT_COMPARE)
    if their.first.number <= our.first.number <= our.end <= their.end:
        return compared("page", sides, Comparison.DIFFERENT, change=Change.WITHIN)
    one_last = our.last is not None and their.last is not None and our.last.agrees(their.last)
    return compared("page", sides, Comparison.DIFFERENT, similarity=_ONE_LAST if one_last else 0.0)
