"""Volumes that a number alone does not name: "Vol. J101-D", "In 10 vols. Vol. 1"."""

from collections.abc import Sequence

from refcheck.lexicon import Term, words
from refcheck.parsing.structure.runs import relabel, rule, run_at, runs
from refcheck.parsing.tagging.tokens import Token
from refcheck.parsing.tagging.word_classes import keyword


def _in_volumes(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "Title: В 10 т. Т. 1": how many volumes a work has is neither its title nor the number of the one cited."""
    for first, end in runs(labels, "volume"):
        if end - first > _COUNT and _counts(tokens, first):
            return relabel(labels, first, first + _COUNT, "note")
    for label in ("title", "container"):
        for first, end in runs(labels, label):
            opening = next((place for place in range(max(first + 1, end - 3), end) if _counts(tokens, place)), None)
            if opening is not None and set(labels[end : opening + 3]) <= {"volume"}:
                labels = [*labels[:opening], "note", "note", "note", *labels[opening + 3 :]]
    return labels


def _counts(tokens: Sequence[Token], place: int) -> bool:
    """Whether "in", a number and a word for volumes stand behind a mark: ": В 10 т", ", in 3 Bd", ". En 2 vol"."""
    if len(tokens) < place + 3 or tokens[place].gap.rstrip()[-1:] not in _PARTING:
        return False
    word, number, unit = tokens[place : place + 3]
    return keyword(word.text) == "in" and number.text.isdecimal() and keyword(unit.text) == "volume"


_COUNT = 3
"""Words that say how many volumes there are: "in", the number and what is counted."""

_PARTING = frozenset(":.,—–[")
"""What stands before the number of volumes."""


def _number_behind_issue(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "№ 4 (36)": the number in brackets behind an issue counts the issues from the first one on, and no volumes."""
    for first, end in runs(labels, "volume"):
        bracketed = tokens[first].gap.strip() == "(" and end - first == 1 and _behind(text, tokens, end).startswith(")")
        issue = run_at(labels, "issue", first - 1) if bracketed else None
        if issue and keyword(tokens[issue[0]].text) != "volume" and "№" in tokens[issue[0]].gap:
            return relabel(labels, issue[0], end, "issue")
    return labels


def _behind(text: str, tokens: Sequence[Token], end: int) -> str:
    return tokens[end].gap if end < len(tokens) else text[tokens[-1].end :]


_LABELS = words(Term.VOLUME)
"""One of them labels the volume, or counts the volumes."""

VOLUME_RULES = (
    rule(_in_volumes, needs="title container volume", words=_LABELS),
    rule(_number_behind_issue, needs="volume", marks="№"),
)
