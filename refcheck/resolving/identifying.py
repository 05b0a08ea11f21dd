"""Match by identifiers: decide which one leads to the work, and whether a registered work is the cited one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from refcheck import matching
from refcheck.identifiers.bare import reading_as
from refcheck.matching.appearance import in_one_venue
from refcheck.matching.evidence import letters
from refcheck.matching.kind import (
    TITLE_LETTERS,
    holds,
    is_at_own_place,
    is_named_as_whole,
    is_other_kind,
    is_supplement,
    is_unlike_reference,
)
from refcheck.model import (
    Answer,
    Authority,
    Candidate,
    Field,
    Found,
    Hits,
    Id,
    Identifier,
    LookupResult,
    Match,
    Method,
    NotFound,
    Record,
    Reference,
    Scheme,
    Span,
    Unavailable,
    Work,
)
from refcheck.resolving.asking import Reading, other_readings

_UNLIKELY = 0.5
"""Below this score, the record of a printed identifier is more likely another work than the cited one. Source: even odds."""


_EDITED = frozenset({"book", "thesis"})
"""Types of work that have editions, each with its own year and publisher."""


def beside(reference: Reference, record: Record, method: Method) -> Match:
    """Return the match of a reference with a record that an identifier led to.

    The printed text is also compared with the record directly, in case the parser failed, and the better score counts.
    """
    plain = matching.match(reference.work, record, method)
    again = matching.rank(reference.work, matching.printed(reference), (record,))[0]
    return evolve(plain, score=max(plain.score, again.score))


def is_confirmed(found: Match) -> bool:
    """Return whether the record is the cited work: title, first author and year, or place agree, or the matcher is sure."""
    return found.score >= matching.SAME_WORK or matching.agrees(found) or _is_in_place(found)


def _is_in_place(found: Match) -> bool:
    """Return whether a DOI's record has the cited authors, volume and page; a record found by its place always has these."""
    return found.method in _OF_DOI and is_at_own_place(found.agreements) and not is_other_kind(found.agreement("title"))


def is_refuted(found: Match) -> bool:
    """Return whether the record is another work: the titles were compared and differ, and the rest does not outweigh it.

    A title that could not be compared refutes nothing on its own, nor does a container's name given as either title.
    """
    title, work = found.agreement("title"), found.record.work
    if title is None or is_named_as_whole(work) or in_one_venue(Work(container_title=title.cited), work):
        return False
    return (title.differs or is_unlike_reference(found)) and not is_confirmed(found) and found.score < _UNLIKELY


def best_hit(reference: Reference, answer: Hits | Unavailable) -> tuple[Match | None, tuple[Match, ...]]:
    """Return the hit of a search that the matcher is sure of, or ``None``, and the other hits, nearest first."""
    if not isinstance(answer, Hits):
        return None, ()
    ranked = matching.rank(reference.work, matching.printed(reference), records_of(answer))
    if ranked and ranked[0].score >= matching.SAME_WORK:
        return ranked[0], ranked[1:]
    edition = next((found for found in ranked if _is_other_edition(reference, found)), None)
    return edition, tuple(found for found in ranked if found is not edition)


def records_of(hits: Hits) -> tuple[Record, ...]:
    """Return the records of a search, in the order of its hits."""
    return tuple(hit.record for hit in hits.hits)


def _is_other_edition(reference: Reference, found: Match) -> bool:
    """Return whether a catalogue's book has the cited title and author: it may be another edition than the one cited."""
    title = found.agreement("title")
    return (
        found.record.provenance.standing is Authority.CATALOGUED
        and {reference.work.type, found.record.work.type} <= _EDITED
        and title is not None
        and title.agrees
        and letters(title) >= TITLE_LETTERS
        and not is_other_kind(title)
        and found.agrees("author")
    )


@frozen(kw_only=True)
class Identified:
    """The result of looking up the identifiers of a reference.

    ``reference`` has the confirmed reading. ``match`` is the record accepted for it. ``refuted`` are records of other works: all of
    them if there is no match, otherwise only those of further printed DOIs. ``open`` are readings to look up before the search.
    """

    reference: Reference
    answers: tuple[LookupResult, ...]
    match: Match | None = None
    refuted: tuple[Match, ...] = ()
    open: tuple[Reading, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether no answer is missing, so that a work found by a search is not reported as if an identifier had failed."""
        return not any(map(_is_open, self.answers))


def identify(reference: Reference, readings: Sequence[Reading], answers: Mapping[Id, Answer]) -> Identified:
    """Judge the records that the identifiers and their other readings led to.

    A confirmed record is accepted. Otherwise another reading that exists *and* agrees with the citation is accepted. Otherwise a
    record that nothing contradicts is accepted, as it is the printed identifier's own. A record that disagrees is never accepted,
    nor is an article for the supplementary material that is kept under its DOI.
    """
    records = {
        reading: found
        for reading in readings
        if isinstance(answer := answers.get(reading.id), Found) and not _is_of_whole(reference, answer, reading)
        if is_confirmed(found := beside(reference, answer.record, reading.method)) or reading.id.scheme in _PRINTED
        if found.agrees("title") or not is_supplement(reference)
    }
    confirmed = [found for found in records.values() if is_confirmed(found)]
    others_works = {reading: found for reading, found in records.items() if is_refuted(found)}
    by_id: dict[Id, Match] = {}
    for found in others_works.values():
        by_id.setdefault(found.record.id, found)  # an identifier may be printed several times
    refuted = tuple(by_id.values())
    doubtful = [each for each in readings if isinstance(answers.get(each.id), NotFound) or each in others_works]
    others = () if confirmed else tuple(other for reading in doubtful for other in other_readings(reading))
    asked = tuple(
        LookupResult(id=key, answer=answers[key])
        for key in dict.fromkeys(reading.id for reading in (*readings, *others))
        if key in answers
    )
    known = Identified(
        reference=reference,
        answers=asked,
        refuted=refuted,
        open=tuple(other for other in others if other.id not in answers),
    )
    if confirmed:
        beside_it = tuple(found for found in refuted if found.method is Method.DOI)
        return evolve(known, match=_best(confirmed), refuted=beside_it)
    if (taken := _taken(reference, others, answers)) is not None:
        other, found = taken
        return evolve(known, reference=_read_as(reference, other.identifier, other.candidate), match=found, refuted=())
    unclear = [found for reading, found in records.items() if reading not in others_works]
    return evolve(known, match=_best(unclear), refuted=()) if unclear else known


_PRINTED = frozenset(Scheme) - {Scheme.CITATION}
"""Schemes of printed identifiers. What a journal, volume and page lead to is only the nearest record, not an identifier's own."""


def _is_of_whole(reference: Reference, answer: Found, reading: Reading) -> bool:
    """Return whether an ISBN led to the book that contains the cited chapter: its existence says nothing about the chapter."""
    return reading.method is Method.ISBN and holds(answer.record.work, reference.work)


def _is_open(asked: LookupResult) -> bool:
    """Return whether it is unknown what the identifier leads to; for a registered Handle there is nothing more to find out.

    A catalogue's outage leaves nothing open: an ISBN or a PMID does not lead to another work.
    """
    answer = asked.answer
    if asked.id.scheme not in (Scheme.DOI, Scheme.HANDLE):
        return False
    return isinstance(answer, Unavailable) and (asked.id.scheme is not Scheme.HANDLE or answer.is_gap)


def _taken(
    reference: Reference, others: Sequence[Reading], answers: Mapping[Id, Answer]
) -> tuple[Reading, Match] | None:
    """Return the likeliest other reading whose record agrees with the citation, and the match."""
    for other in others:
        if isinstance(answer := answers.get(other.id), Found):
            found = beside(reference, answer.record, other.method)
            if matching.agrees(found):
                return other, found
    return None


def read_as_found(reference: Reference, found: Match) -> tuple[Reference, Match]:
    """Return the reference with its printed DOI read as the DOI of a record that a search found, if it can be read so.

    The printed text may be that DOI with other punctuation or with white space in it. Then it is not a different DOI that leads
    nowhere, and the record is its own.
    """
    value = found.record.work.doi
    for identifier in reference.of_scheme(Scheme.DOI) if value else ():
        candidate = reading_as(reference.raw, identifier, value or "")
        if candidate is not None:
            return _read_as(reference, identifier, candidate), evolve(found, method=Method.CANDIDATE)
    return reference, found


def _read_as(reference: Reference, identifier: Identifier, candidate: Candidate) -> Reference:
    """Return the reference with its identifier read as ``candidate``, in the list of identifiers and in the work.

    A field in the text after the identifier that the reading includes is removed.
    """
    read = identifier.read_as(candidate)
    taken = Span(identifier.span.end, read.span.end)
    lost = [field for field in reference.fields if taken.holds(field.span)]
    kept = tuple(field for field in reference.fields if field not in lost)
    work = _without(reference.work, lost, kept)
    if identifier.scheme is Scheme.DOI:
        work = evolve(work, doi=candidate.value)
    return evolve(
        reference,
        identifiers=tuple(read if each == identifier else each for each in reference.identifiers),
        fields=kept,
        unread=tuple(span for span in reference.unread if not span.overlaps(taken)),
        work=work,
    )


def _without(work: Work, fields: Sequence[Field], kept: Iterable[Field]) -> Work:
    """Return the work without the values that came only from these fields; notes of the ``kept`` fields stay."""
    lost: dict[str, Any] = {field.name: None for field in fields if getattr(work, field.name, None) == field.value}
    if any(field.name == "note" for field in fields):
        lost["note"] = "; ".join(field.value for field in kept if field.name == "note") or None
    return evolve(work, **lost)


def _best(matches: Sequence[Match]) -> Match:
    """Return the best match: a registry's record before a catalogue's, that of a DOI before others, then the best score.

    Notices about a work, above all a retraction, are in the record of its DOI.
    """

    def weight(found: Match) -> tuple[bool, bool, float]:
        is_registered = found.record.provenance.standing is Authority.REGISTERED
        return is_registered, found.method in _OF_DOI, found.score

    return max(matches, key=weight)


_OF_DOI = (Method.DOI, Method.CANDIDATE, Method.ARXIV)
"""Methods that lead to the record of a DOI."""
