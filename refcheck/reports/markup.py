"""A stranger's text in Markdown, so that nothing in it is markup, a mention or a link.

GitHub and GitLab read a text twice: the renderer takes backslashes for escapes, and afterwards ``@name`` becomes a mention
and ``#1`` a reference to an issue, whatever was escaped. So the marks of the first reading get a backslash, and behind those of
the second stands a zero-width space. Marks that mean something at the beginning of a line only are left alone: no line begins
with a stranger's text.
"""

import re
from urllib.parse import quote

from refcheck.text.visible import brief

_MARKUP = re.compile(r"[\\`*_\[\]<>&~$]")
"""Marks that the renderer takes for its own wherever they stand: "*", "<"."""

_ADDRESS = re.compile(r"(?i)(?:https?|ftp|mailto|xmpp):|www\.")
"""What the renderer makes a link of by itself: "https:", "www."."""

_MENTION = re.compile(r"@(?=\S)|[#!](?=\d)|\bGH-(?=\d)")
"""What the second reading looks for: "@name", "#12", "!3" (a merge request), "GH-4"; a mail address is linked even as "1@.a"."""

_IN_PROSE = re.compile(r"[\\`*]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\[(?=\^)|\](?=[(\[:])|(?<![^\W_])_|_(?![^\W_])")
"""Marks where CommonMark takes them for its own, and nowhere else: "*", "<b", "&amp;", "](", "_a", not "a_b" or "a & b"."""

_ZERO_WIDTH_SPACE = "\u200b"
_SAFE_IN_LINK = ":/?#@!$&'*+,;=%~"


def escaped(text: str, length: int) -> str:
    """Return the text on one line, cut to ``length`` characters, as Markdown that shows it and does nothing else."""
    shown = _MENTION.sub(lambda found: found[0] + _ZERO_WIDTH_SPACE, brief(text, length))
    marked = _MARKUP.sub(lambda found: f"\\{found[0]}", shown)
    return _ADDRESS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", marked)


def prose(text: str, length: int) -> str:
    """Return the same for people who read the source, too: addresses are as they are printed, and may become links."""
    shown = _MENTION.sub(lambda found: found[0] + _ZERO_WIDTH_SPACE, brief(text, length))
    marked = _IN_PROSE.sub(lambda found: f"\\{found[0]}", shown)
    return marked.replace("~", "\\~") if marked.count("~") > 1 else marked


def link(text: str, address: str) -> str:
    """Return a link to an address of the web; the text alone where the address is none. The text is Markdown already."""
    if not address.startswith(("https://", "http://")):
        return text
    return f"[{text}](<{quote(address, safe=_SAFE_IN_LINK, errors='replace')}>)"
