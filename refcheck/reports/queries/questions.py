"""What is asked of an author about a finding, in plain words, by the rule's code.

A rule that is named nowhere here is asked about with a general question, so that a new rule is never passed over in silence.
"""

from collections.abc import Mapping

from refcheck.model import Finding, Safety, Scheme, Severity

_PLEASE_CHECK = "Please check."
_IS_IT_MEANT = "Is that what you mean?"
_WHICH_IS_RIGHT = "Which is right?"

WHICH_IS_RIGHT = frozenset(
    {
        "author-differs",
        "author-missing",
        "author-misspelt",
        "container-differs",
        "edition-differs",
        "editor-differs",
        "first-author-differs",
        "issue-differs",
        "pages-differ",
        "title-differs",
        "volume-differs",
        "year-differs",
    }
)
"""Rules that hold the printed value against the registered one, which is then what is suggested."""

QUESTIONS: Mapping[str, str] = {
    "access-before-publication": "On which day did you look at it?",
    "access-date-in-future": "On which day did you look at it?",
    "author-extra": "Does the name belong to the authors of this work?",
    "author-order-differs": "In which order do the names stand on the work?",
    "doi-not-registered": "Please look at the work itself and send us its DOI, or tell us that it has none.",
    "doi-of-another-work": "Which DOI has the work that you cite?",
    "doi-unusable": "Please send us the DOI in full, or tell us that the work has none.",
    "duplicate-reference": "May we keep one of them, or are they two works? If they are, what tells them apart?",
    "expression-of-concern": "Do you wish to go on citing it, and to mention the concern?",
    "host-not-public": "At which public address can readers find it?",
    "impossible-date": "Which date is meant?",
    "isbn-check-digit": "Please send us the ISBN again.",
    "issn-check-digit": "Please send us the ISSN again.",
    "issue-against-doi": _WHICH_IS_RIGHT,
    "issue-against-url": _WHICH_IS_RIGHT,
    "key-repeated": "Which of them is meant where the key is cited?",
    "label-without-address": "At which address can readers find it?",
    "missing-year": "In which year was it published?",
    "notice-cited": "Do you mean the notice, or the work that it is about?",
    "page-range-reversed": "Which pages are meant?",
    "volume-against-doi": _WHICH_IS_RIGHT,
    "volume-against-url": _WHICH_IS_RIGHT,
    "work-not-found": "Please check every detail against the work itself, and send us a link to it or its title page if you can.",
    "work-removed": "Do you wish to go on citing it? If you do, please say in the text that it was removed.",
    "work-retracted": "Do you wish to go on citing it? If you do, please say in the text that it was retracted.",
    "work-retracted-in-part": "Does what you cite it for still stand?",
    "work-withdrawn": "Do you wish to go on citing it? If you do, please say in the text that it was withdrawn.",
    "year-against-doi": "In which year was it published?",
    "year-against-url": "In which year was it published?",
}

EDITORS = frozenset({"mirrored-bracket"})
"""What an editor puts right without asking."""


def question(finding: Finding) -> str | None:
    """What to ask the author about a finding; ``None`` where an editor needs no author.

    That is so for notes, for safe fixes, and for an identifier that was mended and is registered as mended.
    """
    code = finding.rule.code
    if finding.rule.severity is Severity.INFO or code in EDITORS or _is_settled(finding):
        return None
    if code in WHICH_IS_RIGHT:
        return _WHICH_IS_RIGHT
    return QUESTIONS.get(code) or (_IS_IT_MEANT if finding.fix else _PLEASE_CHECK)


def _is_settled(finding: Finding) -> bool:
    fix = finding.fix
    if fix is None:
        return False
    return fix.safety is Safety.SAFE or any(
        evidence.registry and evidence.field in set(Scheme) and evidence.registered == fix.replacement
        for evidence in finding.evidence
    )
