"""What stands around an identifier in a text."""

from refcheck.identifiers.scanning.characters import CLOSERS, unmatched

CLOSING = " \t\r\n.,;)]}>\"'”’»"
"""What may stand behind an identifier without being text."""

_REACH = 200
"""How far back an opening bracket or quotation mark is looked for, in code points."""


def before_closing(text: str, start: int, piece: str) -> str:
    """The ``piece`` of a text at ``start``, up to the bracket, quotation mark or asterisks that close what was opened before it."""
    before = text[max(0, start - _REACH) : start]
    if '"' in piece and before.count('"') % 2:
        piece = piece[: piece.index('"')]
    if piece.endswith("*") and "*" in before:
        piece = piece.rstrip("*")
    for at in unmatched(piece):
        closer = piece[at]
        if closer in CLOSERS and before.count(CLOSERS[closer]) > before.count(closer):
            return piece[:at]
    return piece
