"""Text made safe to show: on one line, and with nothing in it that a person cannot see."""

import unicodedata

_JOINERS = "\u200c\u200d"
"""Zero-width joiners are letters' business in Persian and Indic scripts: they are shown as they are."""

_CUT = "…"


def visible(text: str) -> str:
    """The text on one line, with control, bidi and invisible characters and what is no character written out: ``‹U+200B›``.

    A reference is a stranger's text: shown raw, it could move the cursor or reverse the line. What is left can stand in UTF-8
    and in XML.
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    if character in _JOINERS or not (_is_hidden(character) or _is_no_character(character)):
        return character
    return f"‹U+{ord(character):04X}›"


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def _is_no_character(character: str) -> bool:
    """Unicode's noncharacters: U+FDD0 to U+FDEF, and the last two of every plane."""
    return ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"


def brief(text: str, length: int) -> str:
    """The text made visible, cut to ``length`` characters with an ellipsis."""
    shown = visible(text[: length + 1])
    return shown if len(shown) <= length else shown[: length - 1] + _CUT
