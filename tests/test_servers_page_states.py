"""The page while something is under way or goes wrong, before services that are as slow, busy or gone as a test wants them."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from chromium import becomes, browser, new_page
from test_servers_page_editor import (
    NARROW,
    SHORT,
    WIDE,
    focused,
    keys,
    paste,
    pytestmark,
    service,
    status,
    violations,
)
from web_made import SEED

from refcheck.registries.connections import Connections
from refcheck.registries.ladder import offline
from refcheck.servers.page.checking import check
from refcheck.servers.page.desk import Desk, Options, Source
from refcheck.servers.page.events import Event

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

__all__ = ["browser", "new_page", "pytestmark", "service"]

BACKEND = """
let hear = null;
window.told = (kind, data) => hear(kind, data);
window.decided = [];
window.forgotten = [];
const about = {
  version: "0", offline: false, links: true, keep: false, cache: true, forgets_after: 600, languages: ["en", "fa"],
  limits: { bytes: 1000, seconds: 60 }, accepts: [".txt", ".docx"],
  downloads: [{ format: "odd", label: "An odd one", suffix: ".odd" }],
  services: ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"].map((name) => ({ name, host: `${name}.example`, sends: "both" })),
};
export const backend = {
  place: "server",
  host: "refs.example",
  about: async () => about,
  check: ({ input, options }, onEvent, signal) => {
    hear = onEvent;
    window.wanted = { input, options };
    return new Promise((done, failed) => {
      window.finish = done;
      window.fail = (problem) => failed(Object.assign(new Error(problem.title), { problem }));
      signal.addEventListener("abort", () => failed(new DOMException("aborted", "AbortError")));
    });
  },
  decide: async (job, decisions) => { window.decided.push(decisions); return window.answer; },
  download: async () => new Blob(["odd"]),
  forget: async (job) => { window.forgotten.push(job); },
  authorise: () => {},
};
"""
"""A service that says what a test has it say."""

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def events() -> list[tuple[str, dict[str, Any]]]:
    """What is told of the seed, up to the report."""
    told: list[Event] = []
    connections = Connections(cache="off", records=str(SEED / "records.jsonl"))
    desk = Desk(registry=lambda options: offline(connections))
    check(Source(data=(SEED / "references.txt").read_bytes()), Options(offline=True), desk, told.append)
    return [(each.kind, json.loads(each.to_json())) for each in told]


@pytest.fixture
def opened(new_page: Open, service: str) -> Iterator[Open]:
    """Opens the page before a service that says what the test has it say, or before ``routes`` that meddle with the real one."""
    pages: list[Page] = []
    complaints: list[str] = []

    def open_page(routes: dict[str, Callable[["Route"], None]] | None = None, **options: Any) -> "Page":
        page = new_page(**{"viewport": WIDE, "locale": "en-GB"} | options)
        pages.append(page)
        if routes is None:
            page.route(
                "**/static/backend.js", lambda route: route.fulfill(body=BACKEND, content_type="text/javascript")
            )
            page.on("console", lambda message: complaints.append(message.text))
        for where, answer in (routes or {}).items():
            page.route(where, answer)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(service)
        return page

    yield open_page
    for page in pages:  # what they complain of up to the end is heard
        page.close()
    assert complaints == []


def tell(page: "Page", kind: str, data: dict[str, Any]) -> None:
    page.evaluate("([kind, data]) => window.told(kind, data)", [kind, data])


def reading(page: "Page", events: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The page with all references read; what is known of each in the end."""
    page.locator("#sent li").first.wait_for()
    paste(page)
    tell(page, "started", {"job": "j1", "name": "<text>", "bytes": 1})
    tell(page, "read", dict(events)["read"])
    known: dict[int, dict[str, Any]] = {}
    for kind, data in events:
        if kind == "judged":
            known.update({each["index"]: each for each in data["references"]})
    return [known[index] for index in sorted(known)]


def test_what_is_sent_is_said_before_it_is(opened: Open) -> None:
    page = opened()
    said = page.locator("#sent")
    said.get_by_text("Your text goes to refs.example, which checks it.").wait_for()
    assert said.get_by_text("go to Alpha, Beta, Gamma, and 2 more.").is_visible()
    assert said.get_by_text("forgets it when you close it, and the service 10 minutes after").is_visible()
    assert said.get_by_text("The registries' answers are cached for later checks").is_visible()
    page.get_by_role("switch", name="Open the cited links").check()
    assert said.get_by_text("its host sees a visit").is_visible()
    page.get_by_role("switch", name="Offline").check()
    assert said.get_by_text("Nothing is sent to any registry").is_visible()
    assert said.get_by_text("Alpha").count() == 0
    assert page.get_by_role("switch", name="Open the cited links").is_disabled()
    paste(page, "A list.")
    assert page.evaluate("window.wanted.options") == {"offline": True, "links": False, "keep": False, "language": "en"}


def test_a_file_is_dropped_and_one_that_is_too_large_is_told_at_once(opened: Open) -> None:
    page = opened()
    page.locator("#sent li").first.wait_for()
    drop = """size => {
      const held = new DataTransfer();
      held.items.add(new File(["x".repeat(size)], "paper.txt"));
      for (const type of ["dragenter", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, dataTransfer: held }));
      }
    }"""
    page.evaluate(drop, 2000)
    page.get_by_text("This file is too large; the limit is 1 kB.").wait_for()
    page.get_by_role("button", name="Check the references").click()
    assert page.evaluate("window.wanted") is None
    page.get_by_role("button", name="Choose another").click()
    assert focused(page) == "References"
    page.evaluate(drop, 20)
    page.get_by_role("button", name="Check the references").click()
    assert page.evaluate("window.wanted.input.file.name") == "paper.txt"


def test_of_several_files_that_are_dropped_those_left_out_are_named(opened: Open) -> None:
    page = opened()
    page.locator("#sent li").first.wait_for()
    drop = """names => {
      const held = new DataTransfer();
      for (const name of names) held.items.add(new File(["x"], name));
      document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: held }));
    }"""
    page.evaluate(drop, ["paper.docx", "refs.bib", "more.ris"])
    page.get_by_text("Only one file is checked at a time; left out: refs.bib and more.ris.").wait_for()
    assert page.locator("#chosen-name").text_content() == "paper.docx"
    page.evaluate(drop, ["refs.bib"])
    page.locator("#chosen-name", has_text="refs.bib").wait_for()
    assert page.locator("#left-out").is_hidden()


def test_references_come_as_they_are_read_and_the_gravest_go_up(opened: Open, events: Any) -> None:
    page = opened()
    known = reading(page, events)
    assert page.locator("article").count() == 33
    assert page.get_by_text("being checked").count() == 33
    status(page, "33 references were read.")
    assert violations(page) == []
    tell(
        page, "asking", {"stage": "other readings", "registry": "crossref", "done": 3, "total": 9, "seconds_left": 130}
    )
    assert page.get_by_text("crossref, 3 of 9. About 2 minutes left.").is_visible()
    tell(page, "judged", {"references": [known[4]]})
    assert keys(page)[0] == "5", "nobody is reading yet"
    assert page.locator(".tile.differs b").inner_text() == "1"


@pytest.mark.parametrize("how", ["keyboard", "scrolled"])
def test_what_somebody_reads_stays_where_it_is(how: str, opened: Open, events: Any) -> None:
    page = opened()
    known = reading(page, events)
    place = "document.querySelector('#r12').getBoundingClientRect().top"
    if how == "keyboard":
        page.locator("#r12 summary").focus()
        page.keyboard.press("Enter")
    else:
        page.locator("#r12").evaluate("e => e.scrollIntoView()")
    before = page.evaluate(place)
    tell(page, "judged", {"references": known})
    if how == "scrolled":
        becomes(page, f"before => Math.abs({place} - before) < 2", before)
    else:
        assert page.evaluate("document.activeElement.closest('article').id") == "r12"
        assert page.locator("#r12 details[open]").count() == 1, "what was opened stays open"
    tell(page, "report", dict(events)["report"])
    assert keys(page) == [str(number) for number in range(1, 34)]
    page.get_by_role("button", name="Put the most severe first").click()
    assert keys(page)[0] == "5"
    assert page.get_by_role("button", name="Put the most severe first").count() == 0


def test_decisions_before_the_end_are_told_when_it_has_come(opened: Open, events: Any) -> None:
    page = opened()
    known = reading(page, events)
    tell(page, "judged", {"references": known})
    page.locator("#r26 [data-does=doi-with-inner-space-printed]").check(force=True)
    assert page.evaluate("window.decided") == []
    report = dict(events)["report"] | {"downloads": ["odd"]}
    page.evaluate("answer => { window.answer = answer; }", {**report, "references": []})
    tell(page, "report", report)
    assert page.evaluate("window.decided") == [
        {"rejected": [{"index": 25, "code": "doi-with-inner-space"}], "accepted": [], "edited": [], "waived": []}
    ]
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="New check").click()
    assert page.locator("#check").is_visible(), "decisions are not lost by one press"
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="An odd one .odd").click()
    assert waiting.value.suggested_filename == "references-refcheck.odd"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="New check").click()
    assert page.evaluate("window.forgotten") == ["j1"]


def test_a_check_is_cancelled_and_the_text_is_still_there(opened: Open, events: Any) -> None:
    page = opened()
    reading(page, events)
    page.get_by_role("button", name="Cancel").click()
    assert page.get_by_role("textbox", name="References").input_value() != ""
    assert page.evaluate("[document.activeElement.id, window.forgotten]") == ["intake-title", ["j1"]]
    status(page, "The check was cancelled.")
    paste(page)
    assert page.locator("article").count() == 0, "nothing is left of the one before"


def test_a_service_is_told_once_that_a_check_is_cancelled(opened: Open) -> None:
    asked: list[str] = []

    def begun(route: "Route") -> None:
        route.fulfill(
            body='id: 1\nevent: started\ndata: {"job": "j1", "name": "a.txt"}\n\n', content_type="text/event-stream"
        )

    def heard(route: "Route") -> None:
        asked.append(route.request.method)
        route.fulfill(status=204)

    page = opened({"**/events": begun, "**/jobs/*": heard})
    paste(page)
    page.get_by_text("a.txt").wait_for()
    with page.expect_response("**/jobs/*"):
        page.get_by_role("button", name="Cancel").click()
    assert asked == ["DELETE"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_problem_is_told_and_what_is_known_stays(moment: str, opened: Open, events: Any) -> None:
    page = opened()
    problem = {"type": "/problems/too-long", "title": "T", "status": 422, "detail": "60 seconds are over."}
    if moment == "after":
        reading(page, events)
        tell(page, "failed", {"problem": problem})
        page.evaluate("window.finish()")
    else:
        page.locator("#sent li").first.wait_for()
        paste(page)
        page.evaluate("problem => window.fail(problem)", problem)
        page.get_by_role("heading", name="The check took longer than this service allows.").wait_for()
        assert violations(page) == []  # what is known is looked at where nothing fails
    page.get_by_role("heading", name="The check took longer than this service allows.").wait_for()
    assert page.get_by_text("Check the list in parts, or check it offline.").is_visible()
    assert page.locator("article:visible").count() == (33 if moment == "after" else 0)
    assert page.locator("#text").input_value() != ""


def test_an_unknown_problem_is_told_as_it_comes(opened: Open) -> None:
    page = opened(viewport=NARROW)
    page.locator("#sent li").first.wait_for()
    paste(page)
    page.evaluate("window.fail({ type: 'about:blank', title: 'Gateway <b>Timeout</b>', status: 504 })")
    page.get_by_role("heading", name="Gateway <b>Timeout</b>").wait_for()


def test_strangers_text_is_text(opened: Open) -> None:
    """What a file is called, and what a service says, is never taken for markup."""
    page = opened()
    page.locator("#sent li").first.wait_for()
    name = '<img src=x onerror="window.ran=1">.txt'
    page.get_by_label("Choose a file").set_input_files({"name": name, "mimeType": "", "buffer": b"a"})
    page.get_by_role("button", name="Check the references").click()
    tell(page, "started", {"job": "j", "name": name, "bytes": 1})
    tell(page, "read", {"references": [], "total": 0, "notes": [name]})
    tell(page, "asking", {"stage": "links", "registry": name, "done": 1, "total": 2, "seconds_left": 0})
    assert page.get_by_text(name).count() >= 2
    assert page.evaluate("[window.ran, document.images.length]") == [None, 0]


def test_a_stream_that_is_cut_goes_on_where_it_was(opened: Open) -> None:
    asked: list[str | None] = []

    def cut(route: "Route") -> None:
        asked.append(route.request.headers.get("last-event-id"))
        if len(asked) > 1:
            route.continue_()
            return
        whole = route.fetch().body().decode()
        route.fulfill(body=whole[: whole.index("event: read") + 2000], content_type="text/event-stream")

    page = opened({"**/events": cut})
    page.locator("#sent li").first.wait_for()
    paste(page, SHORT)
    page.get_by_role("button", name="Download").wait_for()
    assert page.locator("article").count() == 3
    assert asked == [None, "1"]


def test_a_service_that_is_gone_is_said(opened: Open) -> None:
    page = opened({"**/api/v1/check": lambda route: route.abort()})
    page.locator("#sent li").first.wait_for()
    paste(page)
    page.get_by_role("heading", name="The service does not answer.").wait_for()
    assert page.locator("#text").input_value() != ""


def test_a_service_with_a_token_asks_for_it(opened: Open) -> None:
    given: list[str | None] = []

    def guarded(route: "Route") -> None:
        given.append(route.request.headers.get("authorization"))
        if given[-1] == "Bearer open sesame":
            route.continue_()
            return
        problem = {"type": "/problems/token", "title": "A token is required", "status": 401, "detail": ""}
        route.fulfill(status=401, body=json.dumps(problem), content_type="application/problem+json")

    page = opened({"**/api/v1/**": guarded})
    page.get_by_role("heading", name="This service requires a token").wait_for()
    assert violations(page) == []
    page.keyboard.type("wrong")
    with page.expect_response("**/about"):
        page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Token").fill("open sesame")
    page.keyboard.press("Enter")
    paste(page, SHORT)
    page.get_by_role("button", name="Download").wait_for()
    assert given[0] is None
    assert set(given[2:]) == {"Bearer open sesame"}


def test_a_token_behind_the_address_is_taken_and_shown_to_nobody(opened: Open, service: str) -> None:
    page = opened({})
    page.goto("about:blank")
    with page.expect_request("**/api/v1/about") as asked:
        page.goto(f"{service}#token=abc")
    assert asked.value.headers["authorization"] == "Bearer abc"
    page.locator("#sent li").first.wait_for()
    assert page.url == service
    assert "abc" not in page.content()
