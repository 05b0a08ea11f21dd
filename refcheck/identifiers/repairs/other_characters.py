"""Characters in place of others that look the same."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial

from refcheck.identifiers.mending import Change, Edit, Grade, Stage, Step, replaced
from refcheck.identifiers.scanning.characters import SLASHES
from refcheck.model import Scheme
from refcheck.text.characters import DASHES, LATIN
from refcheck.text.deferred import deferred

_LETTER = re.compile(r"(?![a-zA-Z])[^\W\d_]")
"""A letter that is not ASCII: ``а``."""


@partial(Step, Stage.CHARACTERS)
def doi_with_letter_of_another_script(text: str) -> Iterable[Change]:
    """A DOI has a letter of another script.

    Severity: warning.

    ## What it finds
    Cyrillic or Greek letters in a DOI of Latin letters, each of which looks like a Latin letter.

    ## Why it matters
    The difference is invisible, and the DOI leads nowhere.

    ## Example
    ``10.1016/j.ememаr.2023.100999``, with a Cyrillic ``а``, is ``10.1016/j.ememar.2023.100999``.

    ## When it is wrong
    A registrant may have registered such a letter by mistake; the form as printed is kept as a candidate.
    """
    why = "a look-alike letter of another script replaces a Latin letter"
    if text.isascii() or not all(letter in LATIN for letter in _LETTER.findall(text)):
        return ()
    return replaced(_LETTER, text, after=lambda letter: LATIN[letter[0]], why=why)


_SLASH = re.compile(f"[{SLASHES}]")
"""A slash other than the solidus: ``⁄``, ``∕``."""

DOI_WITH_UNICODE_SLASH = Step(
    Stage.CHARACTERS, partial(replaced, _SLASH, after="/", why="a DOI has the plain slash", grade=Grade.SURE), SLASHES
)
"""A DOI has a fraction slash in place of a slash.

Severity: warning.

## What it finds
The fraction slash, the division slash and similar characters inside a DOI.

## Why it matters
Without a plain slash after the prefix it is not a DOI.

## Example
``10.1080⁄15569549909036019`` is ``10.1080/15569549909036019``.

## When it is wrong
Hardly ever: no registrant is known to register these characters.
"""


_WIDE = {Scheme.DOI: re.compile(r"[\uff01-\uff0c\uff0e-\uff5e]"), Scheme.URL: re.compile(r"[\uff01-\uff5e]")}
"""A fullwidth form: ``１``, ``／``. The fullwidth dash in a DOI is repaired as other dashes are (``doi-with-unicode-dash``)."""

_SHIFT = 0xFF01 - 0x21
"""Offset from a plain character to its fullwidth form."""


@partial(Step, Stage.CHARACTERS)
def with_full_width_form(text: str, scheme: Scheme) -> Iterable[Change]:
    """A {scheme} contains full-width characters.

    Schemes: DOI, URL.
    Severity: warning.

    ## What it finds
    Letters, digits and punctuation of East Asian typesetting (U+FF01 to U+FF5E) inside a {scheme}.

    ## Why it matters
    They only look like the plain characters: the {scheme} leads nowhere, and many programs do not recognise it.

    ## Example
    ``10.１０１６／j.jhazmat.2009.02.016`` is ``10.1016/j.jhazmat.2009.02.016``;
    ``https：／／www.example.org／a／31051495.htm`` is ``https://www.example.org/a/31051495.htm``.

    ## When it is wrong
    A registrant may have registered such a character by mistake, or a page may have it in its name; the form as printed is
    kept as a candidate where it is valid.
    """
    if text.isascii():
        return ()
    why = "a full-width form replaces the plain character"
    return replaced(_WIDE[scheme], text, after=lambda wide: chr(ord(wide[0]) - _SHIFT), why=why)


_DIGIT = deferred(r"[\u0660-\u0669\u06f0-\u06f9]")
"""An Arabic-Indic or a Persian digit: ``٣``, ``۳``."""

DOI_WITH_ARABIC_DIGIT = Step(
    Stage.CHARACTERS,
    partial(
        replaced,
        _DIGIT,
        after=lambda digit: str(unicodedata.decimal(digit[0])),
        why="a DOI has the digits 0 to 9",
    ),
    needs="٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
)
"""A DOI contains Arabic-Indic or Persian digits.

Severity: warning.

## What it finds
The digits ٠ to ٩ and ۰ to ۹ inside a DOI.

## Why it matters
Word processors use these digits in Arabic and Persian text; the DOI as printed leads nowhere, and many programs do not
recognise it.

## Example
``١٠.٥٥٥٥/٠٠١٢٣`` is ``10.5555/00123``.

## When it is wrong
Hardly ever: the form as printed is kept as a candidate where it is valid.
"""


_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
"""A Latin ligature: ``ﬁ``, ``ﬂ``."""


@partial(Step, Stage.CHARACTERS)
def with_ligature(text: str, scheme: Scheme) -> Iterable[Change]:
    """A {scheme} contains a ligature.

    Schemes: DOI, URL.
    Severity: warning.

    ## What it finds
    Typographic ligatures (ﬀ, ﬁ, ﬂ, ﬃ, ﬄ, ﬅ, ﬆ) inside a {scheme}.

    ## Why it matters
    Text copied from a PDF has them in place of ordinary letters; the {scheme} as printed leads nowhere.

    ## Example
    ``10.1016/j.ﬁtote.2015.01.004`` is ``10.1016/j.fitote.2015.01.004``; ``https://www.who.int/proﬁles`` is
    ``https://www.who.int/profiles``.

    ## When it is wrong
    Hardly ever: no registrant is known to register ligatures. A URL as printed is kept as a candidate.
    """
    if text.isascii():
        return ()
    return replaced(
        _LIGATURE,
        text,
        after=lambda ligature: unicodedata.normalize("NFKC", ligature[0]),
        why="a typographic ligature replaces its letters",
        grade=Grade.SURE if scheme is Scheme.DOI else Grade.LIKELY,
    )


_DASH = re.compile(f"[{DASHES}]")
"""A hyphen or dash other than the hyphen-minus: ``–``, ``‐``."""

_DASH_OF_DOI = re.compile(f"[{DASHES}](?=.)|[\u2010\u2011]$")
"""The same in a DOI, at the end of which a dash is punctuation: ``–``, ``‐``."""

_HYPHENS = "\u2010\u2011\ufe63\uff0d"
"""Dashes that are never meant in the path of a URL."""


@partial(Step, Stage.CHARACTERS)
def with_unicode_dash(text: str, scheme: Scheme) -> Iterator[Change]:
    """A {scheme} has a dash in place of a hyphen.

    Schemes: DOI, URL, ISBN, ISSN.
    Severity: warning.
    Severity of ISBN, ISSN: info.

    ## What it finds
    Hyphens and dashes other than the plain hyphen-minus inside a {scheme}: the typographic hyphen, the non-breaking hyphen, en
    and em dash, the minus sign.

    ## Why it matters
    Word processors and typesetters substitute them automatically; programs no longer read the {scheme}, and a link leads nowhere.

    ## Example
    ``10.1111/j.1365–2729.2011.00426.x`` is ``10.1111/j.1365-2729.2011.00426.x``;
    ``https://example.org/delta‐reports‐robust‐trade`` is ``https://example.org/delta-reports-robust-trade``;
    ``978–0–306–40615–7`` is ``978-0-306-40615-7``.

    ## When it is wrong
    A few registrants did register a dash in a DOI; the form as printed is kept as a candidate. Names of pages may have dashes
    (Wikipedia's do): en and em dashes in a URL's path stay in the first reading, and the plain hyphen is a candidate. Never in an
    ISBN or ISSN, which are read only if the check digit is valid.
    """
    if text.isascii():
        return
    dash = _DASH_OF_DOI if scheme is Scheme.DOI else _DASH
    edits = tuple(Edit(found.start(), found.end(), "-") for found in dash.finditer(text))
    if edits and scheme is Scheme.URL:
        yield from _in_url(text, edits)
    elif edits and scheme is Scheme.DOI:
        if text[-1] in DASHES and text[-1] in text[:-1]:
            end = Edit(len(text) - 1, len(text), "-")
            yield Change(
                edits=(*edits, end), why="the DOI may have hyphens where dashes are printed", grade=Grade.POSSIBLE
            )
        yield Change(edits=edits, why="a dash is printed in place of the plain hyphen")
    elif edits:
        yield Change(edits=edits, why="a dash is printed in place of the plain hyphen", grade=Grade.SURE)


def _in_url(text: str, dashes: tuple[Edit, ...]) -> Iterator[Change]:
    path = text.find("/", text.find("//") + 2)
    wrong = tuple(edit for edit in dashes if text[edit.start] in _HYPHENS or edit.start < path or path < 0)
    if wrong:
        yield Change(edits=wrong, why="a URL has a plain hyphen where a dash is printed")
    if len(dashes) > len(wrong):
        yield Change(edits=dashes, why="the URL may have a plain hyphen where a dash is printed", grade=Grade.POSSIBLE)
