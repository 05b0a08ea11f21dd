"""The HTML report: how long it takes, how large it is, and how fast it opens and filters in a browser.

    python tests/benchmarks/report_html.py LIST RECORDS [--browser chromium]

Reports of 1,000 to 10,000 references are made of a list, audited against local records and repeated under other numbers.
With ``--browser`` (a Chromium; it is driven by Playwright) the report of 5,000 is opened and filtered. Seconds are of CPU time
where it says so: they do not depend on what else the machine is doing.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from attrs import evolve
from playwright.sync_api import CDPSession, Page, sync_playwright

from refcheck import check
from refcheck.model import CheckedReference, Report
from refcheck.registries import Local
from refcheck.reports import render

SIZES = (1_000, 2_500, 5_000, 10_000)
OPENED = 5_000
ROUNDS = 7

PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
"""Resolves when what was changed before is on the screen, with the milliseconds since the page was asked for."""

FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
"""When there is something to read, in milliseconds since the page was asked for."""

FILTERS = {
    "one verdict": "form.elements.verdict[1].click()",
    "one severity": "form.elements.severity[1].click()",
    "one rule": "form.elements.code.selectedIndex = 1; form.dispatchEvent(new Event('input'))",
    "the first word": "form.elements.text.value = 'peyrouse'; form.dispatchEvent(new Event('input'))",
    "another word": "form.elements.text.value = 'routledge'; form.dispatchEvent(new Event('input'))",
    "all again": "form.reset()",
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("list", type=Path)
    arguments.add_argument("records", type=Path)
    arguments.add_argument("--browser", metavar="PROGRAM")
    given = arguments.parse_args()
    report = check(given.list, registry=Local.read(given.records))
    render(report, "html")  # the template is compiled once
    print("references  CPU seconds  microseconds a reference      MB")
    for size in SIZES:
        long = repeated(report, size)
        started = time.process_time()
        html = render(long, "html")
        seconds = time.process_time() - started
        print(f"{size:10,}  {seconds:11.2f}  {seconds / size * 1e6:24.0f}  {len(html.encode()) / 1e6:6.2f}")
    if given.browser:
        measure(render(repeated(report, OPENED), "html"), given.browser)


def repeated(report: Report, size: int) -> Report:
    """The report with its references repeated up to ``size``, each with a number of its own."""
    references = islice(cycle(report.references), size)
    return evolve(report, references=tuple(numbered(each, number) for number, each in enumerate(references, start=1)))


def numbered(audited: CheckedReference, number: int) -> CheckedReference:
    reference = evolve(audited.case.reference, key=str(number))
    return evolve(audited, case=evolve(audited.case, reference=reference))


def measure(html: str, browser: str) -> None:
    """Print how long opening the page and each filter take, from the act to the painted page."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    first_paints = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        file.write_text(html, encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for _ in range(ROUNDS):
            page = chromium.new_page()
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(file.as_uri())
            times["open"].append((page.evaluate(PAINTED), busy(session)))
            first_paints.append(page.evaluate(FIRST_PAINT))
            for name, act in FILTERS.items():
                before = busy(session)
                times[name].append((timed(page, act), busy(session) - before))
                if not name.endswith("word"):
                    timed(page, "form.reset()")
            page.close()
        chromium.close()
    print(f"\n{OPENED:,} references in {Path(browser).name}, {ROUNDS} times; milliseconds")
    print("act             median  quickest  CPU of the page")
    print(f"first paint     {median(first_paints):6.0f}    {min(first_paints):6.0f}")
    for name, each in times.items():
        waited, worked = zip(*each, strict=True)
        print(f"{name:14}  {median(waited):6.0f}    {min(waited):6.0f}           {median(worked):6.0f}")


def timed(page: Page, act: str) -> float:
    milliseconds: float = page.evaluate(
        f"async () => {{ const form = document.forms[0]; const began = performance.now(); {act}; return await {PAINTED} - began }}"
    )
    return milliseconds


def busy(session: CDPSession) -> float:
    """The milliseconds of CPU time that the page's main thread has used."""
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1_000


if __name__ == "__main__":
    main()
