"""The page to paste into, in a browser: how soon there is something to read, and how soon a pasted list is read and judged.

    python tests/benchmarks/web_page.py LIST RECORDS [--browser chromium] [--rounds 7]

A service that asks nobody and holds the records is started, the page opened, the list pasted. Milliseconds by the page's own clock:
the first paint since the page was asked for; a reference shown, all of them shown, and the report, each on the screen, since
"Check" was pressed; and how long the page itself was at work until then. A 360 pixel wide page in dark is asked the same.
"""

import argparse
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"

READY = """() => new Promise(done => {
  const look = () => document.querySelector("#sent li") ? done(performance.now()) : requestAnimationFrame(look);
  look();
})"""

WATCHED = """total => new Promise(done => {
  const began = performance.now();
  const seen = {};
  const mark = name => { seen[name] ??= performance.now() - began; };
  const look = () => {
    const shown = document.querySelectorAll("#cards article").length;
    if (shown > 0) mark("first reference shown");
    if (shown >= total) mark("all shown");
    if (document.querySelector("#take-open").offsetParent) { mark("report"); done(seen); return; }
    requestAnimationFrame(look);
  };
  document.querySelector("#asked").requestSubmit();
  requestAnimationFrame(look);
})"""
"""Resolves with the milliseconds after which each was on the screen, looked at before every frame."""

KINDS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1200, "height": 900}},
    "360 px, dark": {"viewport": {"width": 360, "height": 780}, "color_scheme": "dark"},
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("list", type=Path)
    arguments.add_argument("records", type=Path)
    arguments.add_argument("--browser", metavar="PROGRAM", default="chromium")
    arguments.add_argument("--rounds", type=int, default=7)
    given = arguments.parse_args()
    text = given.list.read_text(encoding="utf-8")
    with served(given.records) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=f"/usr/bin/{given.browser}", args=["--no-sandbox"])
        taken = {kind: measured(browser, options, address, text, given.rounds) for kind, options in KINDS.items()}
        browser.close()
    print(f"{len(text.splitlines())} references in {given.browser}, {given.rounds} times; milliseconds")
    print(f"{'':14}{'':24}{'median':>8}{'quickest':>10}{'slowest':>9}")
    for kind, acts in taken.items():
        for act, times in acts.items():
            print(f"{kind:14}{act:24}{median(times):8.0f}{min(times):10.0f}{max(times):9.0f}")


@contextmanager
def served(records: Path) -> Iterator[str]:
    """The address of a service that asks nobody."""
    command = [
        sys.executable,
        "-m",
        "refcheck",
        "serve",
        "--isolated",
        "--port",
        "0",
        "--no-open",
        "--offline",
        "--no-cache",
    ]
    with subprocess.Popen([*command, "--records", str(records)], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r"http://\S+/", process.stderr.readline())
        assert found is not None
        try:
            yield found[0]
        finally:
            process.terminate()


def measured(browser: Browser, options: dict[str, Any], address: str, text: str, rounds: int) -> dict[str, list[float]]:
    """The milliseconds of each act, a round after the other, each in a browser that has seen nothing."""
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        context = browser.new_context(**options)
        page = context.new_page()
        metrics = context.new_cdp_session(page)
        metrics.send("Performance.enable")
        page.goto(address)
        taken["ready to be used"].append(page.evaluate(READY))
        taken["first paint"].append(page.evaluate(FIRST_PAINT))
        page.locator("#text").fill(text)
        before = busy(metrics)
        for act, milliseconds in page.evaluate(WATCHED, len(text.splitlines())).items():
            taken[act].append(milliseconds)
        taken["CPU of the page"].append(busy(metrics) - before)
        context.close()
    acts = ("first paint", "ready to be used", "first reference shown", "all shown", "report", "CPU of the page")
    return {act: taken[act] for act in acts}


def busy(metrics: CDPSession) -> float:
    """The milliseconds that the page has been at work."""
    held = {each["name"]: each["value"] for each in metrics.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(held["TaskDuration"])


if __name__ == "__main__":
    main()
