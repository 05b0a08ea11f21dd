"""One author stands under two spellings.

Severity: info.

## What it finds
Authors with one family name whose full given names differ in accents alone, or of whom one has a middle name more;
and authors with one full given name whose family names differ in a letter.

## Why it matters
A reader, and an index, takes them for two people.

## Example
“Marchand, Élodie” and “Marchand, Elodie”; “Sokolova, Vera” and “Sokolova, Vera.V”.

## When it is wrong
Two people of nearly the same name; the finding asks, and does not claim. Initials alone are never compared.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import Factory, define
from rapidfuzz.distance import OSA

from refcheck.checks.card import card
from refcheck.checks.certainty import surely_read
from refcheck.messages import worded
from refcheck.model import Case, Finding, Name
from refcheck.text.folding import fold

RULE = card(__name__, __doc__)

_FULL = 3
"""A given name with fewer letters may be an initial."""

_LONG = 6
"""A family name with fewer letters has too many neighbours that are one letter away."""

_BLOCK = 3
"""So many letters at the beginning or the end of two family names are the same where one letter differs elsewhere."""


@define(eq=False)
class _Author:
    """One spelling of a name, folded, with the keys of the references that have it."""

    printed: str
    family: str
    given: tuple[str, ...]
    keys: list[str] = Factory(list)

    def blocks(self) -> Iterator[tuple[str, ...]]:
        """Spellings of one person have one of these in common."""
        yield self.family, self.given[0]
        if len(self.family) >= _LONG:
            yield "begins", self.family[:_BLOCK], *self.given
            yield "ends", self.family[-_BLOCK:], *self.given

    def may_be(self, other: "_Author") -> bool:
        """Whether two spellings may be one person's."""
        if self.family != other.family:
            return self.given == other.given and OSA.distance(self.family, other.family, score_cutoff=1) <= 1
        return all(
            one.startswith(two) or two.startswith(one) for one, two in zip(self.given, other.given, strict=False)
        )


def check_list(cases: Sequence[Case]) -> Iterator[Finding]:
    """One finding for each author with several spellings."""
    groups: dict[_Author, list[_Author]] = {}
    blocks: dict[tuple[str, ...], list[_Author]] = defaultdict(list)
    for author in _authors(cases):
        known = (other for block in author.blocks() for other in blocks[block])
        first = next((groups[other][0] for other in known if author.may_be(other)), author)
        groups[author] = groups.get(first, [])
        groups[author].append(author)
        for block in author.blocks():
            blocks[block].append(author)
    for author, group in groups.items():
        if author is group[0] and len(group) > 1:
            yield Finding(
                rule=RULE,
                message=worded("author-under-two-spellings", names="; ".join(each.printed for each in group)),
                references=tuple(dict.fromkeys(key for each in group for key in each.keys)),
            )


def _authors(cases: Sequence[Case]) -> list[_Author]:
    """The authors of a list whose given names are printed in full, each spelling once."""
    found: dict[str, _Author] = {}
    for case in cases:
        for name in case.reference.work.author if surely_read(case.reference, "author") else ():
            family, given = fold(name.family or ""), tuple(fold(name.given or "").split())
            if family and given and len(given[0]) >= _FULL:
                author = found.setdefault(_spelling(name), _Author(str(name), family, given))
                author.keys.append(case.reference.key)
    return list(found.values())


def _spelling(name: Name) -> str:
    """A name without capitals and punctuation, which are the style's; accents are the name's own."""
    return "".join(letter for letter in unicodedata.normalize("NFC", str(name)).casefold() if letter.isalnum())
