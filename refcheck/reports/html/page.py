"""The template filled."""

from functools import cache
from importlib.resources import files

from jinja2 import Template

from refcheck.reports.html.inert import template
from refcheck.reports.html.view import BAR_WIDTH, Page

STYLE = "page.css"

_MOST_NAMED = 40
"""So many references a finding of the list, or a gap, names; a registry that is down would name them all."""


def fill(page: Page, *, unfolded: bool = False) -> str:
    """The page as HTML; an ``unfolded`` one shows of every reference all that there is, as paper cannot unfold."""
    return _template().render(page=page, bar_width=BAR_WIDTH, most_named=_MOST_NAMED, unfolded=unfolded)


def own(name: str) -> str:
    """A file that lies beside this one."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    return template(own("page.html.jinja"), style=own(STYLE), script=own("page.js"))
