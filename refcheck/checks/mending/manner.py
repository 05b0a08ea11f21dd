"""The style of a whole list, applied to fixes: its dash between pages and its label before DOIs."""

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from refcheck.identifiers.schemes import doi
from refcheck.model import CheckedReference, Finding, Reference, Scheme, Span

_DASHES = "-\u2010\u2011\u2012\u2013\u2014"
_LEAST = 2
"""The fewest references that must have a form for it to be the list's style."""

_LABELLED = frozenset({"doi-label-outdated", "doi-address-unofficial", "doi-resolver-repeated"})


@frozen
class _ListStyle:
    """The dash between two pages, and the label before a DOI, if they are the same in most references."""

    dash: str | None
    label: str | None
    has_links_beside: bool


def in_list_style(audited: Sequence[CheckedReference]) -> tuple[CheckedReference, ...]:
    """Return the references of a list with their fixes in the list's style; fixes of structured references are unchanged.

    A label that is outdated or unofficial, or a resolver that is repeated, is no style to keep, however many references have it.
    """
    printed = [each.case.reference for each in audited if not each.case.reference.structured]
    if not printed or not any(_is_of_manner(finding) for each in audited for finding in each.findings):
        return tuple(audited)
    pages = (field.span.of(each.raw) for each in printed for field in each.fields if field.name == "page")
    sound = (each.case.reference for each in audited if not any(one.code in _LABELLED for one in each.findings))
    dois = ((each.raw, first) for each in sound if not each.structured for first in each.of_scheme(Scheme.DOI)[:1])
    manner = _ListStyle(
        dash=_most(letter for each in pages for letter in each if letter in _DASHES),
        label=_most(doi.label_span(raw, each).of(raw) for raw, each in dois),
        has_links_beside=any(each.of_scheme(Scheme.DOI) and each.of_scheme(Scheme.URL) for each in printed),
    )
    return tuple(
        each if each.case.reference.structured else evolve(each, findings=tuple(_fixed(each, manner)))
        for each in audited
    )


def _is_of_manner(finding: Finding) -> bool:
    return finding.code in ("page-range-without-dash", "doi-missing") or finding.code in _LABELLED


def _fixed(audited: CheckedReference, manner: _ListStyle) -> Iterator[Finding]:
    reference = audited.case.reference
    for finding in audited.findings:
        fix = finding.fix
        if fix is None or not _is_of_manner(finding):
            yield finding
            continue
        text, span = fix.replacement, fix.span
        if finding.code == "page-range-without-dash":
            text = text.replace("-", manner.dash or "-")
        elif finding.code == "doi-missing" and text.startswith(" ") and manner.label is not None:
            text = f" {manner.label}{text.strip().removeprefix(doi.RESOLVER)}"
            if manner.label == doi.RESOLVER and (link := _last_link(reference, manner)) is not None:
                text, span = text.strip(), link
        elif finding.code in _LABELLED and text == doi.RESOLVER and manner.label not in (None, doi.RESOLVER):
            text = "" if reference.raw.endswith(manner.label or "", 0, span.start) else manner.label or ""
        yield evolve(finding, fix=evolve(fix, replacement=text, span=span))


def _most(found: Iterator[str]) -> str | None:
    counts = Counter(found)
    if not counts:
        return None
    ((most, count),) = counts.most_common(1)
    return most if count >= _LEAST and 2 * count > counts.total() else None


def _last_link(reference: Reference, manner: _ListStyle) -> Span | None:
    """Return the link at the end of a reference, if the list prints DOIs instead of links."""
    links = reference.of_scheme(Scheme.URL)
    if manner.has_links_beside or len(links) != 1 or len(reference.raw.rstrip(". ")) > links[0].span.end:
        return None
    return links[0].span
