"""The formats of documents and the suffixes of their files, from which readers, fixes and pages derive what they can do."""

from collections.abc import Mapping
from enum import Enum, auto
from pathlib import PurePath
from types import MappingProxyType

from attrs import frozen

FIXABLE = (
    "bibtex",
    "csl-json",
    "csl-yaml",
    "endnote-tagged",
    "hayagriva",
    "identifier-list",
    "lines",
    "nbib",
    "plain",
    "publisher-page",
    "ris",
)
"""The formats of documents in which fixes can be made: their text is the source itself, or nearly so."""

MARKUP = ("endnote-xml", "html", "jats", "latex", "markdown", "tei", "typst", "wikitext")
"""The markup formats in which a fix is made if the text that it changes occurs exactly once in the reference's lines."""

TRACKABLE = ("docx", "odt")
"""The formats of documents in which fixes can be made as tracked changes, and which can have comments."""

DATA = (
    "bibtex",
    "crossref-json",
    "csl-json",
    "csl-yaml",
    "csv",
    "endnote-tagged",
    "endnote-xml",
    "hayagriva",
    "labelled",
    "nbib",
    "pubmed-text",
    "pubmed-xml",
    "refworks",
    "ris",
    "web-of-science",
    "zotero-rdf",
)
"""The formats that hold records only, as databases and reference managers export them: there is no document around the list."""


class Proof(Enum):
    """Evidence, beside its suffix, that a file of a folder is a document."""

    NOTHING = auto()
    A_FORMAT = auto()
    REFERENCES = auto()


@frozen(kw_only=True)
class FileType:
    """The meaning of a suffix.

    ``formats`` are those that its content may have. ``proof`` shows that such a file of a folder is a document; it is ``None`` if
    such files are not searched for. ``kind`` names the content in the message that refuses a file whose content is of no known
    format; it is empty if the content may be any text. Of a file that no reader can read, ``formats`` names its own: where such a
    file may hold a list, it is a document, so that it is reported as one that was not read. ``is_office`` says that the content is
    never text, and ``is_sheet_or_slides`` that no word processor opens it. ``is_offered`` says that a page lists the suffix among
    those that it accepts: of several suffixes of one format, the common ones.
    """

    formats: tuple[str, ...]
    proof: Proof | None = Proof.A_FORMAT
    kind: str = ""
    is_office: bool = False
    is_sheet_or_slides: bool = False
    is_offered: bool = False

    def may_hold(self, form: str) -> bool:
        """Return whether a file of this type may have content of a format: plain text may have any."""
        return self.proof is Proof.REFERENCES or form in self.formats


_SURE, _PLAIN = Proof.NOTHING, Proof.REFERENCES
_YAML, _XML = ("csl-yaml", "hayagriva"), ("endnote-xml", "jats", "odt", "pubmed-xml", "tei", "zotero-rdf")

FILE_TYPES: Mapping[str, FileType] = MappingProxyType({
    ".txt": FileType(formats=("lines", "plain"), proof=_PLAIN, is_offered=True),
    ".text": FileType(formats=("lines", "plain"), proof=_PLAIN),
    ".md": FileType(formats=("markdown",), proof=_PLAIN, is_offered=True),
    ".markdown": FileType(formats=("markdown",), proof=_PLAIN),
    ".rmd": FileType(formats=("markdown",)),
    ".qmd": FileType(formats=("markdown",)),
    ".mdown": FileType(formats=("markdown",), proof=None),
    ".mkd": FileType(formats=("markdown",), proof=None),
    ".docx": FileType(formats=("docx",), proof=_SURE, kind="Word document", is_office=True, is_offered=True),
    ".odt": FileType(formats=("odt",), proof=_SURE, kind="OpenDocument text", is_office=True, is_offered=True),
    ".epub": FileType(formats=("epub",), proof=_SURE, is_offered=True),
    ".pdf": FileType(formats=("pdf",), proof=_SURE, kind="PDF", is_office=True, is_offered=True),
    ".doc": FileType(formats=("doc",), proof=_SURE),
    ".rtf": FileType(formats=("rtf",), proof=_SURE),
    ".xls": FileType(formats=("xls",), proof=_SURE, is_sheet_or_slides=True),
    ".ppt": FileType(formats=("ppt",), proof=_SURE, is_sheet_or_slides=True),
    ".pptx": FileType(formats=("pptx",), proof=_SURE, is_sheet_or_slides=True),
    ".xlsx": FileType(formats=("xlsx",), proof=_SURE, is_sheet_or_slides=True),
    ".bib": FileType(formats=("bibtex",), proof=_SURE, kind="BibTeX", is_offered=True),
    ".bibtex": FileType(formats=("bibtex",), kind="BibTeX"),
    ".biblatex": FileType(formats=("bibtex",), proof=None),
    ".ris": FileType(formats=("ris",), proof=_SURE, kind="RIS", is_offered=True),
    ".nbib": FileType(formats=("nbib",), proof=_SURE, kind="PubMed's format", is_offered=True),
    ".ciw": FileType(formats=("web-of-science",), proof=_SURE, kind="Web of Science's export", is_offered=True),
    ".enw": FileType(formats=("endnote-tagged",), kind="EndNote's export", is_offered=True),
    ".enl": FileType(formats=("enl",), proof=_SURE, kind="EndNote's library"),
    ".mrc": FileType(formats=("marc",), proof=_SURE),
    ".json": FileType(formats=("crossref-json", "csl-json"), kind="JSON", is_offered=True),
    ".sarif": FileType(formats=("sarif",), proof=None),
    ".yaml": FileType(formats=_YAML, is_offered=True),
    ".yml": FileType(formats=_YAML, is_offered=True),
    ".xml": FileType(formats=_XML, kind="XML", is_offered=True),
    ".nxml": FileType(formats=("jats",), kind="XML"),
    ".tei": FileType(formats=("tei",)),
    ".rdf": FileType(formats=("zotero-rdf",), kind="RDF"),
    ".csv": FileType(formats=("csv",), kind="a table", is_offered=True),
    ".tsv": FileType(formats=("csv",), kind="a table", is_offered=True),
    ".tab": FileType(formats=("csv",), proof=None),
    ".html": FileType(formats=("html",), proof=_SURE, is_offered=True),
    ".htm": FileType(formats=("html",), proof=_SURE),
    ".xhtml": FileType(formats=("html",), proof=_SURE),
    ".tex": FileType(formats=("latex",), proof=_SURE, is_offered=True),
    ".ltx": FileType(formats=("latex",)),
    ".latex": FileType(formats=("latex",), proof=None),
    ".bbl": FileType(formats=("latex",), proof=_SURE, is_offered=True),
    ".typ": FileType(formats=("typst",), is_offered=True),
    ".zip": FileType(formats=("project",), is_offered=True),
})  # fmt: skip
"""The types of files by suffix, in the order in which a page lists them."""


def file_type(name: str) -> FileType | None:
    """Return the type of a file by the suffix of its name; ``None`` if the suffix is not known."""
    return FILE_TYPES.get(PurePath(name).suffix.lower())


def suffixes_of(form: str) -> tuple[str, ...]:
    """Return the suffixes of files in a format."""
    return tuple(suffix for suffix, known in FILE_TYPES.items() if form in known.formats)
