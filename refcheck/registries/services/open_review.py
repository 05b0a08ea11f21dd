"""OpenReview: papers of the conferences and journals that review there. It is searched.

Source: OpenReview's API 2 (``/notes/search?term=…``), as its own client ``openreview-py`` uses it: the fields of a note are
``{"value": …}``, in older notes plain values. A caller who is not signed in has twenty requests a minute, as its maintainers state
(https://github.com/openreview/openreview/issues/254), and may get a bot check (403), which counts as a block.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from refcheck.gazetteer.registrants import unregistered_venue
from refcheck.model import Date, Record, Work
from refcheck.registries.transport.searches import Searched, title_words
from refcheck.registries.transport.stated import first_text, listed_names

_AT_HOME = (
    "Conference on Language Modeling",
    "International Conference on Learning Representations",
    "Transactions on Machine Learning Research",
)
"""Venues whose papers are only at OpenReview. Source: openreview.net/group?id=venues, November 2026."""

_ROWS = 10
"""The number of hits to request: more than elsewhere, as the index also has the reviews of a paper."""

_VENUE = re.compile(r"(?:Accepted by )?(?P<name>.+?)(?P<year> 20\d\d)?(?: [^\d]*)?")
"""A venue and the form of presentation: ``ICLR 2024 poster``, ``Accepted by TMLR``, ``NeurIPS 2025 Poster``."""

_NOT_YET = ("Submitted", "Under review", "Withdrawn", "Desk")
"""Beginnings of the venue of a paper that was not published: ``Submitted to ICLR 2024``."""


class OpenReview(Searched):
    """The search for submissions, published or not."""

    name = "OpenReview"
    holds = "papers reviewed at OpenReview"
    hits_at, count_at = ("notes",), "count"

    def may_hold(self, work: Work) -> bool:
        """Return whether it is a paper of one of OpenReview's own venues, or names OpenReview."""
        if work.type not in ("paper-conference", "chapter", "article-journal", "article", None):
            return False
        venue = unregistered_venue(work.container_title or work.event_title or "", None)
        text = " ".join(filter(None, (work.container_title, work.publisher, work.url, work.note)))
        return venue in _AT_HOME or "openreview" in text.casefold()

    def is_home_of(self, work: Work) -> bool:
        """Return whether it is a paper of one of OpenReview's own venues."""
        return self.may_hold(work) and unregistered_venue(work.container_title or "", work.year) in _AT_HOME

    def _search_url(self, work: Work) -> str:
        every = {"type": "terms", "content": "all", "group": "all", "source": "forum"}
        return self._address("/notes/search", term=title_words(work), **every, limit=_ROWS)

    def _described(self, note: Mapping[str, Any]) -> Mapping[str, Any]:
        content = note.get("content")
        named = content.items() if isinstance(content, Mapping) else ()
        return {name: field.get("value") if isinstance(field, Mapping) else field for name, field in named}

    def _read(self, note: Mapping[str, Any]) -> Record:
        fields = self._described(note)
        text = first_text(fields, "venue") or ""
        venue = None if text.startswith(_NOT_YET) else _VENUE.fullmatch(text)
        year = int(venue["year"]) if venue and venue["year"] else _year(note.get("pdate")) or _year(note.get("cdate"))
        work = Work(
            type="paper-conference" if venue and venue["year"] else "article",
            title=first_text(fields, "title"),
            author=listed_names(fields, "authors"),
            container_title=venue["name"] if venue else None,
            issued=Date(year=year) if year else None,
            url=f"https://openreview.net/forum?id={first_text(note, 'forum') or first_text(note, 'id') or ''}",
        )
        return self._record(work, work.url or "")


def _year(milliseconds: object) -> int | None:
    """Return the year of a time in milliseconds since 1970."""
    if not isinstance(milliseconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).year
    except (OverflowError, OSError, ValueError):
        return None
