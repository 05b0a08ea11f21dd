"""Templates of pages that do nothing but show: one file with its style and script in it, and a policy that forbids the rest."""

from base64 import b64encode
from hashlib import sha256

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from refcheck.reports.html.words import shown


def template(markup: str, *, style: str, script: str = "") -> Template:
    """The template, in which every value is made visible and escaped, whoever writes it there.

    It has ``style``, ``script`` and ``policy`` as names of its own. Line breaks between its tags are left out: a browser would
    keep a node for each, some 100,000 on a long page.
    """
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    scripts = f"script-src {_source(script)}; " if script else ""
    policy = (
        f"default-src 'none'; style-src {_source(style)}; {scripts}img-src data:; base-uri 'none'; form-action 'none'"
    )
    own = {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}
    return environment.from_string(markup.replace(">\n", ">"), globals=own)


def _shown(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(text: str) -> str:
    """How a content security policy names the one text that it allows."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
