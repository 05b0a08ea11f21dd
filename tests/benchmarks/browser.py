"""The page that checks by itself: ``PYTHONPATH=tests python tests/benchmarks/browser.py PYODIDE [--wheel FILE] [--list DATA.jsonl.gz]``.

PYODIDE is what ``npm pack pyodide`` brings, FILE pypdfium2's wheel for browsers, DATA lines of JSON with references as printed (``raw``).
In a headless Chromium, against local files, with registries on another origin that let pages in as the real ones do. Printed are the
bars and what was measured; times are those of a clock, so that other work on the machine lengthens them.
"""

import argparse
import gzip
import json
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from browser_made import Registries, serving, static
from chromium import launched
from playwright.sync_api import Page
from tables import SEEDS

import refcheck
from refcheck.exchange import report_to_dict
from refcheck.registries import Offline, Registry
from refcheck.registries.ladder import online
from refcheck.servers.browser.site import build

SEED = SEEDS / "jcep-central-asia-ai"
MANY = 200

READY = "async () => { const { backend } = await import('./static/backend.js'); await backend.forget('nobody'); }"
CHECKED = """
async ({ given, pdf, options }) => {
  const { backend } = await import("./static/backend.js");
  const bytes = pdf && Uint8Array.from(atob(pdf), (each) => each.charCodeAt(0));
  const input = pdf ? { file: new File([bytes], "paper.pdf") } : { text: given };
  const told = [];
  await backend.check(input, options, (kind, data) => told.push([kind, data]), new AbortController().signal);
  return (await backend.download(told[0][1].job, "json", "en")).text();
}
"""


def said(report: dict[str, Any]) -> list[Any]:
    """What a report says, without when and where it was asked."""
    return [
        (each["raw"], each["verdict"], each["identifiers"], [(one["code"], one["message"]) for one in each["findings"]])
        for each in report["references"]
    ] + [(one["code"], one["message"]) for one in report["findings"]]


def by_command(text: str, registry: Registry) -> list[Any]:
    """The same, of the command's audit."""
    return said(json.loads(json.dumps(report_to_dict(refcheck.check(text, registry=registry)))))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds that something takes, and what comes of it."""
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def line(what: str, bar: str, measured: str) -> None:
    """One line of the table."""
    print(f"{what:44}{bar:>12}  {measured}", flush=True)


def measure(page: Page, registries: Registries, many: str) -> None:
    """The checks of a page that is loaded."""

    def check(text: str, *, offline: bool) -> Any:
        return json.loads(page.evaluate(CHECKED, {"given": text, "options": {"offline": offline}}))

    text = (SEED / "references.txt").read_text(encoding="utf-8")
    for title, offline, registry in (
        ("the seed, offline", True, Offline()),
        ("the seed, online", False, online(registries.connections())),
    ):
        registries.asked.clear()
        seconds, report = timed(partial(check, text, offline=offline))
        schemes = [each["scheme"] for one in report["references"] for each in one["identifiers"]]
        found = sum(len(each["findings"]) for each in report["references"]) + len(report["findings"])
        same = "all" if said(report) == by_command(text, registry) else "NOT"
        counted = f"{len(report['references'])} references, {schemes.count('doi')} DOIs, {schemes.count('url')} URLs, {found} findings"
        line(title, "5 s", f"{seconds:.1f} s: {counted}, {same} as the command")
    if many:
        seconds, report = timed(lambda: check(many, offline=True))
        line(f"{len(report['references'])} references, offline", "30 s", f"{seconds:.1f} s")


def violations(page: Page) -> int:
    """How much axe objects to."""
    return len(Axe().run(page).response["violations"])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pyodide", type=Path)
    parser.add_argument("--wheel", type=Path, action="append", default=[])
    parser.add_argument("--list", type=Path)
    options = parser.parse_args()
    many = ""
    if options.list:
        with gzip.open(options.list, "rt", encoding="utf-8") as lines:
            raw = [json.loads(each)["raw"] for each in lines]
        many = "\n\n".join(" ".join(each.split()) for each in raw[:: len(raw) // MANY][:MANY])
    records = [json.loads(each) for each in (SEED / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as made, serving(Registries(records)) as registries:
        folder, connections = Path(made) / "page", registries.connections(mailto="desk@journal.example")
        print(f"{'':44}{'bar':>12}  measured (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
        for wheels, what in (([], "the page"), (options.wheel, "the page with wheels")):
            if wheels or what == "the page":
                size = build(folder, python=options.pyodide, wheels=wheels, connections=connections)
                line(f"{what}, over the wire", "15 MB", f"{size / 1e6:.1f} MB")
        with static(folder) as url, launched() as browser:
            page = browser.new_page()
            page.set_default_timeout(600_000)
            asked: list[str] = []
            page.context.on("request", lambda request: asked.append(request.url))
            seconds, _ = timed(lambda: (page.goto(url), page.wait_for_selector("#accepts:not(:empty)")))
            line("shown, so that a list can be pasted", "", f"{seconds:.1f} s")
            seconds, _ = timed(lambda: page.evaluate(READY))
            line("ready to check, from then on", "", f"{seconds:.1f} s")
            measure(page, registries, many)
            line("axe, first screen", "0", str(violations(page)))
            page.evaluate("navigator.serviceWorker.ready.then(() => null)")
            seconds, _ = timed(lambda: (page.reload(), page.evaluate(READY)))
            line("shown and ready on the second visit", "", f"{seconds:.1f} s")
            strangers = [each for each in asked if not each.startswith((url, registries.url, "blob:", "data:"))]
            line("requests to anybody else", "0", str(len(strangers)))


if __name__ == "__main__":
    main()
