"""The content of the HTML page of a report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from attrs import evolve, frozen

from refcheck.messages import ENGLISH, joined, phrase, speaker, translate
from refcheck.model import Finding, Incomplete, ListFinding, Note, Report, Rule, Verdict, Waived
from refcheck.reports.html.cards import Anchors, Card, Pointer, Remark, card, codes, pointers, remark, severities
from refcheck.reports.html.picture import Picture, picture
from refcheck.reports.html.words import day, verdict_meaning
from refcheck.reports.ordering import Priority, by_file, lists_in_order, priority, references_first
from refcheck.reports.phrases import (
    SEVERITIES,
    count,
    finding_counts,
    severity_counts,
    severity_word,
    taken_back,
    verdict_counts,
    verdict_phrase,
    verdict_word,
)
from refcheck.reports.placing import cited_at
from refcheck.reports.queries.rows import letter, queries
from refcheck.reports.queries.wording import wording

BAR_WIDTH = 1_000
"""The width of the picture of the verdicts, in its own units."""

BACK = "taken-back"
"""The filter value for references to retracted or doubted works."""

_BAR_GAP = 4
_MOST_FILES = 3

_SHORT_KEY = 5
"""Keys with more characters are names, which need more room than numbers."""

_LONG = 500
"""Above this number of references, the page has the browser lay out only what is in sight."""


@frozen(kw_only=True)
class Choice:
    """A filter: a verdict with the number of its references, or a severity or rule with the number of its findings."""

    value: str
    called: str
    count: int
    means: str = ""


@frozen(kw_only=True)
class Segment:
    """A part of the picture of the verdicts."""

    verdict: str
    x: float
    width: float


@frozen(kw_only=True)
class ListPart:
    """One document: its references, and the findings of the list as a whole, which follow the first ``before`` references.

    ``called`` is its name without the folder.
    """

    file: str
    called: str
    cards: tuple[Card, ...] = ()
    before: int = 0
    remarks: tuple[Remark, ...]
    codes: str
    severities: str


@frozen(kw_only=True)
class Decision:
    """A waived finding, with the person who waived it, the reason and the last date."""

    file: str
    remark: Remark
    who: str
    why: str
    until: str


@frozen(kw_only=True)
class Gap:
    """A registry that could not be queried, the reason, and the references concerned."""

    registry: str
    why: str
    references: tuple[Pointer, ...]


@frozen(kw_only=True)
class Page:
    """All values that the template needs."""

    title: str
    summary: str
    segments: tuple[Segment, ...]
    verdicts: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    rules: tuple[Choice, ...]
    lists: tuple[ListPart, ...]
    is_long: bool
    has_names: bool
    picture: Picture | None
    waived: tuple[Decision, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[Note, ...]
    glossary: tuple[Rule, ...]
    letter: tuple[str, ...]
    findings: str
    registries: str
    started: str
    seconds: str
    version: str
    language: str


def page(report: Report) -> Page:
    """Return the page of a report."""
    audited, run, language = report.references, report.run, report.language
    say = speaker(language)
    anchors: dict[tuple[str, str], str] = {}
    for number, each in enumerate(audited, start=1):
        anchors.setdefault((each.file, each.case.reference.key), f"r{number}")
    counts = verdict_counts(report)
    lists = tuple(_lists(report, anchors))
    all_rules = {finding.rule.code: finding.rule for finding in _every_finding(report)}
    of_severity = finding_counts(report)
    of_rule = Counter(finding.code for finding in report.findings())
    return Page(
        title=_title([part.file for part in lists], language),
        summary=_summary(counts, language),
        segments=tuple(_segments(counts)),
        verdicts=(
            *_taken_back(report),
            *(
                Choice(
                    value=each.value,
                    called=verdict_word(each, language),
                    count=counts.get(each, 0),
                    means=verdict_meaning(each, language),
                )
                for each in Verdict
            ),
        ),
        severities=tuple(
            Choice(value=each.value, called=severity_word(each, language), count=of_severity[each])
            for each in SEVERITIES
        ),
        rules=tuple(
            Choice(value=code, called=code, count=of_rule[code])
            for code in sorted({finding.rule.code for finding in report.findings()})
        ),
        lists=lists,
        is_long=len(audited) > _LONG,
        has_names=any(len(each.key) > _SHORT_KEY for each in audited),
        picture=picture(report),
        waived=tuple(_decision(each, anchors, language) for each in report.waived),
        gaps=tuple(_gaps(run.incomplete, anchors)),
        notes=run.notes,
        letter=tuple(_letter(report).split("\n")),
        glossary=tuple(all_rules[code] for code in sorted(all_rules)),
        findings=severity_counts(report),
        registries=translate(joined("comma", map(phrase, run.registries)), language) or say("page-nobody"),
        started=f"{day(run.started, language)}, {run.started:%H:%M} UTC",
        seconds=f"{(run.finished - run.started).total_seconds():.1f}",
        version=run.version,
        language=language,
    )


def _taken_back(report: Report) -> Iterator[Choice]:
    """Yield the filter for retracted or doubted works, if there are any; their references are counted under a verdict, too."""
    if counts := taken_back(report):
        means = speaker(report.language)("page-relied-on")
        called = translate(joined("comma", counts), report.language)
        yield Choice(value=BACK, called=called, count=sum(counts.values()), means=means)


def _letter(report: Report) -> str:
    """Return the author queries as a letter, in the language of the report if there is a wording for it, else in English."""
    words = wording(report.language)
    return letter(queries(report, words), words)


def _title(files: Sequence[str], language: str) -> str:
    """Return the title: ``list.txt``; ``a.txt, b.txt, c.txt and 4 more``."""
    say, left = speaker(language), len(files) - _MOST_FILES
    more = say("and-more", count=left) if left > 0 else ""
    return ", ".join(files[:_MOST_FILES]) + more if files else say("page-no-list")


def _summary(counts: Mapping[Verdict, int], language: str) -> str:
    """Return the summary: ``33 references: 4 differ from the record, 5 verified``."""
    counted = ", ".join(f"{number} {verdict_phrase(verdict, number, language)}" for verdict, number in counts.items())
    total = count(sum(counts.values()), "reference", language)
    return f"{total}: {counted}" if counted else total


def _segments(counts: Mapping[Verdict, int]) -> Iterator[Segment]:
    room = BAR_WIDTH - _BAR_GAP * (len(counts) - 1)
    x = 0.0
    for verdict, number in counts.items():
        width = room * number / sum(counts.values())
        yield Segment(verdict=verdict.value, x=round(x, 2), width=round(width, 2))
        x += width + _BAR_GAP


def _lists(report: Report, anchors: Anchors) -> Iterator[ListPart]:
    """Yield the documents in the order of their first reference, then those with findings of the whole list only.

    The most severe references of each come first; the page's script can restore the order of the list, which the anchors contain.
    """
    cards: dict[str, list[Card]] = {}
    before: Counter[str] = Counter()
    of_list = by_file(lists_in_order(report))
    for audited in report.references:
        cards.setdefault(audited.file, [])
    for index in references_first(report):
        audited = report.references[index]
        cards[audited.file].append(card(audited, f"r{index + 1}", report.language))
        before[audited.file] += priority(audited) < Priority.WHOLE_LIST
    names = Counter(PurePath(file).name for file in cards | of_list)
    for file in cards | of_list:
        called = PurePath(file).name if names[PurePath(file).name] == 1 else file
        part = list_part(file, of_list.get(file, ()), anchors, report.language)
        yield evolve(part, cards=tuple(cards.get(file, ())), before=before[file], called=called)


def list_part(file: str, found: Sequence[ListFinding], anchors: Anchors, language: str = ENGLISH) -> ListPart:
    """Return the findings of the list of one document as a whole."""
    findings = [each.finding for each in found]
    return ListPart(
        file=file,
        called=file,
        remarks=tuple(
            evolve(
                remark(each.finding, pointers(each.finding, file, anchors), language=language), cited_at=cited_at(each)
            )
            for each in found
        ),
        codes=codes(findings),
        severities=severities(findings),
    )


def _every_finding(report: Report) -> Iterator[Finding]:
    yield from report.findings()
    for waived in report.waived:
        yield waived.finding


def _decision(waived: Waived, anchors: Anchors, language: str) -> Decision:
    say = speaker(language)
    return Decision(
        file=waived.file,
        remark=remark(waived.finding, pointers(waived.finding, waived.file, anchors), language=language),
        who=waived.who,
        why=waived.why,
        until=say("page-until", day=day(waived.until, language)) if waived.until else say("page-for-good"),
    )


def _gaps(gaps: Iterable[Incomplete], anchors: Anchors) -> Iterator[Gap]:
    """Yield the registries that could not be queried.

    They name references by key only; a key that several documents have leads to the first of them.
    """
    by_key: dict[str, str] = {}
    for (_, key), anchor in anchors.items():
        by_key.setdefault(key, anchor)
    for gap in gaps:
        references = tuple(Pointer(key=key, anchor=by_key.get(key)) for key in gap.references)
        yield Gap(registry=gap.registry, why=gap.why, references=references)
