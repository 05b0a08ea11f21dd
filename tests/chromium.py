"""A headless Chromium of this machine; none is downloaded."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, BrowserType, CDPSession, Page, ViewportSize

T = TypeVar("T")
_Scheme = Literal["dark", "light", "no-preference"]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-software-rasterizer",
)
"""With these it asks for nothing of its own."""

PATIENCE = 180_000
"""Milliseconds that are enough on any machine for what takes none, beside thirty others too."""


@contextmanager
def launched() -> Iterator["Browser"]:
    """The browser while it runs; the test is skipped where Playwright is not installed."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright, another(playwright.chromium) as browser:
        yield browser


@contextmanager
def another(kind: "BrowserType", **options: Any) -> Iterator["Browser"]:
    """A browser while it runs, beside one that does."""
    browser = kind.launch(executable_path=CHROMIUM, args=list(_QUIET), timeout=PATIENCE, **options)
    yield browser
    browser.close()


def patient(browser: "Browser", **options: Any) -> "BrowserContext":
    """A new context, in which what does not come at once is waited for."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    return context


class Windows:
    """Contexts that stay open with a blank page each, one for each set of options.

    A page in a new context costs a second of a processor, most of it for a process that knows nothing yet; in one of these, less
    than half. What a test opened is closed behind it, and what the browser kept for its pages is thrown away.
    """

    def __init__(self, browser: "Browser") -> None:
        self._browser = browser
        self._kept: dict[str, tuple[BrowserContext, CDPSession]] = {}
        self._used: set[str] = set()

    def page(
        self, *, viewport: "ViewportSize | None" = None, color_scheme: _Scheme | None = None, **options: Any
    ) -> "Page":
        """A new page of that size and in those colours, in a context with the other options."""
        key = json.dumps(options, sort_keys=True)
        if key not in self._kept:
            context = patient(self._browser, **options)
            self._kept[key] = context, context.new_cdp_session(context.new_page())
        self._used.add(key)
        page = self._kept[key][0].new_page()
        if viewport is not None:
            page.set_viewport_size(viewport)
        if color_scheme is not None:
            page.emulate_media(color_scheme=color_scheme)
        return page

    @contextmanager
    def opened(self) -> Iterator[Callable[..., "Page"]]:
        """Give a function that opens pages, which are closed in the end."""
        try:
            yield self.page
        finally:
            for key in self._used:
                context, session = self._kept[key]
                for page in context.pages[1:]:
                    page.close()
                session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
            self._used.clear()


class _Shared:
    """Things that tests of several files use together, made for the first of them and ended behind the last one.

    No fixture of a session: while Playwright runs, no other test of its thread can run an event loop.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._made: dict[Callable[[], AbstractContextManager[Any]], Any] = {}

    def use(self, make: Callable[[], AbstractContextManager[T]]) -> T:
        """Return what ``make`` makes, for this test or for one before it."""
        if make not in self._made:
            self._made[make] = self._stack.enter_context(make())
        made: T = self._made[make]
        return made

    def end(self) -> None:
        """End all that was made."""
        self._made.clear()
        self._stack.close()


SHARED = _Shared()


@contextmanager
def _windows() -> Iterator[Windows]:
    yield Windows(SHARED.use(launched))


@pytest.fixture
def browser() -> "Browser":
    """One that is shared by the tests that use it one after the other."""
    return SHARED.use(launched)


@pytest.fixture
def new_page(browser: "Browser") -> Iterator[Callable[..., "Page"]]:
    """Opens pages of that browser, in a context with the options that are given."""
    with SHARED.use(_windows).opened() as new:
        yield new


def becomes(page: "Page", expression: str, given: object = None) -> None:
    """Wait until an expression is true, as a page allows whose policy forbids to evaluate one later on."""
    until = monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, given):
        assert monotonic() < until, expression
        page.wait_for_timeout(50)
