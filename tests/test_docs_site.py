"""The site: its picture and charts, and, where MkDocs and Chromium are, the pages: links, foreign parts, axe, light and dark."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from chromium import CHROMIUM, launched, patient
from documented import DOCS
from lxml import html
from tables import program

MAIN_PAGES = (
    "",
    "guides/copy-editor/",
    "guides/programmer/",
    "benchmarks/",
    "rules/",
    "rules/doi-missing/",
    "reference/",
)
TABLE = "| tool | right | wrong |\n|---|---|---|\n| [one](one.md) | 97.5 % | 2 |\n| two & a half | 1,034 | – |\n"


def test_the_picture_is_what_the_command_prints() -> None:
    picture = program("docs/site/picture.py")
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.picture(), "run: python docs/site/picture.py"


def test_a_chart_has_a_bar_for_each_number_of_the_table() -> None:
    charts = program("docs/site/charts.py")
    drawn = charts.with_charts(f"{TABLE}\n<!-- chart: right, wrong -->\nText.\n")
    assert drawn.startswith(TABLE)
    assert drawn.endswith("\nText.\n")
    tree: Any = html.fromstring(drawn[len(TABLE) :])
    assert [each.text for each in tree.iter("text") if each.text] == ["one", "97.5", "2", "two & a half", "1,034"]
    widths = [float(each.get("width")) for each in tree.iter("rect")]
    assert widths == [pytest.approx(36.8), pytest.approx(0.8), 390.0]
    assert "Text." not in charts.with_charts(TABLE)


def test_a_chart_of_a_column_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="best"):
        program("docs/site/charts.py").with_charts(f"{TABLE}\n<!-- chart: best -->\n")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as built, strictly: a link or an anchor that leads nowhere ends it."""
    pytest.importorskip("material", reason="the extra docs is not installed")
    site = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-f",
        str(DOCS / "site" / "mkdocs.yml"),
        "-d",
        str(site),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=False
    )
    assert done.returncode == 0, done.stderr
    return site


@pytest.mark.slow
def test_every_link_leads_somewhere_and_nothing_comes_from_elsewhere(site: Path) -> None:
    pages: dict[Path, Any] = {
        page: html.fromstring(page.read_bytes()) for page in site.rglob("*.html") if page.name != "404.html"
    }
    assert len(pages) > 200
    anchors = {page: {*tree.xpath("//@id"), *tree.xpath("//a/@name"), ""} for page, tree in pages.items()}
    lost = [
        (page.relative_to(site), link)
        for page in pages
        for link in links(page, pages[page])
        if not leads(page, link, anchors)
    ]
    assert lost == []
    sources = "//script/@src | //img/@src | //link[@rel!='canonical']/@href"
    loaded = {link for tree in pages.values() for link in tree.xpath(sources)}
    assert {link for link in loaded if urlsplit(link).netloc} == set()


def links(page: Path, tree: Any) -> Iterator[str]:
    yield from (link for link in tree.xpath("//a/@href | //img/@src") if not urlsplit(link).scheme)


def leads(page: Path, link: str, anchors: dict[Path, set[str]]) -> bool:
    parts = urlsplit(link)
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    target = target / "index.html" if target.is_dir() else target
    return target.is_file() and (target not in anchors or unquote(parts.fragment) in anchors[target])


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
def test_the_main_pages_are_accessible_in_light_and_dark(site: Path, httpserver_of: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with launched() as browser:
        asked: list[str] = []
        wrong: list[Any] = []
        for scheme in ("light", "dark"):
            page = patient(browser, color_scheme=scheme).new_page()
            page.on("request", lambda request: asked.append(request.url))
            for name in MAIN_PAGES:
                page.goto(f"{httpserver_of}/{name}")
                found = Axe().run(page).response["violations"]
                told = [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found]
                wrong += [(scheme, name, each) for each in told]
        assert "\n".join(map(str, wrong)) == ""
        assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}


@pytest.fixture
def httpserver_of(site: Path) -> Iterator[str]:
    """The built site served on this machine."""
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
