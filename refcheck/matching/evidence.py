"""The evidence of a comparison on whether two works are the same, as numbers from 0 to 1."""

from rapidfuzz import fuzz

from refcheck.lexicon import Term, wordings
from refcheck.matching.fields.title import full_title
from refcheck.matching.kind import ALIKE, is_whole
from refcheck.model import Agreement, Change, Difference, Work
from refcheck.text.folding import fold, squeeze, words
from refcheck.text.spelling import is_number

_LONG = 60
"""Fewest letters of a title that no other work has by chance; more letters count no further."""

_RARE = 0.5
"""Least share of ``_LONG`` at which a title is rarely that of two works: of 20,000 records, 0.4 in 100 share a title of 30 letters
with another record. Source: that rate; its weight is fitted with it (``score.py``)."""

_ONE_NAME = 90
"""Least similarity, in per cent, of the words of two containers that may be the same although one name has more words."""

FIGURES = 4
"""Fewest digits of a first page that no other work in the volume is likely to have; more digits count no further."""

_STEM = 4
"""Letters by which a word is recognised, whether abbreviated or not; shorter words are ignored."""

_ASIDE = wordings(Term.IBID) | words(
    "available accessed retrieved online pmid edited published issue volume pages vols"
)
"""Words of a reference that do not describe a work, or that refer back to an earlier reference."""

_MOST_UNEXPLAINED = 0.5
"""Greatest share of unknown words that is counted, as a reference may have a note or a URL of any length. Source: a judgement; its
weight is fitted with it (``score.py``)."""


def evidence(cited: Work, registered: Work, agreements: tuple[Agreement, ...], printed: str) -> dict[str, float]:
    """Return the numbers, by the names of their weights (``score.py``).

    ``printed`` is the whole text of the cited side.
    """
    found: dict[str, float] = {}
    for each in agreements:
        if each.similarity is not None and each.field in _BY_FIELD:
            found |= _BY_FIELD[each.field](each, each.similarity)
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
    """Return all text of a work: its titles, publisher and names."""
    texts = (
        full_title(work),
        work.container_title,
        work.collection_title,
        work.publisher,
        *map(str, (*work.author, *work.editor)),
    )
    return " ".join(text for text in texts if text)


def letters(agreement: Agreement) -> int:
    """Return the count of letters and digits in the shorter side: a short title ("Introduction") is that of many works."""
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
    """Return whether a difference is in numbers: part III is not part II, and the report of 2015 is not that of 2016."""
    ours, theirs = _numbers(difference.cited), _numbers(difference.registered)
    return bool(ours and theirs) and ours != theirs


def _numbers(text: str) -> set[str]:
    return {word for word in fold(text).split() if is_number(word)}


def _authors(agreement: Agreement, alike: float) -> dict[str, float]:
    return {"authors-share": alike} if alike else {"authors-differ": 1.0}


def _year(agreement: Agreement, alike: float) -> dict[str, float]:
    if agreement.agrees:
        return {"year-agrees": 1.0}
    return {"year-near" if alike >= 0.5 else "year-far": 1.0}


def _page(agreement: Agreement, alike: float) -> dict[str, float]:
    """Return the evidence of the pages: a first page counts as much as a range, and more if high, as every newsletter has a page 1.

    Pages within the registered range, and those with the same last page only, are no evidence.
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


_BY_FIELD = {
    "title": _title,
    "author": _authors,
    "issued": _year,
    "container-title": _container,
    "volume": _number,
    "issue": _number,
    "page": _page,
}
"""CSL variable → the function that returns the evidence of its agreement."""


def _before_title(printed: str, cited: Work, registered: Work) -> float:
    """Return 1 where words other than names precede the title of a book or journal: those of the title of a part of it."""
    printed_words, title = fold(printed).split(), fold(registered.title or "").split()[:3]
    start = next((at for at in range(len(printed_words)) if printed_words[at : at + len(title)] == title), 0)
    people = (*registered.author, *registered.editor, *cited.author, *cited.editor)
    names = {*fold(" ".join(map(str, people))).split()}
    return float(any(len(word) >= _STEM and word.isalpha() and word not in names for word in printed_words[:start]))


def _unexplained(printed: str, cited: Work, registered: Work, *, with_container: bool) -> float:
    """Return the share of the cited words that are not in the record, ignoring URLs, editors and places.

    The words of a container that was compared are not counted again.
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
