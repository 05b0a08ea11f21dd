"""Authors and journals that are listed under several names."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import Factory, define
from rapidfuzz.distance import OSA

from refcheck.checks.certainty import confirmed, read_with_certainty
from refcheck.matching.transformations.section import section_of, section_of_volume
from refcheck.messages import joined, worded
from refcheck.model import Case, Finding, Name, Rule
from refcheck.text.folding import fold, fold_name

_FULL = 3
"""A given name with fewer letters may be an initial."""

_LONG = 6
"""A family name with fewer letters differs in only one letter from too many other names."""

_BLOCK = 3
"""The number of letters at the beginning or the end that two family names share if one letter differs elsewhere."""

_LITTLE_WORDS = frozenset(["the", "a", "an", "of", "on", "for", "in", "and", "journal"])
"""Words that are often added to or left out of the names of journals."""

_ENDINGS = "ns"
"""Final letters in which forms of a word differ: *Eurasia* and *Eurasian*, *Science* and *Sciences*."""

_FEWEST_WORDS = 2
"""A name with fewer significant words is too short to be compared: *Nature*, *The Nature*."""


@define(eq=False)
class _Author:
    """One spelling of a name, folded, with the keys of the references that have it."""

    printed: str
    family: str
    given: tuple[str, ...]
    keys: list[str] = Factory(list)

    def blocks(self) -> Iterator[tuple[str, ...]]:
        """Yield the keys for blocking: two spellings of one person share at least one of them."""
        yield self.family, self.given[0]
        if len(self.family) >= _LONG:
            yield "begins", self.family[:_BLOCK], *self.given
            yield "ends", self.family[-_BLOCK:], *self.given

    def may_be(self, other: "_Author") -> bool:
        """Return whether two spellings may be one person's."""
        if self.family != other.family:
            return self.given == other.given and OSA.distance(self.family, other.family, score_cutoff=1) <= 1
        return all(
            one.startswith(two) or two.startswith(one) for one, two in zip(self.given, other.given, strict=False)
        )


def author_under_two_spellings(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """One author is spelt in two ways.

    Severity: info.

    Yield one finding for each author with several spellings.

    ## What it finds
    Authors with the same family name whose full given names differ only in accents, or in an additional middle name;
    and authors with the same full given name whose family names differ in one letter.

    ## Why it matters
    Readers and indexes take them for two people.

    ## Example
    “Marchand, Élodie” and “Marchand, Elodie”; “Sokolova, Vera” and “Sokolova, Vera.V”.

    ## When it is wrong
    Two people with nearly the same name; the finding is a question, not a claim. Initials alone are never compared.
    """
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
                rule=rule,
                message=worded("author-under-two-spellings", names="; ".join(each.printed for each in group)),
                references=tuple(dict.fromkeys(key for each in group for key in each.keys)),
            )


def _authors(cases: Sequence[Case]) -> list[_Author]:
    """Return the authors of a list whose given names are printed in full, each spelling once."""
    found: dict[str, _Author] = {}
    for case in cases:
        for name in case.reference.work.author if read_with_certainty(case.reference, "author") else ():
            family, given = fold_name(name.family or ""), tuple(fold_name(name.given or "").split())
            if family and given and len(given[0]) >= _FULL:
                author = found.setdefault(_spelling(name), _Author(str(name), family, given))
                author.keys.append(case.reference.key)
    return list(found.values())


def _spelling(name: Name) -> str:
    """Return a name without capitals and punctuation, which depend on the style; accents belong to the name."""
    return "".join(letter for letter in unicodedata.normalize("NFC", str(name)).casefold() if letter.isalnum())


def container_under_two_names(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """One journal is listed under two names.

    Severity: info.

    Yield one finding for each journal that has more than one name.

    ## What it finds
    Journals or books whose names are nearly the same (“Journal of” or “The” added, a word in another form), and different
    names of a journal that has a single name in the registry.

    ## Why it matters
    Readers and indexes take them for two journals.

    ## Example
    *Journal of Central Eurasia Studies* and *Central Eurasian Studies*.

    ## When it is wrong
    Two journals with almost the same name; the finding is a question, not a claim.
    """
    names: dict[str, dict[str, str]] = defaultdict(dict)
    keys: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        name = case.reference.work.container_title
        if name and read_with_certainty(case.reference, "container_title") and (journal := _journal(case, name)):
            section = "" if section_of(name) else section_of_volume(case.reference.work.volume)
            names[journal].setdefault(fold(f"{name} {section}"), name)
            keys[journal].append(case.reference.key)
    for journal, spellings in names.items():
        apart = {fold(name): name for name in spellings.values()}  # without the section from the volume
        if len(apart) > 1:
            shown = joined("comma", (worded("quoted", text=name) for name in apart.values()))
            message = worded("container-under-two-names", names=shown)
            yield Finding(rule=rule, message=message, references=tuple(keys[journal]))


def _journal(case: Case, name: str) -> str:
    """Return the key that the names of one journal share: the significant words of the registered, or otherwise the printed name.

    It is empty if these are too few.
    """
    if case.match and confirmed(case, "container-title"):
        name = case.match.record.work.container_title or name
    words = [word.rstrip(_ENDINGS) for word in fold(name).split() if word not in _LITTLE_WORDS]
    return " ".join(words) if len(words) >= _FEWEST_WORDS else ""
