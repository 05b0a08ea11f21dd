"""For an issue or a comment, in which a stranger's text does nothing but show."""

from collections.abc import Iterator

from refcheck.monitoring.bulletin import Bulletin, places
from refcheck.reports.markup import escaped, link

_LONGEST = 300
"""Characters of a text that are shown."""

_MOST = 150
"""Pieces of news that are shown; an issue holds 65,536 characters."""


def render(bulletin: Bulletin) -> str:
    """The heading, an item a piece of news, and what could not be told."""
    return "".join(f"{line}\n" for line in _lines(bulletin))


def _lines(bulletin: Bulletin) -> Iterator[str]:
    yield bulletin.heading
    yield ""
    for told in bulletin.news[:_MOST]:
        news = told.news
        work = escaped(news.cited[0].work if news.cited else news.id.value, _LONGEST)
        message, cited = escaped(news.message, _LONGEST), escaped(places(news.cited), _LONGEST)
        yield f"- **{link(work, news.url)}**: {message} Cited in {cited}."
    if len(bulletin.news) > _MOST:
        yield f"- and {len(bulletin.news) - _MOST} more"
    yield from (f"\n{escaped(gap, _LONGEST)}" for gap in bulletin.gaps)
