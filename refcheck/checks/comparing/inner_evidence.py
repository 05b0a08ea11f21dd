"""What a DOI or an address says of the work, held against what is printed beside it."""

import re
from collections.abc import Iterator

from refcheck.checks.certainty import attribute, compared, surely_read
from refcheck.checks.comparing.printed_text import printed_numbers
from refcheck.checks.evidence import printed
from refcheck.identifiers.suffixes.doi_meaning import DoiReading, read
from refcheck.messages import worded
from refcheck.model import Case, Finding, Identifier, Reference, Rule, Scheme

_NUMBER = re.compile(r"\d{1,6}")
"""A plain number: ``36``, ``0101``."""

OF_JOURNAL = r"/(?:content|article(?:-abstract|-pdf)?)/(?!(?:19|20)\d\d/)"
"""What stands before volume, issue and first page in the paths of many journals' sites: ``/content/138/6/1454``."""


def doi_readings(case: Case, variable: str) -> Iterator[tuple[Identifier, DoiReading]]:
    """The DOIs of a reference and what each says, unless a CSL variable was doubtfully read, or a record settles it."""
    if surely_read(case.reference, attribute(variable)) and not compared(case, variable):
        for identifier in case.reference.of_scheme(Scheme.DOI):
            yield identifier, read(identifier.value)


def in_addresses(case: Case, variable: str, pattern: re.Pattern[str]) -> Iterator[tuple[Identifier, str]]:
    """The addresses of a reference with the group of a pattern that is found in each, under the same conditions."""
    if surely_read(case.reference, attribute(variable)) and not compared(case, variable):
        for identifier in case.reference.of_scheme(Scheme.URL):
            if found := pattern.search(identifier.value):
                yield identifier, found[found.lastindex or 0]


def contradicts(reference: Reference, inner: str | None, cited: str | None) -> bool:
    """Whether an identifier's plain number is not the one that was read, and is printed nowhere; anything else is not judged."""
    if not inner or not cited or not _NUMBER.fullmatch(inner) or not _NUMBER.fullmatch(cited):
        return False
    printed = printed_numbers(reference, but=("issued", "accessed"))
    return int(inner) not in {int(cited), *map(int, printed)}


def inner_finding(rule: Rule, variable: str, noun: str, identifier: Identifier, inner: str, cited: str) -> Finding:
    """The finding that an identifier says ``inner`` where ``cited`` is printed. ``noun`` names the variable for people."""
    witness = worded("the-doi" if identifier.scheme is Scheme.DOI else "the-address")
    return Finding(
        rule=rule,
        message=worded("inner", subject=worded(f"the-{noun}"), cited=cited, witness=witness, inner=inner),
        span=identifier.span,
        evidence=(printed(variable, cited, beside=identifier.value),),
    )
