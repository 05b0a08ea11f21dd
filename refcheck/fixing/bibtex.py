"""Fixes within a BibTeX entry: values as TeX writes them, and fields that were not there."""

from attrs import evolve

from refcheck.model import Finding, Fix, Reference, Span
from refcheck.writers._latex import escaped

FORMAT = "bibtex"

_VERBATIM = frozenset({"doi", "url", "arxiv", "pmid", "pmcid", "isbn", "issn"})
"""Variables whose values TeX takes as they stand."""

_VERBATIM_COMMANDS = ("\\url{", "\\href{", "\\path{")
"""Commands of TeX whose argument it takes as it stands, too."""

_ADDED = {"DOI": "doi"}
"""What a fix may add to a reference, by the variable of its evidence, and the field that holds it."""


def fix_of(reference: Reference, finding: Finding, fix: Fix) -> Fix | None:
    """The fix as it is made in the entry's source; ``None`` where the entry would not be sound any more."""
    if not fix.span.end - fix.span.start:
        return _added(reference, finding, fix)
    if not _is_verbatim(reference, fix.span):
        return evolve(fix, replacement=escaped(fix.replacement))
    return fix if fix.replacement.count("{") == fix.replacement.count("}") else None


def _is_verbatim(reference: Reference, span: Span) -> bool:
    if reference.raw.endswith(_VERBATIM_COMMANDS, 0, span.start):
        return True
    return all(field.name in _VERBATIM for field in reference.fields if field.span.overlaps(span))


def _added(reference: Reference, finding: Finding, fix: Fix) -> Fix | None:
    """The field that a fix adds, behind the last one and written as it is."""
    evidence = finding.evidence[0] if finding.evidence else None
    name = _ADDED.get(evidence.field or "") if evidence else None
    last = max((field.span.start for field in reference.fields), default=None)
    if evidence is None or name is None or not evidence.registered or last is None:
        return None
    before, other, sign = _name_before(reference.raw, last)
    written = name.upper() if other.isupper() else name
    blanks, equals, behind = sign.partition("=")
    if len(blanks) > 1:  # the signs stand one below the other
        blanks = " " * max(1, len(other) + len(blanks) - len(written))
    body = reference.raw.rstrip()[:-1].rstrip()
    field = f"{before}{written}{blanks}{equals}{behind}{{{evidence.registered}}}"
    replacement = f"{field}," if body.endswith(",") else f",{field}"
    return evolve(fix, span=Span(len(body), len(body)), replacement=replacement)


def _name_before(raw: str, value: int) -> tuple[str, str, str]:
    """The name of the field whose value begins at ``value``, with the white space before and the sign behind it."""
    sign = raw.rindex("=", 0, value)
    end = len(raw[:sign].rstrip())
    start = end
    while start and (raw[start - 1].isalnum() or raw[start - 1] in "-_"):
        start -= 1
    before = len(raw[:start].rstrip())
    behind = sign + 1 + len(raw[sign + 1 : value]) - len(raw[sign + 1 : value].lstrip())
    return raw[before:start], raw[start:end], raw[end:behind]
