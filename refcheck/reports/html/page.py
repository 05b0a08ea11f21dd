"""Rendering of the templates of static pages: whole pages, or pieces for another page.

A page is one file that contains its style and script, with a content security policy that forbids everything else.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from refcheck.messages import is_right_to_left, speaker
from refcheck.model import Rule
from refcheck.reports.html.cards import Card
from refcheck.reports.html.view import BAR_WIDTH, ListPart, Page
from refcheck.reports.html.words import shown
from refcheck.reports.phrases import SEVERITIES, severity_word

STYLE = "page.css"

_CARD = "card.html.jinja"

_MOST_NAMED = 40
"""The most references that a finding of the list, or a gap, names: a registry that is down would name them all."""

_PIECES = f"""{{% from "{_CARD}" import glossary, shown, whole %}}
{{% if card %}}{{{{ shown(card) }}}}{{% endif %}}
{{% if list %}}{{{{ whole(list) }}}}{{% endif %}}
{{% if rules %}}{{{{ glossary(rules) }}}}{{% endif %}}
"""


def fill(page: Page, *, unfolded: bool = False) -> str:
    """Return the page as HTML; ``unfolded`` shows all details of every reference, for printing: paper cannot be unfolded."""
    return _template(page.language).render(page=page, bar_width=BAR_WIDTH, unfolded=unfolded)


def piece(language: str, *, card: Card | None = None, part: ListPart | None = None, rules: Sequence[Rule] = ()) -> str:
    """Return a piece of the page: one reference (an ``article``), the findings of a whole list, or the glossary of rules."""
    return _pieces(language).render(card=card, list=part, rules=rules)


@cache
def page_of(package: str, style: str = "") -> Template:
    """Return the template of the page in the folder of another package; ``style`` is added to the style of this page."""
    markup = files(package).joinpath("page.html.jinja").read_text(encoding="utf-8")
    return template(markup, style=own(STYLE) + style)


def own(name: str) -> str:
    """Return the text of a file in the folder of this module."""
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
    """Return the names that the templates use: the words of a language, and its direction of writing."""
    called = {each.value: severity_word(each, language) for each in SEVERITIES}
    direction = "rtl" if is_right_to_left(language) else "ltr"
    return {
        "called": called,
        "most_named": _MOST_NAMED,
        "say": speaker(language),
        "language": language,
        "direction": direction,
    }


_NOTHING: Mapping[str, str] = MappingProxyType({})


def template(
    markup: str,
    *,
    style: str,
    script: str = "",
    parts: Mapping[str, str] = _NOTHING,
    names: Mapping[str, object] = _NOTHING,
) -> Template:
    """Return a template that escapes every value and makes its invisible characters visible.

    It defines ``style``, ``script`` and ``policy``, and imports from ``parts`` by name; it and the parts know ``names``. Line
    breaks between tags are left out: a browser would keep a node for each, some 100,000 on a long page.
    """
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
        loader=DictLoader({name: _without_breaks(part) for name, part in parts.items()}),
    )
    environment.globals.update(names)
    scripts = f"script-src {_source(script)}; " if script else ""
    policy = (
        f"default-src 'none'; style-src {_source(style)}; {scripts}img-src data:; base-uri 'none'; form-action 'none'"
    )
    own = {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}
    return environment.from_string(_without_breaks(markup), globals=own)


def _without_breaks(markup: str) -> str:
    return markup.replace(">\n", ">")


def _shown(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(text: str) -> str:
    """Return the source expression by which a content security policy allows this one text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
