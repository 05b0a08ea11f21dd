"""What a comparison tells about whether two works are one, as numbers from 0 to 1."""

from rapidfuzz import fuzz

from refcheck.lexicon import Term, wordings
from refcheck.matching.fields.title import full_title
from refcheck.matching.kind import ALIKE, is_whole
from refcheck.model import Agreement, Change, Difference, Work
from refcheck.text.folding import fold, squeeze, words
from refcheck.text.spelling import roman

_LONG = 60
"""So many letters make a title that no other work has by chance."""

_RARE = 0.5
"""The share of ``_LONG`` from which on a title is rarely that of two works: of 20,000 records 0.4 in 100 share one of 30 letters
with another. Source: that rate; its weight is fitted with it (``score.py``)."""

_ONE_NAME = 90
"""Containers whose words are so much the same, in per cent, may be one, though one name has words that the other has not."""

FIGURES = 4
"""So many figures make a page that no other piece of the volume begins on."""

_STEM = 4
"""So many letters of a word tell which word it is, whether it is abbreviated or not; shorter words tell nothing."""

_ASIDE = wordings(Term.IBID) | words(
    "available accessed retrieved online pmid edited published issue volume pages vols"
)
"""Words of a reference that are about no work, or stand for what was said before."""

_MOST_UNEXPLAINED = 0.5
"""A reference may have a note or an address of any length: more than this share of unknown words says no more. Source: set
by hand; its weight is fitted with it (``score.py``)."""


def evidence(cited: Work, registered: Work, agreements: tuple[Agreement, ...], printed: str) -> dict[str, float]:
    """The numbers, by the names of their weights (``score.py``).

    ``printed`` is all that the cited side says, in words.
    """
    found: dict[str, float] = {}
    for each in agreements:
        if each.similarity is not None and each.field in _TOLD:
            found |= _TOLD[each.field](each, each.similarity)
    is_compared = not found.keys().isdisjoint(("container-agrees", "container-differs"))
    found["unexplained"] = _unexplained(printed, cited, registered, with_container=not is_compared)
    if "page-agrees" in found and ("volume-agrees" in found or "container-agrees" in found):
        found["place-agrees"] = 1.0
        found["place-and-authors"] = found.get("authors-share", 0.0)
    if "title-agrees" in found and "container-agrees" in found:
        found["title-and-container"] = 1.0
    if is_whole(registered):
        found["piece-page"] = float(bool(cited.page))
        found["piece-title"] = _before_title(printed, cited, registered)
    return found


def said(work: Work) -> str:
    """All that a work says in words."""
    texts = (
        full_title(work),
        work.container_title,
        work.collection_title,
        work.publisher,
        *map(str, (*work.author, *work.editor)),
    )
    return " ".join(text for text in texts if text)


def letters(agreement: Agreement) -> int:
    """How many letters and digits the shorter of two sides has: a short title ("Introduction") is many works' title."""
    return min(len(squeeze(fold(side))) for side in (agreement.cited, agreement.registered))


def _title(agreement: Agreement, alike: float) -> dict[str, float]:
    length = min(letters(agreement), _LONG) / _LONG
    if agreement.agrees:
        whole = float(length >= _RARE and alike == 1)
        return {"title-agrees": 1.0, "title-length": length, "title-long": whole, "title-cut": 1 - alike}
    if alike < ALIKE:
        return {"title-other": 1.0}
    if all(difference.change is Change.MISSPELT for difference in agreement.differences):
        return {"title-slips": 1.0, "title-length": length, "title-long": float(length >= _RARE)}
    return {
        "title-alike": (alike - ALIKE) / (1 - ALIKE),
        "title-number": float(any(map(_other_number, agreement.differences))),
    }


def _other_number(difference: Difference) -> bool:
    """Whether a difference is one of numbers: part III is not part II, nor is the report of 2015 that of 2016."""
    ours, theirs = _numbers(difference.cited), _numbers(difference.registered)
    return bool(ours and theirs) and ours != theirs


def _numbers(text: str) -> set[str]:
    return {word for word in fold(text).split() if word.isdecimal() or roman(word) is not None}


def _authors(agreement: Agreement, alike: float) -> dict[str, float]:
    return {"authors-share": alike} if alike else {"authors-differ": 1.0}


def _year(agreement: Agreement, alike: float) -> dict[str, float]:
    if agreement.agrees:
        return {"year-agrees": 1.0}
    return {"year-near" if alike >= 0.5 else "year-far": 1.0}


def _page(agreement: Agreement, alike: float) -> dict[str, float]:
    """A first page that agrees is as good as a range; a high one says more, for every newsletter has a page 1.

    Pages within the registered ones, and those with one last page, say nothing.
    """
    if alike <= 0.5:
        return {"page-differs": 1 - 2 * alike}
    figures = sum(character.isdigit() for character in agreement.cited.split("-")[0])
    return {"page-agrees": 1.0, "page-length": min(figures, FIGURES) / FIGURES}


def _container(agreement: Agreement, alike: float) -> dict[str, float]:
    is_one = fuzz.token_set_ratio(fold(agreement.cited), fold(agreement.registered)) >= _ONE_NAME
    if is_one or agreement.explained or agreement.agrees:
        return {"container-agrees": 1.0}
    return {"container-differs": 1 - alike}


def _number(agreement: Agreement, _: float) -> dict[str, float]:
    return {f"{agreement.field}-{'agrees' if agreement.agrees or agreement.is_within else 'differs'}": 1.0}


_TOLD = {
    "title": _title,
    "author": _authors,
    "issued": _year,
    "container-title": _container,
    "volume": _number,
    "issue": _number,
    "page": _page,
}
"""Clues to the numbers of each field."""


def _before_title(printed: str, cited: Work, registered: Work) -> float:
    """1 where something else than names is said before the title of a whole: the title of a piece of it."""
    said, title = fold(printed).split(), fold(registered.title or "").split()[:3]
    start = next((at for at in range(len(said)) if said[at : at + len(title)] == title), 0)
    people = (*registered.author, *registered.editor, *cited.author, *cited.editor)
    names = {*fold(" ".join(map(str, people))).split()}
    return float(any(len(word) >= _STEM and word.isalpha() and word not in names for word in said[:start]))


def _unexplained(printed: str, cited: Work, registered: Work, *, with_container: bool) -> float:
    """The share of the cited words, addresses, editors and places aside, that the record does not know.

    Those of a container that was compared are not counted once more.
    """
    texts = (
        said(registered),
        *registered.original_title,
        *registered.container_title_alternative,
        registered.event_title,
    )
    texts += (*map(str, cited.editor), cited.publisher_place, None if with_container else cited.container_title)
    known = {word[:_STEM] for word in fold(" ".join(text for text in texts if text)).split()}
    plain = " ".join(part for part in printed.split() if "/" not in part)
    unread = [word for word in fold(plain).split() if len(word) >= _STEM and word.isalpha() and word not in _ASIDE]
    share = sum(word[:_STEM] not in known for word in unread) / len(unread) if unread else 0.0
    return min(share, _MOST_UNEXPLAINED)
