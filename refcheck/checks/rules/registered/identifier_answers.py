"""Answers of the registries on the identifiers of a reference."""

from collections.abc import Iterator, Sequence

from refcheck.checks.answers import ARCHIVES, labelled, once, registered_nowhere, unknown_numbers
from refcheck.checks.comparing.closest import doi_of_match
from refcheck.checks.evidence import answers_of, says, sourced
from refcheck.checks.places import labelled_doi
from refcheck.identifiers.schemes.doi import is_valid as is_doi
from refcheck.messages import phrase, worded
from refcheck.model import (
    Case,
    Evidence,
    Field,
    Finding,
    Fix,
    Found,
    Identifier,
    NotFound,
    Reference,
    Rule,
    Safety,
    Scheme,
    Span,
    make_id,
)
from refcheck.model.csl import variable
from refcheck.parsing.splitting.evidence import is_sentence
from refcheck.text.deferred import deferred


def doi_not_registered(case: Case, rule: Rule) -> Iterator[Finding]:
    """The DOI is not registered.

    Severity: error.

    Yield each identifier that is registered nowhere; if a search found the work, the DOI of the work is offered.

    ## What it finds
    A DOI that doi.org does not know, either as printed or in any reading that assumes a typing error.

    ## Why it matters
    The link is dead, and does not show which work is meant.

    ## Example
    A DOI whose last digit was dropped, or that a program made up from the journal's other DOIs.

    ## When it is wrong
    A DOI that is assigned but not yet registered: publishers print it some days before, and some small journals some months.
    """
    nowhere = registered_nowhere(case)
    offered = doi_of_match(case) if nowhere else None
    if offered and any(each.value.lower() == offered.lower() for each in case.reference.of_scheme(Scheme.DOI)):
        offered = None  # the work's DOI is printed already: this one may be that of a data set or an erratum
    reported = nowhere if offered else once(nowhere)  # each occurrence has its own fix, if any
    for identifier in reported:
        readings = len(identifier.readings())
        beside = worded("nor-other-readings", count=readings - 1) if readings > 1 else ""
        offer = worded("work-seems-to-be", url=f"https://doi.org/{offered}") if offered else ""
        message = worded("doi-not-registered", doi=identifier.value, beside=beside, offer=offer)
        fix = Fix(span=identifier.span, replacement=offered, safety=Safety.UNSAFE) if offered else None
        yield Finding(rule=rule, message=message, span=identifier.span, evidence=_evidence(case, identifier), fix=fix)


def _evidence(case: Case, identifier: Identifier) -> tuple[Evidence, ...]:
    ids = {make_id(identifier.scheme, reading.value) for reading in identifier.readings()}
    return tuple(
        Evidence(registry=said.registry, url=said.url, retrieved=said.retrieved, field="DOI", cited=asked.id.value)
        for asked in case.answers
        if isinstance(said := asked.answer, NotFound) and asked.id in ids
    )


def identifier_not_registered(case: Case, rule: Rule) -> Iterator[Finding]:
    """The arXiv or PubMed number does not exist.

    Severity: warning.

    Yield each number of an archive that the archive does not have.

    ## What it finds
    An arXiv identifier whose DOI is not registered, although every preprint has one; a PMID or a PMCID that NCBI does not have.

    ## Why it matters
    The link is dead. References that a program made up often carry a number that looks right.

    ## Example
    “arXiv:1602.97942”, although arXiv had only some thousands of preprints in that month.

    ## When it is wrong
    A preprint of the last few days, whose DOI is not registered yet; a number that PubMed has withdrawn.
    """
    for identifier, registry in unknown_numbers(case):
        message = worded("identifier-not-registered", identifier=labelled(identifier), registry=phrase(registry))
        evidence = (Evidence(registry=registry, field=variable(identifier.scheme.value), cited=identifier.value),)
        yield Finding(rule=rule, message=message, span=identifier.span, evidence=evidence)


def doi_moved(case: Case, rule: Rule) -> Iterator[Finding]:
    """The DOI has a successor.

    Severity: info.

    Yield each printed DOI for which the registry returned the record of another DOI.

    ## What it finds
    A DOI for which its registry returns the record of another one: the two were found to be one work, and one of them was made
    the prime DOI.

    ## Why it matters
    The old DOI still works, but databases count citations by the new one.

    ## Example
    10.2307/2669548, which now leads to 10.1080/01621459.2000.10473924.

    ## When it is wrong
    Never: it only states what the registry answered.
    """
    answers = answers_of(case)
    for identifier in case.reference.of_scheme(Scheme.DOI):
        answer = answers.get(identifier.id)
        if isinstance(answer, Found) and (own := answer.record.id).scheme is Scheme.DOI and own != identifier.id:
            yield Finding(
                rule=rule,
                message=worded("doi-moved", doi=identifier.value, successor=own.value),
                span=identifier.span,
                evidence=(says(answer.record, "DOI", cited=identifier.value, registered=own.value),),
                fix=Fix(span=identifier.span, replacement=own.value, safety=Safety.UNSAFE),
            )


def doi_missing(case: Case, rule: Rule) -> Iterator[Finding]:
    """A registered DOI is not cited.

    Severity: info.

    Yield the registered DOI. It is offered at the end of a printed reference, before any remark that follows, or as a field.

    ## What it finds
    A reference without a DOI for whose work a search found one, unless another version of the work was found. No fix is offered if
    the reference has a number that is unknown or another work's, or if it seems to contain two works.

    ## Why it matters
    A DOI is the only link that is kept up to date; many journals ask for it.

    ## Example
    “Marchand, É. (2016) Talking of Rivers …, Journal of River Studies 7(1)”, which is 10.1016/j.rivst.2015.10.003.

    ## When it is wrong
    The DOI was assigned to a scan or a reprint of the cited work.
    """
    match, reference = case.match, case.reference
    mended = (is_doi(each.value) for each in reference.of_scheme(Scheme.URL))  # the DOI's own URL, once repaired
    if match is None or reference.of_scheme(Scheme.DOI) or any(mended) or (doi := doi_of_match(case)) is None:
        return
    message = sourced(match.record, worded("doi-missing", url=f"https://doi.org/{doi}"))
    fix = None if _names_another(case) else _fix(reference, doi)
    yield Finding(rule=rule, message=message, evidence=(says(match.record, "DOI", registered=doi),), fix=fix)


def _names_another(case: Case) -> bool:
    """Return whether an archive's number is unknown or another work's: with a DOI beside it, the reference would name two works."""
    numbers = {scheme.value for scheme in ARCHIVES}
    return bool(unknown_numbers(case)) or any(
        other.method.value in numbers and other.differs("title") for other in case.others
    )


def _fix(reference: Reference, doi: str) -> Fix | None:
    end = len(reference.raw.rstrip())
    at_the_end = Span(end, end)
    if (unusable := labelled_doi(reference)) is not None and unusable.of(reference.raw).strip():
        return Fix(span=unusable, replacement=doi, safety=Safety.UNSAFE)
    if reference.structured:
        return Fix(span=at_the_end, replacement=doi, safety=Safety.UNSAFE, adds="DOI")
    if _holds_another(fields := [each for each in reference.fields if each.span]):
        return None
    cited = max((each.span.end for each in fields if each.name != "note"), default=end)
    own = reference.raw[cited:end].lstrip(_CLOSING)
    said = [each.span for each in fields if each.name == "note"] + [*reference.unread]
    is_followed = _PARTED.match(reference.raw, cited) is not None and any(each.start >= cited for each in said)
    if is_followed or is_sentence(own):  # another work, or the author's own words, after the citation
        if _GLUED.match(own):
            return None
        at_the_end = Span(end - len(own), end - len(own))
    return Fix(span=at_the_end, replacement=f" https://doi.org/{doi}", safety=Safety.UNSAFE)


def _holds_another(fields: Sequence[Field]) -> bool:
    """Return whether there are authors both before and after a volume or pages: a second work follows without a separator."""
    places = [each.span.start for each in fields if each.name == "author"]
    numbers = [each.span.start for each in fields if each.name in ("volume", "page")]
    return any(min(places) < number < max(places) for number in numbers if places)


_CLOSING = ")]”’»\"'."
"""Punctuation that ends a citation before the author's own words: "(2001). But the debate goes on"."""

_PARTED = deferred(r"[)\]”’»\"']*(?:;|\.(?=\s))\s*+(?![(\[])")
"""The end of a citation that is followed by a remark without brackets: "43; b) see ref. 2"."""

_GLUED = deferred(r"\S\S")
"""A second place that is not separated from the first by a space, ``;47:9``: after an inserted DOI, it would be read as its end."""
