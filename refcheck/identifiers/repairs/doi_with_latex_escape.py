r"""A DOI is escaped for LaTeX.

Severity: info.

## What it finds
Escapes (``\ ``, ``\_``, ``\&``, ``\%``, ``\#``, ``\-``, ``{\_}``, ``$<$``, ``\textless``) and braces of LaTeX
inside a DOI.

## Why it matters
The escape belongs to the source of a text; the DOI as printed does not resolve.

## Example
``10.1007/978-3-030-01446-9{\_}12`` is ``10.1007/978-3-030-01446-9_12``.

## When it is wrong
Hardly ever: no registrant is known to register backslashes. The form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Stage

STAGE = Stage.DECODING
NEEDS = "\\$"

_ESCAPE = re.compile(
    r"\{?(?:\\(?P<sign>[_&%#$])|\\(?P<nothing>-)|\$(?P<angle>[<>])\$"
    r"|\\text(?P<name>less|greater|underscore)(?:\{\}|\s)?|\\(?P<lost> ))\}?"
)
"""One escape, with the braces around it: ``\\_``, ``{\\&}``, ``$<$``, ``\\textless{}``."""

_NAMED = {"less": "<", "greater": ">", "underscore": "_"}


def propose(text: str) -> Iterator[Change]:
    """Write each escape as its character."""
    edits = tuple(Edit(found.start(), found.end(), _character(found)) for found in _ESCAPE.finditer(text))
    if edits:
        yield Change(edits=edits, why="the escape belongs to LaTeX, not to the DOI")


def _character(found: re.Match[str]) -> str:
    if found["lost"]:
        return "_"
    return found["sign"] or found["angle"] or _NAMED.get(found["name"] or "", "")
