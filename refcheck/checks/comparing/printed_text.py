"""The printed text of a reference, whatever it was read as, and what its DOI or URL says about the work."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from refcheck.checks.certainty import attribute, compared, read_with_certainty
from refcheck.checks.evidence import printed
from refcheck.checks.places import masked
from refcheck.identifiers.doi_meaning import DoiReading, read
from refcheck.messages import worded
from refcheck.model import Case, Finding, Identifier, Reference, Rule, Scheme
from refcheck.text.folding import fold, squeeze

NUMBER = re.compile(r"\d+")
"""A number: ``2015``."""

_YEAR_BESIDE = re.compile(r"(?:19|20)\d\d\s*;")
"""A year that was read as a part of a volume: ``2012;172``."""

_LONG = 30
"""A text of at least this many letters is not printed by chance, whatever its spaces and hyphens."""

_WITH_LETTERS = 4
"""A number of at least this many digits and letters is not printed by chance: ``05LT01``, ``e1168``."""


def printed_numbers(reference: Reference, but: Iterable[str] = ()) -> Counter[str]:
    """Return how often each number occurs in a printed reference, outside its identifiers and the fields named in ``but``.

    Such a field is searched after all if it was cut so badly that it contains a year before its number: ``2012;172``. For a
    structured reference, nothing is counted.
    """
    if reference.structured:
        return Counter()
    cut = {field.name for field in reference.fields if _YEAR_BESIDE.match(field.raw)}
    return Counter(NUMBER.findall(without(reference, masked(reference), {*but} - cut)))


def is_printed(reference: Reference, registered: str, but: Iterable[str] = ()) -> bool:
    """Return whether a registered text is printed, word for word: several words, or a single word of digits and letters.

    Any other single word may be printed by chance. Numbers (``14-23``) are not looked for within identifiers, and occurrences
    within a field named in ``but`` do not count. A long text is also found with other spaces and hyphens.
    """
    key = fold(registered)
    is_mixed = " " not in key and len(key) >= _WITH_LETTERS and not key.isalpha() and not key.isdecimal()
    text = masked(reference) if is_mixed or key.replace(" ", "").isdecimal() else reference.raw
    if " " not in key and not is_mixed:
        return False
    if occurs_outside(reference, text, key, but):
        return True
    however_parted = rf"(?<!\S){' ?'.join(map(re.escape, squeeze(key)))}(?!\S)"  # ``l ?o ?w`` finds "low" and "lo w"
    return len(key) >= _LONG and re.search(however_parted, fold(without(reference, text, but))) is not None


def occurs_outside(reference: Reference, text: str, key: str, but: Iterable[str]) -> bool:
    """Return whether a reference's text (printed or masked) contains a folded key more often than the fields named in ``but``."""
    times = _times(text, key)
    return times > 0 and times > sum(_times(field.raw, key) for field in reference.fields if field.name in but)


def _times(text: str, key: str) -> int:
    """Return how often a folded key occurs in a text, as whole words."""
    return f" {fold(text)} ".replace(" ", "  ").count(f" {key.replace(' ', '  ')} ")


def without(reference: Reference, text: str, names: Iterable[str]) -> str:
    """Return a reference's text (printed or masked) with the named fields replaced by spaces."""
    for field in reference.fields:
        if field.name in names:
            text = text[: field.span.start] + " " * len(field.span) + text[field.span.end :]
    return text


_PLAIN_NUMBER = re.compile(r"\d{1,6}")
"""A plain number: ``36``, ``0101``."""

OF_JOURNAL = r"/(?:content|article(?:-abstract|-pdf)?)/(?!(?:19|20)\d\d/)"
"""The segment before volume, issue and first page in the URL paths of many journals' sites: ``/content/138/6/1454``."""


def doi_readings(case: Case, variable: str) -> Iterator[tuple[Identifier, DoiReading]]:
    """Yield the DOI of a reference and what it says, unless a CSL variable was read with doubt or compared with a record.

    None of several DOIs is read: they identify several works, and the printed number belongs to one of them.
    """
    dois = {identifier.value.casefold(): identifier for identifier in case.reference.of_scheme(Scheme.DOI)}
    if len(dois) == 1 and read_with_certainty(case.reference, attribute(variable)) and not compared(case, variable):
        (identifier,) = dois.values()
        yield identifier, read(identifier.value)


def in_addresses(case: Case, variable: str, pattern: re.Pattern[str]) -> Iterator[tuple[Identifier, str]]:
    """Yield the URLs of a reference that match a pattern, with its last group, under the conditions of ``doi_readings``."""
    if read_with_certainty(case.reference, attribute(variable)) and not compared(case, variable):
        for identifier in case.reference.of_scheme(Scheme.URL):
            if found := pattern.search(identifier.value):
                yield identifier, found[found.lastindex or 0]


def contradicts(reference: Reference, inner: str | None, cited: str | None) -> bool:
    """Return whether an identifier's number differs from the cited one and is printed nowhere; only plain numbers are judged."""
    if not inner or not cited or not _PLAIN_NUMBER.fullmatch(inner) or not _PLAIN_NUMBER.fullmatch(cited):
        return False
    printed = printed_numbers(reference, but=("issued", "accessed"))
    return int(inner) not in {int(cited), *map(int, printed)}


def inner_finding(rule: Rule, variable: str, noun: str, identifier: Identifier, inner: str, cited: str) -> Finding:
    """Return the finding that an identifier says ``inner`` but ``cited`` is printed; ``noun`` names the variable in the message."""
    witness = worded("the-doi" if identifier.scheme is Scheme.DOI else "the-address")
    return Finding(
        rule=rule,
        message=worded("inner", subject=worded(f"the-{noun}"), cited=cited, witness=witness, inner=inner),
        span=identifier.span,
        evidence=(printed(variable, cited, beside=identifier.value),),
    )
