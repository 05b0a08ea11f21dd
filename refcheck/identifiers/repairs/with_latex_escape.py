r"""A {scheme} is escaped for LaTeX.

Schemes: DOI, URL.
Severity: info.

## What it finds
Escapes (``\_``, ``\&``, ``\%``, ``\#``, ``\-``, ``{\_}``) of LaTeX inside a {scheme}; in a DOI also ``\ ``, ``$<$``, ``\textless``
and braces, in a URL also ``\~{}``, ``{\textasciitilde}`` and ``$\sim$``.

## Why it matters
The escape belongs to the source of a text; the {scheme} as printed leads nowhere.

## Example
``10.1007/978-3-030-01446-9{\_}12`` is ``10.1007/978-3-030-01446-9_12``;
``https://centre.example.edu/River\_Trade\_Map.pdf`` is
``https://centre.example.edu/River_Trade_Map.pdf``.

## When it is wrong
Hardly ever: no registrant is known to register backslashes, and addresses hold none. The form as printed is kept as a
candidate where it can be one.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.model import Scheme

STAGE = Stage.DECODING
NEEDS = "\\$"

_IN_DOI = re.compile(
    r"\{?(?:\\(?P<sign>[_&%#$])|\\(?P<nothing>-)|\$(?P<angle>[<>])\$"
    r"|\\text(?P<name>less|greater|underscore)(?:\{\}|\s)?|\\(?P<lost> ))\}?"
)
"""One escape, with the braces around it: ``\\_``, ``{\\&}``, ``$<$``, ``\\textless{}``."""

_IN_URL = re.compile(
    r"\{?\\(?:(?P<sign>[_&%#$])|(?P<tilde>~\{\}|textasciitilde(?:\{\})?)|(?P<nothing>-|allowbreak|slash))\}?"
    r"|(?P<sim>\$\\sim\$)"
)
"""One escape, with the braces around it: ``\\_``, ``{\\textasciitilde}``, ``$\\sim$``."""

_NAMED = {"less": "<", "greater": ">", "underscore": "_"}
"""What ``\\textless`` and its like stand for."""


def propose(text: str, scheme: Scheme) -> Iterator[Change]:
    """Write each escape as its character."""
    escape = _IN_DOI if scheme is Scheme.DOI else _IN_URL
    edits = tuple(Edit(found.start(), found.end(), _character(found.groupdict())) for found in escape.finditer(text))
    if edits:
        yield Change(edits=edits, why=f"the escape belongs to LaTeX, not to the {scheme.name}")


def _character(found: dict[str, str | None]) -> str:
    if found.get("lost"):
        return "_"
    if found.get("tilde") or found.get("sim"):
        return "~"
    return found["sign"] or found.get("angle") or _NAMED.get(found.get("name") or "", "")
