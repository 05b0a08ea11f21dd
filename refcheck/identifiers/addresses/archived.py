"""Archived copies of web pages: their addresses tell which page was copied, and when.

Source: the address format of the Wayback Machine, which other archives share (``https://web.archive.org/web/20210305120000/https://…``,
Archive-It, the UK Web Archive, arquivo.pt, archive.today).
"""

import re

from attrs import frozen

from refcheck.model import Date

_WAYBACK = "https://web.archive.org/web/"

_COPY = re.compile(
    r"https?://[^/\s]{1,100}/(?:[\w.-]{1,40}/){0,3}(?P<stamp>\d{4,14})(?:[a-z]{2}_)?/(?P<original>https?:/{1,2}\S+)",
    re.IGNORECASE,
)
"""https://web.archive.org/web/20210305120000if_/http://a.org/b, https://wayback.archive-it.org/123/2021/https://a.org/"""

_LATEST = re.compile(r"https?://web\.archive\.org/web/(?P<stamp>)(?P<original>https?:/{1,2}\S+)", re.IGNORECASE)
"""The same without a day: https://web.archive.org/web/http://a.org/b"""


@frozen(kw_only=True)
class Copy:
    """A copy of the page at ``original``, made at ``stamp`` (``20210305``, more or fewer digits, or none for the latest)."""

    original: str
    stamp: str

    @property
    def day(self) -> Date:
        """When the copy was made, as exactly as its address says."""
        parts = (self.stamp[:4], self.stamp[4:6], self.stamp[6:8])
        year, month, day = (int(part) if part.isdigit() else None for part in parts)
        return Date(year=year, month=month, day=day)


def copy_at(url: str) -> Copy | None:
    """The copy that an address leads to; ``None`` for an address of any other kind."""
    found = _COPY.fullmatch(url) or _LATEST.fullmatch(url)
    return Copy(original=found["original"], stamp=found["stamp"]) if found else None


def as_archived(url: str) -> str:
    """Where a copy is read as it was archived, without the archive's own frame; the address as it stands where it is no copy's.

    >>> as_archived("https://web.archive.org/web/20210305120000/https://a.org/b")
    'https://web.archive.org/web/20210305120000id_/https://a.org/b'
    """
    found = _COPY.fullmatch(url)
    if found is None:
        return url
    return f"{url[: found.end('stamp')]}id_/{found['original']}"


def is_as_archived(url: str) -> bool:
    """Whether an address is one of :func:`as_archived`."""
    found = _COPY.fullmatch(url)
    return found is not None and url == as_archived(url)


def wanted_copy(url: str, day: Date | None) -> str:
    """The Wayback Machine's address for the copy of a page that is nearest to a day, or the latest.

    >>> wanted_copy("https://a.org/b", Date(year=2021, month=3, day=5))
    'https://web.archive.org/web/20210305/https://a.org/b'
    """
    if day is None or day.year is None:
        return f"{_WAYBACK}{url}"
    parts = (f"{day.year:04d}", *(f"{part:02d}" for part in (day.month, day.day) if part is not None))
    return f"{_WAYBACK}{''.join(parts)}/{url}"
