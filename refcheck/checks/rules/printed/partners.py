"""Brackets and quotation marks that should come in pairs."""

import re
from collections.abc import Iterator

from refcheck.checks.brackets import mirrored, unmatched
from refcheck.checks.places import MASK, prose
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Rule, Safety, Span
from refcheck.text.deferred import deferred

_DOUBLE = re.compile(r"(?<!\d)\"|[“”„«»]")
"""A double quotation mark: ``“``, ``»``; a straight one after a digit means inches (``5"``)."""

_ARROW = deferred(rf"»(?=\s*(?:https?:|doi\b|{MASK}))", re.IGNORECASE)
"""An arrow that a web page prints before a link, not a quotation mark: ``» https://…``."""

_CLOSING_SINGLE = ("’", "'", "‘")


def unbalanced_bracket(case: Case, rule: Rule) -> Iterator[Finding]:
    """A bracket is unbalanced.

    Severity: info.

    Yield the unmatched brackets, in one finding.

    ## What it finds
    A bracket that is opened and never closed, or closed and never opened. Brackets within identifiers are not judged.

    ## Why it matters
    Some text was lost, or a closing bracket was typed as an opening one.

    ## Example
    “(doi:10.1163/12345678-bja10099.(”

    ## When it is wrong
    Enumerations in other forms than “1)” and “a)”, which are recognised, and half-open intervals in titles.
    """
    alone = unmatched(case.reference).alone
    if alone:
        marks = " ".join(case.reference.raw[at] for at in alone)
        message = worded("unbalanced-bracket", count=len(alone), marks=marks)
        yield Finding(rule=rule, message=message, span=Span(alone[0], alone[0] + 1))


def mirrored_bracket(case: Case, rule: Rule) -> Iterator[Finding]:
    """A bracket is mirrored.

    Severity: warning.

    Yield each pair of brackets that faces outwards.

    ## What it finds
    A closing bracket in place of an opening one, followed by an opening bracket in place of a closing one.

    ## Why it matters
    It comes from text that was converted from right-to-left to left-to-right, and programs that look for brackets misread it.

    ## Example
    “)doi: 10.1080/01234567.2024.7654321.(”

    ## When it is wrong
    Two brackets whose partners were lost, and which are not turned.
    """
    for span in unmatched(case.reference).turned:
        printed = span.of(case.reference.raw)
        turned = mirrored(printed[0]) + printed[1:-1] + mirrored(printed[-1])
        message = worded("mirrored-bracket", printed=printed)
        yield Finding(rule=rule, message=message, span=span, fix=Fix(span=span, replacement=turned, safety=Safety.SAFE))


def unbalanced_quote(case: Case, rule: Rule) -> Iterator[Finding]:
    """A quotation mark is unbalanced.

    Severity: info.

    Yield the first quotation mark that cannot have a partner.

    ## What it finds
    An odd number of double quotation marks of any kind, or a single one (‘) that is opened and never closed.

    ## Why it matters
    A reader cannot see where the title ends, and neither can a program.

    ## Example
    “The Security Risks of ‘Smart Cities”, Financial Times

    ## When it is wrong
    A symbol for inches or seconds that does not follow a digit.
    """
    text = prose(case.reference)
    text = _ARROW.sub(" ", text) if "»" in text and "«" not in text else text
    double = [found.start() for found in _DOUBLE.finditer(text)]
    single = text.rfind("‘")
    is_alone = single >= 0 and text.find("‘") == single
    if len(double) % 2:
        at = double[0]
    elif is_alone and not any(mark in text[single + 1 :] for mark in _CLOSING_SINGLE):
        at = single
    else:
        return
    yield Finding(rule=rule, message=worded("unbalanced-quote", mark=text[at]), span=Span(at, at + 1))
