"""For a terminal, a mail from cron, or an issue."""

from collections.abc import Iterator

from refcheck.monitoring.bulletin import Bulletin, places
from refcheck.text.characters import visible


def render(bulletin: Bulletin) -> str:
    """The heading, each piece of news with the work and where it is cited, and what could not be told."""
    return "".join(f"{line}\n" for line in _lines(bulletin))


def _lines(bulletin: Bulletin) -> Iterator[str]:
    yield bulletin.heading
    for told in bulletin.news:
        news = told.news
        yield ""
        yield visible(news.cited[0].work if news.cited else news.id.value)
        yield f"  {visible(news.message)}"
        yield f"  cited in {visible(places(news.cited))}"
    if bulletin.gaps:
        yield ""
        yield from map(visible, bulletin.gaps)
