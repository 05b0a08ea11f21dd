"""Things that several references have in common: an agency, a misspelt word, the page that their links lead to."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from refcheck.checks.linking import pages, plain
from refcheck.checks.places import MASK, prose
from refcheck.messages import worded
from refcheck.model import Case, Evidence, Finding, Method, Rule

_AGENCIES = frozenset({"airiti", "bsi", "cnki", "datacite", "eidr", "istic", "jalc", "kisti", "medra", "op"})
"""The registration agencies beside Crossref, as doi.org names them, in small letters: whoever else has a record is none, such as an
index or a library. Source: the International DOI Foundation's list, February 2022.
"""

_ANNOUNCING = re.compile(rf"\b([A-Z]?[a-z]{{5,10}}) (?:at|from|on)\b\s?(?::|\(?{MASK}|\d)")
"""A word in the place where an address or a date is announced: ``Avialable at:``, ``Retreived from`` before an address."""

_LABELS = ("available", "retrieved", "accessed")
_OTHER_WORDS = frozenset({"retrieves", "retrieval", "accesses"})


def doi_of_another_agency(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """DOIs are registered with another agency than Crossref.

    Severity: info.

    ## What it finds
    References whose DOIs are held by another registration agency.

    ## Why it matters
    Services that are built on Crossref's records, such as citation counts, do not see them. The DOIs are as good as
    others.

    ## Example
    Data sets and preprints, whose DOIs are DataCite's.

    ## When it is wrong
    It states who answered; there is nothing to judge.
    """
    keys: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        if case.match is not None and case.match.method in (Method.DOI, Method.CANDIDATE):
            keys[case.match.record.provenance.registry].append(case.reference.key)
    for registry, where in keys.items():
        if registry.casefold() in _AGENCIES:
            message = worded("doi-of-another-agency", count=len(where), registry=registry)
            yield Finding(rule=rule, message=message, references=tuple(where))


def misspelt_label(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """A label is misspelt.

    Severity: info.

    ## What it finds
    A word that announces an address (“Available at”, “Retrieved from”, “Accessed on”), in a spelling that is near to the
    right one, wherever it stands in the list.

    ## Why it matters
    Programs look for the right word, and readers see that nobody else did.

    ## Example
    “Avialable at:”

    ## When it is wrong
    A word of another language that is spelt so.
    """
    keys: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        for found in _ANNOUNCING.finditer(prose(case.reference)):
            keys[found[1]].append(case.reference.key)
    for word, where in keys.items():
        if (label := _meant(word.lower())) is not None:
            spelt = label.capitalize() if word[0].isupper() else label
            message = worded("misspelt-label", count=len(where), printed=word, word=spelt)
            yield Finding(rule=rule, message=message, references=tuple(dict.fromkeys(where)))


def _meant(word: str) -> str | None:
    """Return the label that a word is a misspelling of."""
    if word in _LABELS or word in _OTHER_WORDS:
        return None
    return next((label for label in _LABELS if OSA.distance(word, label, score_cutoff=2) <= 2), None)


def links_to_one_page(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """Several links lead to one page.

    Severity: info.

    ## What it finds
    References with different web addresses that all end at one page. Links are looked at only when asked for (`--links`).

    ## Why it matters
    It is how hosts treat pages that they no longer have: every old address is sent to the same place.

    ## Example
    https://www.example.org/a/1 and https://www.example.org/b/2, which both lead to https://www.example.org/archive.

    ## When it is wrong
    One page under two addresses, both of which the host still knows.
    """
    led: dict[str, dict[tuple[str, str, str], tuple[str, str]]] = defaultdict(dict)
    for case in cases:
        for identifier, page in pages(case):
            if page.work.url:
                led[page.work.url].setdefault(plain(identifier.value), (identifier.value, case.reference.key))
    for url, by_address in led.items():
        links = [link for address, link in by_address.items() if address != plain(url)]
        if len(links) > 1:
            yield Finding(
                rule=rule,
                message=worded("links-to-one-page", count=len(links), url=url),
                evidence=tuple(Evidence(url=url, field="URL", cited=link, registered=url) for link, _ in links),
                references=tuple(dict.fromkeys(key for _, key in links)),
            )
