"""Markdown, rendered by GitHub's own renderer: nothing of a reference becomes markup, a link, an image or a mention."""

import re

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_shown import MENTION, Page
from reports_made import HOSTILE, a_hostile_report, a_report

from refcheck.model import Report, Verdict
from refcheck.reports import render
from refcheck.reports.markup import escaped, link, prose

OWN = {"h3", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "p", "strong", "code", "a", "details", "summary"}
"""The elements that the report is made of."""


def page(report: Report) -> Page:
    return Page(render(report, "markdown"))


def test_it_is_short_and_says_what_matters() -> None:
    shown = page(a_report())
    for said in (
        "refcheck: 2 references, 0 errors, 1 warning, 1 note",
        "[1] differs: Doe, J. (2020). A title.",
        "(list.txt:3)",
        "warning: Volume 14 is cited; 21 is registered. volume-differs",
        "note: A label is misspelt. (references 1, 2) label-misspelt",
        "waived by Ann until 2027-01-31: the printed year is later",
        "Could not query datacite: connection refused (reference 2)",
        "in list.txt: Page 2 has no text.",
    ):
        assert said in shown.text
    assert shown.links == ["https://api.crossref.org/works/10.1000/x"]
    assert shown.elements.count("details") == 3, "notes, waivers and gaps are behind a click"


@pytest.mark.parametrize(("number", "verdict"), [(0, Verdict.DIFFERS), (1, Verdict.UNVERIFIED), (1, Verdict.NOT_FOUND)])
@pytest.mark.parametrize("unsettled", ["not found in A Registry; to check it, look it up", ""])
def test_what_is_unsettled_is_said_once(number: int, verdict: Verdict, unsettled: str) -> None:
    references = list(a_report().references)
    references[number] = evolve(references[number], verdict=verdict, unsettled=unsettled)
    text = page(evolve(a_report(), references=tuple(references))).text
    assert not unsettled or text.count(unsettled) == 1
    assert text.count(f"[{number + 1}]") == bool(unsettled or verdict is not Verdict.UNVERIFIED)


def test_every_element_is_its_own() -> None:
    assert set(page(a_report()).elements) <= OWN


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_reference_is_markup(hostile: str) -> None:
    shown = page(a_hostile_report(HOSTILE[hostile]))
    usual = page(a_hostile_report("A title"))
    assert set(shown.elements) <= OWN
    assert shown.elements.count("details") == usual.elements.count("details")
    assert shown.elements.count("li") == usual.elements.count("li")
    assert not MENTION.search(shown.text)
    assert all(address.startswith("https://evil.example%20") for address in shown.links), "an address that is evidence"


@example("1@.a")
@given(st.text("ab *_`[]()<>!#@&~$|\\/:.w-+=1\n\t", max_size=60))
def test_every_text_is_shown_as_it_is(text: str) -> None:
    shown = Page(f"- in {escaped(text, 100)} end")
    assert shown.elements == ["ul", "li"]
    assert re.sub(r"\s+", " ", shown.text.replace("\u200b", "")).strip() == re.sub(r"\s+", " ", f"in {text} end")
    assert not MENTION.search(shown.text)


@example("~a~ ~")
@example("&amp; a&b _a_ a_b [a](b) [^1] <b> 1 < 2")
@given(st.text("ab *_`[]()<>!&~$|\\/:.w-+=1\n\t", max_size=60))
def test_prose_is_shown_as_it_is_too(text: str) -> None:
    shown = Page(f"- in {prose(text, 100)} end")
    assert set(shown.elements) <= {"ul", "li", "a"}
    assert re.sub(r"\s+", " ", shown.text.replace("\u200b", "")).strip() == re.sub(r"\s+", " ", f"in {text} end")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "[5] Roe (2021), AI & Co, https://a.example/b_c?d=e&f=g%20h.",
            "[5] Roe (2021), AI & Co, https://a.example/b_c?d=e&f=g%20h.",
        ),
        ("a * b", r"a \* b"),
        ("~a", "~a"),
        ("_a b_", r"\_a b\_"),
    ],
)
def test_prose_has_no_signs_that_nothing_needs(text: str, source: str) -> None:
    assert prose(text, 100) == source


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://doi.org/10.1000/x", True),
        ("http://a.example/x>y<z (1)", True),
        ("javascript:alert(1)", False),
        ("//evil.example", False),
        ("", False),
    ],
)
def test_only_an_address_of_the_web_is_a_link(address: str, is_link: bool) -> None:
    shown = Page(f"- in {link('here', address)}")
    assert (len(shown.links) == 1) is is_link
    assert "in here" in shown.text


def test_a_long_report_has_room_in_a_comment() -> None:
    report = a_report("Doe, J. (2020). A title. " * 8)
    many = evolve(report, references=report.references[:1] * 2000, waived=report.waived * 500)
    text = render(many, "markdown")
    assert len(text) < 65_536
    shown = Page(text)
    left_out = sum(int(number) for number in re.findall(r"… and (\d+) more", shown.text))
    listed = sum(map(shown.text.count, ("warning: Volume 14", "A label is misspelt", "waived by")))
    assert listed > 100
    assert listed + left_out == 2000 + 1 + 500
