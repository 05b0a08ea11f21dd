"""A page to look at: one file, without a script and without outside requests."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from refcheck.monitoring.bulletin import Bulletin, places
from refcheck.monitoring.news import Told

if TYPE_CHECKING:
    from jinja2 import Template


def render(bulletin: Bulletin) -> str:
    """The page as HTML."""
    from refcheck.reports.html.words import day

    lists = [("News", _shown(bulletin.news)), ("Told before", _shown(bulletin.earlier))]
    return _template().render(bulletin=bulletin, made=day(bulletin.made.date()), lists=lists) + "\n"


def _shown(told: tuple[Told, ...]) -> list[dict[str, str]]:
    from refcheck.reports.html.words import day

    return [
        {
            "work": each.news.cited[0].work if each.news.cited else each.news.id.value,
            "kind": each.news.kind.replace("-", " "),
            "message": each.news.message,
            "url": each.news.url if each.news.url.startswith(("http://", "https://")) else "",
            "cited": places(each.news.cited),
            "told": day(each.told.date()),
        }
        for each in told
    ]


@cache
def _template() -> "Template":
    from refcheck.reports.html.inert import template  # the template engine is for pages alone
    from refcheck.reports.html.page import STYLE, own

    markup = files("refcheck.monitoring").joinpath("page.html.jinja").read_text(encoding="utf-8")
    return template(markup, style=own(STYLE))
