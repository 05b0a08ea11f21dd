"""Page ranges that are not valid as printed."""

import re
from collections.abc import Iterator

from refcheck.checks.certainty import confirmed, read_with_certainty
from refcheck.checks.evidence import printed
from refcheck.checks.places import place, replacing
from refcheck.messages import worded
from refcheck.model import Case, Finding, Fix, Rule, Safety
from refcheck.text.characters import DASHES

_RANGE = re.compile(rf"([A-Za-z]{{0,2}})(\d{{1,7}})\s*[-{DASHES}]+\s*\1(\d{{1,7}})")
"""Two page numbers with the same letters before them: ``251-247``, ``S12–S9``."""

_DASH = re.compile(rf"\s*[-{DASHES}]")
"""A dash after the pages, which are then numbered by chapter: ``3-1–3-22``."""


def page_range_reversed(case: Case, rule: Rule) -> Iterator[Finding]:
    """The page range runs backwards.

    Severity: warning.

    Yield the pages if the last is smaller than the first and no record has them so.

    ## What it finds
    A last page that is smaller than the first. Shortened last pages (1425–37) are not reported. If the record has the same two
    pages in the right order, they are offered.

    ## Why it matters
    One of the two is wrong, mostly because two digits were transposed.

    ## Example
    “pp. 251–247”

    ## When it is wrong
    Journals that count their pages from the back, as some in right-to-left scripts do; the record then has the same pages, and
    nothing is reported.
    """
    reference = case.reference
    found = _RANGE.fullmatch(reference.work.page or "")
    if found is None or len(found[2]) > len(found[3]) or int(found[2]) <= int(found[3]):
        return
    span = place(reference, "page")
    continues = span is not None and _DASH.match(reference.raw, span.end)
    if not continues and read_with_certainty(reference, "page") and not confirmed(case, "page"):
        message = worded("page-range-reversed", pages=found[0])
        registered = _registered_order(case, found)
        fix = replacing(reference, "page", found[0], registered) if registered else None
        yield Finding(rule=rule, message=message, span=span, evidence=(printed("page", found[0]),), fix=fix)


def _registered_order(case: Case, cited: re.Match[str]) -> str:
    """Return the registered pages if they are the two cited pages in the right order, otherwise ``""``."""
    registered = case.match.record.work.page if case.match else None
    held = _RANGE.fullmatch(registered or "")
    return held[0] if held and held.groups() == (cited[1], cited[3], cited[2]) else ""


def page_range_without_dash(case: Case, rule: Rule) -> Iterator[Finding]:
    """A page range has lost its dash.

    Severity: info.

    Yield the pages if they were read with a dash that is not printed.

    ## What it finds
    Two page numbers with a space between them.

    ## Why it matters
    It can be read as one number, or as a page and something else.

    ## Example
    “pp. 205 228”

    ## When it is wrong
    Two separate pages that are both cited.
    """
    for field in case.reference.fields:
        if any(repair.code == rule.code for repair in field.repairs):
            message = worded("page-range-without-dash", printed=field.raw, pages=str(field.value))
            fix = Fix(span=field.span, replacement=field.value, safety=Safety.UNSAFE)
            yield Finding(rule=rule, message=message, span=field.span, fix=fix)
