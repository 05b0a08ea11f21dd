r"""Text as a program writes it for a terminal, with colours and overstruck letters: "\x1b[1mSalt\x1b[0m", "S\bS".

The document's text is what the terminal shows, line by line, so that nothing is fixed in the file itself.

Source: ECMA-48, 5th edition, 5.3 to 5.6; ``man`` and GAPDoc write such files.
"""

import re

from attrs import evolve

from refcheck.model import Bibliography
from refcheck.readers.pasted import plain

NAME = "terminal"

_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])|[^\n\x1b\x08]\x08"
)
r"""A control sequence, also of a link with its URL, or an overstruck letter: "\x1b[31;1m", "\x1b]8;;https://…\x1b\\", "_\b"."""


def recognises(name: str, text: str) -> bool:
    """Return whether the text has control sequences or overstruck letters."""
    return ("\x1b" in text or "\b" in text) and _SEQUENCE.search(text) is not None


def read(text: str, name: str) -> Bibliography:
    """Return the references of the displayed text, which is read in the format that it then has."""
    from refcheck.readers.discovery import text_format  # here, because it imports this reader

    shown = _SEQUENCE.sub("", text)
    bibliography = (text_format(name, shown, besides=NAME) or plain).read(shown, name)
    return evolve(bibliography, document=evolve(bibliography.document, format=NAME))
