"""The benchmark as one file for an archive that gives DOIs: ``python tests/benchmarks/messy/archive.py OUT.zip``.

In it are version 2 and the lists that others printed, with their data cards, licences, ``CITATION.cff``, the scorer and the stand-in (which needs one
file of version 1), and ``SHA256SUMS`` of all of it. Twice from one checkout are the same bytes.
"""

import hashlib
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
WHOLE = ("messy-lists-2", "messy-lists-real")
OF_VERSION_1 = ("messy-lists/serve.py", "messy-lists/LICENSE.txt")
SUMS = "SHA256SUMS"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, so that it has none."""


def main(out: str) -> None:
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    sums = []
    with zipfile.ZipFile(out, "w") as archive:
        for path in held():
            name, data = path.relative_to(SEEDS).as_posix(), path.read_bytes()
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
            archive.writestr(_entry(name), data, zipfile.ZIP_DEFLATED, 9)
        archive.writestr(_entry(SUMS), "".join(sums), zipfile.ZIP_DEFLATED, 9)


def held() -> Iterator[Path]:
    """Give the files of the archive, in one order."""
    for folder in WHOLE:
        paths = sorted((SEEDS / folder).rglob("*"))
        yield from (path for path in paths if path.is_file() and "__pycache__" not in path.parts)
    yield from (SEEDS / name for name in OF_VERSION_1)


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, LONG_AGO)


if __name__ == "__main__":
    main(*sys.argv[1:])
