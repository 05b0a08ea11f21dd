"""Machines without lxml, without numpy and without threads: what is read there, and what is said of the rest."""

import base64
import json
import subprocess
import sys
import threading

import pytest
import requests  # noqa: F401  it looks at the platform once
from documents_made import docx, odt, paragraph
from pdf_made import listed, pdf
from registries_made import NOWHERE, holding, record

import refcheck
from refcheck.registries.failures import Failure
from refcheck.registries.transport.body import read_xml
from refcheck.registries.transport.spread import spread

pytestmark = pytest.mark.end_to_end

PRINTED = "Okafor, B. (2012). Rivers across plains. Journal of Rivers, 12(3), 345–360."
LIST = f"{PRINTED}\n\nLindqvist, A. (2015). Lakes in winter. Journal of Lakes, 3(1), 4–9."
ENTRY = "@article{a, author = {Okafor, Ben}, title = {Rivers across plains}, year = {2012}, journal = {Rivers}}"

READ = {
    "pasted": ("list.txt", LIST.encode()),
    "bibtex": ("list.bib", ENTRY.encode()),
    "ris": ("list.ris", b"TY  - JOUR\nAU  - Okafor, Ben\nTI  - Rivers across plains\nPY  - 2012\nER  - \n"),
    "csl": ("list.json", b'[{"id": "a", "type": "book", "title": "Rivers across plains"}]'),
    "nbib": ("list.nbib", b"PMID- 123\nTI  - Rivers across plains.\nDP  - 2012\nAU  - Okafor B\n"),
    "latex": ("a.tex", (r"\begin{thebibliography}{9}\bibitem{a} " + PRINTED + r"\end{thebibliography}").encode()),
    "markdown": ("a.md", f"# References\n\n- {PRINTED}\n".encode()),
    "csv": ("a.csv", b"title,author,year\nRivers across plains,Ben Okafor,2012\n"),
    "Word": ("a.docx", docx([paragraph("References", "Heading1"), paragraph(PRINTED)])),
    "LibreOffice": ("a.odt", odt(f"<text:h>References</text:h><text:p>{PRINTED}</text:p>")),
    "JATS": (
        "a.xml",
        b"<article><back><ref-list><ref id='a'><element-citation><article-title>Rivers across plains</article-title>"
        b"</element-citation></ref></ref-list></back></article>",
    ),
    "pdf": ("a.pdf", pdf(listed([PRINTED, LIST.partition("\n\n")[2]]))),
}

PAGE = ("a.html", f"<html><body><h1>References</h1><p>{PRINTED}</p></body></html>".encode())

WITHOUT = """
import base64, json, sys
sys.modules |= {"lxml": None, "numpy": None, "docx": None}
from refcheck.api import audit, Offline
from refcheck.errors import SourceError
from refcheck.readers import read_bytes
told = {}
for name, (file, data) in json.load(sys.stdin).items():
    try:
        bibliography = read_bytes(base64.b64decode(data), file)
    except SourceError as error:
        told[name] = str(error)
    else:
        told[name] = [each.case.reference.work.title for each in audit([bibliography], registry=Offline())]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    given = {name: (file, base64.b64encode(data).decode()) for name, (file, data) in (READ | {"a page": PAGE}).items()}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("name", READ)
def test_what_needs_no_lxml_is_read_and_audited_without(told: dict[str, list[str]], name: str) -> None:
    assert told[name]
    assert told[name][0].startswith("Rivers across plains")


def test_a_page_says_what_it_needs(told: dict[str, str]) -> None:
    assert "needs lxml" in told["a page"]
    assert "copy the list as text" in told["a page"]


def test_an_answer_in_xml_is_read_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    root = read_xml(b"<a><b c='1'>one</b></a>", "answered 200 with something")
    assert not isinstance(root, Failure)
    assert root.findtext("b[@c='1']") == "one"
    broken = read_xml(b"<a><b>", "answered 200 with something")
    assert isinstance(broken, Failure)


def test_without_threads_all_is_done_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")

    def none(*args: object, **kwargs: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none)
    assert list(spread(lambda item: item * 2, [1, 2, 3], threads=3)) == [(1, 2), (2, 4), (3, 6)]
    source = holding(record("10.1000/rivers", title="Rivers across plains"), miss=NOWHERE)
    text = f"{LIST}\n\nSample, A. (2020). Rivers across plains. Journal of Samples. https://doi.org/10.1000/rivers"
    report = refcheck.check(text, registry=source)
    assert [each.verdict.value for each in report][-1] != "unverified"
    assert len(source.searches) >= 2
