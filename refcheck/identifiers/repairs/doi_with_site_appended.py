"""A DOI has the name of a web site glued to it.

Severity: warning.

## What it finds
The host of a web site (``jcm.sagepub.com``, ``journals.sagepub.com/home/jca``) that follows a DOI without a
gap.

## Why it matters
It comes from the line below on a title page; the DOI as printed does not resolve.

## Example
``10.1177/0021998316628973jcm.sagepub.com`` is ``10.1177/0021998316628973``.

## When it is wrong
A suffix may end like a host's name; the form as printed is kept as a candidate.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

from refcheck.identifiers.mending import Change, Edit, Stage
from refcheck.identifiers.suffixes import grammars
from refcheck.model import Safety

STAGE = Stage.CUTTING

_SITE = re.compile(
    r"(?=[.,;]?[a-z][a-z-]{1,30}(?:\.[a-z][a-z-]{1,30}){0,3}\.(?:com|org|net|edu|gov|info|ac\.uk|co\.uk)(?:/\S*)?$)",
    re.IGNORECASE,
)
"""A place before a host's name, and perhaps a path, at the end: ``jcm.sagepub.com``, ``journals.sagepub.com/home/jca``."""

_DOMAINS = (".com", ".org", ".net", ".edu", ".gov", ".info", ".uk")

_ENDS = "0123456789xX"
"""What a DOI of no known pattern ends in."""


def propose(text: str) -> Iterator[Change]:
    """Cut where the host's name begins: where the registrant's pattern ends, or else behind the last digit."""
    if not any(domain in text for domain in _DOMAINS):
        return
    places = [found.start() for found in _SITE.finditer(text, text.find("/") + 2)]
    fitting = (at for at in places if grammars.fits(text[:at]))
    behind_digit = (at for at in places if text[at - 1] in _ENDS)
    for at in islice(chain(fitting, behind_digit), 1):
        yield Change(
            edits=(Edit(at, len(text)),), why="the name of a web site is no part of a DOI", safety=Safety.UNSAFE
        )
