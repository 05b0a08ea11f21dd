"""The HTML report without a browser: valid, whole, inert, and true to what is printed."""

import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from reports_html_made import SPACED, WORST, a_hostile_report, a_long_report, a_rich_report
from reports_made import a_report, a_rule
from tables import CASES, rows

from refcheck import check
from refcheck.identifiers import find, replay
from refcheck.model import Finding, Fix, Incomplete, Reference, Report, Safety, Severity, Span, Work
from refcheck.registries import Local
from refcheck.reports import render
from refcheck.reports.addresses import web_link
from refcheck.reports.html.printed import LONGEST, Mark, printed
from refcheck.reports.html.words import phrases
from refcheck.reports.marking import mended, proposed
from refcheck.text.visible import visible

SEED = Path(__file__).parent.parent / "seeds" / "jcep-central-asia-ai"


def a_seed_report() -> Report:
    return check(SEED / "references.txt", registry=Local.read(SEED / "records.jsonl"))


def an_empty_report() -> Report:
    return Report(run=a_report().run)


REPORTS = {
    each.__name__: each for each in (a_rich_report, a_hostile_report, a_long_report, an_empty_report, a_seed_report)
}

VNU = os.environ.get("VNU_JAR")
"""The Nu HTML checker (``vnu.jar``, for example of npm's ``vnu-jar``), where somebody has it."""

ELEMENTS = """
    html head meta title link style script body a header h1 h2 h3 p form svg rect fieldset legend label input b span small div
    select option output button main section ul ol li nav article del ins mark br bdi table tbody tr th td
    dl dt dd code footer details summary pre figure figcaption
"""
"""All that the page is made of."""

ATTRIBUTES = """
    lang charset http-equiv content name rel href class id role aria-label aria-labelledby viewBox preserveAspectRatio x width
    height type value disabled tabindex hidden dir target scope data-side data-verdict data-severities data-codes autocomplete y
    open checked aria-hidden
"""
"""All that its elements carry: no ``style``, no ``src``, no handler of events."""


def tree(html: str) -> Element:
    """The page, read by a parser that refuses what is no HTML."""
    root: Element = html5lib.HTMLParser(
        html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
    ).parse(html)
    return root


def said(element: Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())


def unspaced(text: str) -> str:
    return "".join(text.split())


def one(root: Element, path: str) -> Element:
    found = root.findall(path)
    assert len(found) == 1, f"{path}: {len(found)}"
    return found[0]


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_is_valid_html_of_known_elements_alone(name: str) -> None:
    root = tree(render(REPORTS[name](), "html"))
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    assert {each.tag.rpartition("}")[2] for each in elements} <= set(ELEMENTS.split())
    assert {attribute for each in elements for attribute in each.attrib} <= set(ATTRIBUTES.split())


@pytest.mark.skipif(VNU is None or shutil.which("java") is None, reason="VNU_JAR names no Nu HTML checker, or no Java")
def test_the_nu_checker_finds_no_error(tmp_path: Path) -> None:
    for name, report in REPORTS.items():
        (tmp_path / f"{name}.html").write_text(render(report(), "html"), encoding="utf-8")
    command = ["java", "-jar", str(VNU), "--errors-only", *map(str, tmp_path.iterdir())]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr == ""


@pytest.mark.parametrize("name", REPORTS)
def test_links_lead_to_the_web_or_to_a_place_on_the_page(name: str) -> None:
    root = tree(render(REPORTS[name](), "html"))
    places = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(places) == len(set(places))
    for link in root.iter("a"):
        href = link.get("href", "")
        if href.startswith("#"):
            assert href[1:] in places
        else:
            assert href.startswith(("https://", "http://"))
            assert link.get("rel") == "noopener noreferrer"


def test_the_content_policy_allows_the_page_alone() -> None:
    root = tree(render(a_report(), "html"))
    policy = next(each.get("content", "") for each in root.iter("meta") if each.get("http-equiv"))
    own = [b64encode(sha256(said(one(root, f".//{tag}")).encode()).digest()).decode() for tag in ("style", "script")]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{own[0]}'; script-src 'sha256-{own[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_hostile_text_is_shown_as_it_is_and_runs_nowhere() -> None:
    html = render(a_hostile_report(), "html")
    root = tree(html)
    printed = next(root.iterfind(".//article[@id='r1']//p"))
    for note in printed.findall("./a[@class='note']"):
        note.text = None
    assert visible(WORST) in said(printed)
    assert len(list(root.iter("script"))) == 1
    assert not any(character in html for character in "\x1b\x07\x00\u202e\u200b\ud800")
    assert all(" " not in each.get("href", "") for each in root.iter("a"))


@pytest.mark.parametrize("row", rows(CASES / "reports" / "html-links.toml"))
def test_which_addresses_become_links(row: dict[str, str]) -> None:
    assert web_link(row["address"]) == row.get("href")


def test_a_text_of_100_kilobytes_is_cut_and_says_so() -> None:
    html = render(a_long_report(), "html")
    assert len(html) < 30_000 + 10 * LONGEST
    assert "… (+" in html


def test_a_repair_is_marked_where_it_is_with_its_reason_beside_it() -> None:
    root = tree(render(a_rich_report(), "html"))
    card = one(root, ".//article[@id='r3']")
    shown = one(card, ".//p[@class='printed']")
    assert [each.text for each in shown.iter("del")] == [" "]
    note, link = one(shown, "./a[@class='note']"), one(shown, "./a[@target]")
    assert (said(note), note.get("href")) == ("1", "#r3-1")
    assert "a DOI has no white space" in said(one(card, ".//li[@id='r3-1']"))
    assert link.get("href") == "https://doi.org/10.1016/j.euras.2015.10.003"


def test_cited_stands_beside_registered_with_the_difference_marked() -> None:
    root = tree(render(a_rich_report(), "html"))
    record = one(root, ".//article[@id='r1']//div[@class='record']")
    assert record.findall("./table") == [], "the finding says both sides"
    assert root.findall(".//li[@id='r1-1']//table") == []
    cells = root.findall(".//li[@id='r4-1']//td")
    assert len(cells) == 2, "what it does not say stands beside it"
    assert all(cell.find("./mark") is not None for cell in cells)


def test_a_difference_without_a_finding_is_not_shown() -> None:
    root = tree(render(a_rich_report(), "html"))
    record = one(root, ".//article[@id='r3']//div[@class='record']")
    assert (
        "The same: title. Different, without a finding: publisher. Written differently, without a finding: journal or book."
        in said(record)
    )
    assert record.findall("./table") == []


def test_the_page_says_what_else_there_is_to_know() -> None:
    root = tree(render(a_rich_report(), "html"))
    text = unspaced(said(one(root, ".//body")))
    for each in (
        "24 November 2026, 12:00 UTC. Registries of this run: crossref.",
        "list.txt (5) other.bib (1)",
        "datacite could not be queried: connection refused (reference 2)",
        "other.bib: Page 3 has no text.",
        "A label is misspelt. (references 1, 2)",
        "10.1000/none: not registered anywhere, according to doi.org",
        "Left. (reference 1) year-differs list.txt. Waived until 1 January 2027 by Ann: the printed year is later",
        "Volume differs volume-differs warning Made for a test.",
        "crossref, 24 November 2026; found by the printed DOI. The same: title. Different",
        "line 7",
    ):
        assert unspaced(each) in text
    assert [said(each) for each in root.findall(".//main//h2")] == [
        "What could not be determined",
        "list.txt",
        "other.bib",
    ]
    bar = next(each for each in root.iter() if str(each.tag).endswith("svg"))
    assert bar.get("aria-label") == (
        "6 references: 1 broken: not registered anywhere, 1 differs from the record, 1 not found in any registry queried, "
        "1 verified, 2 unverified: not confirmed by any registry"
    )


def test_what_was_waived_is_counted_nowhere() -> None:
    root = tree(render(a_rich_report(), "html"))
    assert [option.get("value") for option in one(root, ".//select[@name='code']")] == [
        "",
        "doi-with-inner-space",
        "label-misspelt",
        "title-differs",
        "volume-differs",
    ]
    assert "year-differs" not in {code for each in root.iter("article") for code in each.get("data-codes", "").split()}


def test_a_structured_reference_keeps_its_lines() -> None:
    root = tree(render(a_rich_report(), "html"))
    source = one(root, ".//p[@class='source-text']")
    assert len(list(source.iter("br"))) == 3
    assert said(source) == "@article{key,  title = {A title},  year = 2020}"


def as_printed(reference: Reference, findings: tuple[Finding, ...]) -> str:
    pieces = [piece for stretch in printed(reference, findings) for piece in stretch.pieces]
    return "".join(piece.text for piece in pieces if piece.mark is not Mark.INSERTED)


def as_mended(reference: Reference, findings: tuple[Finding, ...] = ()) -> str:
    pieces = [piece for stretch in printed(reference, findings) for piece in stretch.pieces]
    return "".join(piece.text for piece in pieces if piece.mark is not Mark.DELETED)


@st.composite
def remarked(draw: st.DrawFn) -> tuple[Reference, tuple[Finding, ...]]:
    """A text that may hold identifiers, with findings and fixes anywhere in it."""
    raw = (
        draw(st.text(max_size=30))
        + draw(st.sampled_from((SPACED, "https://x.org/a b (ISBN: 978)", "")))
        + draw(st.text(max_size=9))
    )

    def findings() -> Iterator[Finding]:
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(raw)))
            span = Span(start, draw(st.integers(start, len(raw))))
            fix = Fix(span=span, replacement=draw(st.text(max_size=9)), safety=draw(st.sampled_from(Safety)))
            rule = a_rule("made", draw(st.sampled_from(Severity)))
            yield Finding(rule=rule, message="Made.", span=span, fix=draw(st.sampled_from((fix, None))))

    return Reference(key="1", raw=raw, work=Work(), identifiers=find(raw)), tuple(findings())


@given(remarked())
def test_marks_change_no_text_and_number_every_finding(
    made: tuple[Reference, tuple[Finding, ...]],
) -> None:
    reference, findings = made
    assert as_printed(reference, findings) == reference.raw
    notes = [number for stretch in printed(reference, findings) for number in stretch.notes]
    assert sorted(notes) == list(range(1, len(findings) + 1))


@given(remarked())
def test_what_is_marked_as_mended_is_what_the_repairs_make(made: tuple[Reference, tuple[Finding, ...]]) -> None:
    reference, _ = made
    expected, reached = "", 0
    for each in reference.identifiers:
        expected += reference.raw[reached : each.span.start] + each.value
        reached = each.span.end
    assert as_mended(reference) == expected + reference.raw[reached:]


@pytest.mark.parametrize(
    ("fixes", "shown"),
    [
        ([(0, 33, "(doi:10.1007/978-981-99-4079-0)", Safety.SAFE)], "(doi:10.1007/978-981-99-4079-0)."),
        ([(0, 33, "(doi:10.1007/978-981-99-4079-0)", Safety.UNSAFE)], ")doi:10.1007/978-981-99-4079-0."),
        ([(0, 4, "(DOI", Safety.SAFE), (3, 5, "x ", Safety.UNSAFE)], "(DOI:10.1007/978-981-99-4079-0."),
    ],
    ids=["the safe one that reaches further", "the repair before a proposal", "none in part"],
)
def test_of_changes_to_the_same_text_one_is_shown(fixes: list[tuple[int, int, str, Safety]], shown: str) -> None:
    raw = ")doi:10.1007/978-981-99-4079-0(."
    reference = Reference(key="1", raw=raw, work=Work(), identifiers=find(raw))
    findings = tuple(
        Finding(
            rule=a_rule("made", Severity.INFO),
            message="Made.",
            fix=Fix(span=Span(start, min(end, len(raw) - 1)), replacement=replacement, safety=safety),
        )
        for start, end, replacement, safety in fixes
    )
    assert as_mended(reference, findings) == shown


@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 20), st.integers(0, 20))
def test_a_fix_is_told_whole(raw: str, replacement: str, start: int, length: int) -> None:
    span = Span(min(start, len(raw)), min(start + length, len(raw)))
    text, shift = raw, 0
    for edit in proposed(Fix(span=span, replacement=replacement, safety=Safety.SAFE), raw):
        at = edit.span.shifted(shift)
        text = text[: at.start] + edit.after + text[at.end :]
        shift += len(edit.after) - len(edit.span)
    assert text == raw[: span.start] + replacement + raw[span.end :]


@pytest.mark.parametrize(
    ("before", "after", "gone", "came"),
    [
        ("9780367900687,9781032121819", "9780367900687, 9781032121819", [], [" "]),
        ("Adibavaya", "Adibayeva", ["Adibavaya"], ["Adibayeva"]),
        ("205 228", "205-228", [" "], ["-"]),
        ("14", "21", ["14"], ["21"]),
        (")2023(", "(2023)", [")", "("], ["(", ")"]),
        ("10.1016/j.euras.2015.10.0039", "10.1016/j.euras.2015.10.003", ["0039"], ["003"]),
    ],
)
def test_a_fix_is_told_by_words(before: str, after: str, gone: list[str], came: list[str]) -> None:
    edits = list(proposed(Fix(span=Span(0, len(before)), replacement=after, safety=Safety.UNSAFE), before))
    assert [edit.span.of(before) for edit in edits if edit.span.of(before)] == gone
    assert [edit.after for edit in edits if edit.after] == came


@given(st.text(alphabet="10./ abDOI:–‐\u200b%2F()<>", max_size=30))
def test_edits_replay_the_repairs(noise: str) -> None:
    for identifier in find(f"10.1000/{noise}"):
        text, shift = identifier.raw, -identifier.span.start
        for edit in mended(identifier):
            at = edit.span.shifted(shift)
            text = text[: at.start] + edit.after + text[at.end :]
            shift += len(edit.after) - len(edit.span)
        assert text == replay(identifier.raw, identifier.repairs) == identifier.value


@pytest.mark.parametrize(
    ("message", "quoted"),
    [
        ("The title is “فاخری”.", ["“فاخری”"]),
        ("“آثار “ترتیبات” من” is “x”.", ["“آثار “ترتیبات” من”", "“x”"]),
        ("“فاخری", ["“فاخری"]),
        ("The title is “A title”.", []),
        ("فاخری” is closed twice”.", []),
    ],
)
def test_quotations_are_kept_apart_where_writing_runs_both_ways(message: str, quoted: list[str]) -> None:
    parts = phrases(message)
    assert "".join(part.text for part in parts) == message
    assert [part.text for part in parts if part.quoted] == quoted


def test_the_size_grows_with_the_number_of_references_alone() -> None:
    seed = a_seed_report()
    once, thrice = (
        len(render(evolve(seed, references=seed.references * times, list_findings=()), "html")) for times in (1, 3)
    )
    fixed = len(render(evolve(seed, references=(), list_findings=()), "html"))
    assert thrice - fixed < 3.2 * (once - fixed)


def test_a_registry_that_is_down_does_not_fill_the_page_with_numbers() -> None:
    keys = tuple(map(str, range(1, 101)))
    gap = Incomplete(registry="crossref", why="down", references=keys)
    root = tree(render(evolve(a_report(), run=evolve(a_report().run, incomplete=(gap,))), "html"))
    told = said(one(root, ".//section[@class='untold']"))
    assert "39, 40 and 60 more)" in told


@pytest.mark.parametrize(("times", "marked"), [(250, None), (251, "long")])
def test_a_long_page_is_laid_out_only_in_sight(times: int, marked: str | None) -> None:
    report = a_report()
    root = tree(render(evolve(report, references=report.references * times), "html"))
    assert one(root, ".//main").get("class") == marked
