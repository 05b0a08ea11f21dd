"""The record of a reference in the form of a bibliography entry, and the fields in which the two disagree."""

from collections.abc import Container, Iterable, Iterator
from datetime import datetime

from attrs import frozen

from refcheck.messages import ENGLISH, joined, phrase, speaker, translate
from refcheck.model import Agreement, Comparison, Finding, Match, Name, Work
from refcheck.reports.addresses import doi_link, id_link, web_link
from refcheck.reports.html.printed import LONGEST
from refcheck.reports.html.words import day, field_name, field_phrase, found_how
from refcheck.reports.marking import differing

_MOST_NAMES = 4

_GUESSED = "type"
"""The field that is not compared: no reference prints its type, and the inferred type adds nothing to the registered one."""


@frozen(kw_only=True)
class Word:
    """A run of words of the cited or the registered value; ``differs`` where the other value lacks it."""

    text: str
    differs: bool = False


@frozen(kw_only=True)
class Row:
    """The cited and the registered value of one field."""

    field: str
    cited: tuple[Word, ...]
    registered: tuple[Word, ...]


@frozen(kw_only=True)
class Source:
    """The registry that a statement comes from and the date, and a link to the record or page."""

    text: str
    href: str | None


@frozen(kw_only=True)
class Registered:
    """The record, with a row for each field that disagrees.

    Without a finding: ``different`` names the fields that differ, ``otherwise`` those in another form; ``same`` those that agree.
    """

    names: str
    title: str
    href: str | None
    details: str
    how: str
    source: Source
    disagrees: tuple[Row, ...]
    different: str
    otherwise: str
    same: str


def disagreeing(match: Match, findings: Iterable[Finding]) -> frozenset[str]:
    """Return the CSL variables that differ according to a finding: a difference without one may be an error of the reader."""
    provenance = match.record.provenance
    reported = {each.field for finding in findings for each in finding.evidence if each.url == (provenance.url or None)}
    different = {each.field for each in match.agreements if each.differs}
    return frozenset(different & reported)


def registered(
    match: Match, disagreeing: Container[str], in_words: Container[str] = (), language: str = ENGLISH
) -> Registered:
    """Return the record of a match, with a row for each ``disagreeing`` CSL variable, except those described ``in_words``."""
    work, provenance = match.record.work, match.record.provenance
    compared = [each for each in match.agreements if each.field != _GUESSED]
    unlike = [each for each in compared if each.comparison in (Comparison.DIFFERENT, Comparison.VARIANT)]
    reported = [each for each in unlike if each.field in disagreeing]
    unreported = [each for each in unlike if each not in reported]
    return Registered(
        names=_names(work.author or work.editor, language),
        title=_title(work, language),
        href=doi_link(work.doi) if work.doi else id_link(match.record.id),
        details=", ".join(_details(work)),
        how=found_how(match, language),
        source=source(provenance.registry, provenance.url, provenance.retrieved, language),
        disagrees=tuple(
            row(each.field, each.cited, each.registered, language) for each in reported if each.field not in in_words
        ),
        different=_fields((each for each in unreported if each.differs), language),
        otherwise=_fields((each for each in unreported if not each.differs), language),
        same=_fields((each for each in compared if each.comparison is Comparison.SAME), language),
    )


def row(field: str | None, cited: str, registered: str, language: str = ENGLISH) -> Row:
    """Return the cited and the registered value of a field with their difference marked. ``field`` is a CSL variable."""
    return Row(field=field_name(field, language), cited=_words(cited, registered), registered=_words(registered, cited))


def source(registry: str, url: str | None, retrieved: datetime | None, language: str = ENGLISH) -> Source:
    """Return the source of a piece of evidence."""
    when = f", {day(retrieved, language)}" if retrieved else ""
    return Source(text=f"{phrase(registry).into(language)}{when}", href=web_link(url) if url else None)


def _fields(agreements: Iterable[Agreement], language: str) -> str:
    return translate(joined("comma", (field_phrase(each.field) for each in agreements)), language)


def _words(text: str, other: str) -> tuple[Word, ...]:
    if not text:
        return ()
    if not other or len(text) + len(other) > LONGEST:
        return (Word(text=text),)
    words, reached = [], 0
    for span in differing(text, other):
        words += [Word(text=text[reached : span.start]), Word(text=span.of(text), differs=True)]
        reached = span.end
    return tuple(word for word in (*words, Word(text=text[reached:])) if word.text)


def _names(names: Iterable[Name], language: str) -> str:
    """Return the first names: ``Lewis, Owen; Cowls, Josh.``; empty for none."""
    every = [str(name) for name in names]
    left = len(every) - _MOST_NAMES
    more = speaker(language)("and-more", count=left) if left > 0 else ""
    told = "; ".join(every[:_MOST_NAMES]) + more
    return f"{told.removesuffix('.')}." if told else ""


def _title(work: Work, language: str) -> str:
    parts = (work.title, work.subtitle)
    return ": ".join(part for part in parts if part) or speaker(language)("no-title")


def _details(work: Work) -> Iterator[str]:
    """Yield the known details: ``River Studies``, ``43(3)``, ``345-349``, ``Routledge``, ``2024``."""
    issue = f"({work.issue})" if work.issue else ""
    year = str(work.year) if work.year else None
    for part in (work.container_title, f"{work.volume or ''}{issue}", work.page, work.publisher, year):
        if part:
            yield part
