"""How sure it is that a record is the cited work."""

from math import exp

from refcheck.matching.compare import compare
from refcheck.matching.evidence import evidence, letters, said
from refcheck.matching.kind import AGREEING, ALIKE, holds, is_other_kind
from refcheck.matching.names import first_name_agrees
from refcheck.model import Agreement, Match, Method, Record, Work

SAME_WORK = 0.5
"""From this score on, the matcher is sure."""

_BASE = -4.45
_WEIGHTS = {
    "title-agrees": 2.83,
    "title-length": 0.97,
    "title-cut": -0.34,
    "title-slips": 2.99,
    "title-slips-length": 1.59,
    "title-alike": 0.68,
    "title-other": -1.95,
    "title-number": -4.30,
    "title-and-container": 1.74,
    "authors-agree": -0.39,
    "authors-share": 2.12,
    "first-author": -0.52,
    "authors-differ": -4.33,
    "year-agrees": 1.28,
    "year-near": 0.06,
    "year-far": -3.01,
    "volume-agrees": 0.61,
    "volume-differs": -1.61,
    "issue-agrees": -0.68,
    "issue-differs": -2.59,
    "page-agrees": 0.55,
    "page-length": 0.72,
    "page-differs": -5.33,
    "place-agrees": 2.11,
    "container-agrees": 0.34,
    "container-length": 0.29,
    "container-differs": -1.67,
    "publisher-agrees": -0.13,
    "publisher-differs": 0.28,
    "type-differs": -0.41,
    "version": -7.51,
    "piece": 0.58,
    "piece-page": -1.42,
    "piece-before": -0.91,
    "unexplained": -5.30,
}

_OTHER_WORK = -12.0
"""What is known to be another work stays so, whatever agrees. Not fitted."""

_PRINTED = 3.0
"""What a printed identifier adds: 19 of 20 stand beside their own work (log odds of 0.95). Not fitted."""

_TELLING = 15
"""A title of so many letters can confirm a work by itself."""


def match(cited: Work, record: Record, method: Method) -> Match:
    """A reference beside a record that ``method`` brought: the fields compared, and the probability that they are one."""
    agreements = compare(cited, record.work)
    return Match(
        record=record,
        method=method,
        score=probability(cited, record.work, agreements, method, said(cited)),
        agreements=agreements,
    )


def probability(
    cited: Work, registered: Work, agreements: tuple[Agreement, ...], method: Method, printed: str
) -> float:
    """The probability, from 0 to 1, that a record is the cited work.

    It is judged by how the fields agree, how the record was found, and how much of ``printed``, all that the cited side says in
    words, the record accounts for.
    """
    log_odds = _BASE + sum(
        _WEIGHTS[name] * value for name, value in evidence(cited, registered, agreements, printed).items()
    )
    if is_other_work(cited, registered, agreements, method):
        log_odds += _OTHER_WORK
    if method is not Method.SEARCH or _one_isbn(agreements):
        log_odds += _PRINTED
    return 1 / (1 + exp(-log_odds))


def _one_isbn(agreements: tuple[Agreement, ...]) -> bool:
    return any(agreement.field == "ISBN" and agreement.comparison in AGREEING for agreement in agreements)


def is_other_work(cited: Work, registered: Work, agreements: tuple[Agreement, ...], method: Method) -> bool:
    """Whether a record cannot be the cited work, however much of them agrees: a correction, a review or a reply is not the work.

    A book is not its chapter either; but a chapter without an identifier of its own may be printed with that of its book.
    """
    title = next((agreement for agreement in agreements if agreement.field == "title"), None)
    return (title is not None and is_other_kind(title)) or (method is Method.SEARCH and holds(registered, cited))


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
    return first or year if letters(title) < _TELLING else True
