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

_OF_KINDS = {
    DIFFERS: "author-differs author-misspelt container-differs edition-differs editor-differs first-author-differs issue-differs "
    "pages-differ title-differs volume-differs year-differs",
    "another-record": "another-part closest-work mixture-of-two-works title-of-other-authors title-paraphrased "
    "work-under-another-title",
    "identifier-disagrees": "issue-against-doi issue-against-url volume-against-doi volume-against-url year-against-doi "
    "year-against-url",
    "access-date": "access-before-publication access-date-in-future",
    "cited-otherwise": "cited-name-differs cited-year-differs",
    "no-address": "host-not-public label-without-address",
    "author-order": "author-order-differs",
    "check-digit": "isbn-check-digit",
    "dead-link": "link-dead",
    "duplicate": "duplicate-reference",
    "not-found": "work-not-found",
    "not-listed": "cited-but-not-listed",
    "number-missing": "numbering-with-gaps",
    "pages-reversed": "page-range-reversed",
    "put-under-concern": "expression-of-concern",
    "removed": "work-removed",
    "retracted": "work-retracted",
    "retracted-in-part": "work-retracted-in-part",
    "withdrawn": "work-withdrawn",
}
"""Kinds of questions, and the rules that are asked about so."""

_OWN = """author-extra author-missing doi-not-registered doi-of-another-work doi-unusable identifier-not-registered
identifier-of-another-work impossible-date impossible-year key-repeated missing-year notice-cited"""
"""Rules with a question of their own, of the same name."""

KINDS: Mapping[str, str] = {code: kind for kind, codes in _OF_KINDS.items() for code in codes.split()} | {
    code: code for code in _OWN.split()
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
