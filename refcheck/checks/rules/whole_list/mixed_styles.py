"""Dates and labels that are written in several ways in one list."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from refcheck.checks.places import masked
from refcheck.identifiers.schemes import doi
from refcheck.messages import joined, worded
from refcheck.model import Case, Finding, Reference, Rule, Scheme

_STYLES = (
    ("year-month-day", re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")),
    ("day and month in figures, with /", re.compile(r"\d{1,2}/\d{1,2}/\s?\d{4}")),
    ("day and month in figures, with .", re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")),
    ("day before month", re.compile(r"\d{1,2}(?:st|nd|rd|th)?\.? [^\W\d]+\.?,? \d{4}")),
    ("month before day", re.compile(r"[^\W\d]+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}")),
)
"""Ways to write a date: ``2024-04-05``, ``5/4/2024``, ``5.4.2024``, ``5 April 2024``, ``April 5, 2024``."""

_LABELS = (
    ("Volumes", "volume", re.compile(r"\b(vol(?:ume)?\.?)\s?\d", re.IGNORECASE)),
    ("Issues", "issue", re.compile(r"\b((?:no|nr|issue|iss)\.?)\s?\d", re.IGNORECASE)),
    ("Pages", "page", re.compile(r"\b(pp?\.?|pages)\s?\d+\s?[-‐‑–—]", re.IGNORECASE)),
)
"""The field of a number, and a label before it: ``Vol. 8``, ``No 3``, ``pp. 7–27``; only ranges, as single pages are labelled
differently."""

_DOIS = "DOIs"

_SHOWN = 4
"""The most ways that are shown in the message."""


def mixed_date_styles(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """Access dates are written in several ways.

    Severity: info.

    Yield one finding for the list, with an example of each way.

    ## What it finds
    Numeric dates of access in one reference and dates with the name of the month in another, or dates with the year first and with
    the year last.

    ## Why it matters
    Some read 5/4/2024 as a date in April and others as one in May; in a list with several styles it is unclear which is meant.

    ## Example
    “(Accessed on: 5/4/2024)” and “(Accessed 5 April 2024)” in one list.

    ## When it is wrong
    A date that is quoted from the page itself.
    """
    keys: dict[str, list[str]] = defaultdict(list)
    examples: dict[str, str] = {}
    for case in cases:
        accessed = case.reference.work.accessed
        printed = accessed.raw if accessed and not case.reference.structured else None
        style = next((name for name, pattern in _STYLES if printed and pattern.search(printed)), None)
        if printed and style:
            keys[style].append(case.reference.key)
            examples.setdefault(style, printed)
    yield from _mixed(rule, "dates-of-access", keys, examples)


def mixed_label_styles(cases: Sequence[Case], rule: Rule) -> Iterator[Finding]:
    """Numbers of one kind are labelled in several ways.

    Severity: info.

    Yield one finding for each kind of number that is labelled in several ways.

    ## What it finds
    DOIs, volumes, issues or pages whose labels differ from reference to reference: “Vol. 8” and “Vol 15”, “doi:” and
    “https://doi.org/”.

    ## Why it matters
    A list with uniform labels looks like the work of one person, and programs read it more reliably.

    ## Example
    “Vol. 8, No. 1” in one reference and “Vol 32, No 2” in another.

    ## When it is wrong
    A style in which labels differ by the kind of work.
    """
    styles: dict[str, dict[str, list[str]]] = {}
    for case in cases:
        for kind, label in _labels(case.reference):
            styles.setdefault(kind, defaultdict(list))[label].append(case.reference.key)
    for kind, keys in styles.items():
        yield from _mixed(rule, f"labels-of-{kind.lower()}", keys, {label: label for label in keys})


def _labels(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the labels of a printed reference's own numbers, in lower case: not a law's "No. 3" or a title's "Volume 2"."""
    if reference.structured:
        return
    text = masked(reference)
    for kind, name, pattern in _LABELS:
        spans = [field.span for field in reference.fields if field.name == name]
        own = (each for each in pattern.finditer(text) if any(span.start < each.end() <= span.end for span in spans))
        if found := next(own, None):
            yield kind, found[1].lower()
    for identifier in reference.of_scheme(Scheme.DOI):
        label = doi.label_span(reference.raw, identifier).of(reference.raw).strip().lower()
        if not reference.raw.endswith("|", 0, identifier.span.start):  # the label comes from a wiki template
            yield _DOIS, label or worded("no-label")


def _mixed(rule: Rule, what: str, keys: Mapping[str, Sequence[str]], examples: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the finding, if there is more than one way. It names the references that are not written in the most common way.

    Args:
        rule: the rule that makes the finding.
        what: the key of the message, which names what is written in several ways (``labels-of-dois``).
        keys: the keys of the references, by the way in which they are written.
        examples: an example of each way.
    """
    ways = sorted(keys, key=lambda way: -len(keys[way]))
    if len(ways) < 2:
        return
    shown = joined("comma", (worded("way", way=examples[way], times=len(keys[way])) for way in ways[:_SHOWN]))
    more = worded("and-more", count=len(ways) - _SHOWN) if len(ways) > _SHOWN else ""
    rare = dict.fromkeys(key for way in ways[1:] for key in keys[way])
    message = worded(what, count=len(ways), ways=shown, more=more)
    yield Finding(rule=rule, message=message, references=tuple(rare))
