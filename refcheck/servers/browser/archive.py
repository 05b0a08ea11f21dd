"""One archive of many files: the same bytes for the same files, whenever and wherever it is made."""

import gzip
import io
import tarfile

_BEST = 9
_MODE = 0o644


def packed(files: dict[str, bytes]) -> bytes:
    """A ``.tar.gz`` of files by their paths."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(files[name]), _MODE
            archive.addfile(entry, io.BytesIO(files[name]))
    return gzip.compress(tar.getvalue(), _BEST, mtime=0)
