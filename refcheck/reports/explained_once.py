"""Suppression of repeated explanations: of the findings of one rule only the first says why."""

from collections.abc import Iterator

from refcheck.messages import ENGLISH
from refcheck.model import Finding, Report, Safety, Scheme, Severity
from refcheck.reports.ordering import TAKEN_BACK

_FEWEST = 4
"""The fewest words of an explanation: a shorter piece may be a value."""


class ExplainedOnce:
    """The explanations that were shown so far, while the findings of a report are written one after the other."""

    def __init__(self, report: Report) -> None:
        """Start without explanations."""
        self._is_english = report.language == ENGLISH
        self._pieces: set[str] = set()
        self._codes: set[str] = set()

    def is_new(self, text: str) -> bool:
        """Return whether a text was not shown before, and remember it."""
        known = text in self._pieces
        self._pieces.add(text)
        return not known

    def needs_no_words(self, finding: Finding) -> bool:
        """Return whether the rule's name is enough: for a note that was explained before and has a safe fix."""
        is_mended = finding.fix is not None and finding.fix.safety is Safety.SAFE
        return is_mended and finding.severity is Severity.INFO and finding.code in self._codes

    def message(self, finding: Finding) -> str:
        """Return the finding's message without explanations that were shown before; they are recognised in English messages only.

        The message about a retracted work is always complete: its source is what people quote. So is a message with several lists.
        """
        self._codes.add(finding.code)
        if not self._is_english or finding.code in TAKEN_BACK:
            return finding.message
        first, *others = _pieces(finding.message)
        if sum(piece.startswith(":") for piece in others) > 1:
            return finding.message  # it lists the fields that agree and those that differ
        said = first
        for piece in others:
            if not _explains(piece) or self.is_new(piece):
                said += piece
        return said if said == finding.message else said.rstrip(" .:;,") + "."


def _pieces(message: str) -> Iterator[str]:
    """Yield the pieces of a message, split after sentences and before colons outside quotations; joined they are the message."""
    start = depth = 0
    for at, letter in enumerate(message):
        depth += (letter == "“") - (letter == "”")
        if depth <= 0 and at > start and letter == " " and message[at - 1] in ".:":
            yield message[start : at - 1] if message[at - 1] == ":" else message[start:at]
            start = at - 1 if message[at - 1] == ":" else at
    yield message[start:]


def _explains(piece: str) -> bool:
    """Return whether a piece has no value of one reference: no quotation, number, or name after its first word but a scheme's."""
    words = piece.strip(" .:").split()
    is_named = any(
        word[:1].isupper() and not word.isupper() and word.lower() not in tuple(Scheme) for word in words[1:]
    )
    return len(words) >= _FEWEST and not is_named and not any(letter in "“”" or letter.isdigit() for letter in piece)
