"""The question to the author for a finding, by the rule's code, and its wording, with one file per language in ``wordings/``.

A rule that is not listed here gets the general question, so that a new rule is never silently left out.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from refcheck.identifiers import repair_rules
from refcheck.lexicon import Term, words
from refcheck.messages import ENGLISH, Message, is_key, is_right_to_left, translate, worded
from refcheck.model import Case, Evidence, Finding, Id, Record, Safety, Severity, Update

GENERAL = "general"
"""The kind of question that can be asked about any finding."""

DIFFERS = "differs"
"""The kind of question that compares the printed value with the registered one, which is the suggestion."""

_MISPRINTED = "misprinted"

_OFFERED = {"doi-not-registered": "doi-offered", "doi-of-another-work": "doi-offered"}
"""Rules with another kind of question where the finding has the DOI of the work cited as its fix."""

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
"""Kinds of questions, and the rules whose findings are asked about by each."""

_OWN = """author-extra author-missing doi-not-registered doi-of-another-work doi-unusable identifier-not-registered
identifier-of-another-work impossible-date impossible-year key-repeated missing-year notice-cited"""
"""Rules with a kind of question of their own, of the same name."""

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
"""Notes that are asked about although they are notes: a question accuses no author."""

EDITORS = frozenset({"mirrored-bracket"})
"""Rules whose findings an editor corrects without asking the author."""


def kind_of(finding: Finding) -> str | None:
    """Return the kind of question to ask about a finding; ``None`` where the editor need not ask the author.

    That is so for most notes, for safe fixes, and for an identifier that is registered as repaired.
    """
    code = finding.rule.code
    is_note = finding.rule.severity is Severity.INFO and code not in NOTES_ASKED
    if is_note or code in EDITORS or _is_settled(finding):
        return None
    if finding.fix:
        return _OFFERED.get(code) or KINDS.get(code, _MISPRINTED)
    return KINDS.get(code, GENERAL)


def _is_settled(finding: Finding) -> bool:
    fix = finding.fix
    if fix is None:
        return False
    is_registered = any(each.registry and each.registered == fix.replacement for each in finding.evidence)
    return fix.safety is Safety.SAFE or (is_registered and finding.code in repair_rules())


_FOLDER = Path(__file__).parent / "wordings"

_STOPS = (".", "?", "!", "…", "。")

_MOST = 4
"""The most differences from a record that are listed; more are a reason to look at the work itself."""


@frozen(kw_only=True)
class Wording:
    """The wording of a language: ``text`` around the questions, ``asked`` for each kind of question."""

    language: str
    text: Mapping[str, str]
    asked: Mapping[str, str]

    @property
    def is_right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return is_right_to_left(self.language)

    def references(self, keys: tuple[str, ...]) -> str:
        """Return ``reference 7``, ``references 3, 7``; without keys, the words for the whole list."""
        if not keys:
            return self.text["list"]
        return self.text["several" if len(keys) > 1 else "one"].format(keys=", ".join(keys))

    def change(self, before: str, after: str) -> str:
        """Return ``“14” → “21”``; only the second value where there is no first."""
        return self.text["change"].format(before=before, after=after) if before else after

    def question(self, kind: str, finding: Finding, case: Case | None) -> str:
        """Return the question about a finding; the general question where the finding lacks facts that its own needs."""
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
        """Return the values of a finding that questions can have in them, as far as they are known."""
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
        """Yield the fields of the evidence whose registered value differs from the printed one."""
        named = (
            (self._field(each.field), each) for each in finding.evidence if each.registered not in (None, each.cited)
        )
        for name, each in [(name, each) for name, each in named if name][:_MOST]:
            yield f"{name}: {self.change(each.cited or '', each.registered or '')}"

    def _field(self, name: str | None) -> str:
        """Return the name of a CSL variable, capitalised; empty where it has no name."""
        key = f"field-{name}"
        called = worded(key).into(self.language) if is_key(key) else ""
        return called[:1].upper() + called[1:]


_WORD, _LONG_WORD = re.compile(r"[^\W\d_]{2,}"), re.compile(r"[^\W\d_]{3,}")
"""A word of a family name; a word of given names that is longer than initials."""

_MC = "MC"
"""A beginning of family names after which a capital follows: "McAdam"."""


def suggested(evidence: Evidence) -> str | None:
    """Return the registered value; persons whom a record has in capitals as names are set, unless capitals are printed, too."""
    value = evidence.registered
    if not value or evidence.field not in ("author", "editor") or (evidence.cited or "").isupper():
        return value
    return "; ".join(_as_name(each) if each.isupper() else each for each in value.split("; "))


def _as_name(name: str) -> str:
    """Return a name without its capitals; one without a comma, which may be an organisation's acronym, is unchanged.

    >>> _as_name("MCADAM-ROE, ANN B."), _as_name("VAN DER POE, JAN"), _as_name("LI, XY"), _as_name("UNESCO")
    ('McAdam-Roe, Ann B.', 'van der Poe, Jan', 'Li, XY', 'UNESCO')
    """
    family, comma, rest = name.partition(", ")
    given, *suffix = rest.split(", ")
    if not comma:
        return name
    *before, last = family.split(" ")
    small = (word.lower() if word.lower() in words(Term.PARTICLE) else _WORD.sub(_capitalised, word) for word in before)
    return ", ".join([" ".join([*small, _WORD.sub(_capitalised, last)]), _LONG_WORD.sub(_capitalised, given), *suffix])


def _capitalised(found: re.Match[str]) -> str:
    word = found[0]
    is_mc = word.startswith(_MC) and len(word) > len(_MC) + 1
    return f"Mc{word[len(_MC) :].capitalize()}" if is_mc else word.capitalize()


def _notice(kind: str, finding: Finding, record: Record | None) -> Message:
    """Return what happened to a work, on which date and where its notice is: from the record, which a report read back also has."""
    types = {each.registered for each in finding.evidence if each.field == "updated-by"}
    update = next((each for each in (record.updates if record else ()) if each.type in types), Update(type=""))
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
    """Return the message so that a sentence can follow: a dash is added after a URL at its end, which takes no period."""
    return message if message.endswith(_STOPS) else f"{message} –"


@cache
def wording(language: str = ENGLISH) -> Wording:
    """Return the words of one of the ``languages()``."""
    return Wording(language=language, **tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8")))
