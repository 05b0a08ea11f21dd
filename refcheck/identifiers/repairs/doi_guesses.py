"""Characters that a DOI may have lost, or that were misread: candidates for the registries to decide on."""

import re
from collections.abc import Iterator
from functools import partial

from refcheck.identifiers import doi_grammars
from refcheck.identifiers.mending import Change, Edit, Grade, Stage, Step, punctuation_edits
from refcheck.model import Safety

_AMONG_DIGITS = re.compile(r"(?<=\d)[OolIL]{1,3}(?=\d)|(?<=[.-])[OolI](?=\d{2})|(?<=\d\d)[OlI](?=[.-]|$)")
"""Look-alike letters between digits, or between a digit and a separator: ``2OO9``, ``.O35``, ``20l``."""

_BESIDE_DIGIT = re.compile(r"[OolI](?=\d)|(?<=\d)[OolIL](?![A-Za-z])")
"""A look-alike letter that may be a digit although a letter is beside it: ``sO165``, ``_l4``, ``novdecO7``, ``ml5``, ``2bl``."""

_MOST = 3
"""Most single letters that are tried, each on its own."""

_DIGITS = str.maketrans("lILOo", "11100")


@partial(Step, Stage.GUESSING)
def doi_with_look_alike_character(text: str) -> Iterator[Change]:
    """A DOI may contain letters in place of digits.

    Severity: info.

    ## What it finds
    ``O`` or ``o`` for ``0``, ``l`` or ``I`` for ``1`` beside digits, or in place of one, in the suffix of a DOI.

    ## Why it matters
    Optical character recognition confuses them, and the DOI as printed does not resolve.

    ## Example
    ``10.1016/j.jhazmat.2OO9.02.016`` may be ``10.1016/j.jhazmat.2009.02.016``.

    ## When it is wrong
    Suffixes may mix letters and digits. So the form as printed always comes first; this is a candidate for the
    registries to decide on.
    """
    start = text.find("/") + 1
    among = tuple(_AMONG_DIGITS.finditer(text, start))
    if among:
        yield _change(among)
    alone = [
        found for found in _BESIDE_DIGIT.finditer(text, start) if [found.span()] != [each.span() for each in among]
    ]
    for found in alone[:_MOST]:
        yield _change((found,))


def _change(letters: tuple[re.Match[str], ...]) -> Change:
    return Change(
        edits=tuple(Edit(*found.span(), found[0].translate(_DIGITS)) for found in letters),
        why="a letter among digits may be a misread digit",
        grade=Grade.POSSIBLE,
        safety=Safety.UNSAFE,
    )


_BARE = re.compile(
    r"\)(?P<volume>\d{1,4}):?(?P<run>[\d/]{2,9}):{1,2}(?P<code>[a-z0-9-]{2,12}?)(?P<end>[123]\.0\.co;2-.)$",
    re.IGNORECASE,
)
"""The end of a SICI without angle brackets, after its date: ``)398:2179::aid-cne33.0.co;2-y``."""


@partial(Step, Stage.GUESSING, needs=";")
def doi_with_lost_angle_brackets(text: str) -> Iterator[Change]:
    """A SICI DOI lost its angle brackets.

    Severity: warning.

    ## What it finds
    A DOI built on a SICI (a serial item's identifier, much used until about 2002) without the ``<`` and ``>``
    around page and title code.

    ## Why it matters
    Web pages drop text in angle brackets, or only the brackets; the DOI as printed does not resolve.

    ## Example
    ``10.1002/(sici)1096-9861(19980824)398:2179::aid-cne33.0.co;2-y`` may be
    ``10.1002/(sici)1096-9861(19980824)398:2<179::aid-cne3>3.0.co;2-y``.

    ## When it is wrong
    Where the issue ends and the page begins has to be guessed. So the form as printed comes first; these are
    candidates for the registries to decide on.
    """
    found = _BARE.search(text)
    if not found or "<" in text:
        return
    for issue in range(1, min(len(found["run"]), 4)):
        opening, closing = found.start("run") + issue, found.start("end")
        yield Change(
            edits=(Edit(opening, opening, "<"), Edit(closing, closing, ">")),
            why="a SICI has its location and title code in angle brackets",
            grade=Grade.POSSIBLE,
            safety=Safety.UNSAFE,
        )


@partial(Step, Stage.GUESSING)
def doi_with_misplaced_punctuation(text: str) -> Iterator[Change]:
    """A DOI's punctuation differs from its registrant's.

    Severity: info.

    ## What it finds
    A DOI whose letters and digits fit a pattern that its registrant uses, and whose punctuation does not.

    ## Why it matters
    A DOI with a missing or wrong period or hyphen does not resolve.

    ## Example
    ``10.1126/science7761829`` may be ``10.1126/science.7761829``.

    ## When it is wrong
    Where the registrant uses another pattern as well. So the form as printed always comes first; this is a
    candidate for the registries to decide on.
    """
    for shape in doi_grammars.shaped(text):
        yield Change(
            edits=punctuation_edits(text, shape),
            why="the registrant uses other punctuation",
            grade=Grade.POSSIBLE,
            safety=Safety.UNSAFE,
        )
