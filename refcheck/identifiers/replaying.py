"""Replaying repairs on the text as printed."""

from collections.abc import Iterable

from refcheck.errors import ReplayError
from refcheck.model import Repair


def replay(raw: str, repairs: Iterable[Repair]) -> str:
    """What ``raw`` becomes under ``repairs``, one after the other.

    Raises:
        ReplayError: the text at a repair's offset is not its ``before``.
    """
    text = raw
    for repair in repairs:
        end = repair.at + len(repair.before)
        if repair.at < 0 or end > len(text) or text[repair.at : end] != repair.before:
            raise ReplayError(f"{repair.code}: expected {repair.before!r} at offset {repair.at} of {text!r}")
        text = text[: repair.at] + repair.after + text[end:]
    return text
