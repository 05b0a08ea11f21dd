"""Words that do not belong in a reference, or are misspelt in it."""

import re
from collections.abc import Iterator

from attrs import evolve
from rapidfuzz.distance import OSA

from refcheck.checks.evidence import printed
from refcheck.checks.places import prose
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Reference, Rule, Safety, Severity, Span
from refcheck.text.deferred import deferred

_LINE = re.compile(
    r"\b(?:under (?:an )?(?:exclusive )?licen[cs]e to|(?:exclusively )?licensed (?:exclusively )?to|all rights reserved)\b"
    r"|(?:©|\(c\)) ?(?:the author|\d{4})",
    re.IGNORECASE,
)
"""Words of a licence page: ``under exclusive license to``, ``© 2024``."""

_FIELDS = ("title", "container_title", "publisher")
"""Fields of a structured source in which such words are a mistake; in its abstract or note they may be right."""

_AND_WORD = re.compile(r"(?:\band|&)\s+(col[a-z]{5,9}|cow[a-z]{5,8})\b", re.IGNORECASE)
"""“and” with a word that may be a misspelling of “colleagues”: ``and Colleages``, ``& colleages``."""

_ET_AL = re.compile(r"\b(?:et\.\s?al\b\.?|et\s+all\b\.?|at\s+al\.)")
"""“et al.” misspelt: ``et. al.``, ``et all``."""

_CUT = deferred(r"[\s,]*(?:and\s+)?(et\.?\s+al\b\.?)(?=\s*[}\"])", re.IGNORECASE)
"""“et al.” after the last name of a BibTeX field, in which it should be “and others”: `` et al.}``, ``, and et al."``."""

_MARKUP = frozenset("\\{}$&")
"""Characters of TeX markup in a name."""

_WORDS = ("colleagues", "coworkers")


def licence_line(case: Case, rule: Rule) -> Iterator[Finding]:
    """The reference contains a licence notice.

    Severity: info.

    Yield the first such line.

    ## What it finds
    Words that publishers print in the front of a book or below an abstract, and that do not belong in a reference.

    ## Why it matters
    They are taken for the publisher's name.

    ## Example
    “under exclusive license to Springer Nature Switzerland AG 2024”

    ## When it is wrong
    A title about licences.
    """
    if found := _LINE.search(prose(case.reference, *_FIELDS)):
        yield Finding(rule=rule, message=worded("licence-line", words=found[0]), span=Span(*found.span()))


def misspelt_et_al(case: Case, rule: Rule) -> Iterator[Finding]:
    """“et al.” is misspelt.

    Severity: info.

    Yield each misspelling, with the correct spelling.

    ## What it finds
    The words for the rest of the authors, in a spelling that no language has; and in BibTeX, “et al.” in place of “and others”,
    which is printed as a name, and is a warning.

    ## Why it matters
    Programs read them as the name of an author.

    ## Example
    “Lewis, Owen and Colleages”

    ## When it is wrong
    A person or an organisation with that name.
    """
    text = prose(case.reference, "author")
    slips = [
        (Span(*found.span(1)), word)
        for found in _AND_WORD.finditer(text)
        for word in _WORDS
        if OSA.distance(found[1].lower(), word, score_cutoff=1) == 1 and f"{found[1].lower()}s" not in _WORDS
    ]
    for span, word in (*slips, *((Span(*found.span()), "et al.") for found in _ET_AL.finditer(text))):
        fix = Fix(span=span, replacement=word, safety=Safety.UNSAFE)
        message = worded("misspelt-et-al", printed=span.of(text), word=word)
        yield Finding(rule=rule, message=message, span=span, fix=fix)
    yield from _in_bibtex(case.reference, evolve(rule, severity=Severity.WARNING))


def _in_bibtex(reference: Reference, rule: Rule) -> Iterator[Finding]:
    """Yield “et al.” after the last author of a BibTeX entry, which would print it as a part of the name."""
    raw, authors = reference.raw, [field.span for field in reference.fields if field.name == "author"]
    if raw.startswith("@") and authors and (cut := _CUT.match(raw, authors[-1].end)):
        last = authors[-1].of(raw)
        is_plain = reference.work.author[-1].given and _MARKUP.isdisjoint(last)
        fix = Fix(span=Span(authors[-1].start, cut.end()), replacement=f"{last} and others", safety=Safety.UNSAFE)
        yield Finding(
            rule=rule,
            message=worded("misspelt-et-al", printed=cut[1], word="and others"),
            span=Span(*cut.span(1)),
            evidence=(printed("author", cut[1]),),
            fix=fix if is_plain else None,
        )
