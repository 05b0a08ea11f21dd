"""The HTML report in a headless Chromium: inert, quiet on the network, usable by keyboard and by ear, and without a script.

Skipped where Playwright or a Chromium is not installed; no browser is downloaded.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from chromium import CHROMIUM, browser, new_page
from reports_html_made import a_hostile_report, a_rich_report
from reports_made import NOON
from tables import SEEDS

from refcheck.audit import audit
from refcheck.readers import read, read_bytes
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.reports import render

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

__all__ = ["browser", "new_page"]

pytestmark = [pytest.mark.end_to_end, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

REPORTS = {"rich": a_rich_report(), "hostile": a_hostile_report()}
WIDE = {"width": 1200, "height": 900}
NARROW = {"width": 380, "height": 800}

BY_GRAVITY = ["5", "1", "4", "3", "2", "key"]
"""The references of the rich report, most severe first."""

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    for name, report in REPORTS.items():
        (folder / f"{name}.html").write_text(render(report, "html"), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in REPORTS}


@pytest.fixture
def opened(new_page: Open, files: dict[str, Path]) -> Iterator[Open]:
    """Opens a report; whatever it asks for besides itself, and whatever it complains of, fails the test."""
    pages: list[Page] = []
    complaints: list[str] = []

    def open_report(name: str = "rich", **options: Any) -> "Page":
        address = files[name].as_uri()
        page = new_page(**{"viewport": WIDE} | options)
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: complaints.extend({request.url} - {address}))
        page.goto(address)
        return page

    yield open_report
    for page in pages:  # what they complain of up to the end is heard
        page.close()
    assert complaints == []


def visible_keys(page: "Page") -> list[str]:
    return page.locator("article:visible .key").all_text_contents()


def focused(page: "Page") -> str:
    """The accessible name of what has the focus, as near as the page itself can tell."""
    name: str = page.evaluate(
        "(e => (e.ariaLabel || e.labels?.[0]?.textContent || e.textContent).trim().replace(/\\s+/g, ' '))(document.activeElement)"
    )
    return name


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_leaves_the_page_and_nothing_runs_but_its_own_script(name: str, opened: Open) -> None:
    page = opened(name)
    assert page.evaluate("window.ran") is None
    assert (
        page.evaluate("performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:')).length") == 0
    )
    assert page.locator("article").count() == len(REPORTS[name].references)


def test_the_policy_stops_a_script_that_got_in_all_the_same(new_page: Open, files: dict[str, Path]) -> None:
    page = new_page(viewport=WIDE)
    page.set_content(files["rich"].read_text(encoding="utf-8").replace("<main", "<script>window.ran = 1</script><main"))
    assert page.locator("article").count() == len(REPORTS["rich"].references)
    assert page.evaluate("window.ran") is None


def test_verdicts_severities_rules_and_words_narrow_the_list(opened: Open) -> None:
    page = opened()
    status = page.get_by_role("status")
    assert status.inner_text() == "6 of 6 references shown"
    page.get_by_role("checkbox", name="verified agrees with the record", exact=False).first.check()
    assert visible_keys(page) == ["3"]
    page.get_by_role("checkbox", name="1 differs").check()
    assert visible_keys(page) == ["1", "3"]
    assert status.inner_text() == "2 of 6 references shown"
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("checkbox", name="warning 3").check()
    assert visible_keys(page) == ["1", "4", "3"]
    page.get_by_role("combobox", name="Rule").select_option("volume-differs")
    assert visible_keys(page) == ["1"]
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("searchbox", name="Search").fill("SEBASTIEN  discussing")
    assert visible_keys(page) == ["3"], "without accents and capitals, every word"
    page.get_by_role("searchbox", name="Search").fill("no such words")
    assert status.inner_text() == "0 of 6 references shown"
    assert page.get_by_text("No reference matches this choice.").is_visible()
    assert page.locator("main h2:visible").all_text_contents() == ["What could not be determined"]


def test_the_keyboard_reaches_and_works_everything(opened: Open) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the references"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0, "it is seen when it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "references"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Show all"
    names = []
    for _ in range(7):
        page.keyboard.press("Shift+Tab")
        names.append(focused(page))
    assert names[:2] == ["Close all", "Open all"]
    assert names[2].startswith("Order most severe first")
    assert names[3].startswith("Rule any")
    assert names[4:] == ["note 1", "warning 3", "Search"]
    page.get_by_role("searchbox").focus()
    page.keyboard.type("Nowhere")
    assert visible_keys(page) == ["5"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert visible_keys(page) == []
    outline = page.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineStyle")
    assert outline == "solid", "the focus is seen"


def test_the_first_reference_is_in_the_first_screen_of_a_phone(new_page: Open, tmp_path: Path) -> None:
    folder = SEEDS / "jcep-central-asia-ai"
    records = offline(Connections(cache="off", records=str(folder / "records.jsonl")))
    report = audit([read(folder / "references.txt")], registry=records)
    (tmp_path / "seed.html").write_text(render(report, "html"), encoding="utf-8")
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto((tmp_path / "seed.html").as_uri())
    first = page.locator("article").first
    box, finding = first.bounding_box(), first.locator("li").first.bounding_box()
    assert box is not None
    assert finding is not None
    assert first.get_attribute("id") == "r5"
    assert finding["y"] + finding["height"] < 844, "what is wrong with it, too"
    assert not page.get_by_role("searchbox").is_visible()
    page.get_by_text("Search and choose").click()
    assert page.get_by_role("searchbox").is_visible()


def test_a_link_to_a_hidden_reference_shows_it(opened: Open) -> None:
    page = opened()
    page.get_by_role("searchbox").fill("datacite label")
    page.get_by_role("searchbox").fill("misspelt")
    assert visible_keys(page) == []
    page.get_by_role("link", name="1", exact=True).first.click()
    page.locator("#r1").wait_for(state="visible")  # the browser tells of the new address when the click is done
    assert "1" in visible_keys(page)
    assert page.evaluate("document.querySelector('#r1').getBoundingClientRect().top") < WIDE["height"]


@pytest.mark.parametrize(
    ("name", "options"),
    [("rich", {}), ("rich", {"color_scheme": "dark"}), ("rich", {"viewport": NARROW}), ("hostile", {})],
    ids=["light", "dark", "narrow", "hostile"],
)
def test_axe_finds_nothing(name: str, options: dict[str, Any], opened: Open) -> None:
    page = opened(name, **options)
    found = axe.Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("name", REPORTS)
def test_a_narrow_screen_needs_no_scrolling_sideways(name: str, opened: Open) -> None:
    page = opened(name, viewport=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_without_a_script_all_is_shown(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    assert visible_keys(page) == BY_GRAVITY
    assert page.locator("input:visible, select:visible, button:visible").count() == 0
    assert page.get_by_text("agrees with the record").is_visible()


def test_paper_gets_the_references_and_no_filters(opened: Open) -> None:
    page = opened()
    page.emulate_media(media="print")
    assert visible_keys(page) == BY_GRAVITY
    assert page.locator("input:visible, select:visible, button:visible").count() == 0
    assert page.locator("article:not(.quiet) .findings").first.is_visible()
    assert len(page.pdf()) > 1_000


def test_everything_folds_to_a_line_each(opened: Open) -> None:
    page = opened()
    page.get_by_role("button", name="Close all").click()
    assert page.locator("article .printed:visible, article .findings:visible").count() == 0
    assert {box.bounding_box()["height"] < 50 for box in page.locator("article").all()} == {True}  # type: ignore[index]
    page.get_by_role("button", name="Open all").click()
    assert page.locator("article details:not([open])").count() == 0


def test_25_references_take_two_sheets(new_page: Open, tmp_path: Path) -> None:
    seed = SEEDS / "jcep-central-asia-ai"
    text = "".join((seed / "references.txt").read_text(encoding="utf-8").splitlines(keepends=True)[:25])
    registry = offline(Connections(cache="off", records=str(seed / "records.jsonl")))
    report = audit([read(text)], registry=registry, now=lambda: NOON)
    page = new_page(viewport=WIDE)
    (tmp_path / "report.html").write_text(render(report, "html"), encoding="utf-8")
    page.goto((tmp_path / "report.html").as_uri())
    assert page.locator("article").count() == 25
    assert len(pypdfium2.PdfDocument(page.pdf(format="A4"))) <= 2


def test_documents_are_tabs(new_page: Open, tmp_path: Path) -> None:
    lists = {
        "a.txt": "Doe, J. (2020). One thing. A Journal, 1(2), 3-4.\n",
        "b.txt": "Roe, R. (2021). Two. B Journal, 2, 5-6.\n",
    }
    report = audit(
        [read_bytes(text.encode(), name) for name, text in lists.items()],
        registry=offline(Connections(cache="off")),
        now=lambda: NOON,
    )
    page = new_page(viewport=WIDE)
    (tmp_path / "report.html").write_text(render(report, "html"), encoding="utf-8")
    page.goto((tmp_path / "report.html").as_uri())
    page.get_by_text("b.txt", exact=True).first.click()
    assert page.locator("article:visible").count() == 1
    assert page.locator("main h2:visible").all_text_contents() == ["b.txt"]
    assert axe.Axe().run(page).response["violations"] == []
    page.get_by_role("radio", name="all").check(force=True)
    assert page.locator("article:visible").count() == 2


def test_right_to_left_references_run_from_right_to_left(opened: Open) -> None:
    page = opened()
    direction = "e => getComputedStyle(e).direction"
    assert page.locator("#r4 .printed").evaluate(direction) == "rtl"
    assert page.locator("#r4 .findings li").first.evaluate(direction) == "ltr"
    assert page.locator("#r1 .printed").evaluate(direction) == "ltr"


def test_the_list_is_put_into_its_own_order_and_back(opened: Open) -> None:
    page = opened()
    assert visible_keys(page) == BY_GRAVITY
    page.get_by_role("combobox", name="Order").select_option("list")
    assert visible_keys(page) == sorted(BY_GRAVITY)
    page.get_by_role("button", name="Show all").click()
    page.evaluate("() => new Promise(done => setTimeout(done))")  # the form is as it was when its own turn has come
    assert visible_keys(page) == BY_GRAVITY


def test_what_is_quiet_is_a_line_that_opens(opened: Open) -> None:
    page = opened()
    quiet = page.locator("article.quiet")
    assert quiet.count() > 0
    assert page.locator("article.quiet .printed:visible").count() == 0
    assert quiet.first.bounding_box()["height"] < 60  # type: ignore[index]
    page.get_by_role("button", name="Open all").click()
    assert page.locator("article.quiet :is(.printed, .source-text):visible").count() == quiet.count()
    page.get_by_role("button", name="Close all").click()
    assert page.locator("article.quiet .printed:visible").count() == 0


def test_a_link_to_a_folded_reference_opens_it(opened: Open) -> None:
    page = opened()
    anchor = page.locator("article.quiet").first.get_attribute("id")
    page.evaluate("anchor => { location.hash = anchor; }", anchor)
    page.locator(f"#{anchor} details[open]").wait_for()


def test_the_letter_to_the_author_is_text_to_copy(opened: Open) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("The queries as plain text").click()
    letter = page.locator(".letter pre").inner_text()
    assert "1. reference 1" in letter
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == letter
