"""Tables that are downloaded as a whole, kept as a file, and downloaded again only if they have changed.

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
from refcheck.registries.transport.get import failure_from_error
from refcheck.system.regular_files import MAX_SETTINGS, read_file

MOST_BYTES = 500_000_000
"""The largest table that is accepted, in bytes. Retraction Watch's has some sixty million."""

TABLE_SECONDS = 900.0
"""The time allowed for the download of a table. Source: a judgement of how long a user waits; not measured."""

_CONNECT_SECONDS, _READ_SECONDS = 10.0, 60.0
"""The time allowed to connect, and between any two bytes. Source: a judgement of how long a user waits; not measured."""

_CHUNK_BYTES = 65_536
_METADATA_SUFFIX = ".json"
_UNCHANGED = 304

_LEAST_SHARE_LEFT = 0.9
"""A new table with less than this share of the former number of works was cut off, or is another table.
Source: a judgement; not measured."""

Count = Callable[[Path], int]
"""A function that returns the number of works in a file; it raises ``RecordsError`` if the file is not such a table."""


@frozen(kw_only=True)
class Fetched:
    """The result of a download: whether the file is new, the number of works in it, and the number before (``None``: no file).

    ``day`` is the date of the table, as the server gives it.
    """

    path: Path
    is_new: bool
    works: int
    before: int | None
    day: datetime


def fetch(url: str, path: Path, count: Count) -> Fetched:
    """Update the file at ``path`` from the table at ``url``.

    The download replaces the file only if it can be read as such a table and has not lost more than a tenth of the works; the
    file then gets the modification date that the server gives.

    Raises:
        RecordsError: the download failed, or is not such a table; the file is unchanged.
        OSError: the file cannot be written.
    """
    metadata = _metadata(path)
    before = _count_of(path, count)
    known = str(metadata.get("etag") or "") if metadata.get("url") == url and before is not None else ""
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
        raise RecordsError(f"{url}: {failure_from_error(error).why}") from error


def _count_of(path: Path, count: Count) -> int | None:
    """Return the number of works in the existing table, or ``None`` if there is no readable one: a damaged one is replaced."""
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
            for chunk in response.iter_content(_CHUNK_BYTES):
                new.write(chunk)
                digest.update(chunk)
                if new.tell() > MOST_BYTES or time.monotonic() > end:
                    raise RecordsError(f"{url}: is too large, or takes too long")
            new.close()
            works = _counted(temporary, url, count)
            if before is not None and works < before * _LEAST_SHARE_LEFT:
                raise RecordsError(f"{url}: has only {works:,} works, where {path} has {before:,}; it was not changed")
            os.utime(temporary, (day.timestamp(), day.timestamp()))
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    data = {"url": url, "etag": response.headers.get("etag"), "sha256": digest.hexdigest(), "works": works}
    _metadata_path(path).write_text(f"{json.dumps(data, indent=1)}\n", encoding="utf-8")
    return Fetched(path=path, is_new=True, works=works, before=before, day=day)


def _counted(path: Path, url: str, count: Count) -> int:
    try:
        works = count(path)
    except RecordsError as error:
        raise RecordsError(f"{url}: {str(error).removeprefix(f'{path}: ').removeprefix(f'{path}, ')}") from error
    if not works:
        raise RecordsError(f"{url}: contains no works")
    return works


def _metadata(path: Path) -> dict[str, object]:
    """Return what was noted at the last download; an empty dictionary if it cannot be read."""
    try:
        data = json.loads(read_file(_metadata_path(path), most=MAX_SETTINGS))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _metadata_path(path: Path) -> Path:
    return path.with_name(path.name + _METADATA_SUFFIX)


def _day(header: str | None) -> datetime:
    """Return the date that the server gives for the table, or else the current time; never a future date."""
    now = datetime.now(UTC)
    try:
        return min(parsedate_to_datetime(header or "").astimezone(UTC), now)
    except (ValueError, TypeError, OverflowError):
        return now
