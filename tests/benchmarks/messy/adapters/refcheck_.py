"""refcheck's report in the benchmark's form: ``python refcheck_.py FOLDER OUT STAND_IN``."""

import re
import sys
from pathlib import Path
from typing import Any

from lists import problem, report, text_of

import refcheck
from refcheck.identifiers import repair_rules
from refcheck.model import CheckedReference, Finding, Name, Scheme
from refcheck.registries import Connections
from refcheck.registries.ladder import online

CLASSES = {
    "doi-not-registered": "doi-unregistered",
    "doi-of-another-work": "doi-other-work",
    "identifier-not-registered": "identifier-unregistered",
    "identifier-of-another-work": "identifier-other-work",
    "isbn-check-digit": "isbn-invalid",
    "isbn-differs": "identifier-other-work",
    "isbn-against-doi": "identifier-other-work",
    "link-dead": "link-dead",
    "year-in-future": "year",
    "year-against-doi": "year",
    "volume-against-doi": "volume",
    "issue-against-doi": "issue",
    "page-against-doi": "pages",
    "title-differs": "title",
    "title-paraphrased": "title",
    "work-under-another-title": "title",
    "another-part": "title",
    "title-of-other-authors": "mixture",
    "mixture-of-two-works": "mixture",
    "closest-work": "mixture",
    "first-author-differs": "authors",
    "author-differs": "authors",
    "author-extra": "authors",
    "author-missing": "authors",
    "author-misspelt": "authors",
    "author-in-another-form": "authors",
    "author-order-differs": "authors",
    "editor-differs": "authors",
    "year-differs": "year",
    "volume-differs": "volume",
    "issue-differs": "issue",
    "pages-differ": "pages",
    "container-differs": "container",
    "publisher-differs": "publisher",
    "publisher-place-differs": "publisher",
    "work-not-found": "not-found",
    "work-retracted": "retracted",
    "work-withdrawn": "retracted",
    "work-removed": "retracted",
    "work-retracted-in-part": "retracted",
    "expression-of-concern": "concern",
    "work-corrected": "corrected",
    "duplicate-reference": "duplicate",
    "doi-missing": "advice",
    "preprint-cited": "advice",
    "another-version": "advice",
    "chapter-cited-as-book": "title",
    "newer-version": "advice",
}
STYLE = (
    "mixed-date-styles",
    "mixed-label-styles",
    "misspelt-label",
    "numbering-with-gaps",
    "order-broken",
    "doi-label-outdated",
    "doi-field-with-label",
    "unbalanced-bracket",
    "licence-line",
)
CITED = {
    "cited-but-not-listed": "cited-not-listed",
    "listed-but-not-cited": "listed-not-cited",
    "cited-year-differs": "cited-year",
    "cited-name-differs": "cited-name",
}
SERVICES = {
    "open-library": "openlibrary",
    "ncbi": "eutils",
    "ecitmatch": "eutils",
    "dblp": "dblp",
    "europe-pmc": "europepmc",
    "arxiv": "arxiv",
}
"""Services that are asked by default while the addresses are the real ones, at the stand-in's."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")


def main(folder: str, out: str, stand_in: str) -> None:
    connections = Connections(
        crossref_url=f"{stand_in}/crossref",
        doi_url=f"{stand_in}/doi",
        datacite_url=f"{stand_in}/datacite",
        service_urls=",".join(f"{name}={stand_in}/{path}" for name, path in SERVICES.items()),
        mailto="benchmark@example.org",
        cache="off",
        retraction_watch="off",
    )
    registry = online(connections)

    def read(path: Path) -> dict[str, Any]:
        found = refcheck.check(text_of(path) or path, registry=registry)
        places = {each.key: at for at, each in enumerate(found)}
        references = [_reference(each) for each in found]
        problems = []
        for each in found.list_findings:
            keys = each.finding.references
            if each.finding.code in CITED:
                kind = CITED[each.finding.code]
                about = [places[key] for key in keys if key in places] or [-1]
                problems += [{"kind": kind, "text": each.finding.message, "reference": at} for at in about]
                continue
            for key in keys:
                if key in places:
                    references[places[key]]["problems"].append(_problem(each.finding))
        return {"references": references, "problems": problems}

    report(
        "refcheck",
        refcheck.__version__,
        ["find", "read", "mend", "resolve", "judge", "cite"],
        Path(folder),
        Path(out),
        read,
    )


def _reference(audited: CheckedReference) -> dict[str, Any]:
    reference = audited.case.reference
    work = reference.work
    fields = {
        "author": [_person(name) for name in work.author],
        "editor": [_person(name) for name in work.editor],
        "year": work.year,
        "title": work.title,
        "container": work.container_title,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.page or work.article_number,
        "publisher": work.publisher,
    }
    identifiers = [
        {"scheme": each.scheme.value, "value": each.value}
        for each in reference.identifiers
        if each.scheme in (Scheme.DOI, Scheme.URL)
    ]
    return {
        "key": audited.key,
        "raw": reference.raw,
        "fields": {name: value for name, value in fields.items() if value},
        "identifiers": identifiers,
        "doi": _resolved(audited),
        "problems": [_problem(finding) for finding in audited.findings],
    }


def _resolved(audited: CheckedReference) -> str | None:
    """The DOI of the work that is cited: the one that a finding puts in the place of a wrong one, or that of the record."""
    wrong = [finding for finding in audited.findings if finding.code in ("doi-of-another-work", "doi-not-registered")]
    for finding in wrong:
        better = _DOI.search(finding.fix.replacement) if finding.fix else None
        if better:
            return better[0]
    is_of_another = any(finding.code == "doi-of-another-work" for finding in wrong)
    return audited.record.work.doi if audited.record is not None and not is_of_another else None


def _problem(finding: Finding) -> dict[str, str]:
    code = finding.code
    kind = CLASSES.get(code) or ("style" if code in STYLE else "")
    if not kind:
        is_repair = code in repair_rules()
        kind = ("url-malformed" if code.startswith("url") else "doi-malformed") if is_repair else "other"
    severity = "note" if finding.severity.value == "info" else finding.severity.value
    return problem(kind, severity) | {"code": code}


def _person(name: Name) -> dict[str, str]:
    family = " ".join(part for part in (name.particle, name.family) if part)
    return {"family": name.literal or family, "given": name.given or ""}


if __name__ == "__main__":
    main(*sys.argv[1:])
