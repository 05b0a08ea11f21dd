"""The hits of a search, put in the order of how sure the matcher is."""

from collections.abc import Sequence

from refcheck.matching.comparing import compare
from refcheck.matching.prepared import PreparedWork
from refcheck.matching.score import probability
from refcheck.matching.second_reading import before_note, read_again
from refcheck.model import Match, Method, Record, Work


def rank(cited: Work, raw: str, records: Sequence[Record]) -> tuple[Match, ...]:
    """Search hits beside the reference, best first; hits of one score stay in the order of ``records``.

    The engine's own score is not looked at. Where the parser failed, ``raw``, the reference as printed, is read again in the
    light of each record; the agreements are those of ``cited``.
    """
    ours = PreparedWork(cited)
    return tuple(sorted((_hit(ours, raw, record) for record in records), key=lambda match: -match.score))


def _hit(cited: PreparedWork, raw: str, record: Record) -> Match:
    agreements = compare(cited, record.work)
    again = read_again(cited.work, raw, record.work)
    anew = agreements if again == cited.work else compare(again, record.work)
    score = probability(again, record.work, anew, Method.SEARCH, before_note(raw, record.work))
    return Match(record=record, method=Method.SEARCH, score=score, agreements=agreements)
