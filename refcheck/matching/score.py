"""The probability that a record is the cited work, and the ranking of search hits by it."""

from collections.abc import Sequence
from math import exp

from refcheck.matching.comparing import compare
from refcheck.matching.evidence import evidence, letters, said
from refcheck.matching.fields.names import first_name_agrees
from refcheck.matching.kind import ALIKE, TITLE_LETTERS, holds, is_at_own_place, is_other_kind, is_piece_of
from refcheck.matching.prepared import PreparedWork
from refcheck.matching.second_reading import before_note, read_again
from refcheck.model import Agreement, Match, Method, Record, Work
from refcheck.text.folding import fold

SAME_WORK = 0.6
"""Least score of a certain match: fewer than one in 200 references whose work is not among the records is matched with another.
Fitted: chosen with ``tests/benchmarks/match.py`` on the half of the records that no weight was fitted on, November 2026."""

_BASE = -4.35
"""The log odds without any evidence. Fitted: with the weights below."""

_WEIGHTS = {
    "title-agrees": 1.76,
    "title-length": 0.74,
    "title-long": 1.61,
    "title-cut": -2.52,
    "title-slips": 3.28,
    "title-alike": 3.07,
    "title-other": -2.15,
    "title-number": -7.57,
    "title-and-container": 2.78,
    "authors-share": 1.38,
    "authors-differ": -3.37,
    "year-agrees": 1.79,
    "year-near": 0.26,
    "year-far": -2.99,
    "volume-agrees": 0.40,
    "volume-differs": -0.60,
    "issue-differs": -3.19,
    "page-agrees": 1.17,
    "page-length": 0.65,
    "page-differs": -3.19,
    "place-agrees": 0.52,
    "place-and-authors": 1.29,
    "container-agrees": 0.15,
    "container-differs": -2.99,
    "piece-title": -2.32,
    "piece-page": -1.48,
    "unexplained": -8.02,
}
"""The weight of each number of ``evidence`` in the log odds.

Fitted: by ``tests/benchmarks/match_fit.py``, logistic regression with a ridge of 0.5, by Newton's method, on 8,700 references that
were printed in eleven styles, with noise, from one half of the records, parsed, and compared with ten search hits each and with
constructed near misses. In every second search the record itself was left out, so that the score is the probability among searches
half of which include the work. ``tests/benchmarks/match.py`` measures on the other half.
"""

FEATURES = tuple(_WEIGHTS)
"""The names of the weights."""

_OTHER_WORK = -12.0
"""Log odds added for a record known to be another work, so that no agreement outweighs them. Source: a judgement; not fitted."""

_PRINTED = 3.0
"""Log odds added for a printed identifier or an ISBN in common: 19 of 20 are those of the cited work (log odds of 0.95).
Source: that share; not fitted."""


def match(cited: Work, record: Record, method: Method) -> Match:
    """Return the match of a work with a record found by ``method``: the agreements, and the probability that it is the work."""
    agreements = compare(cited, record.work)
    score = probability(cited, record.work, agreements, method, said(cited))
    return Match(record=record, method=method, score=score, agreements=agreements)


def rank(cited: Work, raw: str, records: Sequence[Record]) -> tuple[Match, ...]:
    """Return the matches of search hits with the reference, best first; hits with equal scores stay in the order of ``records``.

    The engine's own score is ignored. Where the parser failed, ``raw``, the reference as printed, is read again with the help
    of each record; the agreements are those of ``cited``.
    """
    ours = PreparedWork(cited)
    return tuple(sorted((_hit(ours, raw, record) for record in records), key=lambda match: -match.score))


def _hit(cited: PreparedWork, raw: str, record: Record) -> Match:
    agreements = compare(cited, record.work)
    again = cited.work if _is_of_container(cited.work, record.work) else read_again(cited.work, raw, record.work)
    if is_piece_of(record.work, cited) and fold(again.title or "") in ("", fold(cited.work.title or "")):
        again = cited.work  # the title was not misread: the record is that of a part, which is not cited
    anew = agreements if again == cited.work else compare(again, record.work)
    score = probability(again, record.work, anew, Method.SEARCH, before_note(raw, record.work))
    return Match(record=record, method=Method.SEARCH, score=score, agreements=agreements)


def _is_of_container(cited: Work, registered: Work) -> bool:
    """Return whether a record's title is the cited container's, or its start: it is the book, or the introduction to it."""
    container, title = fold(cited.container_title or ""), fold(registered.title or "")
    return bool(cited.title and title) and f"{container} ".startswith(f"{title} ") and fold(cited.title or "") != title


def probability(
    cited: Work, registered: Work, agreements: tuple[Agreement, ...], method: Method, printed: str
) -> float:
    """Return the probability, from 0 to 1, that a record is the cited work.

    It depends on how the fields agree, how the record was found, and how much of ``printed``, the whole text of the cited side,
    is in the record.
    """
    found = evidence(cited, registered, agreements, printed)
    log_odds = _BASE + sum(weight * found.get(name, 0.0) for name, weight in _WEIGHTS.items())
    if is_other_work(cited, registered, agreements, method):
        log_odds += _OTHER_WORK
    if method is not Method.SEARCH or any(each.field == "ISBN" and each.agrees for each in agreements):
        log_odds += _PRINTED
    return 1 / (1 + exp(-log_odds))


def is_other_work(cited: Work, registered: Work, agreements: tuple[Agreement, ...], method: Method) -> bool:
    """Return whether a record cannot be the cited work, however much agrees: a correction, a review or a reply is not the work.

    Nor is the preprint of a journal article that is cited with two of volume, issue and pages, nor the book of a chapter, nor a
    chapter of a book; but an article may be printed with its preprint's identifier, and a chapter with its book's. A record with
    the same authors, volume and page is the work: a reply may be cited with the title of the work that it replies to.
    """
    title = next((agreement for agreement in agreements if agreement.field == "title"), None)
    if is_other_kind(title) and not is_at_own_place(agreements):
        return True
    is_preprint = registered.type == "article" and sum(map(bool, (cited.volume, cited.issue, cited.page))) > 1
    return method is Method.SEARCH and (is_preprint or holds(registered, cited) or is_piece_of(registered, cited))


def agrees(match: Match) -> bool:
    """Return whether a record confirms a reading of an identifier: its title agrees, or its first author and its year.

    For a title that many works have ("Introduction"), the author or the year must also agree; for one that was cut off, or is the
    start of the other, neither the first author nor the year may differ, and if it is short, both must agree. A record with another
    title, and a correction or review of the work, confirm nothing.
    """
    title, author = match.agreement("title"), match.agreement("author")
    first, year = author is not None and first_name_agrees(author), match.agrees("issued")
    if title is None or title.similarity is None:
        return first and year
    if is_other_kind(title):
        return False
    if not title.agrees and title.similarity < ALIKE:
        is_certain = letters(title) >= TITLE_LETTERS or (first and year)
        is_refuted = (match.differs("author") and not first) or match.differs("issued")
        shorter, longer = sorted((f"{fold(side)} " for side in (title.cited, title.registered)), key=len)
        return longer.startswith(shorter) and is_certain and not is_refuted
    return first or year if letters(title) < TITLE_LETTERS else True
