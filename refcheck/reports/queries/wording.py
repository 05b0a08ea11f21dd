"""The question that a finding is to an author, by the rule's code, and its words, one file a language in ``wordings/``.

A rule that is named nowhere here is asked about with the general question, so that a new rule is never passed over in silence.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from refcheck.messages import ENGLISH, Message, is_key, is_right_to_left, translate, worded
from refcheck.model import Case, Finding, Id, Record, Safety, Scheme, Severity, Update

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


_FOLDER = Path(__file__).parent / "wordings"

_STOPS = (".", "?", "!", "…", "。")

_MOST = 4
"""How many differences from a record are told; more are a reason to look at the work itself."""


@frozen(kw_only=True)
class Wording:
    """A language's words: ``text`` around the questions, ``asked`` for each kind of question."""

    language: str
    text: Mapping[str, str]
    asked: Mapping[str, str]

    @property
    def is_right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return is_right_to_left(self.language)

    def references(self, keys: tuple[str, ...]) -> str:
        """``reference 7``, ``references 3, 7``; without keys, that it is about the list."""
        if not keys:
            return self.text["list"]
        return self.text["several" if len(keys) > 1 else "one"].format(keys=", ".join(keys))

    def change(self, before: str, after: str) -> str:
        """``“14” → “21”``; the second alone where there is no first."""
        return self.text["change"].format(before=before, after=after) if before else after

    def question(self, kind: str, finding: Finding, case: Case | None) -> str:
        """Return the question that a finding about a reference is; the general one where it lacks facts for it."""
        facts = self._facts(finding, case.reference.raw if case else "")
        if is_key(f"was-{kind}"):
            facts["notice"] = _notice(kind, finding, case.match.record if case and case.match else None).into(
                self.language
            )
        try:
            return self.asked[kind].format_map(facts)
        except KeyError:
            return self.asked[GENERAL].format_map(facts)

    def _facts(self, finding: Finding, raw: str) -> dict[str, str]:
        """Return what the questions may name of a finding, as far as it is known."""
        first = finding.evidence[0] if finding.evidence else None
        given = {
            "field": self._field(first.field) if first else None,
            "cited": first.cited if first else None,
            "registered": first.registered if first else None,
            "differences": "; ".join(self._differences(finding)),
            "printed": finding.fix.span.of(raw).strip() if finding.fix else None,
            "replacement": finding.fix.replacement.strip() if finding.fix else None,
            "several": self.references(finding.references),
        }
        message = translate(finding.message, self.language)
        return {"message": _ended(message)} | {name: value for name, value in given.items() if value}

    def _differences(self, finding: Finding) -> Iterator[str]:
        """Yield each field of the evidence that is registered otherwise than printed."""
        told = (
            (self._field(each.field), each) for each in finding.evidence if each.registered not in (None, each.cited)
        )
        for name, each in [(name, each) for name, each in told if name][:_MOST]:
            yield f"{name}: {self.change(each.cited or '', each.registered or '')}"

    def _field(self, name: str | None) -> str:
        """Return the name of a CSL variable, with a capital letter; empty where it has no name."""
        key = f"field-{name}"
        called = worded(key).into(self.language) if is_key(key) else ""
        return called[:1].upper() + called[1:]


def _notice(kind: str, finding: Finding, record: Record | None) -> Message:
    """Return what became of a work, on which day and where its notice is: from the record, which a report read back has too."""
    told = {each.registered for each in finding.evidence if each.field == "updated-by"}
    update = next((each for each in (record.updates if record else ()) if each.type in told), Update(type=""))
    day = str(update.updated or "")
    own = update.doi is not None and record is not None and Id.doi(update.doi) != record.id
    return worded(
        "notice",
        done=worded(f"was-{kind}"),
        on=worded("on-day", day=day) if day else "",
        says="",
        where=worded("where-notice", url=f"https://doi.org/{update.doi}") if own else "",
    )


def _ended(message: str) -> str:
    """Return the message so that a sentence can follow: behind an address at its end, which takes no period, stands a dash."""
    return message if message.endswith(_STOPS) else f"{message} –"


@cache
def wording(language: str = ENGLISH) -> Wording:
    """Return the words of one of the ``languages()``."""
    return Wording(language=language, **tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8")))
