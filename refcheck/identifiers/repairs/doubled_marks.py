"""Repeated punctuation in a DOI where a single character is meant: each step names its character."""

import re
from collections.abc import Iterator
from functools import partial

from refcheck.identifiers import doi_grammars
from refcheck.identifiers.mending import Change, Edit, Grade, Stage, Step
from refcheck.model import Safety


def _collapsed(mark: str, text: str, *, why: str, registered: tuple[str, ...] = ()) -> Iterator[Change]:
    """Yield the change that reduces a run of ``mark`` in a DOI to one.

    It is likely where only the result fits the registrant's pattern, and merely possible elsewhere; merely possible also for
    prefixes with such DOIs ``registered``.
    """
    if mark * 2 not in text:
        return
    runs = re.finditer(f"(?<={re.escape(mark)}){re.escape(mark)}+", text)
    edits = tuple(Edit(*run.span()) for run in runs if run.end() < len(text))
    if edits:
        fits = doi_grammars.fits(re.sub(f"{re.escape(mark)}{{2,}}", mark, text))
        yield Change(
            edits=edits,
            why=why,
            grade=Grade.LIKELY if fits and not text.startswith(registered) else Grade.POSSIBLE,
            safety=Safety.UNSAFE,
        )


DOI_WITH_DOUBLE_PERIOD = Step(
    Stage.SHAPING, partial(_collapsed, ".", why="a doubled period is probably a typing error")
)
"""A DOI has two periods in a row.

Severity: info.

## What it finds
Periods in a row within a DOI.

## Why it matters
In most cases one of them is a typing error, and the DOI as printed does not resolve.

## Example
``10.1016/j.vph.2015..03.017`` is ``10.1016/j.vph.2015.03.017``.

## When it is wrong
A part that the registrant left empty looks the same. So the form as printed comes first and the other is a
candidate, unless only the other fits the registrant's pattern.
"""


_WITH_TWO_SLASHES = ("10.1037/",)
"""Prefixes of registrants who did register DOIs with two slashes."""

DOI_WITH_DOUBLE_SLASH = Step(
    Stage.SHAPING,
    partial(_collapsed, "/", why="a doubled slash is probably a typing error", registered=_WITH_TWO_SLASHES),
)
"""A DOI has two slashes in a row.

Severity: info.

## What it finds
Slashes in a row in a DOI.

## Why it matters
In most cases one of them is a typing error, and the DOI as printed does not resolve.

## Example
``10.1016//j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``.

## When it is wrong
Some registrants did register them (``10.1037//0022-3514.54.6.1063``). So the form as printed comes first and
the other is a candidate, unless only the other fits the registrant's pattern; for a registrant known to
have both, the form as printed always comes first.
"""


DOI_WITH_DOUBLE_UNDERSCORE = Step(
    Stage.SHAPING, partial(_collapsed, "_", why="a doubled underscore is probably a typing error"), needs="_"
)
"""A DOI has two underscores in a row.

Severity: info.

## What it finds
Underscores in a row in a DOI.

## Why it matters
In most cases one of them is a typing error or an escape, and the DOI as printed does not resolve.

## Example
``10.1007/978-3-642-10523-4__4`` is ``10.1007/978-3-642-10523-4_4``.

## When it is wrong
A registrant may have registered them. So the form as printed comes first and the other is a candidate, unless
only the other fits the registrant's pattern.
"""
