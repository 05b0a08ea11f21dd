"""Findings that several references have in common: an agency, a misspelt word, the page that their links lead to."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from refcheck.checks.linking import pages, plain
from refcheck.checks.places import MASK, prose
from refcheck.messages import worded
from refcheck.model import Case, Evidence, Finding, Method, Rule

_AGENCIES = frozenset({"airiti", "bsi", "cnki", "datacite", "eidr", "istic", "jalc", "kisti", "medra", "op"})
"""The registration agencies other than Crossref, by doi.org's names in lower case; other sources of records, such as an index or a
library, are not agencies. Source: the International DOI Foundation's list, February 2022.
"""

_ANNOUNCING = re.compile(rf"\b([A-Z]?[a-z]{{5,10}}) (?:at|from|on)\b\s?(?::|\(?{MASK}|\d)")
"""A word at the place of one that announces a URL or a date: ``Avialable at:``, or ``Retreived from`` before a URL."""

_LABELS = ("available", "retrieved", "accessed")
_OTHER_WORDS = frozenset({"retrieves", "retrieval", "accesses"})


def doi_of_another_agency(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """DOIs are registered with an agency other than Crossref.

    Severity: info.

    ## What it finds
    References whose DOIs are registered with another registration agency.

    ## Why it matters
    Services that are built on Crossref's records, such as citation counts, do not include them. The DOIs are as good as
    others.

    ## Example
    Data sets and preprints, whose DOIs are DataCite's.

    ## When it is wrong
    Never: it only states which agency answered.
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
    A word that announces a URL (“Available at”, “Retrieved from”, “Accessed on”), in a spelling close to the
    right one, anywhere in the list.

    ## Why it matters
    Programs look for the correct word, and readers see that the list was not proofread.

    ## Example
    “Avialable at:”

    ## When it is wrong
    A word of another language with that spelling.
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
    """Return the label that a word is a misspelling of, or ``None``."""
    if word in _LABELS or word in _OTHER_WORDS:
        return None
    return next((label for label in _LABELS if OSA.distance(word, label, score_cutoff=2) <= 2), None)


def links_to_one_page(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """Several links lead to the same page.

    Severity: info.

    ## What it finds
    References with different URLs that all lead to one page. Links are checked only on request (`--links`).

    ## Why it matters
    Hosts treat pages that they no longer have in this way: every old URL is redirected to the same page.

    ## Example
    https://www.example.org/a/1 and https://www.example.org/b/2, which both lead to https://www.example.org/archive.

    ## When it is wrong
    One page with two URLs, both of which are still valid.
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
