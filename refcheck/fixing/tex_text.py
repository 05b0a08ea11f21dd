"""Text in the notation of a BibTeX field."""

import codecs
import re
import unicodedata

import latexcodec  # noqa: F401  registers the codec

from refcheck.fixing.edits import Source
from refcheck.readers.data.bibtex.braces import depths
from refcheck.writers._common import escaped, title

_BEYOND = re.compile(r"[^\x00-\x7f]")
"""A character beyond ASCII."""

_AND = re.compile(r"\s[aA][nN][dD]\s")
"""The separator of two names."""

_DASH = re.compile(r"\s*(?:---?|[\u2013\u2014])\s*")
"""A dash between pages that is not a single hyphen: ``--``, ``–``."""


def tex(text: str, source: Source) -> str:
    """Return the LaTeX that prints a text, with letters beyond ASCII as commands if the file has none, or cannot have them."""
    return _in_letters(escaped(text), source)


def _in_letters(text: str, source: Source) -> str:
    if text.isascii() or (not source.is_ascii and source.can_write(text)):
        return text
    return _BEYOND.sub(_command, unicodedata.normalize("NFC", text))


def _command(letter: re.Match[str]) -> str:
    try:
        command: str = codecs.encode(letter[0], "latex").decode("ascii")
    except ValueError:
        return letter[0]
    return f"{{{command}}}" if "\\" in command else command


def whole_title(text: str, before: str, source: Source) -> str:
    """Return a title that replaces another: wholly in braces if that was, else with braces around words that keep capitals."""
    if before.startswith("{") and is_balanced(before[1:-1]) and before.endswith("}"):
        return braced(tex(text, source))
    return _in_letters(title(text), source)


def name_part(text: str, name: str, source: Source) -> str:
    """Return a family name within a printed name, in braces if it would be read as more than that."""
    is_first_last = "," not in name
    if "," in text or _AND.search(f" {text} ") or (is_first_last and " " in text):
        return braced(tex(text, source))
    return tex(text, source)


def pages(text: str, before: str) -> str:
    """Return pages with the dash that they had, or with two hyphens if they had none."""
    text = text.replace("-{}-", "-")
    found = _DASH.search(before)
    dash = found[0] if found else "-" if "-" in before else "--"
    return text.replace("-", dash)


def braced(text: str) -> str:
    """Return the text as a group."""
    return f"{{{text}}}"


def in_quotes(text: str) -> str:
    """Return the text for a value in quotation marks; a quotation mark outside groups, which would end it, is put into one."""
    both = zip(text, depths(text), strict=True)
    return "".join('{"}' if letter == '"' and depth == 0 else letter for letter, depth in both)


def is_balanced(text: str) -> bool:
    """Return whether all braces are paired, including escaped ones, which BibTeX counts too."""
    found = [0, *depths(text)]
    return min(found) == found[-1] == 0
