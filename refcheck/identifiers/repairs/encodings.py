"""Remains of encodings and of HTML in an identifier."""

import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote_to_bytes

from refcheck.identifiers.mending import Change, Edit, Grade, Stage, Step, replaced
from refcheck.model import Safety
from refcheck.text.deferred import deferred

_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
"""A run of encoded bytes: ``%2F``, ``%C3%A1``."""


@partial(Step, Stage.DECODING, needs="%")
def doi_percent_encoded(text: str) -> Iterator[Change]:
    """A DOI is percent-encoded.

    Severity: warning.

    ## What it finds
    Characters written as ``%`` and two hexadecimal digits, as URLs require, inside a DOI; also encoded
    twice.

    ## Why it matters
    The DOI itself is the decoded form: registries do not know the encoded form.

    ## Example
    ``10.1002/(SICI)1098-2361(1999)18:5%3C415::AID-ZOO6%3E3.0.CO;2-Z`` is
    ``10.1002/(SICI)1098-2361(1999)18:5<415::AID-ZOO6>3.0.CO;2-Z``.

    ## When it is wrong
    A DOI may include a per cent sign; the form as printed is kept as a candidate. In a URL
    (``https://doi.org/10.1000/a%3C1%3E``) the encoding is right, and nothing is reported unless it was done twice.
    """
    edits = tuple(
        Edit(found.start(), found.end(), decoded)
        for found in _ENCODED.finditer(text)
        if (decoded := _decoded(found[0])) is not None
    )
    if edits:
        yield Change(edits=edits, why="percent-encoding belongs to the URL, not to the DOI")


def _decoded(run: str) -> str | None:
    try:
        return unquote_to_bytes(run).decode()
    except UnicodeDecodeError:
        return None


_NOTE_MARK = re.compile(r"<sup\b[^<>]{0,300}>[^<>]{0,12}(?:</sup>)?$", re.IGNORECASE)
"""A superscript letter or number after a DOI, which refers to a note: ``<sup>12</sup>``."""

_EMPHASIS = re.compile(r"</?(?:em|i)>", re.IGNORECASE)
"""Emphasis into which some programs turn two underscores: ``a_b_c`` becomes ``a<em>b</em>c``."""

_LOWERED = deferred(r"<sub>[0-9]+</sub>", re.IGNORECASE)
"""A subscript number, which mathematics markup makes from an underscore: ``9<sub>2</sub>`` is ``9_2``."""

_TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|div|em|ext-link|font|i|italic|li|p|pub-id|span|strong|sub|sup|tt|u|wbr)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
"""A tag: ``<br/>``, ``</ext-link>``, ``<a href="…">``."""


@partial(Step, Stage.DECODING, needs="<")
def doi_with_markup(text: str) -> Iterator[Change]:
    """A DOI contains markup.

    Severity: warning.

    ## What it finds
    Tags of HTML or XML (``<br/>``, ``<i>``, ``</a>``) in or after a DOI. The angle brackets of a SICI are not tags.

    ## Why it matters
    The tag belongs to the page that it was copied from; the DOI as printed does not resolve.

    ## Example
    ``10.1146/annurev-nucl<br/>-102115-044826`` is ``10.1146/annurev-nucl-102115-044826``.

    A subscript number is read as one after an underscore (``10.1000/series9<sub>2</sub>`` is ``10.1000/series9_2``).

    ## When it is wrong
    Hardly ever: no registrant is known to register tags. The form as printed is kept as a candidate. Where the tags may have been
    underscores (``<sub>``, or emphasis within the DOI), both readings are kept, and neither is safe until a registry knows it.
    """
    if (mark := _NOTE_MARK.search(text)) is not None:
        yield Change(edits=(Edit(*mark.span()),), why="the superscript belongs to a note")
    if emphasis := tuple(Edit(*found.span(), "_") for found in _EMPHASIS.finditer(text)):
        yield Change(edits=emphasis, why="underscores may have been read as emphasis", grade=Grade.POSSIBLE)
    tags = tuple(_TAG.finditer(text))
    cut = tuple(Edit(*found.span()) for found in tags)
    why = "the tag belongs to the page it was copied from"
    if lowered := {found.start() for found in _LOWERED.finditer(text)}:
        yield Change(edits=cut, why=why, grade=Grade.POSSIBLE)
        underscored = tuple(Edit(*found.span(), "_" * (found.start() in lowered)) for found in tags)
        why = "a number after an underscore was set as a subscript"
        yield Change(edits=underscored, why=why, safety=Safety.UNSAFE)
    elif tags:
        yield Change(edits=cut, why=why, safety=Safety.UNSAFE if len(emphasis) > 1 else Safety.SAFE)


_RUN = re.compile(r"""â(?:€|\x80)["“”‘’\x90-\x95]?(?=.*[0-9A-Za-z])|âˆ’|Â[\xa0\xad]|Â(?=\s|$)""")
"""Mojibake within a DOI: a dash, possibly with its last character lost or straightened, a minus, a no-break space or a soft
hyphen: ``â€“``."""

_AFTER = re.compile(r"""â(?:€|\x80)["“”˜™œ\x80-\x9f]?[^0-9A-Za-z]*$""")
"""Mojibake of a quotation mark or a dash after a DOI, with further punctuation: ``â€œ``, ``â€).``."""


def _without_mojibake(text: str) -> Iterator[Change]:
    """Yield the changes that restore the characters within a DOI and cut off those after it."""
    edits = [Edit(*found.span(), "-" if found[0][0] == "â" else found[0][1:]) for found in _RUN.finditer(text)]
    why = "the character was decoded with the wrong encoding"
    tail = _AFTER.search(text)
    if tail and any(edit.after == "-" for edit in edits):
        yield Change(edits=(*edits, Edit(*tail.span(), "-")), why=why, grade=Grade.POSSIBLE)
    if tail:
        edits.append(Edit(*tail.span()))
    if edits:
        yield Change(edits=tuple(edits), why=why)


DOI_WITH_MOJIBAKE = Step(Stage.CHARACTERS, _without_mojibake, "âÂ")
"""A DOI contains a wrongly decoded character.

Severity: warning.

## What it finds
Two or three characters inside a DOI that are one character in UTF-8, read as Windows-1252 (``â€“`` for an en dash, ``Â`` and
a no-break space for the space), also where the quotation mark in them was straightened afterwards (``â€"``).

## Why it matters
The DOI as printed does not resolve, and copying it may yield only half of it.

## Example
``10.1111/j.1365â€“2729.2011.00426.x`` is ``10.1111/j.1365-2729.2011.00426.x``.

## When it is wrong
Hardly ever: no registrant is known to register such characters. The form as printed is kept as a candidate where it is valid.
"""


_LOST = re.compile(r"-?\ufffd+-?")
"""Replacement characters, with a hyphen on either side: ``�``, ``-��-``."""

DOI_WITH_REPLACEMENT_CHARACTER = Step(
    Stage.CHARACTERS,
    partial(replaced, _LOST, after="-", why="the character lost in decoding was probably a dash", safety=Safety.UNSAFE),
    needs="\ufffd",
)
"""A DOI contains a replacement character.

Severity: warning.

## What it finds
The character � (U+FFFD), which replaces a character lost in decoding, inside a DOI.

## Why it matters
The DOI as printed cannot resolve, and the lost character has to be guessed: usually it was a dash.

## Example
``10.1046/j.1365�2486.2003.00657.x`` is ``10.1046/j.1365-2486.2003.00657.x``.

## When it is wrong
Where another character was lost. Next to a hyphen it is dropped, as there it is the rest of that hyphen.
"""


_TWICE = re.compile(r"%25(?=[0-9A-Fa-f]{2})")
"""A percent sign encoded before two hexadecimal digits: ``%25`` in ``%2520``."""

URL_WITH_DOUBLE_ENCODING = Step(
    Stage.GUESSING,
    partial(replaced, _TWICE, after="%", why="the percent sign may be encoded twice", grade=Grade.POSSIBLE),
    needs="%",
)
"""A URL is percent-encoded twice.

Severity: info.

## What it finds
``%25`` before two hexadecimal digits in a URL.

## Why it matters
It comes from copying a URL through two programs; most servers do not know the result.

## Example
``https://www.example.org/full%2520html`` may be ``https://www.example.org/full%20html``.

## When it is wrong
URLs that include other URLs do encode twice. So the form as printed comes first, and the other is a
candidate.
"""
