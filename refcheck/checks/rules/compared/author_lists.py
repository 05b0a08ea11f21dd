"""The authors and editors, and their order, compared with those of the record."""

from collections.abc import Iterator

from refcheck.checks.certainty import confirmed, read_with_certainty
from refcheck.checks.comparing.differences import REASONS, family_of, judged, name_finding, of_authors
from refcheck.checks.comparing.misreading import is_misread_name
from refcheck.checks.evidence import beside_record, note
from refcheck.checks.mending.author_list import author_list
from refcheck.messages import phrase, worded
from refcheck.model import Case, Change, Difference, Finding, Rule


def author_missing(case: Case, rule: Rule) -> Iterator[Finding]:
    """An author is missing.

    Severity: warning.

    Yield the registered authors who are not cited, in one finding.

    ## What it finds
    A registered author whom the reference leaves out without saying so (“et al.” says so).

    ## Why it matters
    An author who is left out is not credited, and the reference may be taken for another work.

    ## Example
    “Verhoeven, F. (2021)” for a book by Verhoeven and Claes.

    ## When it is wrong
    A style that prints only the first authors, without any word for the rest.
    """
    missing = [found for found in of_authors(case, Change.MISSING) if not found[2] or found[2] in REASONS]
    if not missing:
        return
    match, _, why = missing[0]
    names = "; ".join(difference.registered for _, difference, _ in missing)
    said = worded("author-missing", count=len(missing), names=names, why=phrase(why))
    fix = author_list(case.reference, match.record.work.author)
    yield beside_record(case, note(rule) if why else rule, match, "author", said, registered=names, fix=fix)


def author_extra(case: Case, rule: Rule) -> Iterator[Finding]:
    """A cited author is not in the record.

    Severity: warning.

    Yield each cited author who is not registered.

    ## What it finds
    A cited author who is not one of those registered.

    ## Why it matters
    An author who does not belong often means that two references were mixed up, or that the DOI is that of another work.

    ## Example
    “Bellini, F., Porter, B. and Smith, J.” for an article by the first two.

    ## When it is wrong
    Some records, not only of older works, have only the first author. If the record has one author and several are cited, by name
    or as “et al.”, it is a note, and the reference is `unverified`.
    """
    for match, difference, why in of_authors(case, Change.EXTRA):
        if not why:
            yield name_finding(case, rule, match, difference)
    yield from _beside_one(case, note(rule))


def _beside_one(case: Case, rule: Rule) -> Iterator[Finding]:
    """Yield a note if the record has one author and more are cited: the record may have only the first author."""
    cited, has_more = case.reference.work.author, case.reference.work.author_et_al
    is_one = case.match is not None and len(case.match.record.work.author) == 1
    if case.match is None or not is_one or len(cited) + has_more < 2 or not confirmed(case, "author"):
        return
    only, names = case.match.record.work.author[0], "; ".join(map(str, cited))
    extra = [Difference(change=Change.EXTRA, cited=str(name)) for name in cited if name.headword != only.headword]
    is_of_title = extra and all(is_misread_name(case, case.match, each) for each in extra)  # "A. Lund, Ada Roe: A Life"
    if read_with_certainty(case.reference, "author") and not is_of_title:
        key = "author-extra-beside-one" if len(cited) > 1 else "author-et-al-beside-one"
        said = worded(key, count=len(cited), registered=str(only))
        yield beside_record(case, rule, case.match, "author", said, cited=names, registered=str(only))


def author_order_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The authors are in another order.

    Severity: warning.

    Yield the cited order of the authors, if it differs from the record's.

    ## What it finds
    The registered authors, in another order than in the record.

    ## Why it matters
    The work is cited and sorted by its first author.

    ## Example
    “Claes, B. and Verhoeven, F.” for a book by Verhoeven and Claes.

    ## When it is wrong
    Few records have the wrong order, but some do, where all authors contributed equally.
    """
    for match, difference, why in of_authors(case, Change.ORDER):
        if why:
            continue
        cited, registered = difference.cited, difference.registered
        said = worded("author-order-differs", cited=cited, registered=registered)
        fix = author_list(case.reference, match.record.work.author)
        yield beside_record(case, rule, match, "author", said, cited=cited, registered=registered, fix=fix)


def editor_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """An editor is not a registered one.

    Severity: warning.

    Yield each cited editor for whom the record has no one, or another person.

    ## What it finds
    A cited editor whom the record does not have, or has under another spelling. Editors who are left out are not reported.

    ## Why it matters
    Readers look for a chapter under the editors of its book.

    ## Example
    “In: Petrowa, E. (ed.)” for a book edited by E. Petrova.

    ## When it is wrong
    Records often have the editors of the series in place of those of the book.
    """
    for match, agreement, why in judged(case, "editor"):
        own, registered = note(rule) if why else rule, agreement.registered
        for cited in (each.cited for each in agreement.differences if each.change not in (Change.ORDER, Change.FORM)):
            if cited:
                said = worded("editor-differs", cited=cited, registered=registered, why=phrase(why))
                text = family_of(cited)
                yield beside_record(case, own, match, "editor", said, cited=cited, registered=registered, text=text)
