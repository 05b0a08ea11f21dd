"""The labels of a work that is cited in a form of its own."""

from collections.abc import Sequence

from refcheck.parsing.official.forms import Official
from refcheck.parsing.tagging.labels import begin
from refcheck.parsing.tagging.tokens import Token


def as_cited(known: Official, tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """The labels that the form tells, those of masks as they are, and of the others what it says of the rest."""
    numbered = any(mark.label == "report-number" for mark in known.marks)
    other_number = "note" if begin("title") in labels else "title"
    changed: list[str] = []
    mark_before = None
    for token, label in zip(tokens, labels, strict=True):
        mark = next((mark for mark in known.marks if mark.start <= token.start < mark.end), None)
        if token.masked:
            changed.append(label)
        elif mark is not None:
            changed.append(mark.label if mark is mark_before else begin(mark.label))
        else:
            told = known.rest or label
            changed.append(other_number if numbered and told == "report-number" else told)
        mark_before = mark
    return changed
