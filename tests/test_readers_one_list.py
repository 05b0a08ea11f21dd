"""One list in eight formats: the same works, the same DOIs."""

import json
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import pytest
from documents_made import docx, field, paragraph, run
from pdf_made import BODY, listed, pdf
from readers_made import assert_sound
from tables import SEEDS

from refcheck.readers import read_bytes

_SEED = SEEDS / "jcep-central-asia-ai"
PRINTED = [line for line in (_SEED / "references.txt").read_text("utf-8").splitlines() if line.strip()]
WORKS: list[dict[str, Any]] = json.loads((_SEED / "expected.json").read_text("utf-8"))


def text() -> bytes:
    return "\n".join(PRINTED).encode()


def html() -> bytes:
    items = "".join(f"<li>{escape(each)}</li>" for each in PRINTED)
    return f"<!DOCTYPE html><html><body><h3>References</h3><ol>{items}</ol></body></html>".encode()


def typed_docx() -> bytes:
    return docx([paragraph("References", "Heading1"), *map(paragraph, PRINTED)])


def zotero_docx() -> bytes:
    return docx(paragraph(run("As said ") + field(_citation(work), "(cited)") + run(".")) for work in WORKS)


def bibtex() -> bytes:
    return "\n".join(_bibtex(work) for work in WORKS).encode()


def ris() -> bytes:
    return "\n".join(line for work in WORKS for line in _ris(work)).encode()


def jats() -> bytes:
    refs = "".join(_jats(work) for work in WORKS)
    return f"<article><back><ref-list>{refs}</ref-list></back></article>".encode()


def two_column_pdf() -> bytes:
    return pdf(BODY + listed(PRINTED), columns=2)


FORMATS: dict[str, tuple[Callable[[], bytes], str]] = {
    "text": (text, "plain"),
    "html": (html, "html"),
    "typed docx": (typed_docx, "docx"),
    "docx with fields": (zotero_docx, "docx"),
    "bibtex": (bibtex, "bibtex"),
    "ris": (ris, "ris"),
    "jats": (jats, "jats"),
    "pdf": (two_column_pdf, "pdf"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_one_list(name: str) -> None:
    make, form = FORMATS[name]
    bibliography = read_bytes(make(), "list")
    assert_sound(bibliography)
    assert bibliography.document.format == form
    found = bibliography.references
    assert [_letters(reference.work.title) for reference in found] == [_letters(work["title"]) for work in WORKS]
    assert [(reference.work.doi or "").lower() for reference in found] == [
        work.get("doi", "").lower() for work in WORKS
    ]
    assert [reference.work.issued and reference.work.issued.year for reference in found] == [
        each["year"] for each in WORKS
    ]


def _letters(text: str | None) -> str:
    return "".join(filter(str.isalnum, (text or "").casefold()))


def _citation(work: dict[str, Any]) -> str:
    item = {
        "id": work["n"],
        "type": _type(work).replace("article", "article-journal").replace("misc", "webpage"),
        "title": work["title"],
        "author": work["authors"],
        "issued": {"date-parts": [[str(work["year"])]]},
        "container-title": work.get("container"),
        "volume": work.get("volume"),
        "page": work.get("pages"),
        "DOI": work.get("doi"),
        "URL": work.get("url"),
    }
    data = {name: value for name, value in item.items() if value}
    return "ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps({"citationItems": [{"id": work["n"], "itemData": data}]})


def _type(work: dict[str, Any]) -> str:
    return "article" if "volume" in work else "book" if "publisher" in work else "misc"


def _bibtex(work: dict[str, Any]) -> str:
    names = " and ".join(_name(each) for each in work["authors"])
    fields = {
        "author": names,
        "title": work["title"],
        "year": work["year"],
        "journal": work.get("container"),
        "volume": work.get("volume"),
        "number": work.get("issue"),
        "pages": work.get("pages"),
        "doi": work.get("doi"),
        "url": work.get("url"),
    }
    lines = (f"  {name} = {{{_tex(str(value))}}}," for name, value in fields.items() if value)
    return f"@{_type(work)}{{r{work['n']},\n" + "\n".join(lines) + "\n}\n"


def _tex(value: str) -> str:
    return value.replace("&", r"\&")


def _name(name: dict[str, str]) -> str:
    return ", ".join(name[part] for part in ("family", "given") if part in name) or name.get("literal", "")


def _ris(work: dict[str, Any]) -> Iterator[str]:
    yield f"TY  - {'JOUR' if 'volume' in work else 'GEN'}"
    yield from (f"AU  - {_name(each)}" for each in work["authors"])
    tags = {"TI": "title", "PY": "year", "T2": "container", "VL": "volume", "IS": "issue", "DO": "doi", "UR": "url"}
    yield from (f"{tag}  - {work[name]}" for tag, name in tags.items() if name in work)
    yield "ER  - "


def _jats(work: dict[str, Any]) -> str:
    names = "".join(
        f"<name><surname>{escape(each.get('family', each.get('literal', '')))}</surname>"
        f"<given-names>{escape(each.get('given', ''))}</given-names></name>"
        for each in work["authors"]
    )
    tags = {"title": "article-title", "year": "year", "container": "source", "volume": "volume", "issue": "issue"}
    values = "".join(f"<{tag}>{escape(str(work[name]))}</{tag}>" for name, tag in tags.items() if name in work)
    doi = f'<pub-id pub-id-type="doi">{escape(work["doi"])}</pub-id>' if "doi" in work else ""
    return f'<ref id="r{work["n"]}"><element-citation publication-type="journal">{names}{values}{doi}</element-citation></ref>'
