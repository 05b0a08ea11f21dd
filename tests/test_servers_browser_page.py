"""The page that checks by itself, in a headless Chromium: what it finds, whom it asks, and that it asks nobody else.

Skipped where no Chromium is, or where the environment variable ``PYODIDE`` does not say where Pyodide is (the archive that
``npm pack pyodide`` brings, or its folder); nothing is downloaded.
"""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import frozen
from browser_made import PYODIDE, Registries, serving, static
from chromium import CHROMIUM, launched, patient
from documents_made import docx, paragraph
from tables import SEEDS

import refcheck
from refcheck.audit import audit
from refcheck.exchange import report_to_dict
from refcheck.readers import read_bytes
from refcheck.registries import Offline, Registry
from refcheck.registries.ladder import online
from refcheck.servers.browser.site import build

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(not PYODIDE, reason="PYODIDE does not say where Pyodide is"),
]

SEED = SEEDS / "jcep-central-asia-ai"
LIST = (SEED / "references.txt").read_text(encoding="utf-8")
RECORDS = [json.loads(line) for line in (SEED / "records.jsonl").read_text(encoding="utf-8").splitlines()]

NOWHERE = """References
Okafor, B. (1893). How rivers move across wide plains. Rivers of the North, 12(3), 345-360.
Lindqvist, A. (2013). The lakes of the north and their names. Journal of Lakes and Names, 4(1), 1-20.
Müller, H. (2011). Über die Namen der Flüsse im Süden. Zeitschrift für Flussnamen, 7, 33-41.
"""
"""What no registry holds: for two of them that proves nothing."""

_STATIC = Path(refcheck.__file__).parent / "servers" / "page" / "static"

CHECKED = """
async ({ given, word, options }) => {
  const { backend } = await import("./static/backend.js");
  const told = [];
  const bytes = word && Uint8Array.from(atob(word), (each) => each.charCodeAt(0));
  const input = word ? { file: new File([bytes], "manuscript.docx") } : { text: given };
  await backend.check({ input, options }, (kind, data) => told.push([kind, data]), new AbortController().signal);
  const job = told[0][1].job;
  const report = told.some(([kind]) => kind === "failed") ? null : await (await backend.download(job, "json", "en")).text();
  return { told, report };
}
"""
"""Has the page's own checker check a list; gives back all that was told, and the report."""


@frozen
class Opened:
    """The page, what it asked for and what it complained of, and the registries that it asks."""

    page: "Page"
    url: str
    asked: list[str]
    complaints: list[str]
    registries: Registries

    def check(self, text: str = "", *, offline: bool, word: bytes = b"") -> dict[str, Any]:
        """What the page makes of a list, or of a Word document."""
        given = {"given": text, "word": b64encode(word).decode(), "options": {"offline": offline}}
        found = self.page.evaluate(CHECKED, given)
        return {**found, "report": json.loads(found["report"])}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("page") / "site"
    with serving(Registries(RECORDS)) as registries, static(folder) as url, launched() as browser:
        build(
            folder, python=Path(PYODIDE), wheels=(), connections=registries.connections(mailto="desk@journal.example")
        )
        context: BrowserContext = patient(browser)
        asked: list[str] = []
        complaints: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        yield Opened(page=page, url=url, asked=asked, complaints=complaints, registries=registries)


def told(report: dict[str, Any]) -> list[Any]:
    """What a report says of each reference and of the list, without when and where it was asked."""
    said = [
        (each["raw"], each["verdict"], each["work"], each["identifiers"], found(each["findings"]))
        for each in report["references"]
    ]
    return [*said, found(report["findings"])]


def found(findings: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["code"], each["message"]) for each in findings]


def by_command(text: str, registry: Registry) -> list[Any]:
    return told(json.loads(json.dumps(report_to_dict(refcheck.check(text, registry=registry)))))


def test_the_seed_offline_is_what_the_command_says(opened: Opened) -> None:
    before = list(opened.registries.asked)
    report = opened.check(LIST, offline=True)["report"]
    assert told(report) == by_command(LIST, Offline())
    schemes = Counter(each["scheme"] for reference in report["references"] for each in reference["identifiers"])
    assert (len(report["references"]), schemes["doi"], schemes["url"]) == (33, 17, 15)
    assert opened.registries.asked == before


def test_the_seed_online_is_what_the_command_says_and_of_doi_org_no_more_than_handles_is_asked(opened: Opened) -> None:
    heard = opened.registries
    if heard.asked:
        opened.page.reload()  # a checker that nobody has refused anything yet
    for each in (heard.asked, heard.methods, heard.headers):
        each.clear()
    report = opened.check(LIST, offline=False)["report"]
    asked, methods, headers = list(heard.asked), set(heard.methods), list(heard.headers)
    assert told(report) == by_command(LIST, online(opened.registries.connections()))
    assert {each["verdict"] for each in report["references"]} >= {"broken", "verified", "unverified"}
    assert report["run"]["incomplete"] == []
    assert methods == {"GET"}, "something was sent that needs leave"
    assert all("mailto=desk%40journal.example" in path for path in asked if path.startswith("/crossref/"))
    assert not any("mailto" in path for path in asked if not path.startswith("/crossref/"))
    assert {path.split("/")[2] for path in asked if path.startswith("/doi/")} == {"api"}
    assert {each["origin"] for each in headers} == {opened.url.rstrip("/")}
    assert not [each for each in headers if {"referer", "cookie"} & set(each)]


def test_a_word_document_is_read_without_lxml(opened: Opened) -> None:
    data = docx([paragraph("References", "Heading1"), *map(paragraph, LIST.splitlines()[:6])])
    found = opened.check(word=data, offline=True)
    report = audit([read_bytes(data, "manuscript.docx")], registry=Offline())
    assert told(found["report"]) == told(json.loads(json.dumps(report_to_dict(report))))
    (offered,) = (data["downloads"] for kind, data in found["told"] if kind == "report")
    assert not {"annotated", "fixed", "queries-docx"} & set(offered)


def test_what_proves_nothing_is_said_as_by_the_command(opened: Opened) -> None:
    report = opened.check(NOWHERE, offline=False)["report"]
    assert told(report) == by_command(NOWHERE, online(opened.registries.connections()))
    codes = Counter(each["code"] for reference in report["references"] for each in reference["findings"])
    assert codes == {"work-may-be-unregistered": 2, "work-not-found": 1}


def test_a_page_that_is_opened_as_a_file_says_what_to_do(opened: Opened, tmp_path: Path) -> None:
    served = {name: (_STATIC / name).read_bytes() for name in ("index.html", "language.js", "page.css")}
    (tmp_path / "static").mkdir()
    for name, data in served.items():
        (tmp_path / ("" if name == "index.html" else "static") / name).write_bytes(data)
    (tmp_path / "report.css").write_bytes((_STATIC.parents[2] / "reports" / "html" / "page.css").read_bytes())
    assert opened.page.context.browser is not None
    page = opened.page.context.browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.get_by_text("Opened as a file, this page cannot run").is_visible()
    assert page.get_by_role("button").count() == 0, "nothing is there that does nothing"
    page.close()
    assert opened.page.get_by_text("Opened as a file, this page cannot run").is_hidden()


def test_who_is_asked_too_fast_is_asked_again_and_accuses_nobody(opened: Opened) -> None:
    opened.registries.busy = 1
    text = next(line for line in LIST.splitlines() if "10.1016/" in line)
    report = opened.check(text, offline=False)["report"]
    assert opened.registries.busy == 0
    assert told(report) == by_command(text, online(opened.registries.connections()))
    opened.registries.busy = 1000
    report = opened.check(text, offline=False)["report"]
    opened.registries.busy = 0
    assert [each["verdict"] for each in report["references"]] == ["unverified"]
    assert any("perhaps because of too many requests" in gap["why"] for gap in report["run"]["incomplete"])


def test_a_person_checks_a_list(opened: Opened) -> None:
    page = opened.page
    page.locator("#sent li").first.wait_for()
    page.fill("#text", LIST)
    page.get_by_role("switch", name="Offline").check(force=True)
    page.get_by_role("button", name="Check the references").click()
    page.wait_for_selector("#take-open:not([hidden])")
    assert page.locator("#cards article").count() == 33
    assert violations(page) == []
    page.click("#take-open")
    with page.expect_download() as download:
        page.locator("button[data-format=html]").click()
    report = Path(download.value.path()).read_text(encoding="utf-8")
    assert report.startswith("<!DOCTYPE html>")
    assert page.locator("button[data-format=queries-docx]").count() == 0
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_selector("#take-open:not([hidden])")
    assert page.locator("#cards article").count() == 33, "checked again"
    page.click("#anew")
    assert violations(page) == []


def violations(page: "Page") -> list[str]:
    """What axe objects to, as identifiers of its rules."""
    return [each["id"] for each in axe.Axe().run(page).response["violations"]]


def test_the_worker_is_not_let_to_anybody_else(opened: Opened) -> None:
    if not opened.page.workers:
        opened.page.wait_for_event("worker")
    (worker,) = opened.page.workers
    blocked = worker.evaluate(
        """() => new Promise((told) => {
          addEventListener("securitypolicyviolation", ({ blockedURI }) => told(blockedURI));
          fetch("https://stranger.example/manuscript").catch(() => {});
        })"""
    )
    assert blocked == "https://stranger.example/manuscript"


def test_nobody_is_asked_but_the_registries_and_its_own_folder(opened: Opened) -> None:
    strangers = [
        url for url in opened.asked if not url.startswith((opened.url, opened.registries.url, "blob:", "data:"))
    ]
    assert strangers == []
    assert opened.complaints == []


@pytest.mark.slow
def test_the_page_works_without_a_network_after_its_first_visit(opened: Opened) -> None:
    page = opened.page
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.context.set_offline(True)
    try:
        page.reload()
        report = opened.check(LIST.splitlines()[2], offline=True)["report"]
    finally:
        page.context.set_offline(False)
    assert len(report["references"]) == 1
