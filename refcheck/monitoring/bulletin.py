"""A bulletin of one look: the news, and how far it reached."""

from datetime import datetime

from attrs import frozen

from refcheck.monitoring.asking import Monitored
from refcheck.monitoring.news import Cited, Told

MOST_CITED = 10
"""So many places are named at which one work is cited; more are counted."""


@frozen(kw_only=True)
class Bulletin:
    """A look at ``sources`` at the time ``made`` (UTC): the news that were not told before, and ``earlier`` ones that were."""

    sources: tuple[str, ...]
    made: datetime
    monitored: Monitored
    news: tuple[Told, ...]
    earlier: tuple[Told, ...] = ()

    @property
    def heading(self) -> str:
        """``2 news about 5,000 works in 6,120 references.``"""
        number = f"{len(self.news):,}" if self.news else "No"
        seen = self.monitored
        return f"{number} news about {counted(seen.works, 'work')} in {counted(seen.references, 'reference')}."

    @property
    def gaps(self) -> tuple[str, ...]:
        """Who could not be asked about how many works."""
        return tuple(
            f"{registry} {why}: nothing is known of {counted(number, 'work')}."
            for registry, why, number in self.monitored.gaps
        )


def counted(number: int, what: str) -> str:
    """``1 work``, ``5,000 works``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def places(cited: tuple[Cited, ...]) -> str:
    """``thesis.docx [29], paper.bib [doe2020] and 3 more``."""
    named = ", ".join(map(str, cited[:MOST_CITED]))
    return f"{named} and {len(cited) - MOST_CITED} more" if len(cited) > MOST_CITED else named
