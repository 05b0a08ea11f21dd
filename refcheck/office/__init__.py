"""Word and LibreOffice documents written back: comments, and changes that somebody may accept or reject.

What is written stands at places that the reader told (:class:`refcheck.model.TextNode`); nothing is looked for a second time.
Everything else in a document stays as it is: other comments, tracked changes, fields, notes, styles.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from refcheck.errors import SourceError
from refcheck.model import Document
from refcheck.office import opendocument, word
from refcheck.office.tracking import can_stand
from refcheck.office.values import Change, Comment, Rewritten, Stamp
from refcheck.readers.sources.archive import SIGNATURE

__all__ = ["Change", "Comment", "Rewritten", "Stamp", "annotated", "can_stand", "changed"]


_ROOMS: Mapping[str, Any] = {"docx": word, "odt": opendocument}


def annotated(data: bytes, document: Document, comments: Sequence[Comment], stamp: Stamp) -> bytes:
    """Return the file of a document with comments in it.

    Raises:
        SourceError: the document is of another format, or what is to be changed in it is broken.
    """
    written: bytes = _room(data, document).annotated(data, document.name, comments, stamp)
    return written


def changed(data: bytes, document: Document, changes: Sequence[Change], stamp: Stamp) -> Rewritten:
    """Return the file of a document with tracked changes, which are in order and apart; what cannot be changed is told.

    Raises:
        SourceError: the document is of another format, or what is to be changed in it is broken.
    """
    written: Rewritten = _room(data, document).changed(data, document, changes, stamp)
    return written


def _room(data: bytes, document: Document) -> Any:
    if document.format not in _ROOMS:
        kinds = " and ".join(_ROOMS)
        raise SourceError(f"{document.name}: is {document.format}; what can be written into is {kinds}")
    if not data.startswith(SIGNATURE):
        raise SourceError(f"{document.name}: is a document in one XML file; save it as .odt first")
    return _ROOMS[document.format]
