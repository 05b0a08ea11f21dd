"""Whatever a text holds, a reader of a structured source reads it, or refuses it with the one exception that is ours."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from drawn import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structured_made import assert_sound

from refcheck.errors import SourceError
from refcheck.readers.data import bibtex, crossref_json, csl_json, csl_yaml, endnote_xml, nbib, ris, zotero_rdf

_BIBTEX = [
    "@", "article", "string", "comment", "{", "}", "(", ")", '"', ",", "=", "#", "%", "\n", " ", "a", "author",
    "title", "doi", "crossref", "xdata", "eprint", "10.1000/x", "\\'", "\\", "$", "~", "--", "and", "é", "1999", "́",
    "month", "jan", "@book{k, title = {T}}", "@article{a, title = {", "}}\n", "@string{s = ",
]  # fmt: skip
_RIS = [
    "TY  - JOUR\n", "TY  - CHAP\n", "ER  - \n", "AU  - ", "A2  - ", "TI  - ", "T2  - ", "SN  - ", "DO  - ", "UR  - ",
    "PY  - ", "DA  - ", "SP  - ", "EP  - ", "AN  - ", "N1  - ", "KW  - ", "\n", "\r\n", "      ", "A, B", ",",
    "10.1000/x", "1999/01/02/", "0028-0836", "et al.", "-", "\u2028", "é",
]  # fmt: skip
_JSON = [
    "[", "]", "{", "}", ",", ":", '"', '"id"', '"type"', '"title"', '"author"', '"family"', '"issued"',
    '"date-parts"', '"raw"', '"custom"', '"DOI"', '"ISSN"', '"URL"', '"note"', '"page"', '"10.1000/x"', '"0028-0836"',
    "1", "null", "true", "\\u00e9", "\\", "\n", '"items"', '"message"', "é", "2001-05-01",
]  # fmt: skip
_NBIB = [
    "PMID- 1\n", "PMID- 22\n", "TI  - ", "FAU - ", "AU  - ", "DP  - ", "IS  - ", "LID - 10.1000/x [doi]\n",
    "PG  - 12-9", "\n", "      ", "BTI - ", "PT  - Book\n", "DEP - 20010230\n", "LA  - ", "2001 Jan-Feb", "A, B",
    "0028-0836", "é", "-", "\r",
]  # fmt: skip
_YAML = [
    "references:\n", "- id: a\n", "  title: ", "  issued: ", "  author:\n", "  - family: ", "[", "]", "{", "}", "&a ",
    "*a", "!!int ", "'", '"', ": ", "- ", "|\n", ">-\n", "#", "---\n", "...\n", "\t", "2001-05", "10.1000/x",
    "0028-0836", "  DOI: ", "\n", "é", "\u2028",
]  # fmt: skip
_XML = [
    "<xml>", "<records>", "<record>", "</record>", "<ref-type name='Book'>6</ref-type>", "<contributors>",
    "</contributors>", "<authors>", "</authors>", "<author>", "</author>", "<titles>", "</titles>", "<title>",
    "</title>", "<isbn>", "</isbn>", "</year>", "<dates><year>", "</dates>", "<RDF>", "<item>",
    "<itemType>book</itemType>", "<identifier>DOI 10.1000/x", "</identifier>", "<isPartOf>", "</isPartOf>",
    "<Person>", "<surname>", "</surname>", "2001", "A, B", "&amp;", "&x;", "<![CDATA[", "]]>", "<!--", "\x00",
]  # fmt: skip

READERS: dict[str, tuple[Any, list[str]]] = {
    "bibtex": (bibtex, _BIBTEX),
    "ris": (ris, _RIS),
    "csl-json": (csl_json, _JSON),
    "crossref-json": (crossref_json, _JSON),
    "nbib": (nbib, _NBIB),
    "csl-yaml": (csl_yaml, _YAML),
    "endnote-xml": (endnote_xml, _XML),
    "zotero-rdf": (zotero_rdf, _XML),
}
"""Each reader, and pieces of what it reads."""


def fuzzed(form: str, many: int) -> Callable[[], None]:
    """A test of one reader on so many texts: pieces of its format in any order, and anything else."""
    reader, pieces = READERS[form]

    @settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(pieces), max_size=60).map("".join) | st.text(max_size=200))
    def test(text: str) -> None:
        if hasattr(reader, "read_bytes"):
            with suppress(SourceError):
                assert_sound(reader.read_bytes(text.encode("utf-8", "replace"), "<text>"))
        else:
            reader.recognises("<text>", text)
            assert_sound(reader.read(text, "<text>"))

    return test


@pytest.mark.parametrize("form", READERS)
def test_any_text(form: str) -> None:
    fuzzed(form, examples(100))()


@pytest.mark.slow
@pytest.mark.parametrize("form", READERS)
def test_very_many_texts(form: str) -> None:
    fuzzed(form, 20_000)()
