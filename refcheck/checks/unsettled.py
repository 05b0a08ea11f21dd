"""One line on a reference without a record: where it was looked for, and how the user can check it."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from refcheck.checks.answers import of_registries
from refcheck.checks.certainty import is_short_form
from refcheck.checks.comparing.added import unregistered_volume
from refcheck.checks.evidence import answers_of
from refcheck.checks.notices import marked_as
from refcheck.identifiers.addresses import why_not_public
from refcheck.identifiers.official_numbers import known_by
from refcheck.identifiers.schemes import isbn
from refcheck.messages import joined, phrase, worded
from refcheck.model import OFFLINE, Case, Cause, Found, Match, NotFound, Scheme, Unavailable
from refcheck.resolving.asking import UNREGISTERED_TYPES
from refcheck.text.deferred import deferred
from refcheck.text.visible import brief

_WORDS = deferred(r"(?<!\S)[^\W\d_]{2,}(?!\w)")
"""Whole words without digits; no initials."""

_LEAST = 5
"""Fewest words of a text that says something of the work; fewer are a label: ``Open access``. Source: a judgement; not fitted."""

_LONGEST = 80
"""Most characters of such a text that are shown."""


def unsettled(case: Case) -> str:
    """Return which registries were queried, what they cover, which were unavailable, and what would settle the matter.

    If there is a record, return what outages left open: the status of the work if the record is a catalogue's, or otherwise the
    registries that were unavailable; and what was not compared. Of an entry of which nothing was read, only a short form is named.
    """
    if case.match is not None:
        return _beside_record(case, case.match)
    if case.reference.is_unread:  # a finding says why
        return worded("short-form") if is_short_form(case.reference) else ""
    asked, closed, settling = list(_asked(case)), list(_closed(case)), list(dict.fromkeys(_settling(case)))
    parts: list[str] = []
    if held := [each.record for each in of_registries(case) if isinstance(each, Found)]:
        whose = (worded("in-brackets", name=each.provenance.registry, what=each.id.value) for each in held)
        parts.append(worded("held-by", registry=joined("comma", list(whose))))
    elif asked:
        parts.append(worded("not-found-in", registries=joined("comma", asked)))
    elif case.is_offline:
        parts.append(worded("not-looked-up-offline"))
    elif not closed:
        is_unheld = case.reference.work.type in UNREGISTERED_TYPES
        parts.append(worded("not-looked-up-by-type" if is_unheld else "not-looked-up-too-little"))
    if closed:
        parts.append(worded("could-not-ask", registries=joined("comma", closed)))
    if settling:
        parts.append(worded("to-check-it", steps=joined("or", settling)))
    return joined("and-then", parts) if parts else ""


def is_status_unknown(case: Case) -> bool:
    """Return whether an outage left the status of the work open, and neither a notice nor the record's title states it."""
    is_stated = case.is_updated or (case.match is not None and marked_as(case.match.record.work) is not None)
    return case.missed is not None and not is_stated


def _beside_record(case: Case, match: Match) -> str:
    """Return whose record it is, which registries were unavailable, if the status is unknown, and what was not compared."""
    closed = [worded("in-brackets", name=each.registry, what=phrase(each.why)) for each in case.outages]
    parts = [worded("could-not-ask", registries=joined("comma", closed))] if closed else []
    if is_status_unknown(case):
        parts = [worded("record-of", registry=match.record.provenance.registry), *parts, worded("status-not-known")]
    return joined("and-then", [*parts, *_uncompared(case, match)])


def _uncompared(case: Case, match: Match) -> Iterator[str]:
    """Yield that only an identifier was compared, the volume that the record lacks, and long texts in no field but a note."""
    reference = case.reference
    if not any(each.cited and each.registered for each in match.agreements):
        yield worded("only-identifier-compared")
    if text := unregistered_volume(case, match):
        yield worded("text-not-compared", text=text)
    texts = (reference.work.note or "", *(span.of(reference.raw) for span in reference.unread))
    for text in () if reference.structured else texts:
        if len(_WORDS.findall(text)) >= _LEAST:
            yield worded("text-not-compared", text=brief(text, _LONGEST))


def _asked(case: Case) -> Iterator[str]:
    """Yield the registries that answered, each once, with their coverage."""
    holding = {each.registry: each.holds for each in case.search.asked if not each.why} if case.search else {}
    looked = (answer.registry for answer in of_registries(case) if isinstance(answer, NotFound))
    for name in dict.fromkeys((*looked, *holding)):
        what = holding.get(name)
        yield worded("in-brackets", name=phrase(name), what=phrase(what)) if what else phrase(name)


def _closed(case: Case) -> Iterator[str]:
    """Yield the registries that were unavailable, with the reason."""
    seen: dict[str, str] = {}
    for answer in of_registries(case):
        if isinstance(answer, Unavailable):
            seen.setdefault(answer.registry, answer.why)
    for each in case.search.gaps if case.search else ():
        seen.setdefault(each.registry, each.why)
    yield from (worded("in-brackets", name=name, what=phrase(why)) for name, why in seen.items() if name != OFFLINE)


def _settling(case: Case) -> Iterator[str]:
    """Yield what the user can do to settle it, the easiest first."""
    work = case.reference.work
    answers = answers_of(case)
    if case.is_offline:
        yield worded("run-online")
    elif any(isinstance(answer, Unavailable) and answer.is_gap for answer in _all_answers(case)):
        yield worded("run-again-later")
    for identifier in case.reference.of_scheme(Scheme.URL):
        answer = answers.get(identifier.id)
        if why_not_public(identifier.value):
            continue
        if answer is None or (isinstance(answer, Unavailable) and answer.registry == OFFLINE):
            yield worded("look-at-its-page")
        elif isinstance(answer, Unavailable):
            yield worded("open-by-hand", url=identifier.value)
        elif isinstance(answer, NotFound):
            yield worded("find-its-page")
    yield from _in_a_catalogue([each.value for each in case.reference.of_scheme(Scheme.ISBN)])
    numbers = known_by(case.reference)
    for number in numbers:
        yield worded("look-up", url=number.url)
    if not case.reference.identifiers and not numbers and work.type != "personal_communication":  # none has one
        yield worded("give-an-isbn" if work.type == "book" and not work.genre else "give-an-identifier")


def _in_a_catalogue(numbers: Iterable[str]) -> Iterator[str]:
    """Yield where to look for a book: the publisher that its ISBNs indicate, which needs no network."""
    for publisher, each in groupby(numbers, key=isbn.registrant):
        whose = worded("of-the-group", group=publisher.group, prefix=publisher.prefix) if publisher else ""
        yield worded("look-up-isbn", isbn=", ".join(map(isbn.format, each)), whose=whose)


def _all_answers(case: Case) -> Iterator[object]:
    """Yield the answers on identifiers, and that of the search with its outages."""
    yield from of_registries(case)
    if case.search is not None:
        yield case.search.answer
        yield from (Unavailable(registry=each.registry, why=each.why, cause=Cause.UNKNOWN) for each in case.search.gaps)
