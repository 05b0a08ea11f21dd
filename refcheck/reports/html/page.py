"""The templates filled: a whole page, or its pieces for who shows them on a page of their own."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Template

from refcheck.messages import ENGLISH, is_right_to_left, speaker
from refcheck.model import Rule
from refcheck.reports.html.cards import Card
from refcheck.reports.html.inert import template
from refcheck.reports.html.view import BAR_WIDTH, ListPart, Page
from refcheck.reports.phrases import SEVERITIES, severity_word

STYLE = "page.css"

_CARD = "card.html.jinja"

_MOST_NAMED = 40
"""So many references a finding of the list, or a gap, names; a registry that is down would name them all."""

_PIECES = f"""{{% from "{_CARD}" import glossary, shown, whole %}}
{{% if card %}}{{{{ shown(card) }}}}{{% endif %}}
{{% if list %}}{{{{ whole(list) }}}}{{% endif %}}
{{% if rules %}}{{{{ glossary(rules) }}}}{{% endif %}}
"""


def fill(page: Page, *, unfolded: bool = False) -> str:
    """The page as HTML; an ``unfolded`` one shows of every reference all that there is, as paper cannot unfold."""
    return _template(page.language).render(page=page, bar_width=BAR_WIDTH, unfolded=unfolded)


def card_markup(card: Card, language: str = ENGLISH) -> str:
    """One reference as the page shows it: an ``article``."""
    return _pieces(language).render(card=card, list=None, rules=())


def list_markup(part: ListPart, language: str = ENGLISH) -> str:
    """What was found in a list as a whole, as the page shows it."""
    return _pieces(language).render(card=None, list=part, rules=())


def glossary_markup(rules: Sequence[Rule], language: str = ENGLISH) -> str:
    """What rules find, as the page shows it."""
    return _pieces(language).render(card=None, list=None, rules=rules)


def own(name: str) -> str:
    """A file that lies beside this one."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _template(language: str) -> Template:
    parts = {_CARD: own(_CARD)}
    return template(
        own("page.html.jinja"), style=own(STYLE), script=own("page.js"), parts=parts, names=_names(language)
    )


@cache
def _pieces(language: str) -> Template:
    return template(_PIECES, style="", parts={_CARD: own(_CARD)}, names=_names(language))


def _names(language: str) -> dict[str, object]:
    """What the templates know: the words of a language, and which way it runs."""
    called = {each.value: severity_word(each, language) for each in SEVERITIES}
    direction = "rtl" if is_right_to_left(language) else "ltr"
    return {
        "called": called,
        "most_named": _MOST_NAMED,
        "say": speaker(language),
        "language": language,
        "direction": direction,
    }
