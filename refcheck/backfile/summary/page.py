"""The summary as an HTML page: one file with charts, without scripts and without outside requests."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from urllib.parse import quote

from attrs import asdict, frozen

from refcheck.backfile.summary.collecting import Summary, Tally
from refcheck.backfile.summary.severe import SevereReference
from refcheck.model import Verdict

WIDTH, NAMES, NUMBERS = 720, 250, 70
"""Units of a chart: its width, and within it the space for the names on the left and for the numbers on the right."""

ROW, BAR = 24, 16
"""Units from one bar to the next, and the thickness of a bar."""

_LONGEST = 30
"""Most characters of a name that fit into its space."""

_FAULTS = 25


@frozen(kw_only=True)
class Segment:
    """A piece of a bar, starting at ``x``; ``said`` describes it."""

    kind: str
    x: float
    width: float
    said: str


@frozen(kw_only=True)
class Bar:
    """A bar of a chart, with its name and its number."""

    name: str
    number: str
    segments: tuple[Segment, ...]

    @property
    def short(self) -> str:
        """The name, cut to fit into its space."""
        return self.name if len(self.name) <= _LONGEST else f"{self.name[: _LONGEST - 1].rstrip()}…"


@frozen(kw_only=True)
class Picture:
    """A chart and its table. ``key`` identifies it; ``says`` describes it to people who cannot see it."""

    key: str
    title: str
    says: str
    bars: tuple[Bar, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pictures(summary: Summary) -> tuple[Picture, ...]:
    """Return the charts that have something to show."""
    all_of_them = (
        _shares("journals", "Verdicts by journal", "journal", summary.journals),
        _shares("years", "Verdicts by the year of the document", "year", summary.years),
        _shares("issued", "Verdicts by the year of the cited work", "year", summary.issued),
        _lengths(
            "faults",
            "The commonest faults",
            "fault",
            [(fault.title, fault.severity, fault.findings) for fault in summary.faults[:_FAULTS]],
            columns=("Fault", "Rule", "Severity", "Findings"),
            rows=[(fault.title, fault.code, fault.severity, f"{fault.findings:,}") for fault in summary.faults],
        ),
        _lengths(
            "documents",
            "The documents with the most findings",
            "document",
            [(each.document, "info", each.findings) for each in summary.busiest],
            columns=("Document", "Findings"),
            rows=[(each.document, f"{each.findings:,}") for each in summary.busiest],
        ),
    )
    return tuple(picture for picture in all_of_them if picture.bars)


def _shares(key: str, title: str, what: str, tallies: Sequence[Tally]) -> Picture:
    """Return a chart with a bar of the same length for each tally, divided by verdict."""
    return Picture(
        key=key,
        title=title,
        says=f"One bar for each {what}, divided by verdict, then the number of references. The table has all numbers.",
        bars=tuple(
            Bar(name=each.name, number=f"{each.references:,}", segments=tuple(_divided(each.name, each.verdicts)))
            for each in tallies
        ),
        columns=(what.capitalize(), "References", *(_called(verdict) for verdict in Verdict)),
        rows=tuple(
            (tally.name, f"{tally.references:,}", *(f"{tally.verdicts.get(verdict.value, 0):,}" for verdict in Verdict))
            for tally in tallies
        ),
    )


def _divided(name: str, verdicts: Mapping[str, int]) -> Iterable[Segment]:
    total, x = sum(verdicts.values()), float(NAMES)
    for verdict in Verdict:
        if number := verdicts.get(verdict.value, 0):
            width = (WIDTH - NAMES - NUMBERS) * number / total
            said = f"{name}: {number:,} of {total:,} {_called(verdict).lower()} ({number / total:.1%})"
            yield Segment(kind=verdict.value, x=round(x, 2), width=round(width, 2), said=said)
            x += width


def _lengths(
    key: str,
    title: str,
    what: str,
    numbers: Sequence[tuple[str, str, int]],
    *,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
) -> Picture:
    """Return a chart with a bar for each number, in proportion to the largest."""
    largest = max((number for _, _, number in numbers), default=1)
    bars = []
    for name, kind, number in numbers:
        width = round((WIDTH - NAMES - NUMBERS) * number / largest, 2)
        segment = Segment(kind=kind, x=NAMES, width=width, said=f"{name}, findings: {number:,}")
        bars.append(Bar(name=name, number=f"{number:,}", segments=(segment,)))
    return Picture(
        key=key,
        title=title,
        says=f"One bar for each {what}, in proportion to its findings, then their number. The table has the numbers.",
        bars=tuple(bars),
        columns=columns,
        rows=tuple(rows),
    )


def _called(verdict: Verdict) -> str:
    return verdict.value.replace("-", " ").capitalize()


def render(summary: Summary) -> str:
    """Return the summary as an HTML page."""
    from refcheck.reports.html.page import page_of  # only pages need the template engine
    from refcheck.reports.html.words import day, verdict_meaning

    package = "refcheck.backfile.summary"
    style = files(package).joinpath("page.css").read_text(encoding="utf-8")
    total = sum(summary.verdicts.values())
    counts = asdict(summary.counts) | {"retracted": summary.retracted, "failed": summary.failed, "grave": summary.grave}
    tiles = [
        {
            "kind": verdict.value,
            "called": verdict.value.replace("-", " "),
            "number": f"{summary.verdicts.get(verdict.value, 0):,}",
            "share": f"{summary.verdicts.get(verdict.value, 0) / max(1, total):.1%}",
            "means": verdict_meaning(verdict),
        }
        for verdict in Verdict
    ]
    titles = {fault.code: fault.title for fault in summary.faults}
    return page_of(package, style).render(
        summary=summary,
        day=day(summary.day),
        tiles=tiles,
        pictures=pictures(summary),
        width=WIDTH,
        names=NAMES,
        numbers=NUMBERS,
        row=ROW,
        thick=BAR,
        gravest=[_grave(each, titles) for each in summary.gravest],
        counts={
            name: f"{number:,}" for name, number in (counts | asdict(summary.unread)).items() if isinstance(number, int)
        },
    )


def _grave(each: SevereReference, titles: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a reference; an unregistered DOI has no link, and a different DOI that was found has its own cell."""
    what = each.what if each.what != "error" else "; ".join(titles.get(code, code) for code in each.rules)
    found = each.found_doi if each.found_doi != each.doi.lower() else ""
    return {
        "document": each.document,
        "key": each.key,
        "what": what,
        "title": each.title,
        "doi": each.doi,
        "link": _link(each.doi) if each.what != "broken" else "",
        "found": found,
        "found_link": _link(found),
    }


def _link(doi: str) -> str:
    """Return the URL of a DOI; an empty string for anything else."""
    return f"https://doi.org/{quote(doi)}" if doi.startswith("10.") else ""
