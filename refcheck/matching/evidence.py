"""What a comparison tells about whether two works are one, as numbers from 0 to 1."""

from refcheck.matching.fold import fold, squeeze
from refcheck.matching.names import first_name_agrees
from refcheck.matching.spelling import roman
from refcheck.model import Agreement, Change, Comparison, Work

FEATURES = (
    "title-agrees",
    "title-length",
    "title-alike",
    "title-other",
    "title-number",
    "authors-agree",
    "authors-share",
    "first-author",
    "authors-differ",
    "year-agrees",
    "year-near",
    "year-far",
    "volume-agrees",
    "volume-differs",
    "issue-agrees",
    "issue-differs",
    "page-agrees",
    "page-differs",
    "place-agrees",
    "container-agrees",
    "container-differs",
    "publisher-agrees",
    "publisher-differs",
    "ISBN-agrees",
    "ISBN-differs",
    "type-differs",
    "version",
)
"""The names of the numbers that ``evidence`` gives, in its order."""

AGREEING = (Comparison.SAME, Comparison.VARIANT)
"""The verdicts of a field that does not speak against one work."""

_LONG = 60
"""So many letters make a title that no other work has by chance."""

ALIKE = 0.6
"""Titles less alike than this are those of two works."""


def evidence(cited: Work, registered: Work, agreements: tuple[Agreement, ...]) -> dict[str, float]:
    """The numbers that are not 0, by their names in ``FEATURES``."""
    by_field = {agreement.field: agreement for agreement in agreements}
    found = _title(by_field.get("title")) | _authors(by_field.get("author")) | _year(by_field.get("issued"))
    for field, name in (
        ("volume", "volume"),
        ("issue", "issue"),
        ("container-title", "container"),
        ("publisher", "publisher"),
        ("ISBN", "ISBN"),
    ):
        found |= _plain(name, by_field.get(field))
    found |= _page(by_field.get("page"))
    if "page-agrees" in found and ("volume-agrees" in found or "container-agrees" in found):
        found["place-agrees"] = 1.0
    if _differs(by_field.get("type")):
        found["type-differs"] = 1.0
    if registered.type == "article" and (cited.volume or cited.page):
        found["version"] = 1.0
    return found


def title_letters(agreement: Agreement) -> int:
    """How many letters and digits the shorter of two titles has: a short one ("Introduction") is many works' title."""
    return min(len(squeeze(fold(side))) for side in (agreement.cited, agreement.registered))


def _title(agreement: Agreement | None) -> dict[str, float]:
    if agreement is None or agreement.similarity is None:
        return {}
    if agreement.comparison in AGREEING:
        return {"title-agrees": 1.0, "title-length": min(title_letters(agreement), _LONG) / _LONG}
    if agreement.similarity < ALIKE:
        return {"title-other": 1.0}
    numbers = any(_numbers(difference.cited) != _numbers(difference.registered) for difference in agreement.differences)
    return {
        "title-alike": (agreement.similarity - ALIKE) / (1 - ALIKE),
        "title-number": float(numbers),
    }


def _numbers(text: str) -> list[str]:
    """The numbers among a text's words: part III is not part II, nor is the report of 2015 that of 2016."""
    return [word for word in fold(text).split() if word.isdecimal() or (word != "i" and roman(word) is not None)]


def _authors(agreement: Agreement | None) -> dict[str, float]:
    if agreement is None or agreement.similarity is None:
        return {}
    if agreement.comparison in AGREEING:
        return {"authors-agree": 1.0, "authors-share": 1.0}
    name = "first-author" if first_name_agrees(agreement) else "authors-differ"
    return {name: 1.0, "authors-share": agreement.similarity}


def _year(agreement: Agreement | None) -> dict[str, float]:
    if agreement is None or agreement.similarity is None:
        return {}
    if agreement.comparison in AGREEING:
        return {"year-agrees": 1.0}
    return {"year-near" if agreement.similarity >= 0.5 else "year-far": 1.0}


def _page(agreement: Agreement | None) -> dict[str, float]:
    """A first page that agrees is as good as a range."""
    if agreement is None or agreement.similarity is None:
        return {}
    return {"page-agrees" if agreement.similarity > 0.5 else "page-differs": 1.0}


def _plain(name: str, agreement: Agreement | None) -> dict[str, float]:
    if agreement is None or agreement.similarity is None:
        return {}
    within = any(difference.change is Change.WITHIN for difference in agreement.differences)
    return {f"{name}-agrees" if agreement.comparison in AGREEING or within else f"{name}-differs": 1.0}


def _differs(agreement: Agreement | None) -> bool:
    return agreement is not None and agreement.comparison is Comparison.DIFFERENT
