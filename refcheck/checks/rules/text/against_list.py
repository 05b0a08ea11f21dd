"""The citations of a text compared with its list."""

from collections.abc import Iterator

from refcheck import messages
from refcheck.checks.certainty import read_with_certainty
from refcheck.checks.cited import Cited, is_sure, shown
from refcheck.checks.evidence import creators, note, printed
from refcheck.checks.listed import joined
from refcheck.checks.places import place
from refcheck.messages import worded
from refcheck.model import Case, Citation, Evidence, Finding, Rule

_BY_NAME, _BY_KEY = 0.7, 0.1
"""The least part of the list that a text must cite, by name or by key. A text that cites less is incomplete, or also cites in
another way; keys and pointers are more certain than names. Source: a judgement: ``tests/test_checks_text.py`` plants the slips that
must be found, and ``tests/benchmarks/jats.py`` counts them in articles."""


def cited_but_not_listed(cited: Cited, rule: Rule) -> Iterator[Finding]:
    """A cited work is not listed.

    Severity: warning.

    Yield one finding for each such work, however often it is cited.

    ## What it finds
    A citation by number, key, or name and year for which the list has no reference. If most of a text's citations by name or number
    are not understood, nothing is reported; a key of the document's source is reported if all its bibliographies were read. Names
    that the list lacks are not judged if the comma before the year is used differently than in most citations, nor is a single name
    with a year from long before any listed work.

    ## Why it matters
    A reader cannot find the work.

    ## Example
    “(Zimmer, 2022)” in the text, and no Zimmer in the list.

    ## When it is wrong
    A citation of a law, of a letter or of a work that is described in a note, and years in brackets that are not citations.
    Of 60 findings by name or by number in real texts, 33 were right: the words before a year in brackets may be a publisher, a film
    or half a name. So only a citation by a key of the document's own source (LaTeX, JATS) is a warning; any other is a note.
    """
    for citation in cited.unlisted:
        message = worded("cited-but-not-listed", citation=shown(citation))
        own = rule if is_sure(citation) else note(rule)
        yield Finding(rule=own, message=message, citations=cited.spans[citation])


def listed_but_not_cited(cited: Cited, rule: Rule) -> Iterator[Finding]:
    """A listed work is not cited.

    Severity: info.

    Yield one finding, which names the references.

    ## What it finds
    References to which no citation points, in a text that cites most of its list. If it cites by name and year, the works are named
    in this way, and references without an author are left out.

    ## Why it matters
    A list of references contains what the text cites; a reference that is not cited was left over from an earlier version, or its
    citation was lost.

    ## Example
    “Quill, T. (2011)” in the list, and no Quill in the text.

    ## When it is wrong
    A bibliography that is meant to list more, and works that are cited only in a table, a figure or a supplement.
    """
    if len(cited.places) < (_BY_NAME if cited.by_name else _BY_KEY) * len(cited.cases):
        return
    left = [case for place, case in enumerate(cited.cases) if place not in cited.places]
    named = {case.reference.key: case.reference.work for case in left if not cited.by_name or _can_be_named(case)}
    if named:
        shown = messages.joined("comma", map(creators, named.values())) if cited.by_name else ""
        works = worded("list-behind", list=shown) if shown else ""
        message = worded("listed-but-not-cited", count=len(named), works=works)
        yield Finding(rule=rule, message=message, references=tuple(named))


def _can_be_named(case: Case) -> bool:
    """Return whether it is certain under which name the text would cite the reference."""
    work = case.reference.work
    return bool(work.author or work.editor) and read_with_certainty(case.reference, "author", "editor")


def citation_fits_several(cited: Cited, rule: Rule) -> Iterator[Finding]:
    """A citation fits several references.

    Severity: info.

    Yield one finding for each such citation, which names the references.

    ## What it finds
    A citation by name and year that points to several references with the same authors and the same year, without a letter after the year
    to distinguish them.

    ## Why it matters
    A reader cannot tell which of them is meant.

    ## Example
    “(Okafor, 2012)” in the text, and two references “Okafor, B. (2012)” in the list; “2012a” and “2012b” would distinguish them.

    ## When it is wrong
    The text distinguishes them in another way, such as by a short title.
    """  # noqa: E501  the lines are those of its page
    for citation, cases in cited.choices:
        keys = tuple(case.reference.key for case in cases)
        others, last = ", ".join(keys[:-1]), keys[-1]
        message = worded("citation-fits-several", citation=shown(citation), keys=others, last=last)
        yield Finding(rule=rule, message=message, references=keys, citations=cited.spans[citation])


def cited_name_differs(cited: Cited, rule: Rule) -> Iterator[Finding]:
    """A work is cited and listed under different names.

    Severity: info.

    Yield one finding for each such citation, which names the reference.

    ## What it finds
    A citation whose year the list has with nearly the same name, or with other people after the first, in one reference that
    nothing else in the text cites.

    ## Why it matters
    One of the two is wrong, and a reader does not find the work.

    ## Example
    “Brwon and Clark (2020)” in the text, and “Brown, K., & Clark, L. (2020)” in the list.

    ## When it is wrong
    Two people with nearly the same name who published in the same year, one of whom is missing in the list.
    Of 30 findings in real texts, 24 were right: it is a note.
    """
    for citation, case in cited.other_names:
        work = case.reference.work
        listed = joined(work.author or work.editor or work.translator)
        yield _finding(cited, rule, citation, case, printed("author", joined(citation.names), beside=listed))


def cited_year_differs(cited: Cited, rule: Rule) -> Iterator[Finding]:
    """A work is cited and listed with different years.

    Severity: info.

    Yield one finding for each such citation, which names the reference.

    ## What it finds
    A citation of names that the list has only with another year, in one reference that nothing else in the text cites.

    ## Why it matters
    One of the two years is wrong, and a reader takes them for two works.

    ## Example
    “(Evans, 2018)” in the text, and “Evans, O. (2017)” in the list.

    ## When it is wrong
    Another work by the same people that is missing in the list.
    Of 23 findings in real texts, 19 were right: it is a note.
    """
    for citation, case in cited.other_year:
        issued = case.reference.work.issued
        listed = str(issued.year) if issued else ""
        yield _finding(cited, rule, citation, case, printed("issued", str(citation.year), beside=listed))


def _finding(cited: Cited, rule: Rule, citation: Citation, case: Case, evidence: Evidence) -> Finding:
    """Return the finding of a citation that seems to mean a reference but differs from it as the evidence says."""
    return Finding(
        rule=rule,
        message=worded(rule.code, citation=shown(citation), listed=evidence.registered or ""),
        span=place(case.reference, evidence.field or ""),
        evidence=(evidence,),
        references=(case.reference.key,),
        citations=cited.spans[citation],
    )
