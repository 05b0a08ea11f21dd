"""A headless Chromium of this machine; none is downloaded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

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


def becomes(page: "Page", expression: str, given: object = None) -> None:
    """Wait until an expression is true, as a page allows whose policy forbids to evaluate one later on."""
    until = monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, given):
        assert monotonic() < until, expression
        page.wait_for_timeout(20)
