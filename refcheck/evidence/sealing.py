"""Files in one ZIP that is always the same for the same files, and in which no byte can change unnoticed.

``manifest-sha256.txt`` holds the SHA-256 of every other file, in the form that ``sha256sum --check`` reads. The ZIP's comment, its
very end, holds the SHA-256 of all bytes before it, so that a change of the container is told too.

Source: APPNOTE.TXT of PKWARE, 4.3.16 (the comment); RFC 8493 (BagIt) for the manifest's name and form.
"""

import zlib
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from refcheck.errors import EvidenceError

MANIFEST = "manifest-sha256.txt"

_SEAL = b"sha256:"
_DIGITS = 64
_MOST_BYTES = 4_000_000_000
"""Bytes of all files together, unpacked: what has more is no case."""

_LEVEL = 9
_ERRORS = (BadZipFile, zlib.error, ValueError, LookupError, OSError, NotImplementedError, RuntimeError, EOFError)
"""What reading a ZIP may raise that somebody has altered."""


def sealed(files: Mapping[str, bytes]) -> bytes:
    """The ZIP of files by their names."""
    manifest = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    whole = {MANIFEST: manifest.encode(), **dict(sorted(files.items()))}
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as container:
        for name, data in whole.items():
            member = ZipInfo(name)  # of 1980-01-01
            member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            container.writestr(member, data)
        container.comment = _SEAL + b"0" * _DIGITS
    before = stream.getvalue()[:-_DIGITS]
    return before + _digest(before)


def unsealed(data: bytes) -> dict[str, bytes]:
    """The files of such a ZIP by their names, the manifest left out.

    Raises:
        EvidenceError: it is none, or a byte of it has changed; the message names the file, where it is within one.
    """
    before, seal = data[:-_DIGITS], data[-_DIGITS:]
    is_whole = before.endswith(_SEAL) and seal == _digest(before)
    try:
        files = _read(data)
    except _ERRORS as error:
        raise EvidenceError(f"has been altered, or is no case: {error}") from error
    listed = _listed(files.pop(MANIFEST, b""))
    for name in sorted({*listed, *files}):
        if name not in files:
            raise EvidenceError(f"has been altered: {name} is missing")
        if listed.get(name) != sha256(files[name]).hexdigest():
            raise EvidenceError(f"has been altered: {name} is not what the manifest says")
    if not is_whole:
        raise EvidenceError(
            "has been altered: its files are what the manifest says, and the ZIP around them is not as sealed"
        )
    return files


def _digest(data: bytes) -> bytes:
    return sha256(data).hexdigest().encode()


def _read(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as container:
        if sum(member.file_size for member in container.infolist()) > _MOST_BYTES:
            raise ValueError("it unpacks to more than any case has")
        return {member.filename: container.read(member) for member in container.infolist()}


def _listed(manifest: bytes) -> dict[str, str]:
    """The hashes of the manifest, by the names of the files."""
    lines = (line.partition("  ") for line in manifest.decode("utf-8", "replace").splitlines())
    return {name: digest for digest, _, name in lines}
