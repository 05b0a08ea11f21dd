r"""An address is escaped for LaTeX.

Severity: info.

## What it finds
Escapes (``\_``, ``\&``, ``\%``, ``\#``, ``\~{}``, ``{\textasciitilde}``, ``$\sim$``) of LaTeX inside a URL.

## Why it matters
The escape belongs to the source of a text; the address as printed leads nowhere.

## Example
``https://daviscenter.fas.harvard.edu/Digital\_Silk\_Road.pdf`` is
``https://daviscenter.fas.harvard.edu/Digital_Silk_Road.pdf``.

## When it is wrong
Hardly ever: addresses hold no backslashes.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.DECODING
NEEDS = "\\"

_ESCAPE = re.compile(
    r"\{?\\(?:(?P<sign>[_&%#$])|(?P<tilde>~\{\}|textasciitilde(?:\{\})?)|(?P<break>-|allowbreak|slash))\}?"
    r"|(?P<sim>\$\\sim\$)"
)
"""One escape, with the braces around it: ``\\_``, ``{\\textasciitilde}``, ``$\\sim$``."""


def propose(text: str) -> Iterator[Change]:
    """Write each escape as its character."""
    edits = tuple(Edit(found.start(), found.end(), _character(found)) for found in _ESCAPE.finditer(text))
    if edits:
        yield Change(edits=edits, why="the escape belongs to LaTeX, not to the address")


def _character(found: re.Match[str]) -> str:
    if found["tilde"] or found["sim"]:
        return "~"
    return found["sign"] or ""
