"""Electronic books (EPUB), read as the pages of HTML that they hold, in their order.

Source: EPUB 3.3 (W3C), 4.2.6.3 (container), 5.6 and 5.7 (manifest and spine).

Marks: ``PK``.
"""

from posixpath import dirname, join, normpath
from urllib.parse import unquote

from attrs import evolve

from refcheck.model import Bibliography
from refcheck.readers.documents import html
from refcheck.readers.sources.archive import Archive, members
from refcheck.readers.sources.xml import attribute, descendants, in_utf8

NAME = "epub"

_CONTAINER = "META-INF/container.xml"
"""The file that gives the path of the package document, which lists the pages."""


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the file is an archive with a ``container.xml``."""
    return _CONTAINER in members(data)


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of a book.

    Raises:
        SourceError: the archive is broken, needs a password, or is too large when unpacked.
    """
    archive = Archive(data, name)
    package = next((attribute(each, "full-path") for each in descendants(archive.xml(_CONTAINER)[0], "rootfile")), "")
    root, _ = archive.xml(package)
    files = {attribute(each, "id"): unquote(attribute(each, "href")) for each in descendants(root, "item")}
    spine = [files.get(attribute(each, "idref"), "") for each in descendants(root, "itemref")]
    pages = [in_utf8(archive.read(normpath(join(dirname(package), each)))) for each in spine]
    bodies = [page[max(page.find(b"<body"), 0) :].partition(b"</body")[0] for page in pages]
    found = html.read_bytes(b'<meta charset="utf-8">' + b"\n".join(bodies), name)
    return evolve(found, document=evolve(found.document, format=NAME))
