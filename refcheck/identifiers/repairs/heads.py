"""Repairs of the start of DOIs and PMCIDs."""

import re
from collections.abc import Iterator
from functools import partial

from refcheck.gazetteer.registrants import REGISTRANTS
from refcheck.identifiers.mending import Change, Edit, Grade, Stage, Step, replaced
from refcheck.identifiers.scanning.characters import DOUBLED_PREFIX
from refcheck.model import Safety

_BARE = re.compile(r"\A(?=[a-z0-9]{3,8}\Z)", re.ASCII)
"""The position before a short DOI as it follows the resolver: ``d8dn``, ``gfx2dm``."""

DOI_IN_SHORT_FORM = Step(
    Stage.HEAD, partial(replaced, _BARE, after="10/", why="a short DOI starts with 10/", grade=Grade.SURE)
)
"""A short DOI lacks its “10/”.

Severity: info.

## What it finds
A short DOI (an alias that doi.org assigns to a long DOI) after the resolver's URL.

## Why it matters
The short form works with the resolver only; registries know the long one.

## Example
``https://doi.org/d8dn`` is ``10/d8dn``; as a URL it is ``https://doi.org/10/d8dn``.

## When it is wrong
Where the word is the name of a page of the resolver's own site.
"""


DOI_WITH_DOUBLED_PREFIX = Step(
    Stage.HEAD,
    partial(replaced, DOUBLED_PREFIX, after="", why="the prefix is printed twice", safety=Safety.UNSAFE),
)
"""A DOI has its prefix twice.

Severity: warning.

## What it finds
A prefix, or its ``10.``, that is immediately repeated, with or without a label in between.

## Why it matters
It happens when a prefix is put before a complete DOI; the result does not resolve.

## Example
``10.1016/10.1016/j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``.

## When it is wrong
A few registrants did register such DOIs; the form as printed is kept as a candidate.
"""


_PREFIX = re.compile(r"([1lI][0Oo]\.[\dlIOo]{4,5})/")
"""A prefix, with or without look-alike letters: ``lO.1016/``, ``10.1O16/``."""

_DIGITS = str.maketrans("lIOo", "1100")


@partial(Step, Stage.HEAD)
def doi_with_look_alike_prefix(text: str) -> Iterator[Change]:
    """A DOI's prefix contains letters in place of digits.

    Severity: warning.

    ## What it finds
    ``l``, ``I``, ``O`` or ``o`` for ``1`` and ``0`` in the prefix of a DOI, after a label such as ``doi:``, where
    the digits are those of a well-known registrant.

    ## Why it matters
    Optical character recognition confuses them; without ``10.`` at the start the DOI does not resolve.

    ## Example
    ``doi: lO.1016/j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``.

    ## When it is wrong
    Where the word after the label is not a DOI; the registries decide.
    """
    found = _PREFIX.match(text)
    if not found:
        return
    digits = found[1].translate(_DIGITS)
    if digits != found[1] and digits in REGISTRANTS:
        edits = tuple(Edit(at, at + 1, digits[at]) for at in range(len(digits)) if digits[at] != text[at])
        yield Change(edits=edits, why="a prefix has only digits", grade=Grade.SURE, safety=Safety.UNSAFE)


_MARK = re.compile(r"10([.,:;·․．]{1,3})\d{4}")
"""The directory indicator, punctuation, and a registrant's number: ``10,1038``, ``10..1111``."""


@partial(Step, Stage.HEAD)
def doi_with_wrong_prefix_mark(text: str) -> Iterator[Change]:
    """A DOI's prefix has other punctuation in place of its period.

    Severity: warning.

    ## What it finds
    A comma, a colon, two periods or a middle dot after the ``10`` of a DOI.

    ## Why it matters
    Every DOI begins with ``10.``; with other punctuation it does not resolve, and most programs do not recognise it.

    ## Example
    ``10,1038/nature14539`` is ``10.1038/nature14539``.

    ## When it is wrong
    Where the number is not a DOI; so it is read as one only after a label such as ``doi:``, or where the
    number after ``10`` is that of a well-known registrant.
    """
    found = _MARK.match(text)
    if found and found[1] != ".":
        yield Change(edits=(Edit(*found.span(1), "."),), why="every DOI starts with “10.”", grade=Grade.SURE)


_INDICATOR = re.compile(r"\A(?!10\.|(?:19|20)\d\d/\d{1,2}(?:/|$))(?:1?0?\.)?(?=\d{4,5}/)")
"""The rest of the indicator, possibly empty, before a registrant's number that is not a date: before ``1016/j``, ``.`` of
``.1016/j``."""

DOI_WITHOUT_DIRECTORY_INDICATOR = Step(
    Stage.HEAD,
    partial(
        replaced,
        _INDICATOR,
        after="10.",
        why="every DOI starts with “10.”",
        grade=Grade.SURE,
        safety=Safety.UNSAFE,
    ),
)
"""A DOI lacks its “10.”.

Severity: warning.

## What it finds
A registrant's number and a suffix after a label such as ``doi:``, without the ``10.`` at the start.

## Why it matters
Every DOI begins with ``10.``; without it the DOI does not resolve.

## Example
``doi:1016/j.rivst.2015.10.003`` is ``10.1016/j.rivst.2015.10.003``.

## When it is wrong
Where the number after the label is not a DOI; the registries decide.
"""


_PMC = re.compile(r"\A(?!PMC)(?i:pmc)")
"""The letters before the number, not all of them capitals: ``pmc``, ``Pmc``."""

PMCID_IN_SMALL_LETTERS = Step(
    Stage.HEAD,
    partial(replaced, _PMC, after="PMC", why="a PMCID starts with PMC in capitals", grade=Grade.SURE),
)
"""A PMCID is in small letters.

Severity: info.

## What it finds
``pmc`` before the number of a PMCID.

## Why it matters
It is written in capitals; some services do not recognise it in lower case.

## Example
``pmc3531190`` is ``PMC3531190``.

## When it is wrong
Hardly ever.
"""
