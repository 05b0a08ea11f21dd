"""How sure it is that a record is the cited work."""

from math import exp

from refcheck.matching.compare import compare
from refcheck.matching.evidence import AGREEING, ALIKE, evidence, title_letters
from refcheck.matching.kind import holds, is_other_kind
from refcheck.matching.names import first_name_agrees
from refcheck.model import Agreement, Match, Method, Record, Work

SAME_WORK = 0.9
"""From this score on, the matcher is sure."""

_BASE = -6.0
_WEIGHTS = {
    "title-agrees": 2.0,
    "title-length": 5.0,
    "title-alike": 4.0,
    "title-other": -3.0,
    "title-number": -3.0,
    "authors-agree": 1.0,
    "authors-share": 2.0,
    "first-author": 1.0,
    "authors-differ": -3.0,
    "year-agrees": 1.0,
    "year-near": -0.5,
    "year-far": -2.0,
    "volume-agrees": 1.0,
    "volume-differs": -1.5,
    "issue-agrees": 0.5,
    "issue-differs": -0.5,
    "page-agrees": 2.0,
    "page-differs": -2.0,
    "place-agrees": 2.0,
    "container-agrees": 1.0,
    "container-differs": -1.5,
    "publisher-agrees": 0.3,
    "publisher-differs": -0.5,
    "ISBN-agrees": 2.0,
    "ISBN-differs": -1.0,
    "type-differs": -0.5,
    "version": -1.0,
}

_OTHER_KIND = -12.0
"""A correction, a review or a reply is never the work, and the book is never its chapter, however much of them agrees."""

_PRINTED = 3.0
"""What a printed identifier adds: 19 of 20 stand beside their own work (log odds of 0.95). Not fitted."""

_TELLING = 15
"""A title of so many letters can confirm a work by itself."""


def match(cited: Work, record: Record, method: Method) -> Match:
    """A reference beside a record that ``method`` brought: the fields compared, and the probability that they are one."""
    agreements = compare(cited, record.work)
    return Match(
        record=record, method=method, score=probability(cited, record.work, agreements, method), agreements=agreements
    )


def probability(cited: Work, registered: Work, agreements: tuple[Agreement, ...], method: Method) -> float:
    """The probability, from 0 to 1, that a record is the cited work, given how their fields agree and how it was found."""
    log_odds = _BASE + sum(_WEIGHTS[name] * value for name, value in evidence(cited, registered, agreements).items())
    title = next((agreement for agreement in agreements if agreement.field == "title"), None)
    if (title is not None and is_other_kind(title)) or (method is Method.SEARCH and holds(registered, cited)):
        log_odds += _OTHER_KIND
    if method is not Method.SEARCH:
        log_odds += _PRINTED
    return 1 / (1 + exp(-log_odds))


def agrees(match: Match) -> bool:
    """Whether a record confirms a reading of an identifier: its title agrees, or its first author and its year.

    A title that many works have ("Introduction") needs the author or the year beside it. A record of another title, and a
    correction or review of the work, confirm nothing.
    """
    title, author, issued = (match.agreement(field) for field in ("title", "author", "issued"))
    first = author is not None and first_name_agrees(author)
    year = issued is not None and issued.comparison in AGREEING
    if title is None or title.similarity is None:
        return first and year
    if is_other_kind(title) or title.similarity < ALIKE:
        return False
    return first or year if title_letters(title) < _TELLING else True
