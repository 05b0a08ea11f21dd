"""Storage of tables: a local folder, or one that fsspec reaches. A file is written completely or not at all."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from refcheck.errors import SettingsError
from refcheck.extras import library


def needed(name: str, extra: str = "backfile") -> Any:
    """Return the library whose module has this name.

    Raises:
        SettingsError: it is not installed.
    """
    return library(name, extra=extra, whose="this")


SUMMARY_JSON, SUMMARY_HTML = "summary.json", "summary.html"

_UNFINISHED = ".unfinished-"


def is_local(out: str) -> bool:
    """Return whether the output is a local folder and not a URL such as ``s3://bucket/audit``."""
    return "://" not in out


def part(table: str, number: int) -> str:
    """Return the name of the file that a partition writes for a table."""
    return f"{table}/part-{number:06d}.parquet"


def encoded(table: Any) -> bytes:
    """Return a table as the bytes of a Parquet file; the same table always gives the same bytes."""
    buffer = needed("pyarrow").BufferOutputStream()
    needed("pyarrow.parquet").write_table(table, buffer, compression="zstd")
    data: bytes = buffer.getvalue().to_pybytes()
    return data


def write(out: str, name: str, data: bytes) -> None:
    """Write a file into the output.

    Raises:
        OSError: it cannot be written.
    """
    if is_local(out):
        _write_here(Path(out, name), data)
        return
    filesystem, root = _filesystem(out)
    with filesystem.open(f"{root}/{name}", "wb") as file:  # the file appears when it is closed
        file.write(data)


def exists(out: str, name: str) -> bool:
    """Return whether the output has a file of this name."""
    filesystem, root = _filesystem(out)
    return bool(filesystem.exists(f"{root}/{name}"))


def remove(out: str, names: Iterable[str]) -> None:
    """Delete files of the output, if they exist."""
    filesystem, root = _filesystem(out)
    for name in names:
        if filesystem.exists(f"{root}/{name}"):
            filesystem.rm(f"{root}/{name}")


def parts(out: str, table: str) -> list[str]:
    """Return the names of the files of a table, in order."""
    filesystem, root = _filesystem(out)
    filesystem.invalidate_cache()
    return [f"{table}/{path.rpartition('/')[2]}" for path in sorted(filesystem.glob(f"{root}/{table}/part-*.parquet"))]


def tables(out: str, table: str, columns: list[str]) -> Iterator[Any]:
    """Yield some columns of each file of a table, in order, as a pyarrow table."""
    filesystem, root = _filesystem(out)
    for name in parts(out, table):
        with filesystem.open(f"{root}/{name}", "rb") as file:
            found = needed("pyarrow.parquet").read_table(file, columns=columns)
        yield found


def sweep(out: str) -> None:
    """Delete the unfinished files of a run that was killed."""
    if is_local(out):
        for path in Path(out).glob(f"*/{_UNFINISHED}*"):
            path.unlink(missing_ok=True)


def _filesystem(out: str) -> tuple[Any, str]:
    """Return the file system of an output, and the path in it.

    Raises:
        SettingsError: fsspec does not support it, or the library that fsspec needs for it is missing.
    """
    try:
        filesystem, root = needed("fsspec.core").url_to_fs(out)
    except (ValueError, ImportError) as error:
        raise SettingsError(f"{out}: {error}") from error
    return filesystem, root.rstrip("/")


def _write_here(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=_UNFINISHED, delete=False) as new:
        try:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).chmod(0o644)
            Path(new.name).replace(path)
        except BaseException as error:
            Path(new.name).unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise OSError(error.errno, error.strerror, str(path)) from error
            raise
