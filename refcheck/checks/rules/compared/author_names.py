"""The name of one author compared with the registered one."""

from collections.abc import Iterator

from refcheck.checks.comparing.differences import (
    REASONS,
    family_of,
    forms,
    name_finding,
    of_authors,
    strangers,
    why_authors_uncompared,
)
from refcheck.checks.evidence import beside_record, note, unless_short
from refcheck.checks.mending.author_list import author_list
from refcheck.messages import phrase, worded
from refcheck.model import Case, Change, Finding, Rule

_SHOWN = 3
"""The most names of a list that are shown in a sentence."""


def author_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """An author is not the registered one.

    Severity: warning.

    Yield each author after the first who is another person.

    ## What it finds
    A later author for whom the record has another person, or another given name.

    ## Why it matters
    The citation is counted for the wrong person.

    ## Example
    “Medina, Juan” for Pablo Sebastian Medina.

    ## When it is wrong
    A person who changed names, or publishes under a name that the record does not have.
    If the family name and the first letter of the given name are the same (“Lindqvist, Bo” for Britta), it may be a short form:
    that is a note.
    """
    for match, difference, why in of_authors(case, Change.CHANGED):
        if difference.cited != _first(case):
            own = note(rule) if why else unless_short(rule, difference)
            yield name_finding(case, own, match, difference)


def first_author_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The first author is not the registered one.

    Severity: warning.

    Yield the first author if it is another person; or all authors, if all are other people.

    ## What it finds
    A first author other than the first author in the record. If several are cited, and none of them is registered, all are
    reported together.

    ## Why it matters
    A work is cited, sorted and looked for by its first author.

    ## Example
    “Smith, J. (2016)” for an article by Élodie Marchand.

    ## When it is wrong
    A person who changed names, or a record that has the corresponding author first.
    If the family name and the first letter of the given name are the same (“Lindqvist, Bo” for Britta), it may be a short form:
    that is a note. Authors in another script, or an organisation for persons, are not compared: that is a note, too.
    """
    if (found := strangers(case)) is not None:
        match, agreement = found
        cited, registered = agreement.cited, agreement.registered
        said = worded("first-author-differs-all", cited=_few(cited), registered=_few(registered), why="")
        fix = author_list(case.reference, match.record.work.author)
        yield beside_record(case, rule, match, "author", said, cited=cited, registered=registered, fix=fix)
        return
    if case.match is not None and (why := why_authors_uncompared(case)):
        cited, registered = str(case.reference.work.author[0]), str(case.match.record.work.author[0])
        said = worded(rule.code, cited=cited, registered=registered, why=phrase(why))
        yield beside_record(case, note(rule), case.match, "author", said, cited=cited, registered=registered)
        return
    for match, each, why in of_authors(case, Change.CHANGED):
        if each.cited == _first(case) and (not why or why in REASONS):
            own = note(rule) if why else unless_short(rule, each)
            yield name_finding(case, own, match, each, why=why)


def _first(case: Case) -> str | None:
    """Return the first cited author, or ``None``."""
    return next(map(str, case.reference.work.author), None)


def _few(names: str) -> str:
    """Return names for a sentence: all of them, or the first ones and the number of the rest."""
    shown = names.split("; ")
    if len(shown) <= _SHOWN:
        return names
    return worded("names-and-more", names="; ".join(shown[:_SHOWN]), count=len(shown) - _SHOWN)


def author_misspelt(case: Case, rule: Rule) -> Iterator[Finding]:
    """An author's name or initials are not as registered.

    Severity: warning.

    Yield each author whose name is spelt differently.

    ## What it finds
    A family name that is so similar to the registered one, with a given name that fits, that the same person seems to be meant; and
    a second initial that differs, if the family name and the first initial are registered.

    ## Why it matters
    A misspelt name credits no one: indexes count the citation for a person who does not exist.

    ## Example
    “Dana Suleimanova” for Dana Suleimenova, “C. V. Okafor” for Charles P. Okafor.

    ## When it is wrong
    If nothing else differs, either side may be wrong, and it is a note. Names in other scripts are written in Latin letters in many
    ways, and the registry's way need not be the person's own. Initials that may stand for the same letter (G. and H., Yu. and Iu.)
    are reported as another form of the name.
    """
    for match, difference, why in of_authors(case, Change.MISSPELT):
        one_family = family_of(difference.cited) == family_of(difference.registered)
        key = "author-misspelt-given" if one_family else "author-misspelt"
        yield name_finding(case, note(rule) if why else rule, match, difference, key=key, why=why)


def author_in_another_form(case: Case, rule: Rule) -> Iterator[Finding]:
    """An author's name is in another form.

    Severity: info.

    Yield each author whose name is in another form.

    ## What it finds
    An author whose given name is a short form of the registered one, or is spelt nearly like it, or fits only a later initial of it, or
    whose second initial may stand for the same letter of another script; and one whose family name sounds like the registered one but is
    spelt in another way (a doubled letter, “ck” for “k”, “w” for “v”, “y” for “i”).

    ## Why it matters
    It is most likely the same person, or else another person with the same family name. Indexes may take the two for two people.

    ## Example
    “Bob Lindqvist” for Robert Lindqvist, “A. G. Orlov” for A. H. Orlov, “Marcel Lund” for Anne M. Lund, “Ana Hedrick” for Ana Hedrik.

    ## When it is wrong
    People publish under several forms of their names; it is a note, and never changes the verdict.
    """  # noqa: E501  the lines are those of its page
    for match, difference in forms(case):
        yield name_finding(case, rule, match, difference)
