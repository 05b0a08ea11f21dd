"""Untrusted text made safe to show: on one line, with hidden characters written out, shortened, and with bidi isolates."""

import unicodedata

_JOINERS = "\u200c\u200d"
"""Zero-width joiners shape letters in Persian and Indic scripts: they are shown as they are."""

_CUT = "…"


ISOLATE, POP = "\u2068", "\u2069"
"""First strong isolate and its end, around a value in right-to-left text: the value's letters decide its direction and reorder
nothing outside. Source: UAX #9."""


class Isolated(str):
    """Text whose isolates are the program's own and are kept: the untrusted parts of it are already made visible."""


def reread(text: str) -> str:
    """Return a text that the program wrote and that is read back, as ``Isolated`` if it has isolates."""
    return Isolated(text) if ISOLATE in text else text


def isolate(text: str) -> Isolated:
    """Return an untrusted value, made visible, between isolates."""
    return Isolated(f"{ISOLATE}{visible(text)}{POP}" if text else "")


def visible(text: str) -> str:
    """Return the text on one line, with control, bidi and invisible characters and noncharacters written out: ``‹U+200B›``.

    A reference is untrusted text: shown raw, it could move the cursor or reverse the line. The result is valid in UTF-8 and in XML.
    """
    if text.isprintable():
        return text
    kept = _JOINERS + ISOLATE + POP if isinstance(text, Isolated) else _JOINERS
    return "".join(_visible(character, kept) for character in text)


def _visible(character: str, kept: str) -> str:
    if character.isspace():
        return " "
    if character in kept or not (_is_hidden(character) or _is_no_character(character)):
        return character
    return f"‹U+{ord(character):04X}›"


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def _is_no_character(character: str) -> bool:
    """Return whether this is one of Unicode's noncharacters: U+FDD0 to U+FDEF, and the last two of every plane."""
    return ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"


def brief(text: str, length: int) -> str:
    """Return the text made visible, cut to ``length`` characters with an ellipsis; isolates that are open at the cut are closed."""
    is_isolated = isinstance(text, Isolated)
    shown = visible(text if is_isolated else text[: length + 1])
    cut = shown if len(shown) <= length else shown[: length - 1] + _CUT
    return Isolated(cut + POP * (cut.count(ISOLATE) - cut.count(POP))) if is_isolated else cut
