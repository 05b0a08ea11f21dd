"""An address says who shared it.

Severity: info.

## What it finds
Parameters in a URL's query that follow readers and name no page: ``utm_source``, ``fbclid``, ``gclid``,
``casa_token`` and the like.

## Why it matters
They make an address long, tell on whoever copied it, and expire.

## Example
``https://www.example.org/report/?utm_source=twitter&page=2`` may be ``https://www.example.org/report/?page=2``.

## When it is wrong
Where the host needs the parameter. So the form as printed comes first, and the other is a candidate.
"""

import re
from collections.abc import Iterator

from refcheck.identifiers.mending import Change, Edit, Grade, Stage

STAGE = Stage.GUESSING
NEEDS = "?"

_PARAMETER = re.compile(
    r"(?P<mark>[?&])(?:utm_[a-z_]+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs(?:enc|mi)|casa_token|__cf_chl_\w+|"
    r"mkt_tok|icid|ncid|cmpid|ref_src|ref_url|s_cid|spm|hootpostid|sa|usg|ved)=[^&#]*(?=(?P<next>&)?)",
    re.IGNORECASE,
)
"""One such parameter: ``?utm_source=twitter``, ``&fbclid=IwAR0``."""


def propose(text: str) -> Iterator[Change]:
    """Leave them out."""
    found = list(_PARAMETER.finditer(text)) if "?" in text else []
    if found:
        yield Change(
            edits=tuple(_without(parameter) for parameter in found),
            why="the parameter follows readers and names no page",
            grade=Grade.POSSIBLE,
        )


def _without(parameter: re.Match[str]) -> Edit:
    """Return the cut of a parameter with the mark before it; the first leaves its ``?`` and takes the ``&`` behind it."""
    if parameter["mark"] == "?" and parameter["next"]:
        return Edit(parameter.start() + 1, parameter.end() + 1)
    return Edit(*parameter.span())
