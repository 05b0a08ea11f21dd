"""What kind of question a finding is to an author, by the rule's code.

A rule that is named nowhere here is asked about with the general question, so that a new rule is never passed over in silence.
"""

from collections.abc import Mapping

from refcheck.model import Finding, Safety, Scheme, Severity

GENERAL = "general"
"""The kind of question that can be asked about anything."""

DIFFERS = "differs"
"""The kind of question that holds the printed value against the registered one, which is then what is suggested."""

_MISPRINTED = "misprinted"
_ANOTHER_RECORD = "another-record"
_DISAGREES = "identifier-disagrees"

KINDS: Mapping[str, str] = {
    "access-before-publication": "access-date",
    "access-date-in-future": "access-date",
    "another-part": _ANOTHER_RECORD,
    "author-differs": DIFFERS,
    "author-extra": "author-extra",
    "author-missing": "author-missing",
    "author-misspelt": DIFFERS,
    "author-order-differs": "author-order",
    "cited-but-not-listed": "not-listed",
    "cited-name-differs": "cited-otherwise",
    "cited-year-differs": "cited-otherwise",
    "closest-work": _ANOTHER_RECORD,
    "container-differs": DIFFERS,
    "doi-not-registered": "doi-not-registered",
    "doi-of-another-work": "doi-of-another-work",
    "doi-unusable": "doi-unusable",
    "duplicate-reference": "duplicate",
    "edition-differs": DIFFERS,
    "editor-differs": DIFFERS,
    "expression-of-concern": "put-under-concern",
    "first-author-differs": DIFFERS,
    "host-not-public": "no-address",
    "identifier-not-registered": "identifier-not-registered",
    "identifier-of-another-work": "identifier-of-another-work",
    "impossible-date": "impossible-date",
    "impossible-year": "impossible-year",
    "isbn-check-digit": "check-digit",
    "issue-against-doi": _DISAGREES,
    "issue-against-url": _DISAGREES,
    "issue-differs": DIFFERS,
    "key-repeated": "key-repeated",
    "label-without-address": "no-address",
    "link-dead": "dead-link",
    "missing-year": "missing-year",
    "mixture-of-two-works": _ANOTHER_RECORD,
    "notice-cited": "notice-cited",
    "numbering-with-gaps": "number-missing",
    "page-range-reversed": "pages-reversed",
    "pages-differ": DIFFERS,
    "title-differs": DIFFERS,
    "title-of-other-authors": _ANOTHER_RECORD,
    "title-paraphrased": _ANOTHER_RECORD,
    "volume-against-doi": _DISAGREES,
    "volume-against-url": _DISAGREES,
    "volume-differs": DIFFERS,
    "work-not-found": "not-found",
    "work-removed": "removed",
    "work-retracted": "retracted",
    "work-retracted-in-part": "retracted-in-part",
    "work-under-another-title": _ANOTHER_RECORD,
    "work-withdrawn": "withdrawn",
    "year-against-doi": _DISAGREES,
    "year-against-url": _DISAGREES,
    "year-differs": DIFFERS,
}

NOTES_ASKED = frozenset(
    {
        "access-before-publication",
        "cited-but-not-listed",
        "cited-name-differs",
        "cited-year-differs",
        "issue-against-doi",
        "issue-against-url",
        "missing-year",
        "numbering-with-gaps",
        "volume-against-doi",
        "volume-against-url",
        "year-against-doi",
    }
)
"""Notes that are worth a question: to ask accuses nobody."""

EDITORS = frozenset({"mirrored-bracket"})
"""What an editor puts right without asking."""


def kind_of(finding: Finding) -> str | None:
    """Return the kind of question that a finding is; ``None`` where an editor needs no author.

    That is so for most notes, for safe fixes, and for an identifier that was mended and is registered as mended.
    """
    code = finding.rule.code
    is_note = finding.rule.severity is Severity.INFO and code not in NOTES_ASKED
    if is_note or code in EDITORS or _is_settled(finding):
        return None
    return KINDS.get(code) or (_MISPRINTED if finding.fix else GENERAL)


def _is_settled(finding: Finding) -> bool:
    fix = finding.fix
    if fix is None:
        return False
    return fix.safety is Safety.SAFE or any(
        evidence.registry and evidence.field in set(Scheme) and evidence.registered == fix.replacement
        for evidence in finding.evidence
    )
