"""The words in which authors are asked, one file a language in ``wordings/``."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from refcheck.model import Finding
from refcheck.reports.queries.questions import GENERAL

_FOLDER = Path(__file__).parent / "wordings"

ENGLISH = "en"

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages that are written from right to left."""

_STOPS = (".", "?", "!", "…", "。")

_MOST = 4
"""So many differences from a record are told; more are a reason to look at the work itself."""


@frozen(kw_only=True)
class Wording:
    """A language's words: ``text`` around the questions, ``fields`` for CSL's variables, ``asked`` for each kind of question."""

    language: str
    text: Mapping[str, str]
    fields: Mapping[str, str]
    asked: Mapping[str, str]

    @property
    def is_right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return self.language in _RIGHT_TO_LEFT

    def references(self, keys: tuple[str, ...]) -> str:
        """``reference 7``, ``references 3, 7``."""
        return self.text["several" if len(keys) > 1 else "one"].format(keys=", ".join(keys))

    def change(self, before: str, after: str) -> str:
        """``“14” → “21”``; the second alone where there is no first."""
        return self.text["change"].format(before=before, after=after) if before else after

    def question(self, kind: str, finding: Finding, raw: str) -> str:
        """The question that a finding about a reference printed as ``raw`` is; the general one where it lacks facts for it."""
        facts = self._facts(finding, raw)
        try:
            return self.asked[kind].format_map(facts)
        except KeyError:
            return self.asked[GENERAL].format_map(facts)

    def _facts(self, finding: Finding, raw: str) -> dict[str, str]:
        """What the questions may name of a finding, as far as it is known."""
        first = finding.evidence[0] if finding.evidence else None
        given = {
            "field": self.fields.get(first.field or "") if first else None,
            "cited": first.cited if first else None,
            "registered": first.registered if first else None,
            "differences": "; ".join(self._differences(finding)),
            "printed": finding.fix.span.of(raw).strip() if finding.fix else None,
            "replacement": finding.fix.replacement.strip() if finding.fix else None,
            "several": self.references(finding.references),
        }
        return {"message": _ended(finding.message)} | {name: value for name, value in given.items() if value}

    def _differences(self, finding: Finding) -> Iterator[str]:
        """Each field of the evidence that is registered otherwise than printed."""
        told = [each for each in finding.evidence if each.field in self.fields and each.registered]
        for each in [each for each in told if each.cited != each.registered][:_MOST]:
            yield f"{self.fields[each.field or '']}: {self.change(each.cited or '', each.registered or '')}"


def _ended(message: str) -> str:
    """The message so that a sentence can follow: behind an address at its end, which takes no period, stands a dash."""
    return message if message.endswith(_STOPS) else f"{message} –"


def languages() -> tuple[str, ...]:
    """The codes of the languages that there are words in (ISO 639-1), English first."""
    return (ENGLISH, *sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != ENGLISH))


@cache
def wording(language: str = ENGLISH) -> Wording:
    """The words of one of the ``languages()``."""
    return Wording(language=language, **tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8")))
