"""The ZIP archive of a document, in which some members are replaced and all others are unchanged."""

import io
import zipfile
from collections.abc import Container, Mapping
from itertools import count
from shutil import copyfileobj

from lxml import etree

from refcheck.errors import LargeSourceError, SourceError
from refcheck.readers.sources.archive import BROKEN, Archive
from refcheck.readers.sources.xml import Element, parse

_LARGEST = 1 << 30
"""The largest total size of a document when unpacked, in bytes: pictures are compressed already."""


def read(archive: Archive, member: str) -> tuple[bytes, Element]:
    """Return one of the document's XML parts, and its root as the reader parses it.

    Raises:
        SourceError: the part is broken: only what could be parsed of it would be written back.
    """
    data = archive.read(member)
    root, notes = parse(data, f"{archive.name}: {member}")
    if notes:
        raise SourceError(f"{archive.name}: {member}: {notes[0]}; nothing was written")
    return data, root


def free_name(label: str, taken: Container[str]) -> str:
    """Return the first name of the label and a number that is not ``taken``."""
    return next(name for name in map(f"{label}{{}}".format, count(1)) if name not in taken)


def serialised(root: Element) -> bytes:
    """Return an XML part as Word and LibreOffice write it."""
    body: bytes = etree.tostring(root, encoding="UTF-8")
    declaration = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return declaration + body.partition(b"?>\n")[2] if body.startswith(b"<?xml") else declaration + body


def rewritten(data: bytes, name: str, parts: Mapping[str, bytes]) -> bytes:
    """Return the archive with ``parts`` in place of the members of those names; parts without such a member are added at the end.

    Order, times and attributes of the members are kept, and the other members are the same, byte for byte.

    Raises:
        LargeSourceError: the members are too large in total.
        SourceError: a member cannot be unpacked.
    """
    left = dict(parts)
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            if sum(info.file_size for info in old.infolist()) > _LARGEST:
                raise LargeSourceError(f"{name}: unpacks to more than {_LARGEST >> 20} MB, too much for a document")
            for info in old.infolist():
                with old.open(info) as source, new.open(_alike(info), "w") as target:
                    if info.filename in left:
                        target.write(left.pop(info.filename))
                    else:
                        copyfileobj(source, target)
            for member, content in left.items():
                new.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)
    except BROKEN as error:
        raise SourceError(f"{name}: cannot be copied: {error}") from error
    return buffer.getvalue()


def _alike(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return a new member with the same name, time, compression and attributes."""
    other = zipfile.ZipInfo(info.filename, info.date_time)
    other.compress_type = info.compress_type
    other.create_system, other.external_attr, other.comment = info.create_system, info.external_attr, info.comment
    return other
