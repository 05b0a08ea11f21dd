"""The template filled: one file with its style and script in it, and a policy that forbids everything else."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from refcheck.reports._html.view import BAR_WIDTH, Page
from refcheck.reports._html.words import shown

_MOST_NAMED = 40
"""So many references a finding of the list, or a gap, names; a registry that is down would name them all."""


def fill(page: Page) -> str:
    """The page as HTML."""
    return _template().render(page=page, bar_width=BAR_WIDTH, most_named=_MOST_NAMED)


@cache
def _template() -> Template:
    """The template, in which every value is made visible and escaped, whoever writes it there.

    Line breaks between its tags are left out: a browser would keep a node for each, some 100,000 on a long page.
    """
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    style, script = _own("page.css"), _own("page.js")
    policy = (
        f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    own = {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}
    return environment.from_string(_own("page.html.jinja").replace(">\n", ">"), globals=own)


def _shown(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """How a content security policy names the one text that it allows."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
