"""What the assistants' tools say: the same in both forms, within what is read at once, and enough to answer questions from."""

import json
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp.client import Client
from mcp_types import CallToolResult, TextContent
from reports_made import HOSTILE, NOON, a_hostile_report

from refcheck.audit import audit
from refcheck.model import (
    Case,
    CheckedReference,
    Finding,
    Id,
    Match,
    Method,
    Provenance,
    Record,
    Reference,
    Report,
    Run,
    Severity,
    Verdict,
    Work,
)
from refcheck.readers import read
from refcheck.registries import ladder
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.reports.ordering import most_severe_first
from refcheck.reports.view import LIKELY
from refcheck.servers.mcp.auditing import Desk
from refcheck.servers.mcp.server import server
from refcheck.servers.mcp.shortening import MOST, both, fitting, in_lines, shortened
from refcheck.servers.mcp.telling import check_result, taken_back
from refcheck.servers.mcp.tools import one_of

SEED = Path(__file__).parents[1] / "seeds" / "jcep-central-asia-ai"
LIST = (SEED / "references.txt").read_text(encoding="utf-8")
FORTY = LIST + "".join(f"\nDoe, J. (20{n:02}). On harbours {n}. Journal of Tides, {n + 1}(2), 5–9." for n in range(7))


def registry(records: Path = SEED / "records.jsonl") -> Any:
    return ladder.offline(Connections(records=str(records), cache=NO_CACHE))


def called(tool: str, arguments: dict[str, Any], records: Path = SEED / "records.jsonl") -> CallToolResult:
    """What a tool answers."""
    results: list[CallToolResult] = []

    async def run() -> None:
        desk = Desk(registry=registry(records), local=registry(records))
        async with Client(server(desk)) as client:
            results.append(await client.call_tool(tool, arguments))

    anyio.run(run)
    assert not results[0].is_error
    return results[0]


def text_of(result: CallToolResult) -> str:
    return "".join(each.text for each in result.content if isinstance(each, TextContent))


def content_of(result: CallToolResult) -> dict[str, Any]:
    content: dict[str, Any] | None = result.structured_content
    assert content is not None
    return content


def leaves(value: object) -> Iterator[str]:
    """Every value that an answer holds."""
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield str(value)


CALLS = [
    ("check_references", {"text": FORTY}),
    ("parse_references", {"text": FORTY}),
    ("repair_identifiers", {"text": FORTY}),
    ("fix_references", {"text": FORTY}),
    ("fix_references", {"text": FORTY, "fixes": "all"}),
    ("find_retractions", {"text": FORTY}),
    ("explain", {"text": FORTY, "key": "29"}),
    ("find_work", {"description": "Peyrouse, S. Discussing China. Journal of Eurasian Studies.", "limit": 20}),
    ("bibtex_for", {"reference": "10.1016/j.euras.2015.10.003"}),
    ("explain_rule", {"code": "title-differs"}),
]


@pytest.mark.parametrize(("tool", "arguments"), CALLS)
def test_the_text_is_the_structured_answer_and_both_are_read_at_once(tool: str, arguments: dict[str, Any]) -> None:
    result = called(tool, arguments)
    content, text = content_of(result), text_of(result)
    assert [each for each in leaves(content) if each not in text] == []
    for form in (text, json.dumps(content, ensure_ascii=False, separators=(",", ":"))):
        assert len(form.encode()) <= MOST


def test_forty_references_are_one_answer() -> None:
    content = content_of(called("check_references", {"text": FORTY}))
    assert content["total"] == 40
    assert "next_offset" not in content


@pytest.fixture(scope="module")
def report() -> Report:
    return audit([read(LIST)], registry=registry())


@pytest.fixture(scope="module")
def answer() -> str:
    return text_of(called("check_references", {"text": LIST}))


def about(answer: str, key: str) -> str:
    """What the text says of one reference: its row, and what is below it."""
    lines = answer.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith((f"- key: {key} |", f"  - {key}: ")))
    below = takewhile(lambda line: line.startswith("  "), lines[start + 1 :] if lines[start][0] == "-" else ())
    return "\n".join([lines[start], *below])


def agreement(report: Report, key: str, field: str) -> tuple[str, str]:
    match = report[key].case.match
    found = match.agreement(field) if match else None
    assert found is not None
    return found.cited, found.registered


def loud(audited: CheckedReference) -> list[Finding]:
    return [each for each in most_severe_first(audited.findings) if each.severity is not Severity.INFO]


def of_verdict(report: Report, verdict: Verdict) -> list[str]:
    return [f"{len(report.of_verdict(verdict))} {'differ' if verdict is Verdict.DIFFERS else verdict.value}"]


QUESTIONS: list[tuple[str, str, Callable[[Report], list[str]]]] = [
    ("How many references disagree with their record?", "", lambda report: of_verdict(report, Verdict.DIFFERS)),
    ("Of how many could nobody tell?", "", lambda report: of_verdict(report, Verdict.UNVERIFIED)),
    (
        "Which volume has reference 19, and which is registered?",
        "19",
        lambda report: list(agreement(report, "19", "volume")),
    ),
    (
        "Which journal is registered for reference 29?",
        "29",
        lambda report: list(agreement(report, "29", "container-title")),
    ),
    ("Which issue is registered for reference 27?", "27", lambda report: list(agreement(report, "27", "issue"))),
    (
        "What is left out of the title of reference 5?",
        "5",
        lambda report: ["Global and Regional", "“Global and” is missing"],
    ),
    ("Which DOI has reference 26 rightly?", "26", lambda report: [report["26"].doi or "?"]),
    ("Is reference 23 verified, and under which DOI?", "23", lambda report: [report["23"].doi or "?"]),
    ("What else is wrong with reference 29?", "29", lambda report: [each.code for each in loud(report["29"])]),
    ("Which findings concern the whole list?", "", lambda report: [each.finding.code for each in report.list_findings]),
]


@pytest.mark.parametrize(("question", "key", "true"), QUESTIONS)
def test_a_question_is_answered_from_the_text_alone(
    question: str, key: str, true: Callable[[Report], list[str]], report: Report, answer: str
) -> None:
    place = about(answer, key) if key else answer
    assert [each for each in true(report) if each not in place] == [], question


def test_every_reference_is_told_with_its_verdict(report: Report) -> None:
    content = content_of(called("check_references", {"text": LIST}))
    told = {each["key"]: each["verdict"] for each in content["references"]}
    told |= {work.partition(":")[0]: each["verdict"] for each in content["others"] for work in each["works"]}
    assert told == {each.key: each.verdict.value for each in report}


def crossref(doi: str, title: str, **more: Any) -> str:
    return json.dumps({"DOI": doi, "type": "journal-article", "title": [title], **more}) + "\n"


def test_retractions_of_a_whole_file(tmp_path: Path) -> None:
    notice = {"DOI": "10.5555/notice", "type": "retraction", "label": "Retraction", "source": "publisher"}
    records = tmp_path / "records.jsonl"
    records.write_text(
        crossref("10.5555/dunes", "How dunes wander in winter", **{"updated-by": [notice]})
        + crossref("10.5555/reeds", "How reeds grow in brackish water"),
        encoding="utf-8",
    )
    listed = "".join(
        f"@article{{k{n}, author = {{Doe, Jane}}, title = {{{title}}}, journal = {{Shores}}, year = 2011, doi = {{{doi}}}}}\n"
        for n, (doi, title) in enumerate(
            [
                ("10.5555/reeds", "How reeds grow in brackish water"),
                ("10.5555/dunes", "How dunes wander in winter"),
                ("10.5555/nowhere", "What nobody holds"),
            ]
        )
    )
    content = content_of(called("find_retractions", {"text": listed}, records))
    assert [(each["key"], each["status"], each["doi"]) for each in content["references"]] == [
        ("k1", "retracted", "10.5555/dunes")
    ]
    assert "10.5555/notice" in content["references"][0]["said"]
    assert content["without_record"] == ["k2"]
    assert content["summary"].startswith("1 of 2 references with a record retracted or doubted")


def test_a_text_is_fixed_as_the_command_fixes_it() -> None:
    listed = "Doe, J. (2001). On tides. J. Tides, 3(2), 5-9. doi: 10.5555/ tides.1\n\nRoe, R. (2002). On reeds. Oslo.\n"
    content = content_of(called("fix_references", {"text": listed}))
    assert content["text"] == listed.replace("10.5555/ tides.1", "10.5555/tides.1")
    assert content["codes"] == {"doi-with-inner-space": 1}
    assert content["changes"][0].count("tides.1") == 2
    right = content_of(called("fix_references", {"text": content["text"]}))
    assert (right["text"], "codes" in right) == (content["text"], False)


def test_a_long_text_is_fixed_page_by_page() -> None:
    pieces: list[str] = []
    offset: int | None = 0
    while offset is not None:
        content = content_of(called("fix_references", {"text": FORTY, "offset": offset}))
        pieces.append(content["text"])
        offset = content.get("next_offset")
    assert len(pieces) > 1
    assert len("".join(pieces).splitlines()) == content["lines"]
    assert "10.1016/j.euras.2015.10.003" in "".join(pieces)
    assert "10.1016/ j.euras.2015.10.003" not in "".join(pieces)


def beside(score: float, method: Method) -> Report:
    """A reference of which no registry holds a record, and one that a search found, or its DOI."""
    record = Record(
        id=Id.doi("10.5555/other"),
        work=Work(title="On other things", doi="10.5555/other"),
        provenance=Provenance(registry="crossref", url="https://example.org", retrieved=NOON),
    )
    reference = Reference(key="1", raw="Doe (2001).", work=Work(title="On tides"))
    case = Case(reference=reference, others=(Match(record=record, method=method, score=score),))
    audited = CheckedReference(file="<text>", case=case, verdict=Verdict.UNVERIFIED)
    return Report(references=(audited,), run=Run(version="0", started=NOON, finished=NOON))


@pytest.mark.parametrize(
    ("score", "method", "is_shown"),
    [
        (LIKELY, Method.SEARCH, True),
        (LIKELY / 2, Method.SEARCH, False),
        (0.0, Method.SEARCH, False),
        (0.0, Method.DOI, True),
    ],
)
def test_what_is_unlikely_the_work_stands_beside_no_reference(score: float, method: Method, is_shown: bool) -> None:
    told = check_result(beside(score, method), 0, 10)
    assert [each.closest.likely for each in told.references if each.closest] == (
        [round(score, 2) if method is Method.SEARCH else None] if is_shown else []
    )
    assert len(told.references) + len(told.others) == 1


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_strangers_list_is_no_longer(text: str) -> None:
    hostile = a_hostile_report(text)
    key = hostile.references[0].key
    explained = fitting(lambda count: one_of(hostile, key, count), 200)
    for each in (check_result(hostile, 0, 50), taken_back(hostile, 0, 50), explained):
        content = each.model_dump(exclude_none=True, exclude_defaults=True)
        for form in (in_lines(content), json.dumps(content, ensure_ascii=False)):
            assert len(form.encode("utf-8", "replace")) <= MOST


LONG = "A long history of the tides of the northern harbours, their keepers and their lights, volume {}"


@pytest.mark.parametrize(
    ("cited", "registered", "shown"),
    [
        ("14", "21", ("14", "21")),
        (LONG.format("one"), LONG.format("two"), ("…volume one", "…volume two")),
        (f"one {LONG}", f"two {LONG}", None),
        (LONG, f"{LONG} and more", None),
        (LONG, "", None),
    ],
)
def test_both_sides_are_cut_to_where_they_differ(cited: str, registered: str, shown: tuple[str, str] | None) -> None:
    found = both(cited, registered, 40)
    assert shown is None or found == shown
    assert found[0] != found[1]
    assert max(map(len, found)) <= 40


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=120), st.integers(20, 60))
def test_two_values_are_never_cut_to_the_same_words(start: str, first: str, end: str, length: int) -> None:
    cited, registered = f"{start}a{first}{end}", f"{start}b{first}{end}"
    shown = both(cited, registered, length)
    assert shown[0] != shown[1]


def test_a_long_message_keeps_both_its_values() -> None:
    said = shortened(
        f"The title is cited as “{LONG.format('one') * 3}” and registered as “{LONG.format('two') * 3}”.", 200
    )
    assert len(said) <= 200
    assert "volume one" in said
    assert "volume two" in said
    assert said.endswith("”.")
