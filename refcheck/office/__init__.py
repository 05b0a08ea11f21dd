"""Writing into Word and LibreOffice documents: comments, and tracked changes that a person can accept or reject.

They are written at the places that the reader recorded (:class:`refcheck.model.TextNode`); nothing is searched for again.
Everything else in a document is unchanged: other comments, tracked changes, fields, notes, styles.
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
from refcheck.readers.sources.archive import Archive
from refcheck.readers.sources.encodings import ZIP

__all__ = ["Change", "Comment", "Rewritten", "Stamp", "annotated", "can_stand", "changed"]


_COMMENTS = {"docx": word_comments.annotated, "odt": odt_comments.annotated}
_CHANGES: Mapping[str, type[Any]] = {"docx": TrackedInWord, "odt": TrackedInOpenDocument}


def annotated(data: bytes, document: Document, comments: Sequence[Comment], stamp: Stamp) -> bytes:
    """Return the file of a document with comments in it.

    Raises:
        SourceError: the document has another format, or a part that is to be changed is broken.
    """
    _demand(data, document)
    return _COMMENTS[document.format](data, document.name, comments, stamp)


def changed(data: bytes, document: Document, changes: Sequence[Change], stamp: Stamp) -> Rewritten:
    """Return the file of a document with tracked changes, and the changes that cannot be made.

    ``changes`` are in order and do not overlap.

    Raises:
        SourceError: the document has another format, or a part that is to be changed is broken.
    """
    _demand(data, document)
    tracked: Tracked = _CHANGES[document.format](Archive(data, document.name), document, stamp)
    return tracked.changed(data, changes)


def _demand(data: bytes, document: Document) -> None:
    if document.format not in _COMMENTS:
        kinds = " and ".join(_COMMENTS)
        raise SourceError(f"{document.name}: is {document.format}; only {kinds} can be changed")
    if not data.startswith(ZIP):
        raise SourceError(f"{document.name}: is a document in one XML file; save it as .odt first")
