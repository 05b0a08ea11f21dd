"""Word and LibreOffice documents written back: comments, and changes that somebody may accept or reject.

What is written stands at places that the reader told (:class:`refcheck.model.TextNode`); nothing is looked for a second time.
Everything else in a document stays as it is: other comments, tracked changes, fields, notes, styles.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from refcheck.errors import SourceError
from refcheck.model import Document
from refcheck.office import odt_comments, word_comments
from refcheck.office.odt_changes import TrackedInOpenDocument
from refcheck.office.tracking import Tracked, can_stand
from refcheck.office.values import Change, Comment, Rewritten, Stamp
from refcheck.office.word_changes import TrackedInWord
from refcheck.readers.sources.archive import SIGNATURE, Archive

__all__ = ["Change", "Comment", "Rewritten", "Stamp", "annotated", "can_stand", "changed"]


_COMMENTS = {"docx": word_comments.annotated, "odt": odt_comments.annotated}
_CHANGES: Mapping[str, type[Any]] = {"docx": TrackedInWord, "odt": TrackedInOpenDocument}


def annotated(data: bytes, document: Document, comments: Sequence[Comment], stamp: Stamp) -> bytes:
    """Return the file of a document with comments in it.

    Raises:
        SourceError: the document is of another format, or what is to be changed in it is broken.
    """
    _demand(data, document)
    return _COMMENTS[document.format](data, document.name, comments, stamp)


def changed(data: bytes, document: Document, changes: Sequence[Change], stamp: Stamp) -> Rewritten:
    """Return the file of a document with tracked changes, which are in order and apart; what cannot be changed is told.

    Raises:
        SourceError: the document is of another format, or what is to be changed in it is broken.
    """
    _demand(data, document)
    tracked: Tracked = _CHANGES[document.format](Archive(data, document.name), document, stamp)
    return tracked.changed(data, changes)


def _demand(data: bytes, document: Document) -> None:
    if document.format not in _COMMENTS:
        kinds = " and ".join(_COMMENTS)
        raise SourceError(f"{document.name}: is {document.format}; what can be written into is {kinds}")
    if not data.startswith(SIGNATURE):
        raise SourceError(f"{document.name}: is a document in one XML file; save it as .odt first")
