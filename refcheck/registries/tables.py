"""Tables that are fetched as a whole, kept as a file, and fetched again only where they have changed.

Source: RFC 9110 §8.8 and §13 (``ETag``, ``If-None-Match``).
"""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import requests
from attrs import frozen

from refcheck.errors import RecordsError
from refcheck.registries.transport import user_agent
from refcheck.registries.transport.get import failure_behind
from refcheck.system.regular_files import MAX_SETTINGS, read_file

MOST_BYTES = 500_000_000
"""Bytes of a table. Retraction Watch's has some sixty million."""

TABLE_SECONDS = 900.0
"""For a table as a whole. Source: a choice of patience, not measured."""

_CONNECT_SECONDS, _READ_SECONDS = 10.0, 60.0
"""To connect, and between any two bytes. Source: a choice of patience, not measured."""

_PIECE = 65_536
_ABOUT = ".json"
_UNCHANGED = 304

_LEAST_OF_BEFORE = 0.9
"""A table that has lost a larger part of its works was cut off, or is another. Source: a choice, not measured."""

Count = Callable[[Path], int]
"""A file → how many works are in it; raises ``RecordsError`` where it is no such table."""


@frozen(kw_only=True)
class Fetched:
    """What came of it: whether the file is new, how many works are in it, and how many were (``None`` where there was none)."""

    path: Path
    is_new: bool
    works: int
    before: int | None
    day: datetime


def fetch(url: str, path: Path, count: Count) -> Fetched:
    """Bring the file at ``path`` up to the table at ``url``.

    What is fetched replaces the file only where it can be read as what it should be and has not lost a tenth of its works; the
    file is then of the day that the server says.

    Raises:
        RecordsError: the table cannot be had, or is none; the file is as it was.
        OSError: the file cannot be written.
    """
    about = _about(path)
    before = _count_of(path, count)
    known = str(about.get("etag") or "") if about.get("url") == url and before is not None else ""
    headers = {"User-Agent": user_agent(None), "Accept": "text/csv, */*;q=0.5", "If-None-Match": known or None}
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with requests.get(url, headers=headers, stream=True, timeout=(_CONNECT_SECONDS, _READ_SECONDS)) as response:
            if response.status_code == _UNCHANGED and before is not None:
                day = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                return Fetched(path=path, is_new=False, works=before, before=before, day=day)
            if response.status_code != requests.codes.ok:
                raise RecordsError(f"{url}: answered {response.status_code}")
            return _kept(response, url, path, count, before)
    except requests.RequestException as error:
        raise RecordsError(f"{url}: {failure_behind(error).why}") from error


def _count_of(path: Path, count: Count) -> int | None:
    """Return the works of the table that is there, or ``None`` if there is none that can be read: it is replaced, whatever it held."""
    try:
        return count(path) if path.exists() else None
    except RecordsError:
        return None


def _kept(response: requests.Response, url: str, path: Path, count: Count, before: int | None) -> Fetched:
    day = _day(response.headers.get("last-modified"))
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix, delete=False) as new:
        temporary = Path(new.name)
        try:
            digest, end = sha256(), time.monotonic() + TABLE_SECONDS
            for piece in response.iter_content(_PIECE):
                new.write(piece)
                digest.update(piece)
                if new.tell() > MOST_BYTES or time.monotonic() > end:
                    raise RecordsError(f"{url}: is too large, or does not end")
            new.close()
            works = _counted(temporary, url, count)
            if before is not None and works < before * _LEAST_OF_BEFORE:
                raise RecordsError(f"{url}: has {works:,} works where {before:,} were; {path} was left as it is")
            os.utime(temporary, (day.timestamp(), day.timestamp()))
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    data = {"url": url, "etag": response.headers.get("etag"), "sha256": digest.hexdigest(), "works": works}
    _beside(path).write_text(f"{json.dumps(data, indent=1)}\n", encoding="utf-8")
    return Fetched(path=path, is_new=True, works=works, before=before, day=day)


def _counted(path: Path, url: str, count: Count) -> int:
    try:
        works = count(path)
    except RecordsError as error:
        raise RecordsError(f"{url}: {str(error).removeprefix(f'{path}: ').removeprefix(f'{path}, ')}") from error
    if not works:
        raise RecordsError(f"{url}: holds no work")
    return works


def _about(path: Path) -> dict[str, object]:
    """Return what was written of the last time; nothing where it cannot be read."""
    try:
        data = json.loads(read_file(_beside(path), most=MAX_SETTINGS))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _beside(path: Path) -> Path:
    return path.with_name(path.name + _ABOUT)


def _day(header: str | None) -> datetime:
    """Return the day that a server says the table is of, or else today."""
    now = datetime.now(UTC)
    try:
        return min(parsedate_to_datetime(header or "").astimezone(UTC), now)
    except (ValueError, TypeError, OverflowError):
        return now
