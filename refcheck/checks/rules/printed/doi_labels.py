"""Labels before a DOI, and labelled text that is not a DOI."""

import re
from collections.abc import Iterator

from refcheck.checks.places import field_around, labelled_doi
from refcheck.checks.repairs import replacement
from refcheck.identifiers import find, why_none
from refcheck.identifiers.schemes import doi
from refcheck.messages import phrase, worded
from refcheck.model import Case, Finding, Fix, Identifier, Reference, Rule, Safety, Scheme, Span
from refcheck.text.deferred import deferred

_OUTDATED = re.compile(
    r"(?<![/.])(?<!url=)(?:(?:https?://)?(?:www\.)?dx\.doi\.org/|http://(?:www\.)?doi\.org/|(?:info|urn):doi[:/])",
    re.IGNORECASE,
)
"""An outdated way to show a DOI, not within another URL: ``http://dx.doi.org/``, ``info:doi/``."""

_UNOFFICIAL = deferred(r"doi[.-]org\.\w|\?q?url=|sci-hub\.|api\.crossref\.org", re.IGNORECASE)
"""What only other URLs before a DOI have: ``doi-org.proxy.lib.edu/``, ``proxy.lib.edu/login?url=``, ``api.crossref.org/works/``."""

_ADDRESS = r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/"

_REPEATED = re.compile(
    rf"(?P<address>{_ADDRESS})(?:{_ADDRESS}|doi:[ ]?)+\Z|(?P<label>doi:[ ]?)(?:doi:[ ]?)+\Z", re.IGNORECASE
)
"""A resolver or label printed twice before a DOI: ``https://doi.org/https://doi.org/``, ``https://doi.org/doi:``, ``doi: doi:``."""

_LONGEST = 120
"""The number of characters before a DOI that are searched."""


def doi_field_with_label(case: Case, rule: Rule) -> Iterator[Finding]:
    """The DOI field contains a link or a label.

    Severity: info.

    Yield each DOI in its own field with something before it. A DOI whose repair a person should check is left to that first.

    ## What it finds
    A DOI field of BibTeX, RIS or CSL data whose DOI follows a resolver's URL, a command or “doi:”.

    ## Why it matters
    The field is only for the DOI. Styles and programs put the resolver before it, and then the link has the resolver twice.

    ## Example
    `doi = {https://doi.org/10.1016/j.rivst.2015.10.003}`

    ## When it is wrong
    A custom style that prints the field unchanged.
    """
    reference = case.reference
    for identifier, field in _dois(reference):
        mended = replacement(reference, identifier) if field is not None else None
        if field is not None and (mended is None or mended.safety is Safety.SAFE):
            before = reference.raw[field.start : identifier.span.start].strip()
            message = worded("doi-field-with-label", label=before)
            fix = Fix(span=field, replacement=identifier.value, safety=Safety.SAFE)
            yield Finding(rule=rule, message=message, span=field, fix=fix)


def doi_label_outdated(case: Case, rule: Rule) -> Iterator[Finding]:
    """The DOI is displayed in an outdated form.

    Severity: info.

    Yield each DOI that is shown so, with the current form of the link; not in a DOI's own field, which takes no link, and not in
    Crossref's JSON, where the link is the registry's.

    ## What it finds
    A DOI after dx.doi.org, after http instead of https, or after info:doi/ or urn:doi:.

    ## Why it matters
    The old URLs still work. The registration agencies have asked for https://doi.org/ since 2017.

    ## Example
    “http://dx.doi.org/10.1016/j.rivst.2015.10.003”

    ## When it is wrong
    A house style that requires the old form.
    """
    return _with_resolver(case, rule, _OUTDATED, "doi-label-outdated")


def doi_address_unofficial(case: Case, rule: Rule) -> Iterator[Finding]:
    """The DOI is behind a URL that does not lead every reader to the work.

    Severity: info.

    Yield each DOI after such a URL, with the resolver's instead; not in a DOI's own field, which takes no link.

    ## What it finds
    A DOI after the URL of a library's proxy or login, of a copy of Sci-Hub, or of Crossref's API.

    ## Why it matters
    A proxy admits only members of its library, copies of Sci-Hub are blocked and move, and the API returns data instead of a page.

    ## Example
    “https://doi-org.proxy.lib.edu/10.1016/j.rivst.2015.10.003”

    ## When it is wrong
    In a list for the members of one library.
    """
    return _with_resolver(case, rule, _UNOFFICIAL, "doi-address-unofficial")


def _with_resolver(case: Case, rule: Rule, labels: re.Pattern[str], code: str) -> Iterator[Finding]:
    """Yield each DOI outside its own field that has one of the labels, with the resolver's URL instead."""
    reference = case.reference
    for identifier, field in _dois(reference) if case.format != "crossref-json" else ():
        span = doi.label_span(reference.raw, identifier)
        label = span.of(reference.raw)
        if field is None and labels.search(label):
            message = worded(code, label=label, resolver=doi.RESOLVER)
            fix = Fix(span=span, replacement=doi.RESOLVER, safety=Safety.SAFE)
            yield Finding(rule=rule, message=message, span=span, fix=fix)


def doi_resolver_repeated(case: Case, rule: Rule) -> Iterator[Finding]:
    """The resolver is repeated before the DOI.

    Severity: info.

    Yield each DOI with a repeated resolver or label, and the fix with one of them; not in a DOI's own field, which takes no link.

    ## What it finds
    A URL of doi.org before another one or before “doi:”, or “doi:” printed twice, immediately before a DOI.

    ## Why it matters
    The link is dead: it requests from doi.org a DOI that begins with doi.org's own URL.

    ## Example
    “https://doi.org/https://doi.org/10.1016/j.rivst.2015.10.003”

    ## When it is wrong
    Hardly ever: no DOI begins with a URL.
    """
    reference = case.reference
    for identifier, field in _dois(reference):
        start = max(0, identifier.span.start - _LONGEST)
        found = _REPEATED.search(reference.raw, start, identifier.span.start)
        if found is None or field is not None:
            continue
        span = Span(*found.span())
        message = worded("doi-resolver-repeated", printed=found[0].strip())
        fix = Fix(span=span, replacement=doi.RESOLVER if found["address"] else found["label"], safety=Safety.SAFE)
        yield Finding(rule=rule, message=message, span=span, fix=fix)


def _dois(reference: Reference) -> Iterator[tuple[Identifier, Span | None]]:
    """Yield the DOIs of a reference with repetitions, as each occurrence has its own label; and the field around each, if any."""
    return ((each, field_around(reference, each)) for each in reference.identifiers if each.scheme is Scheme.DOI)


def doi_unusable(case: Case, rule: Rule) -> Iterator[Finding]:
    """Labelled DOI, but not a DOI.

    Severity: warning.

    Yield the first text that is labelled as a DOI, if the reference has no DOI.

    ## What it finds
    Text that is labelled as a DOI and cannot be read as one, in a reference that has no other DOI.

    ## Why it matters
    The link is lost: nothing can be looked up.

    ## Example
    “doi: 10.1016”, with nothing after the prefix.

    ## When it is wrong
    A number of the journal's own that is printed after the label.
    """
    span = labelled_doi(case.reference)
    if span is None or case.reference.of_scheme(Scheme.DOI):
        return
    printed = span.of(case.reference.raw)
    if not find(printed):  # an entry that was not understood has identifiers that were not read
        why = why_none(printed).removeprefix(f"{printed} is not a DOI: ")
        yield Finding(rule=rule, message=worded("doi-unusable", printed=printed, why=phrase(why)), span=span)
