"""Segments → values: the text of each segment without punctuation and labels, with its position."""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from attrs import evolve

from refcheck.lexicon import Term, phrase_end, wordings, words
from refcheck.lexicon.patterns import alternatives, is_unspaced
from refcheck.model import Date, Name, Repair, Span
from refcheck.parsing.calendars import FIRST_PRINTED
from refcheck.parsing.dates import YEAR_BESIDE, read_date
from refcheck.parsing.names import ROLE, joint_roles, read_names
from refcheck.parsing.numbers import read_issue, read_pages, read_volume
from refcheck.parsing.tagging.labels import Segment
from refcheck.parsing.trim import trimmed
from refcheck.text.deferred import deferred

Value = str | Name | Date


class Part(NamedTuple):
    """One value of one variable of a work, as read, with its span and the confidence of the reading."""

    name: str
    value: Value
    span: Span
    confidence: float
    repairs: tuple[Repair, ...] = ()


Reader = Callable[[str, Segment, int, int], Iterator[Part]]
"""A function that reads a segment: it takes the reference's text, the segment, and the segment's start and end with the
punctuation around it."""


def read_segment(text: str, segment: Segment, start: int, end: int) -> Iterator[Part]:
    """Return the values in a segment; none if its label stands for no variable."""
    reader = _READERS.get(segment.label)
    return reader(text, segment, start, end) if reader else iter(())


_NUMBERED = deferred(
    rf"(?:{'|'.join(sorted(words(Term.NTH)))})?\s?(\d{{1,3}})\s?(?:{'|'.join(sorted(filter(is_unspaced, words(Term.EDITION))))})"
)
"""The number of an edition in scripts without spaces: "2版", "第3版", "제2판"."""


def _text_reader(name: str) -> Reader:
    """Return a reader for a variable whose value is the printed text."""

    def read(text: str, segment: Segment, start: int, end: int) -> Iterator[Part]:
        whole = trimmed(text, start, end)
        place = _without_lead(text, name, *whole)
        if place != whole:
            place = trimmed(text, *place)
        bracketed = _BRACKETED.fullmatch(text, *place) if name in _BARE else None
        first, last = bracketed.span(bracketed.lastgroup or 0) if bracketed else place
        numbered = _NUMBERED.fullmatch(text, first, last) if name == "edition" else None
        first, last = numbered.span(1) if numbered else (first, last)
        last += name != "title" and text[last : last + 2] in _ABBREVIATED
        if first < last:
            yield Part(name, _one_line(text[first:last]), Span(first, last), calibrated(segment))

    return read


_ABBREVIATED = frozenset((".,", ".;", ".:"))
"""A full stop before other punctuation ends an abbreviation, not a sentence: "Reed Corp., Oslo", "Mar. Tech. Memo., "."""

_BRACKETED = deferred(r"\((?P<round>[^()]+)\)|\[(?P<square>[^\[\]]+)\]")
"""A text that is in brackets as a whole: ``(2nd ed.)``, ``[3. Aufl.]``."""

_BARE = frozenset({"edition", "genre", "collection_title", "number"})
"""Variables whose brackets belong to the citation style, not to the value."""


_IN = "|".join(sorted(word for word in words(Term.IN) if len(word) > 1 or word in ("w", "в", "у")))
"""The words for "in" that precede a container, without most single letters, which are initials and numerals as well."""

_LEADS = {
    "container_title": re.compile(
        rf"(?i:(?:published\s+)?(?:{_IN})\b\s*[:：.,]?)\s*(?=[^\W\d_a-z]|[a-z]{{1,4}}[A-Z]|\d{{1,4}}(?:[^\W\d_]{{1,2}}|[.ªº])?\s|[\"“„«\[(])"
        r"|in(?=[A-Z][a-z])|//\s*|(?:in|In|IN)\s*:\s*"
        r"|(?:收入|載於|[见見载載])[:：]?\s*(?=[^\W\d_]|[《「『])|(?:در|في)\s*:?\s"
    ),
    "publisher_place": re.compile(r"(?i:in\s+(?:the\s+)?)(?=[A-Z])"),
}
"""Words that introduce a variable: "In: ", "in the ", "In 2020 Conference", "in 20th Workshop", "In bioRxiv"."""

_CAPITAL = re.compile(r"\s+(?:the\s+)?(?=[^\W\d_a-z])")
"""The space and the capital that follow words that introduce a publisher."""

_TRAILING_YEAR = re.compile(r"[\s,(\[©c]{1,4}(?:1[5-9]|20)\d\d[)\]]?$")
"""A copyright year at the end of a publisher's name: "Springer Nature Switzerland AG 2024", "Wiley, 1999"."""

_TRAILING_NOTE = re.compile(
    r"[\s.]{1,3}[(\[](?:im\s(?:druck|erscheinen)|in\spress|forthcoming|orig\b|=)[^()\[\]]*[)\]]?$", re.IGNORECASE
)
"""A note on the edition after a publisher's name: "Routledge (im Erscheinen)", "Beck. [Orig. 1830"."""


def _without_lead(text: str, name: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without words that only introduce it, and without an editor's role before a title ("(Hg.): ")."""
    pattern = ROLE if name == "title" else _LEADS.get(name)
    lead = pattern.match(text, start, end) if pattern else None
    if lead and lead.end() < end and (name != "title" or "(" in lead[0] or text[lead.end()] in ":,"):
        start = lead.end()
    if name in ("publisher", "publisher_place"):
        announced = phrase_end(text, start, Term.PUBLISHED, Term.LICENSED, Term.BY)
        capital = _CAPITAL.match(text, announced, end) if announced else None
        start = capital.end() if capital else start
    if name == "publisher":
        for pattern in (_TRAILING_NOTE, _TRAILING_YEAR):
            found = pattern.search(text, max(start, end - 80), end)
            end = found.start() if found else end
    return start, end


def _one_line(text: str) -> str:
    """Return a value on one line, without soft hyphens."""
    return " ".join(text.replace("\u00ad", "").split())


_ROLE_BEFORE = 12
"""The most characters before a segment in which the first of two roles is sought, if cut off: "Ed. and|trans. A. Lund"."""


def read_people(text: str, segment: Segment, end: int) -> tuple[list[Part], bool]:
    """Return the names in a segment, whose punctuation extends to ``end``, and whether it says that there are more."""
    names = read_names(text[segment.start : end])
    confidence = calibrated(segment)
    role = ROLE.search(text, max(segment.start - _ROLE_BEFORE, 0), end) if segment.label != "author" else None
    roles = [joint_role for joint_role, _ in joint_roles(text, role.start())] if role else []
    labels = dict.fromkeys(roles) if segment.label in roles else (segment.label,)
    people = [
        Part(label, person.name, person.span.shifted(segment.start), confidence)
        for person in names.names
        for label in labels
    ]
    return people, names.et_al


def read_body(text: str, segment: Segment, end: int) -> tuple[list[Part], bool]:
    """Return the organisation that a segment names, as printed, with a bracket at its end; otherwise as :func:`read_people`."""
    first, last = trimmed(text, segment.start, end)
    name = Name(literal=_one_line(text[first:last]))
    return [Part(segment.label, name, Span(first, last), calibrated(segment))] if first < last else [], False


def _container(text: str, segment: Segment, start: int, end: int) -> Iterator[Part]:
    """Yield the container, and its publisher if a site's name is printed twice; nothing for another reference: "in [1]"."""
    for part in _text_reader("container_title")(text, segment, start, end):
        if twice := _TWICE.fullmatch(text, part.span.start, part.span.end):
            for name, group in (("container_title", 1), ("publisher", 2)):
                yield part._replace(name=name, value=_one_line(twice[group]), span=Span(*twice.span(group)))
        elif str(part.value).lower() not in words(Term.IN) and not _POINTER.fullmatch(str(part.value)):
            start, end = part.span.start, part.span.end
            if status := _UNPRINTED.search(text, start, end):
                end = status.start()
                yield part._replace(name="note", value=status[1], span=Span(*status.span(1)))
            end += "." in text[start:end] and _SHORT_NAME.match(text, start, end + 2) is not None
            yield part._replace(value=_one_line(text[start:end]), span=Span(start, end))


_SHORT_NAME = deferred(r"(?:[^\s.,:]+\s+)?(?:[^\s.,:]+\.\s*(?:[^\s.,:]+\s+){0,2})+[^\W\d_]+\.[,;:\s(]?\Z")
"""A name of abbreviated words, with the character after its last full stop: "J. Riv. Sci., ", "Living Rev. Hydrol. "."""

_UNPRINTED = deferred(
    rf"[.,;]\s+({alternatives(each for each in wordings(Term.FORTHCOMING) if ' ' in each)})\Z", re.IGNORECASE
)
"""Words behind a container that say that the work is not printed yet: ". In press"."""

_POINTER = re.compile(r"\[\d{1,4}\]")
"""The number of another reference: "[1]"."""

_TWICE = re.compile(r"([^\W\d_][^,\n]{2,80}), (\1)")
"""A site and its publisher, both of the same name: "Lake Portal, Lake Portal"."""


def _issued(text: str, segment: Segment, start: int, end: int) -> Iterator[Part]:
    first, last = trimmed(text, segment.start, segment.end)
    beside = YEAR_BESIDE.search(text, start, end)
    original = read_date(beside[beside.lastindex or 0]) if beside else None
    if beside and original and original.year and original.year >= FIRST_PRINTED:
        around = (max(first, beside.end()), last) if beside.start() <= first else (first, beside.start())
        rest = Span(*trimmed(text, *around))
        reprint = read_date(rest.of(text), text)
        # two consecutive years are those of one volume; the true year may follow that of the title page
        before = 0 if beside.lastindex == 2 else original.year + ("/" in beside[0])
        if reprint and (reprint.year or 0) > before:
            yield Part("issued", reprint, rest, calibrated(segment))
            yield Part(ORIGINAL, original, Span(*beside.span(beside.lastindex or 0)), calibrated(segment))
            return
    if number := _NUMBER_OF_PREPRINT.match(text, first):
        yield Part("note", number[0], Span(*number.span()), calibrated(segment))
        return
    bracketed = text.find("[", start, end) >= 0
    date = read_date(text[start:end] if bracketed else text[first:last], text)
    if date is not None and first < last:
        yield Part("issued", evolve(date, raw=_one_line(text[first:last])), Span(first, last), calibrated(segment))


_NUMBER_OF_PREPRINT = deferred(r"\d{4}\.\d{5}(?!\d)")
"""An arXiv number that begins like a year and has no label: "2302.10521"."""

ORIGINAL = "original_date"
"""The variable of the year in which a reprinted work was first issued."""


def _pages(text: str, segment: Segment, start: int, end: int) -> Iterator[Part]:
    pages = read_pages(text[segment.start : end])
    if pages is not None:
        yield Part(
            name="number_of_pages" if pages.extent else "page",
            value=pages.value,
            span=pages.span.shifted(segment.start),
            confidence=calibrated(segment),
            repairs=pages.repairs,
        )


def _numbers_reader(read_parts: Callable[[str], list[tuple[str, Span]]]) -> Reader:
    def read(text: str, segment: Segment, start: int, end: int) -> Iterator[Part]:
        for name, place in read_parts(text[segment.start : end]):
            spot = place.shifted(segment.start)
            yield Part(name, _one_line(spot.of(text)), spot, calibrated(segment))

    return read


_FORTHCOMING = wordings(Term.FORTHCOMING)
"""Words in place of numbers, which are not a publisher: "In press"."""


def _publisher(text: str, segment: Segment, start: int, end: int) -> Iterator[Part]:
    """Yield the publisher and, for a thesis, the archive after a closing bracket: "University of Leiden]. Tide Archive"."""
    closed = text.find("]. ", segment.start, segment.end)
    is_closed = closed > 0 and "[" not in text[segment.start : closed]
    if text[start:end].strip(" .,()").lower() in _FORTHCOMING:
        return
    yield from _text_reader("publisher")(text, segment, start, closed if is_closed else end)
    if is_closed:
        yield from _text_reader("archive")(text, segment, closed + 1, end)


_READERS: dict[str, Reader] = {
    "title": _text_reader("title"),
    "container": _container,
    "recipient": lambda text, segment, *_: iter(read_people(text, segment, segment.end)[0]),
    "series": _text_reader("collection_title"),
    "publisher": _publisher,
    "location": _text_reader("publisher_place"),
    "edition": _text_reader("edition"),
    "genre": _text_reader("genre"),
    "note": _text_reader("note"),
    "archive": _text_reader("archive"),
    "report-number": _text_reader("number"),
    "date": _issued,
    "volume": _numbers_reader(read_volume),
    "issue": _numbers_reader(read_issue),
    "pages": _pages,
}


CURVES = Path(__file__).with_name("model.json")
"""The curves that were fitted when the model was trained: label → slope and shift."""


def calibrated(segment: Segment) -> float:
    """Return the probability that a segment is right in label and extent, from 0 to 1.

    Platt scaling of the least certain token's marginal, fitted for each label on references that the training had not seen.
    """
    curves = _curves()
    slope, shift = curves.get(segment.label) or curves["*"]
    return round(sigmoid(slope * logit(segment.probability) + shift), 4)


def sigmoid(log_odds: float) -> float:
    """Return the probability of log odds, whatever their size."""
    kept = -30.0 if log_odds < -30 else 30.0 if log_odds > 30 else log_odds
    return 1 / (1 + math.exp(-kept))


def logit(probability: float) -> float:
    """Return the log odds of a probability, clipped away from 0 and 1."""
    kept = 1e-6 if probability < 1e-6 else 1 - 1e-6 if probability > 1 - 1e-6 else probability
    return math.log(kept / (1 - kept))


@cache
def _curves() -> Mapping[str, tuple[float, float]]:
    curves: Mapping[str, tuple[float, float]] = json.loads(CURVES.read_text(encoding="utf-8"))
    return curves
