"""The HTML report: how long it takes, how large it is, and how fast it opens and filters in a browser.

    python tests/benchmarks/report_html.py [--browser chromium]

Reports of 1,000 to 10,000 references are made of the seed list, audited against its own records and repeated under
other numbers. With ``--browser`` (a Chromium; it is driven by Playwright) the report of 5,000 is opened and filtered.
"""

import argparse
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from attrs import evolve
from playwright.sync_api import Page, sync_playwright

from refcheck import check
from refcheck.model import Audited, Report
from refcheck.registries import Local
from refcheck.reports import render

SEED = Path(__file__).parents[2] / "seeds" / "jcep-central-asia-ai"
SIZES = (1_000, 2_500, 5_000, 10_000)
OPENED = 5_000
ROUNDS = 5

PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
"""Resolves when what was changed before is on the screen, with the milliseconds since the page was asked for."""

FILTERS = {
    "one verdict": "form.elements.verdict[1].click()",
    "one severity": "form.elements.severity[1].click()",
    "one rule": "form.elements.code.value = 'volume-differs'; form.dispatchEvent(new Event('input'))",
    "a word": "form.elements.text.value = 'peyrouse'; form.dispatchEvent(new Event('input'))",
    "another word": "form.elements.text.value = 'routledge'; form.dispatchEvent(new Event('input'))",
    "all again": "form.reset()",
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--browser", metavar="PROGRAM")
    browser = arguments.parse_args().browser
    seed = check(SEED / "references.txt", registry=Local.read(SEED / "records.jsonl"))
    print("references  seconds  microseconds a reference      MB")
    for size in SIZES:
        report = repeated(seed, size)
        started = time.perf_counter()
        html = render(report, "html")
        seconds = time.perf_counter() - started
        print(f"{size:10,}  {seconds:7.2f}  {seconds / size * 1e6:24.0f}  {len(html.encode()) / 1e6:6.2f}")
        if browser and size == OPENED:
            opened = html
    if browser:
        measure(opened, browser)


def repeated(report: Report, size: int) -> Report:
    """The report with its references repeated up to ``size``, each with a number of its own."""
    references = islice(cycle(report.references), size)
    return evolve(report, references=tuple(numbered(each, number) for number, each in enumerate(references, start=1)))


def numbered(audited: Audited, number: int) -> Audited:
    reference = evolve(audited.case.reference, key=str(number))
    return evolve(audited, case=evolve(audited.case, reference=reference))


def measure(html: str, browser: str) -> None:
    """Print the median times of opening the page and of each filter, from the act to the painted page."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        file.write_text(html, encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for _ in range(ROUNDS):
            page = chromium.new_page()
            page.goto(file.as_uri())
            times.setdefault("open", []).append(page.evaluate(PAINTED))
            for name, act in FILTERS.items():
                times.setdefault(name, []).append(timed(page, act))
                timed(page, "form.reset()")
            page.close()
        chromium.close()
    print(f"\n{OPENED:,} references in {browser}, milliseconds, median and worst of {ROUNDS}")
    for name, each in times.items():
        print(f"{name:14} {median(each):6.0f} {max(each):6.0f}")


def timed(page: Page, act: str) -> float:
    milliseconds: float = page.evaluate(
        f"async () => {{ const form = document.forms[0]; const began = performance.now(); {act}; return await {PAINTED} - began }}"
    )
    return milliseconds


if __name__ == "__main__":
    main()
