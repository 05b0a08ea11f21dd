"""The page to paste into, in a headless Chromium before a real service: what an editor does with it, by mouse, keyboard and ear.

Skipped where Playwright or a Chromium is not installed; no browser is downloaded.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import html5lib
import pytest
from chromium import CHROMIUM, SHARED, becomes, browser, new_page
from pdf_made import BODY, listed, pdf
from web_made import LIST, OFFLINE, SEED, Service, serving
from word_made import FARSI, REFERENCES, typed

from refcheck.audit import audit
from refcheck.fixing.files import mend
from refcheck.model import Safety
from refcheck.readers import read_bytes
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Download, Page

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytest.importorskip("starlette", reason="the extra web is not installed")

__all__ = ["browser", "new_page"]

pytestmark = [pytest.mark.end_to_end, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

SHORT = "".join(line for number, line in enumerate(LIST.splitlines(keepends=True), start=1) if number in (5, 26, 27))
"""Three of them, with a repair, warnings and notes: one that differs in its title, one verified, one that differs in its issue."""

WIDE, NARROW = {"width": 1200, "height": 900}, {"width": 360, "height": 780}
DIFFERING = ["5", "29", "19", "27"]
"""The references of the seed that differ from their records."""

Open = Callable[..., "Page"]


def _offline() -> AbstractContextManager[Service]:
    return serving(*OFFLINE)


@pytest.fixture
def service() -> str:
    """The address of a service that asks nobody and has the records of the seed."""
    return SHARED.use(_offline).address


@pytest.fixture
def opened(new_page: Open, service: str) -> Iterator[Open]:
    """Opens the page; whatever it asks another host for, and whatever it complains of, fails the test."""
    pages: list[Page] = []
    complaints: list[str] = []

    def complain(text: str, expected: str) -> None:
        if not expected or expected not in text:
            complaints.append(text)

    def open_page(path: str = "", *, expected: str = "", **options: Any) -> "Page":
        page = new_page(**{"viewport": WIDE, "locale": "en-GB"} | options)
        pages.append(page)
        page.on("console", lambda message: complain(message.text, expected))
        page.on("pageerror", lambda error: complain(str(error), expected))
        page.on(
            "request",
            lambda request: complain(request.url, service if not request.url.startswith("blob:") else "blob:"),
        )
        page.goto(service + path)
        page.locator("#sent li").first.wait_for()
        return page

    yield open_page
    for page in pages:  # what they complain of up to the end is heard
        page.close()
    assert complaints == []


def paste(page: "Page", text: str = LIST) -> None:
    page.get_by_role("textbox", name="References").fill(text)
    page.get_by_role("button", name="Check the references").click()


def done(page: "Page") -> "Page":
    page.get_by_role("button", name="Download").wait_for()
    return page


def keys(page: "Page") -> list[str]:
    return page.locator("article:visible .key").all_text_contents()


def card(page: "Page", key: str) -> Any:
    return page.locator("article").filter(has=page.locator(f".key:text-is('{key}')"))


def decided(page: "Page", act: Callable[[], None]) -> None:
    """Do something, and wait until the service knows."""
    with page.expect_response(lambda response: response.url.endswith("/decisions")):
        act()


def waive(page: "Page", key: str, rule: str, why: str) -> None:
    page.get_by_role("button", name=f"Waive … ({rule}, reference {key})").click()
    page.get_by_label("Reason").fill(why)
    decided(page, page.get_by_role("button", name="Waive", exact=True).click)


def taken(page: "Page", form: str) -> tuple[str, bytes]:
    """A download: its name, and what is in it."""
    with page.expect_download() as waiting:
        page.locator(f"#take [data-format={form}]").click()
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def status(page: "Page", text: str) -> None:
    """Wait until a screen reader is told so."""
    page.get_by_role("status").get_by_text(text, exact=True).wait_for()


def violations(page: "Page") -> list[Any]:
    found = axe.Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


def focused(page: "Page") -> str:
    name: str = page.evaluate(
        "(e => (e.ariaLabel || e.labels?.[0]?.textContent || e.textContent).trim().replace(/\\s+/g, ' '))(document.activeElement)"
    )
    return name


def test_a_pasted_list_is_checked_the_gravest_first(opened: Open) -> None:
    page = opened()
    assert "stays on this computer" in page.locator("#sent").inner_text()
    assert "Nothing is sent to any registry" in page.locator("#sent").inner_text()
    assert "Nothing is kept" in page.locator("#sent").inner_text()
    paste(page)
    assert page.evaluate("document.activeElement.id") == "check-title", "a reader is told where it is"
    done(page)
    assert page.locator("article").count() == 33
    summary = "33 references: 4 differ from their records, 8 are verified, and 21 are unverified."
    assert page.locator("#check-summary").inner_text() == summary
    status(page, f"Done. {summary}")
    assert keys(page)[:4] == DIFFERING
    assert page.get_by_role("button", name="Put the most severe first").count() == 0
    page.get_by_role("checkbox", name="differs differs from the record").check()
    assert keys(page) == DIFFERING
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("searchbox", name="Search").fill("SEBASTIEN sinophobia")
    assert keys(page) == ["26"], "without accents and capitals, every word"
    page.get_by_role("searchbox", name="Search").fill("no such words")
    assert page.get_by_text("No reference matches this choice.").is_visible()
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("combobox", name="Order").select_option("list")
    assert keys(page) == [str(number) for number in range(1, 34)]
    page.get_by_role("button", name="Show all").click()
    assert keys(page)[:4] == DIFFERING


def test_showing_all_undoes_nothing_that_is_chosen_after_it(opened: Open) -> None:
    page = opened()
    paste(page, SHORT)
    done(page)
    assert keys(page) == ["1", "3", "2"]
    page.evaluate(
        """() => {
          const { all, order } = document.forms.filters.elements;
          all.click();
          order.value = "list";
          order.dispatchEvent(new Event("change"));
        }"""
    )
    page.evaluate("new Promise((later) => setTimeout(later))")
    assert keys(page) == ["1", "2", "3"]


def test_what_is_decided_holds_in_every_file(opened: Open) -> None:
    page = opened()
    paste(page)
    done(page)
    reading = card(page, "26").get_by_role("radiogroup", name="Reading (doi-with-inner-space, reference 26)")
    assert reading.get_by_role("radio", name="repaired").is_checked()
    decided(page, lambda: reading.get_by_role("radio", name="as printed").check(force=True))
    waive(page, "27", "issue-differs", "the print issue")
    status(page, "1 reading left as printed · 1 finding waived")
    card(page, "27").get_by_text("Waived: the print issue").wait_for()  # what is told may be of the decision before
    assert card(page, "27").locator("del.waived").count() == 1
    page.get_by_role("button", name="Download").click()
    files = {form: taken(page, form) for form in offered(page)}
    assert set(files) >= {
        "text",
        "bibtex",
        "ris",
        "csl-json",
        "html",
        "csv",
        "json",
        "markdown",
        "queries-txt",
        "queries-docx",
    }
    for form in ("bibtex", "ris", "csl-json", "text"):
        name, data = files[form]
        assert name.startswith("references")
        references = read_bytes(data, name).references
        assert len(references) == 33, form
        assert references[25].work.title == "Discussing China: Sinophilia and Sinophobia in Central Asia"
        assert references[28].identifiers[0].value == "10.1007/s00146-020-00992-2", "mended, as nobody minded"
    assert "10.1016/ j.euras.2015.10.003" in files["bibtex"][1].decode(), "as printed"
    assert "10.1016/ j.euras.2015.10.003" in files["text"][1].decode()
    report = html5lib.parse(files["html"][1].decode(), namespaceHTMLElements=False)
    assert len(report.findall(".//article")) == 33
    assert "the print issue" in "".join(report.itertext())
    assert "the print issue" in files["markdown"][1].decode()
    held = json.loads(files["json"][1])
    assert [each["why"] for each in held["waived"]] == ["the print issue"]
    rows = list(csv.DictReader(io.StringIO(files["csv"][1].decode("utf-8-sig"))))
    assert {row["reference"] for row in rows} >= {str(number) for number in range(1, 34)}
    left = [row["waived"] for row in rows if row["reference"] == "27" and row["code"] == "issue-differs"]
    assert [each.endswith("the print issue") for each in left] == [True]
    assert "Thank you for your manuscript" in files["queries-txt"][1].decode()
    assert docx.Document(io.BytesIO(files["queries-docx"][1])).tables
    page.get_by_role("button", name="Close", exact=True).click()
    undo = page.get_by_role("button", name="Undo (issue-differs, reference 27)")
    decided(page, undo.click)
    status(page, "1 reading left as printed")
    assert card(page, "27").locator("del.waived").count() == 0


def test_a_reading_to_which_two_repairs_lead_has_one_switch(opened: Open) -> None:
    page = opened()
    paste(page, LIST.splitlines()[26])
    done(page)
    switch = page.get_by_role("radiogroup")
    assert page.locator(".findings .code").all_text_contents()[-2:] == [
        "doi-with-trailing-period",
        "doi-with-unbalanced-bracket",
    ]
    assert page.locator(".suggestion").count() == 1
    decided(page, lambda: switch.get_by_role("radio", name="as printed").check(force=True))
    status(page, "1 reading left as printed")
    assert switch.count() == 1
    assert switch.get_by_role("radio", name="as printed").is_checked()


def offered(page: "Page") -> list[str]:
    forms: list[str] = page.locator("#take [data-format]").evaluate_all("all => all.map(each => each.dataset.format)")
    return forms


def test_what_is_found_in_the_list_is_waived_as_well(opened: Open) -> None:
    page = opened()
    paste(page)
    done(page)
    in_order = "[...document.querySelectorAll('#cards > *')].map(e => e.querySelector('.verdict')?.textContent ?? e.id)"
    verdicts = page.evaluate(in_order)
    place = verdicts.index("whole")
    assert set(verdicts[:place]) <= {"broken", "differs", "not found"}
    assert set(verdicts[place + 1 :]) <= {"verified", "unverified"}
    page.get_by_label("Order").select_option("as in the list")
    assert page.evaluate(in_order)[-1] == "whole"
    page.get_by_role("button", name="Waive … (misspelt-label, whole list)").click()
    page.get_by_role("button", name="Waive", exact=True).click()
    assert page.get_by_text("Give a reason, so that others can follow the decision.").is_visible(), (
        "a waiver has a reason"
    )
    page.get_by_label("Reason").fill("the house style")
    decided(page, lambda: page.keyboard.press("Enter"))
    status(page, "1 finding waived")


def test_a_word_file_comes_back_with_comments(opened: Open) -> None:
    page = opened()
    page.get_by_label("Choose a file").set_input_files({"name": "paper.docx", "mimeType": "", "buffer": typed()})
    assert page.get_by_text("paper.docx").is_visible()
    assert page.get_by_role("textbox", name="References").count() == 0
    page.get_by_role("button", name="Check the references").click()
    done(page)
    assert page.locator("article").count() == len(REFERENCES)
    page.get_by_role("button", name="Download").click()
    assert offered(page)[:2] == ["annotated", "fixed"]
    name, data = taken(page, "annotated")
    assert name.endswith(".docx")
    assert len(read_bytes(data, name).references) == len(REFERENCES)
    assert len(list(docx.Document(io.BytesIO(data)).comments)) > 0


def test_a_pdf_is_read_and_a_persian_list_runs_from_right_to_left(opened: Open) -> None:
    page = opened()
    page.get_by_label("Choose a file").set_input_files(
        {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": pdf(BODY + listed(REFERENCES[1:]))}
    )
    page.get_by_role("button", name="Check the references").click()
    done(page)
    assert page.locator("article").count() == len(REFERENCES) - 1
    assert page.locator(".line").first.inner_text().startswith("page ")
    page.get_by_role("button", name="New check").click()
    paste(page, "\n".join(FARSI))
    done(page)
    page.get_by_role("button", name="Open all").click()
    direction = "e => getComputedStyle(e).direction"
    assert page.locator(".printed").first.evaluate(direction) == "rtl"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("paper.docx", b"PK\x03\x04 no archive", "This file could not be read."),
        ("paper.pdf", b"%PDF-1.4 no more", "This file could not be read."),
        ("empty.txt", b"  \n", "It is empty."),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(name: str, data: bytes, told: str, opened: Open) -> None:
    page = opened(expected="422")
    page.get_by_label("Choose a file").set_input_files({"name": name, "mimeType": "", "buffer": data})
    page.get_by_role("button", name="Check the references").click()
    page.get_by_role("heading", name=told).wait_for()
    assert page.evaluate("document.activeElement.id") == "problem"
    assert page.locator("#problem-advice").inner_text()


def test_a_text_without_references_and_no_text_at_all_are_said(opened: Open) -> None:
    page = opened()
    page.get_by_role("button", name="Check the references").click()
    assert page.get_by_text("There is nothing to check yet.").is_visible()
    assert page.evaluate("document.activeElement.id") == "text"
    paste(page, "Dear colleagues, the meeting is at noon.")
    page.get_by_role("button", name="New check").wait_for()
    assert page.get_by_role("heading", name="No references were found").is_visible()
    assert page.locator("article").count() == 0
    page.get_by_role("button", name="New check").click()
    assert page.get_by_role("textbox", name="References").input_value(), "to be put right"


def test_a_new_check_forgets_the_old_one(opened: Open) -> None:
    page = opened()
    paste(page, SHORT)
    done(page)
    with page.expect_request(lambda request: request.method == "DELETE"):
        page.get_by_role("button", name="New check").click()
    assert page.evaluate("document.activeElement.id") == "text"


def test_everything_is_done_by_the_keyboard(opened: Open) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "References"
    page.keyboard.insert_text(SHORT)
    names = []
    for _ in range(2):
        page.keyboard.press("Tab")
        names.append(focused(page))
    assert names == ["Choose a file", "Check the references"], "the switch for being offline cannot be changed here"
    page.keyboard.press("Enter")
    done(page)
    assert page.evaluate("document.activeElement.id") == "check-title"
    walk(page, "Download")
    page.keyboard.press("Enter")
    assert page.locator("#take").is_visible()
    page.keyboard.press("Escape")
    assert focused(page) == "Download", "back where it was"
    walk(page, "Waive … (title-differs, reference 1)")
    page.keyboard.press("Enter")
    page.keyboard.type("as on the cover")
    decided(page, lambda: page.keyboard.press("Enter"))
    status(page, "1 finding waived")
    assert focused(page) == "Undo (title-differs, reference 1)", "the focus stays though the card is drawn anew"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is seen"


def walk(page: "Page", name: str) -> None:
    """Go on by the keyboard to what has that name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == name:
            return
    raise AssertionError(f"{name} is not reached")


def test_the_queries_are_copied_in_the_language_of_the_author(opened: Open) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    paste(page, SHORT)
    done(page)
    page.get_by_role("button", name="Queries to the author").click()
    text = page.locator("#letter-text")
    text.get_by_text("Thank you for your manuscript").wait_for()
    page.get_by_label("Language of the letter").select_option("fa")
    text.get_by_text("سپاسگزاریم").wait_for()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == text.text_content()
    assert violations(page) == []


def test_the_language_is_the_browsers_until_another_is_chosen(opened: Open) -> None:
    page = opened(locale="de-AT")
    assert page.get_by_role("heading", name="Ein Literaturverzeichnis prüfen").is_visible()
    page.locator("#text").fill(SHORT)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Herunterladen").wait_for()
    assert card(page, "1").locator(".verdict").inner_text() == "weicht ab"
    page.locator("#language").select_option("fa")
    page.get_by_role("heading", name="منابع بررسی شدند").wait_for()
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["fa", "rtl"]
    assert card(page, "1").locator(".verdict").inner_text() == "متفاوت"
    findings = card(page, "1").locator(".findings")  # stay in the language that the list was checked in
    assert findings.evaluate("e => [e.lang, getComputedStyle(e).direction]") == ["de", "ltr"]
    assert "Der Titel ist anders registriert" in findings.inner_text()
    assert "۳ منبع" in page.locator("#check-summary").inner_text()
    assert violations(page) == []
    page.reload()
    page.get_by_role("heading", name="منابع بررسی شدند").wait_for()
    page.goto(page.url.split("#")[0] + "?language=ru")
    page.get_by_role("heading", name="Проверить список литературы").wait_for()


@pytest.mark.parametrize(
    "options",
    [{}, pytest.param({"viewport": NARROW}, marks=pytest.mark.slow)],
    ids=["wide", "narrow"],
)
def test_axe_finds_nothing(options: dict[str, Any], opened: Open) -> None:
    page = opened(**options)
    assert violations(page) == []
    assert sideways(page) == 0
    paste(page, SHORT)
    done(page)
    assert violations(page) == []
    assert sideways(page) == 0
    page.get_by_role("button", name="Download").click()
    assert violations(page) == []
    page.get_by_role("button", name="Close", exact=True).click()
    page.get_by_role("button", name="Waive … (title-differs, reference 1)").click()
    assert violations(page) == []
    assert sideways(page) == 0


def sideways(page: "Page") -> int:
    """By how much the page is wider than the screen."""
    more: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, more)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en", "es", "fa", "fr", "pt", "ru", "zh"])
@pytest.mark.parametrize(
    "options",
    [
        {"viewport": NARROW},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"viewport": {"width": 600, "height": 450}},
    ],
    ids=["narrow", "dark", "forced", "zoomed"],
)
def test_axe_finds_nothing_in_any_language(language: str, options: dict[str, Any], opened: Open) -> None:
    page = opened(f"?language={language}", **options)
    assert violations(page) == []
    page.locator("#text").fill(SHORT)
    page.keyboard.press("Control+Enter")
    page.locator("#take-open").wait_for()
    assert violations(page) == []
    assert sideways(page) == 0
    for name in ("take-open", "letter-open"):
        page.locator(f"#{name}").click()
        page.locator("#letter-text:not(:empty), #take[open]").first.wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")


@pytest.mark.slow
def test_paper_gets_the_references_and_no_buttons(opened: Open) -> None:
    page = opened()
    paste(page, SHORT)
    done(page)
    page.emulate_media(media="print")
    assert page.locator("article:visible").count() == 3
    assert page.locator("input:visible, select:visible, button:visible").count() == 0
    assert len(page.pdf()) > 1_000


@pytest.mark.slow
def test_a_list_that_is_kept_is_there_again_after_a_restart(new_page: Open, tmp_path: Path) -> None:
    keeping = (*OFFLINE, "--keep", str(tmp_path / "kept.sqlite"))
    with serving(*keeping) as running:
        page = new_page(locale="en-GB")
        page.goto(running.address)
        page.get_by_role("switch", name="Keep this check").check()
        assert page.get_by_text("This check is kept until you delete it.").is_visible()
        paste(page, SHORT)
        done(page)
        waive(page, "1", "title-differs", "as on the cover")
        status(page, "1 finding waived")
        place = page.url.removeprefix(running.address)
        assert place.startswith("#check=")
        page.close()
    with serving(*keeping) as running:
        page = new_page(locale="en-GB")
        page.goto(running.address + place)
        status(page, "1 finding waived")
        assert page.locator("article").count() == 3
        assert page.get_by_text("Waived: as on the cover").is_visible()
        with page.expect_response(lambda response: response.request.method == "DELETE"):
            page.get_by_role("button", name="Delete").click()
        assert page.url == running.address
        page.goto("about:blank")
        page.goto(running.address + place)
        page.get_by_role("heading", name="The service no longer has this check.").wait_for()
        page.close()


@pytest.mark.slow
def test_an_editor_has_the_right_list_in_hand_without_typing(opened: Open) -> None:
    """Paste, accept what one looked at, then all the rest, in fewer than five presses: it is what ``fix --unsafe-fixes`` makes."""
    page = opened()
    paste(page)
    done(page)
    proposed = page.locator("[data-state=proposed]")
    for key in ("5", "29", "19"):
        left = proposed.count()
        mine = card(page, key).locator("[data-does=accept-here], [data-does=accept-0]").last
        decided(page, mine.click)
        becomes(page, "n => document.querySelectorAll('[data-state=proposed]').length < n", left)
    assert proposed.count()
    decided(page, page.get_by_role("button", name="Accept all proposals").click)
    becomes(page, "!document.querySelectorAll('[data-state=proposed]').length")
    assert page.get_by_role("button", name="Accept all proposals").count() == 0
    page.get_by_role("button", name="Download").click()
    given = taken(page, "fixed")[1]
    everything = frozenset(Safety)
    registry = offline(Connections(cache="off", records=str(SEED / "records.jsonl")))
    made = mend(
        LIST.encode(),
        "references.txt",
        settings=Settings(),
        audit=lambda read: audit([read], registry=registry),
        wanted=everything,
    )
    assert made.is_changed
    assert given == made.data


def test_all_that_is_proposed_is_taken_back_in_one_step(opened: Open) -> None:
    page = opened()
    paste(page, SHORT)
    done(page)
    left = page.locator("[data-state=proposed]").count()
    assert left > 1
    decided(page, page.get_by_role("button", name="Accept all proposals").click)
    becomes(page, "!document.querySelectorAll('[data-state=proposed]').length")
    decided(page, page.get_by_role("button", name="Undo", exact=True).click)
    becomes(page, "n => document.querySelectorAll('[data-state=proposed]').length === n", left)


TWICE = """@article{a1,
  author = {Okafor, B.},
  title = {How rivers move across wide plains},
  year = 2012,
  doi = {10.5555/rivers.12}
}
@article{b1,
  author = {Okafor, Ben},
  title = {How rivers move across wide plains},
  journal = {Rivers},
  year = 2012,
  doi = {10.5555/rivers.12}
}
"""


def test_two_entries_are_merged_and_taken_apart_again(opened: Open) -> None:
    page = opened()
    page.get_by_label("Choose a file").set_input_files({"name": "a.bib", "mimeType": "", "buffer": TWICE.encode()})
    page.get_by_role("button", name="Check the references").click()
    done(page)
    merge = page.locator(".changes li").filter(has_text="Merge: a1 → b1")
    assert merge.get_attribute("data-state") == "proposed"
    assert merge.get_by_role("button").all_text_contents() == ["Accept", "Refuse"]
    for name, state, entries in (("Accept", "accepted", 1), ("Refuse", "refused", 2)):
        decided(page, merge.get_by_role("button", name=f"{name}: a1 → b1").click)
        page.locator(f".changes li[data-state={state}]").filter(has_text="Merge:").wait_for()
        page.get_by_role("button", name="Download").click()
        assert taken(page, "fixed")[1].count(b"@article") == entries
        page.get_by_role("button", name="Close", exact=True).click()


def test_a_change_is_accepted_edited_refused_and_taken_back_by_the_keyboard(opened: Open) -> None:
    page = opened()
    paste(page, SHORT)
    done(page)
    change = page.locator(".changes li[data-state]").first
    assert change.get_attribute("data-state") == "proposed"
    assert change.locator("del").count() == 0, "what is only proposed is not struck through"
    change.get_by_role("button").first.focus()
    decided(page, lambda: page.keyboard.press("a"))
    page.locator(".changes li[data-state=accepted]").first.wait_for()
    decided(page, lambda: page.keyboard.press("r"))
    page.locator(".changes li[data-state=refused]").first.wait_for()
    status(page, "1 change refused")
    decided(page, lambda: page.keyboard.press("Control+z"))
    page.locator(".changes li[data-state=accepted]").first.wait_for()
    decided(page, page.get_by_role("button", name="Undo", exact=True).click)
    page.locator(".changes li").first.and_(page.locator("[data-state=proposed]")).wait_for()
    page.locator(".changes li[data-state] button").first.focus()
    page.keyboard.press("e")
    page.locator(".changes input").fill("another")
    decided(page, lambda: page.keyboard.press("Enter"))
    page.locator(".changes li[data-state=edited]").wait_for()
    page.get_by_role("button", name="Download").click()
    assert "another" in taken(page, "text")[1].decode()
