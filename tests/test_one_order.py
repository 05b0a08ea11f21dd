"""One report in every format and server: the same findings, in the same order, with the same sums."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from tempfile import NamedTemporaryFile

import pytest
from attrs import evolve
from reports_made import a_report, a_rule
from tables import SEEDS

from refcheck.audit import audit
from refcheck.checks import rules
from refcheck.model import CheckedReference, Report, Severity, Verdict
from refcheck.readers import read, read_bytes
from refcheck.registries import Local, Offline
from refcheck.reports import render
from refcheck.reports.formats import terminal
from refcheck.reports.ordering import COSTLY, Priority, in_order, priority
from refcheck.reports.phrases import finding_counts, severity_counts, summary, taken_back, verdict_counts
from refcheck.reports.placing import placed_in_order
from refcheck.reports.queries.rows import queries
from refcheck.reports.view import View
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostics
from refcheck.servers.mcp.telling import check_result
from refcheck.servers.page.checked import Checked
from refcheck.servers.page.desk import Source
from refcheck.servers.page.telling import reported
from refcheck.settings import Settings, Waiver, apply

pytestmark = pytest.mark.end_to_end

MESSY = SEEDS / "messy-lists"
NAMES = ("seed", "003.txt", "041.docx", "071.bib")
EVERYTHING = View(least=Severity.INFO, most=None)

needs_messy = pytest.mark.skipif(not (MESSY / "gold.jsonl").exists(), reason="the data set is not in this checkout")
LISTS = [pytest.param(name, marks=() if name == "seed" else needs_messy) for name in NAMES]


@cache
def report_of(name: str) -> Report:
    if name == "seed":
        folder = SEEDS / "jcep-central-asia-ai"
        return audit([read(folder / "references.txt")], registry=Local.read(folder / "records.jsonl"))
    return audit([read(MESSY / "lists" / name)], registry=_records())


@cache
def _records() -> Local:
    packed = (MESSY / "works.jsonl.gz", MESSY / "made.jsonl.gz")
    with NamedTemporaryFile() as file:
        file.write(b"".join(gzip.decompress(path.read_bytes()) for path in packed))
        file.flush()
        return Local.read(file.name)


Keys = list[str]


def keys(references: Iterable[CheckedReference]) -> Keys:
    return [each.key for each in references]


def loud(report: Report) -> Keys:
    """The references with an error or a warning, in order."""
    return keys(each for each in in_order(report.references) if any(map(View().shows, each.findings)))


def of_terminal(report: Report) -> Keys:
    lines = terminal.render(report, View(most=None)).splitlines()
    return [line[1 : line.index("]")] for line in lines if line.startswith("[")]


def of_markdown(report: Report) -> Keys:
    above = render(report, "markdown").partition("<details>")[0]
    return re.findall(r"^- \*\*\\\[(.+?)\\\]\*\*", above, re.MULTILINE)


def of_html(report: Report) -> Keys:
    places = re.findall(r'<article id="r(\d+)"', render(report, "html"))
    return [each for each in (report.references[int(place) - 1].key for place in places) if each in loud(report)]


def of_page(report: Report) -> Keys:
    order = (report.references[index].key for index in reported(Checked(source=SOURCE, report=report)).order)
    return [key for key in order if key in loud(report)]


def of_mcp(report: Report) -> Keys:
    told = check_result(report, 0, len(report)).references
    return [each.key for each in told if each.key in loud(report)]


def of_annotations(report: Report) -> Keys:
    placed = (each for each in placed_in_order(report) if each.audited and each.finding in each.audited.findings)
    named = dict.fromkeys(each.audited.key for each in placed if each.audited and View().shows(each.finding))
    return list(named)


SOURCE = Source(data=b"", name="list.txt")
DOORS = (of_terminal, of_markdown, of_html, of_page, of_mcp, of_annotations)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", LISTS)
def test_every_door_has_the_same_references_in_the_same_order(name: str, door: Callable[[Report], Keys]) -> None:
    report = report_of(name)
    assert loud(report), "there is something to tell"
    assert door(report) == loud(report)


@pytest.mark.parametrize("name", LISTS)
def test_queries_keep_the_order(name: str) -> None:
    report = report_of(name)
    of_lists = {key for each in report.list_findings for key in each.finding.references}
    of_one = (query for query in queries(report) if query.references)  # of a citation without a reference there is none
    asked = [query.references[0] for query in of_one if not of_lists.intersection(query.references)]
    order = keys(in_order(report.references))
    assert asked == sorted(asked, key=order.index)


@pytest.mark.parametrize("name", LISTS)
def test_every_door_has_the_same_sums(name: str) -> None:
    full = report_of(name)
    first = next(each for each in full.references if each.findings)
    waiver = Waiver(fingerprint=first.case.reference.fingerprint, code=first.findings[0].code, who="Ann", why="so")
    less = apply(full, Settings(waivers=(waiver,)))
    assert finding_counts(less) != finding_counts(full), "what was waived counts no longer"
    for report in (full, less):
        counts = finding_counts(report)
        page = reported(Checked(source=SOURCE, report=report)).summary
        assert {Severity(each): number for each, number in page.severities.items()} == counts
        assert page.verdicts == {each.value: number for each, number in verdict_counts(report).items()}
        assert page.sentence == summary(report)
        assert check_result(report, 0, 5).summary == summary(report)
        assert terminal.render(report).startswith(summary(report))
        assert severity_counts(report) in render(report, "markdown")
        html = render(report, "html")
        assert f"Findings: {severity_counts(report)}." in html
        chips = re.findall(r'name="severity" value="(\w+)"[^>]*> \w+ <b>(\d+)</b>', html)
        assert {Severity(each): int(number) for each, number in chips if int(number)} == counts
        tiles = dict(re.findall(r'name="verdict" value="([\w-]+)"[^>]*> <b>(\d+)</b>', html))
        assert {each.value: str(verdict_counts(report).get(each, 0)) for each in Verdict}.items() <= tiles.items()
        told = json.loads(render(report, "json"))
        listed = [*told["findings"], *(each for one in told["references"] for each in one["findings"])]
        assert Counter(each["severity"] for each in listed) == {each.value: number for each, number in counts.items()}
        commands = Counter(
            line.split(" ")[0] for line in render(report, "github").splitlines() if "title=refcheck::" not in line
        )
        assert commands == {COMMANDS[each]: number for each, number in counts.items()}


COMMANDS = {Severity.ERROR: "::error", Severity.WARNING: "::warning", Severity.INFO: "::notice"}


@pytest.mark.parametrize("name", LISTS)
def test_what_is_shown_under_the_headings_is_what_the_summary_counts(name: str) -> None:
    report = report_of(name)
    drawn = terminal.render(report, EVERYTHING)
    titles = re.findall(r"^(\S.*) \((\d+)(?: of (\d+))?\)$", drawn, re.MULTILINE)
    summary, _, rest = drawn.partition("\n")
    if rest.startswith("["):  # what the summary names first has no heading
        heads = re.findall(r"^\[", rest.partition("\n\n")[0], re.MULTILINE)
        titles.insert(0, (summary.split()[3].rstrip(",."), str(len(heads)), ""))
    shown = {title: int(number) for title, number, _ in titles}
    known = sum(number for title, number in shown.items() if title != "The whole list")
    assert known == sum(bool(each.findings or each.unsettled) for each in report.references)
    counts = verdict_counts(report)
    for title, number, total in titles:
        verdict = next((each for each in Verdict if title.lower().startswith(each.value.replace("-", " "))), None)
        if verdict is not None:
            assert int(total or number) == counts[verdict]


def test_a_server_for_editors_tells_the_same_in_the_same_order() -> None:
    text = (SEEDS / "jcep-central-asia-ai" / "references.txt").read_text(encoding="utf-8")
    sheet = Sheet(name="list.txt")
    sheet.change(text)
    sheet.audit_offline()
    sheet.audit_list()
    report = audit([read_bytes(text.encode(), "list.txt")], registry=Offline())
    told = diagnostics(sheet)
    assert [str(each.code) for each in told] == [each.finding.code for each in placed_in_order(report)]


GROUPS = (
    ("retracted, any verdict", Verdict.VERIFIED, "work-retracted", Severity.ERROR, Priority.RETRACTED),
    ("of concern", Verdict.DIFFERS, "expression-of-concern", Severity.WARNING, Priority.RETRACTED),
    ("said to be retracted", Verdict.VERIFIED, "cited-as-retracted", Severity.INFO, Priority.RETRACTED),
    ("broken", Verdict.BROKEN, "doi-not-registered", Severity.ERROR, Priority.BROKEN),
    ("another work's DOI", Verdict.DIFFERS, "doi-of-another-work", Severity.ERROR, Priority.DIFFERS),
    ("the title of others", Verdict.DIFFERS, "title-of-other-authors", Severity.WARNING, Priority.DIFFERS),
    ("another title", Verdict.DIFFERS, "title-differs", Severity.WARNING, Priority.DIFFERS),
    ("a volume", Verdict.DIFFERS, "volume-differs", Severity.WARNING, Priority.DIFFERS),
    ("not found", Verdict.NOT_FOUND, "work-not-found", Severity.WARNING, Priority.NOT_FOUND),
    ("a bracket", Verdict.VERIFIED, "mirrored-bracket", Severity.WARNING, Priority.VERIFIED),
    ("a space", Verdict.UNVERIFIED, "url-with-inner-space", Severity.WARNING, Priority.UNVERIFIED),
    ("a note", Verdict.VERIFIED, "doi-missing", Severity.INFO, Priority.QUIET_VERIFIED),
    ("a note on what nobody knows", Verdict.UNVERIFIED, "missing-year", Severity.INFO, Priority.QUIET_UNVERIFIED),
)


def test_the_order_is_by_what_it_costs_to_miss() -> None:
    first = a_report().references[0]
    made = [
        evolve(
            first,
            verdict=verdict,
            case=evolve(first.case, reference=evolve(first.case.reference, key=key)),
            findings=(evolve(first.findings[0], rule=a_rule(code, severity)),),
        )
        for key, verdict, code, severity, _ in GROUPS
    ]
    assert [priority(each) for each in made] == [group for *_, group in GROUPS]
    assert keys(in_order(reversed(made))) == [key for key, *_ in GROUPS]
    report = evolve(a_report(), references=tuple(reversed(made)))
    assert taken_back(report) == {"retracted": 1, "expression of concern": 1, "cited as retracted": 1}
    assert of_terminal(report) == [key for key, *_ in GROUPS][:11]
    assert "[said to be retracted]" in terminal.render(report)  # though it is a note
    lines = terminal.render(report, EVERYTHING).splitlines()
    assert lines[1] == "Retracted, expression of concern, cited as retracted (3)"
    headings = [lines.index(each) for each in ("Not found in any registry queried (1)", "The whole list (1)")]
    assert headings == sorted(headings)
    assert headings[1] < lines.index("Verified, to be checked (1 of 4)")


def test_every_code_that_has_a_place_in_the_order_is_a_rule() -> None:
    assert set(COSTLY) <= set(rules())
    assert len(set(COSTLY)) == len(COSTLY)
    assert [code for code in COSTLY if rules()[code].severity is Severity.INFO] == ["cited-as-retracted"]
