"""Templates of pages that do nothing but show: one file with its style and script in it, and a policy that forbids the rest."""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from refcheck.reports.html.words import shown

_NOTHING: Mapping[str, str] = MappingProxyType({})


def template(
    markup: str,
    *,
    style: str,
    script: str = "",
    parts: Mapping[str, str] = _NOTHING,
    names: Mapping[str, object] = _NOTHING,
) -> Template:
    """The template, in which every value is made visible and escaped, whoever writes it there.

    It has ``style``, ``script`` and ``policy`` as names of its own, and imports from ``parts`` by name; all know ``names``. Line
    breaks between its tags are left out: a browser would keep a node for each, some 100,000 on a long page.
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
    """How a content security policy names the one text that it allows."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
