"""Brackets and quotation marks that should come in pairs."""

import re
from collections.abc import Iterator

from refcheck.checks.brackets import mirrored, unmatched
from refcheck.checks.places import MASK, prose
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Rule, Safety, Span
from refcheck.text.deferred import deferred

_DOUBLE = re.compile(r"(?<!\d)\"|[“”„«»]")
"""A double quotation mark: ``“``, ``»``; a straight one behind a figure stands for inches (``5"``)."""

_ARROW = deferred(rf"»(?=\s*(?:https?:|doi\b|{MASK}))", re.IGNORECASE)
"""An arrow before the address that a web page links to, where nothing opens: ``» https://…``."""

_CLOSING_SINGLE = ("’", "'", "‘")


def unbalanced_bracket(case: Case, rule: Rule) -> Iterator[Finding]:
    """A bracket has no partner.

    Severity: info.

    Yield the brackets without a partner, in one finding.

    ## What it finds
    A bracket that is opened and never closed, or closed and never opened. Brackets within identifiers are not looked at.

    ## Why it matters
    Something was lost, or a closing bracket was typed as an opening one.

    ## Example
    “(doi:10.1163/12345678-bja10099.(”

    ## When it is wrong
    Enumerations of another kind than “1)” and “a)”, which are known, and half-open intervals in titles.
    """
    alone = unmatched(case.reference).alone
    if alone:
        marks = " ".join(case.reference.raw[at] for at in alone)
        message = worded("unbalanced-bracket", count=len(alone), marks=marks)
        yield Finding(rule=rule, message=message, span=Span(alone[0], alone[0] + 1))


def mirrored_bracket(case: Case, rule: Rule) -> Iterator[Finding]:
    """A bracket points the wrong way.

    Severity: warning.

    Yield each pair of brackets that is turned round.

    ## What it finds
    A closing bracket where one should open, with an opening one behind it that should close.

    ## Why it matters
    It comes from text that was turned from right-to-left into left-to-right, and programs that look for brackets read it
    wrong.

    ## Example
    “)doi: 10.1080/01234567.2024.7654321.(”

    ## When it is wrong
    Two brackets that are lost and not turned.
    """
    for span in unmatched(case.reference).turned:
        printed = span.of(case.reference.raw)
        turned = mirrored(printed[0]) + printed[1:-1] + mirrored(printed[-1])
        message = worded("mirrored-bracket", printed=printed)
        yield Finding(rule=rule, message=message, span=span, fix=Fix(span=span, replacement=turned, safety=Safety.SAFE))


def unbalanced_quote(case: Case, rule: Rule) -> Iterator[Finding]:
    """A quotation mark has no partner.

    Severity: info.

    Yield the first quotation mark that cannot have a partner.

    ## What it finds
    An odd number of double quotation marks, of whatever kind, or a single one (‘) that is opened and never closed.

    ## Why it matters
    A reader cannot see where the title ends, and neither can a program.

    ## Example
    “The Security Risks of ‘Smart Cities”, Financial Times

    ## When it is wrong
    A mark of inches or seconds that does not follow a figure.
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
