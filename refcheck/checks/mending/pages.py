"""Registered pages as the reference prints its own."""

import re

_RANGE = re.compile(r"(?P<first>\w+)(?P<dash>\s*(?:--?|[\u2010-\u2015\u2212])\s*)(?P<last>\w+)")
"""A page range in any dash: ``66–70``, ``345--60``, ``S12-S19``."""


def pages_in_print(printed: str, registered: str) -> str:
    """Return registered pages with the printed dash, and with the end cut short where the printed one is.

    >>> pages_in_print("66–70", "67-71")
    '67–71'
    >>> pages_in_print("345-60", "345-361")
    '345-61'
    >>> pages_in_print("66", "67-71")
    '67-71'
    """
    before, after = _RANGE.fullmatch(printed), _RANGE.fullmatch(registered)
    if before is None or after is None:
        return registered
    first, last = after["first"], after["last"]
    is_short = len(before["last"]) < len(before["first"]) and before["last"].isdigit()
    if is_short and first.isdigit() and last.isdigit() and len(first) == len(last):
        same = next(at for at, (one, other) in enumerate(zip(f"{first} ", f"{last}.", strict=True)) if one != other)
        last = last[min(same, len(last) - min(len(before["last"]), len(last))) :]
    return f"{first}{before['dash']}{last}"
