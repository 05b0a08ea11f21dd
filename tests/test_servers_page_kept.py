"""Ways of losing work on the page, in a headless Chromium before a real service.

None of them loses a text, a file, a run or a decision.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from signal import SIGKILL
from typing import TYPE_CHECKING

import pytest
from chromium import PATIENCE, another, becomes, browser, new_page, patient
from test_servers_page_editor import (
    SHORT,
    card,
    done,
    paste,
    pytestmark,
    service,
    taken,
    waive,
)
from web_made import OFFLINE, Service, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

__all__ = ["browser", "new_page", "pytestmark", "service"]

OWN = "A text of one's own. "
PAPER = {"name": "paper.txt", "mimeType": "text/plain", "buffer": SHORT.encode()}
MARK = ("1", "title-differs", "as on the cover")
"""What is decided: of which reference, about which finding, and why."""

REFUSING = (
    "Object.defineProperty(window, 'sessionStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } })"
)
"""A browser that keeps nothing."""

FULL = """try { for (let many = 6e6; many >= 1; many /= 2) {
  try { sessionStorage.setItem(`full${many}`, "x".repeat(many)); } catch {}
} } catch {}"""
"""A session in which there is no room: any text is too long for it."""

ASKS = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"
"""Whether the page would ask before it is left."""

DROP = """([name, text]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name));
  document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: held }));
}"""


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    """One person's browser."""
    own = patient(browser, locale="en-GB")
    yield own
    own.close()


def opened(context: "BrowserContext", address: str) -> "Page":
    return at(context.new_page(), address)


def at(page: "Page", address: str) -> "Page":
    page.goto(address)
    return ready(page)


def ready(page: "Page") -> "Page":
    page.locator("#begin:enabled").wait_for(state="attached")
    return page


@pytest.fixture
def page(new_page: Callable[..., "Page"], service: str) -> "Page":
    return at(new_page(locale="en-GB"), service)


@pytest.fixture
def port() -> int:
    """One that is free, for a service that is started more than once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@contextmanager
def started(port: int) -> Iterator[Service]:
    with serving("--port", str(port), *OFFLINE) as running:
        yield running


_TICK = 10
"""Milliseconds between two looks at what was asked."""


class Held:
    """Requests of one kind that are held back, as long as a test wants something to be under way."""

    def __init__(self, page: "Page", where: str) -> None:
        self.page, self.where = page, where
        self.routes: list[Route] = []
        page.route(where, self._hold)

    def _hold(self, route: "Route") -> None:
        self.routes.append(route)

    def wait(self) -> None:
        for _ in range(PATIENCE // _TICK):
            if self.routes:
                return
            self.page.wait_for_timeout(_TICK)  # the browser is heard meanwhile
        raise AssertionError(f"nothing was asked of {self.where}")

    def release(self) -> None:
        for route in self.routes:
            route.continue_()
        self.page.unroute(self.where)


def text(page: "Page") -> str:
    value: str = page.locator("#text").input_value()
    return value


def asked(page: "Page") -> list[str]:
    """What the service is asked from now on."""
    heard: list[str] = []
    page.on("request", lambda request: heard.append(f"{request.method} {request.url.rpartition('/api/v1/')[2]}"))
    return heard


def checked(page: "Page", given: str = SHORT) -> "Page":
    paste(page, given)
    return done(page)


def decide(page: "Page") -> None:
    waive(page, *MARK)
    holds(page)


def holds(page: "Page", key: str = MARK[0]) -> None:
    """The decision is on the page and, as what it says is drawn by the service, there too."""
    card(page, key).locator("details").evaluate("e => { e.open = true; }")
    card(page, key).get_by_text(f"Waived: {MARK[2]}").wait_for()
    page.get_by_text("1 finding waived").first.wait_for()


def articles(page: "Page", count: int = 3) -> None:
    page.locator("article").nth(count - 1).wait_for()
    assert page.locator("article").count() == count


def test_reloaded_while_typing(page: "Page") -> None:
    page.locator("#text").press_sequentially(OWN)
    assert not page.evaluate(ASKS), "nothing would be lost"
    page.reload()
    assert text(page) == OWN


@pytest.mark.slow
def test_reloaded_while_the_list_is_being_given(page: "Page") -> None:
    giving = Held(page, "**/api/v1/check")
    paste(page, SHORT)
    giving.wait()
    page.unroute("**/api/v1/check")
    page.reload()
    articles(done(page))


def test_reloaded_while_running(page: "Page") -> None:
    running = Held(page, "**/events")
    paste(page, SHORT)
    running.wait()
    page.unroute("**/events")
    heard = asked(page)
    page.reload()
    articles(done(page))
    assert "POST check" not in heard, "the run went on"


def test_reloaded_after_the_result_and_what_was_decided(page: "Page") -> None:
    checked(page)
    decide(page)
    assert not page.evaluate(ASKS), "nothing would be lost"
    heard = asked(page)
    page.reload()
    holds(done(page))
    articles(page)
    assert "POST check" not in heard


@pytest.mark.slow
def test_back_and_on_again_while_running(page: "Page") -> None:
    running = Held(page, "**/events")
    paste(page, SHORT)
    running.wait()
    page.go_back()
    assert page.locator("#intake").is_visible()
    assert text(page) == SHORT
    running.release()
    page.go_forward()
    articles(done(page))


def test_back_and_on_again_after_the_result(page: "Page") -> None:
    checked(page)
    decide(page)
    page.go_back()
    assert text(page) == SHORT
    page.go_forward()
    holds(page)
    page.go_back()
    page.reload()
    assert text(page) == SHORT
    page.go_forward()
    holds(done(page))


@pytest.mark.slow
def test_back_after_a_place_in_the_list_was_followed(page: "Page") -> None:
    checked(page)
    page.evaluate("location.hash = '#r2'")
    becomes(page, "location.hash.startsWith('#check=')")
    page.reload()
    articles(done(page))


@pytest.mark.slow
def test_another_page_and_back(page: "Page", service: str) -> None:
    checked(page)
    decide(page)
    page.goto(f"{service}health")
    page.go_back()
    holds(done(page))


ATTEMPTS = 5
"""A browser keeps a page in its memory when it has the memory and the time: one of so many times it does."""


def was_kept(browser: "Browser", service: str) -> bool:
    """Return whether the browser kept a page that was left during a check and gone back to; the check ends in either case."""
    with another(browser.browser_type, ignore_default_args=["--disable-back-forward-cache"]) as remembering:
        page = opened(patient(remembering), service)
        running = Held(page, "**/events")
        paste(page, SHORT)
        running.wait()
        page.unroute("**/events")
        page.evaluate("addEventListener('pageshow', (event) => { window.persisted = event.persisted; })")
        page.evaluate("document.location = 'health'")
        page.get_by_text("ok").wait_for()
        page.evaluate("history.back()")
        articles(done(page))
        return bool(page.evaluate("window.persisted"))


@pytest.mark.slow
def test_another_page_and_back_out_of_the_browsers_memory(browser: "Browser", service: str) -> None:
    assert any(was_kept(browser, service) for _ in range(ATTEMPTS)), "the page was kept as it was"


@pytest.mark.slow
def test_a_closed_tab_is_opened_again_at_its_address(page: "Page") -> None:
    checked(page)
    decide(page)
    address = page.url
    page.close(run_before_unload=True)
    holds(done(opened(page.context, address)))


@pytest.mark.slow
def test_a_closed_tab_is_opened_again_with_what_it_remembered(page: "Page") -> None:
    """A browser gives a tab that it opens again, and one that is opened by another, a copy of its session."""
    page.locator("#text").fill(OWN)
    with page.context.expect_page() as opening:
        page.evaluate("window.open(location.href) && null")
    page.close()
    assert text(ready(opening.value)) == OWN


@pytest.mark.slow
def test_the_address_of_a_check_that_nobody_knows_leaves_ones_own_text_alone(page: "Page", service: str) -> None:
    page.locator("#text").fill(OWN)
    page.goto("about:blank")
    page.goto(f"{service}#check=nobodys")
    page.get_by_role("heading", name="The service no longer has this check.").wait_for()
    assert page.get_by_role("button", name="Try again").count() == 0
    assert text(page) == OWN
    checked(page)


@pytest.mark.slow
def test_ones_own_text_is_not_taken_for_what_another_check_was_given(page: "Page") -> None:
    checked(page)
    address = page.url
    page.goto("about:blank")
    other = page.context.new_page()
    other.goto(address.partition("#")[0])
    ready(other).locator("#text").fill(OWN)
    other.goto("about:blank")
    other.goto(address)
    articles(done(other))
    draft = other.evaluate("JSON.parse(sessionStorage.getItem('draft'))")
    assert (draft["text"], draft["job"]) == (OWN, None)


@pytest.mark.slow
def test_two_tabs_have_a_list_each(page: "Page", service: str) -> None:
    page.locator("#text").fill(OWN)
    other = opened(page.context, service)
    assert text(other) == ""
    checked(other)
    for each in (page, other):
        each.reload()
    assert text(page) == OWN
    articles(done(other))
    other.go_back()
    assert text(other) == SHORT


def test_what_is_decided_in_two_tabs_is_in_both(page: "Page") -> None:
    checked(page)
    other = done(opened(page.context, page.url))
    decide(page)
    waive(other, "3", "issue-differs", "so it is printed")
    card(other, "1").locator("details").evaluate("e => { e.open = true; }")
    card(other, "1").get_by_text(f"Waived: {MARK[2]}").wait_for()
    other.get_by_text("2 findings waived").first.wait_for()
    other.get_by_text("in another window").first.wait_for()
    assert page.get_by_text("in another window").first.is_hidden()
    page.get_by_role("button", name="Download").click()
    assert "so it is printed" in taken(page, "decisions")[1].decode()
    page.get_by_text("2 findings waived").first.wait_for()
    page.keyboard.press("Escape")
    for each in (page, other):
        each.reload()
        done(each).get_by_text("2 findings waived").first.wait_for()


@pytest.mark.slow
def test_the_service_is_started_anew_while_the_check_runs(context: "BrowserContext", port: int) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(started(port))
        page = opened(context, first.address)
        running = Held(page, "**/events")
        paste(page, SHORT)
        running.wait()
        first.end(SIGKILL)
        running.release()
        page.get_by_role("heading", name="The service does not answer.").wait_for()
        stack.enter_context(started(port))
        page.get_by_role("button", name="Try again").click()
        articles(done(page))
        assert page.locator("#problem").is_hidden()
        assert page.evaluate("document.querySelectorAll('#cards article').length") == 3


@pytest.mark.slow
def test_the_service_is_started_anew_while_the_result_is_read(context: "BrowserContext", port: int) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(started(port))
        page = checked(opened(context, first.address))
        first.end(SIGKILL)
        page.get_by_role("button", name="Waive … (title-differs, reference 1)").click()
        page.get_by_label("Reason").fill(MARK[2])
        page.get_by_role("button", name="Waive", exact=True).click()
        page.get_by_role("heading", name="The service does not answer.").wait_for()
        second = stack.enter_context(started(port))
        page.get_by_role("button", name="Try again").click()
        holds(page)
        second.end(SIGKILL)
        stack.enter_context(started(port))
        page.get_by_role("button", name="Download").click()
        _, data = taken(page, "json")
        assert MARK[2] in data.decode(), "what was decided is in the file"
        page.reload()
        holds(done(page))


@pytest.mark.slow
def test_the_service_is_started_anew_while_somebody_types(context: "BrowserContext", port: int) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(started(port))
        page = opened(context, first.address)
        first.end(SIGKILL)
        paste(page, SHORT)
        page.get_by_role("heading", name="The service does not answer.").wait_for()
        assert page.locator("#problem").get_by_text("are still here").is_visible()
        page.get_by_role("button", name="Cancel").click()
        assert text(page) == SHORT
        paste(page, SHORT)
        page.get_by_role("heading", name="The service does not answer.").wait_for()
        stack.enter_context(started(port))
        page.get_by_role("button", name="Try again").click()
        articles(done(page))


@pytest.mark.slow
def test_the_service_is_away_while_the_page_is_opened(page: "Page") -> None:
    page.locator("#text").fill(OWN)
    page.route("**/about", lambda route: route.abort())
    page.reload()
    page.get_by_role("button", name="Try again").wait_for()
    assert text(page) == OWN
    page.unroute("**/about")
    page.get_by_role("button", name="Try again").click()
    ready(page)
    assert page.locator("#problem").is_hidden()


@pytest.mark.slow
def test_the_connection_is_lost_and_comes_back(context: "BrowserContext", service: str) -> None:
    page = opened(context, service)
    running = Held(page, "**/events")
    paste(page, SHORT)
    running.wait()
    context.set_offline(True)
    for route in running.routes:
        route.abort()
    page.unroute("**/events")
    page.get_by_role("heading", name="The service does not answer.").wait_for()
    context.set_offline(False)
    articles(done(page))


@pytest.mark.slow
def test_the_machine_sleeps_and_the_stream_is_silent(context: "BrowserContext", service: str) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(service)
    ready(page)
    running = Held(page, "**/events")
    paste(page, SHORT)
    running.wait()
    page.unroute("**/events")
    page.clock.fast_forward("08:00:00")
    articles(done(page))


def test_the_button_is_pressed_twice(page: "Page") -> None:
    heard = asked(page)
    page.locator("#text").fill(SHORT)
    page.evaluate("() => { for (let at = 0; at < 3; at += 1) document.getElementById('begin').click(); }")
    articles(done(page))
    assert heard.count("POST check") == 1


@pytest.mark.parametrize(
    "way", ["reload", *(pytest.param(way, marks=pytest.mark.slow) for way in ("back", "back and reload"))]
)
def test_a_dropped_file_is_still_there(way: str, page: "Page") -> None:
    page.evaluate(DROP, [PAPER["name"], SHORT])
    becomes(page, "JSON.parse(sessionStorage.getItem('draft'))?.file?.name")
    if "back" in way:
        page.get_by_role("button", name="Check the references").click()
        done(page)
        page.go_back()
    if "reload" in way:
        page.reload()
    page.get_by_text("paper.txt").first.wait_for()
    ready(page)
    page.get_by_role("button", name="Check the references").click()
    articles(done(page))


@pytest.mark.slow
def test_a_file_is_dropped_over_ones_own_text(page: "Page") -> None:
    page.locator("#text").fill(OWN)
    page.evaluate(DROP, [PAPER["name"], SHORT])
    page.get_by_role("button", name="Choose another").click()
    assert text(page) == OWN
    page.evaluate(DROP, [PAPER["name"], SHORT])
    page.get_by_role("button", name="Check the references").click()
    done(page)
    page.get_by_role("button", name="New check").click()
    assert text(page) == OWN


@pytest.mark.slow
@pytest.mark.parametrize("script", [FULL, REFUSING], ids=["full", "refused"])
def test_what_the_browser_does_not_keep_is_asked_about_once(
    script: str, context: "BrowserContext", service: str
) -> None:
    context.add_init_script(script)
    page = opened(context, service)
    page.locator("#text").press_sequentially(OWN)
    with page.expect_event("dialog") as asking:
        page.close(run_before_unload=True)
    assert asking.value.type == "beforeunload"
    asking.value.dismiss()
    assert text(page) == OWN
    checked(page)
    assert not page.evaluate(ASKS), "the service has it"
    decide(page)
    assert not page.evaluate(ASKS)
    page.reload()
    holds(done(page))


@pytest.mark.parametrize(
    "before",
    [pytest.param("", marks=pytest.mark.slow), "Lindqvist, A. (2013). Lakes of the north. Leiden: Brill.\n"],
    ids=["same", "longer"],
)
def test_what_was_decided_holds_in_another_run(before: str, page: "Page") -> None:
    checked(page)
    decide(page)
    page.go_back()
    number = 1 + bool(before)
    with page.expect_response(lambda response: response.url.endswith("/decisions")):
        paste(page, before + SHORT)
    holds(done(page), str(number))
    articles(page, 2 + number)


@pytest.mark.slow
def test_what_was_decided_holds_after_a_check_was_cancelled(page: "Page") -> None:
    checked(page)
    decide(page)
    page.go_back()
    running = Held(page, "**/events")
    page.get_by_role("button", name="Check the references").click()
    running.wait()
    page.get_by_role("button", name="Cancel").click()
    running.routes.clear()
    running.release()
    checked(page)
    holds(page)


@pytest.mark.slow
def test_a_new_check_asks_once_before_what_was_decided_is_forgotten(page: "Page") -> None:
    checked(page)
    decide(page)
    answers = iter((False, True))
    page.on("dialog", lambda dialog: dialog.accept() if next(answers) else dialog.dismiss())
    page.get_by_role("button", name="New check").click()
    holds(page)
    page.get_by_role("button", name="New check").click()
    assert text(page) == ""
    assert page.evaluate("sessionStorage.getItem('decisions')") is None
