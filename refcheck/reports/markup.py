"""Escaping of untrusted text for Markdown, so that nothing in it is markup, a mention or a link.

GitHub and GitLab process a text twice: the renderer takes backslashes for escapes, and afterwards ``@name`` becomes a mention
and ``#1`` a reference to an issue, whatever was escaped. So characters of the first pass get a backslash before them, and those
of the second a zero-width space after them. Characters that are markup only at the beginning of a line are left alone: no line
starts with untrusted text.
"""

import re
from urllib.parse import quote

from refcheck.text.visible import brief

_MARKUP = re.compile(r"[\\`*_\[\]<>&~$]")
"""Characters that the renderer takes for markup wherever they occur: "*", "<"."""

_ADDRESS = re.compile(r"(?i)(?:https?|ftp|mailto|xmpp):|www\.")
"""Beginnings of text that the renderer turns into links on its own: "https:", "www."."""

_MENTION = re.compile(r"@(?=\S)|[#!](?=\d)|\bGH-(?=\d)")
"""The marks of the second pass: "@name", "#12", "!3" (a merge request), "GH-4"; an e-mail address is linked even as "1@.a"."""

_IN_PROSE = re.compile(r"[\\`*]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\[(?=\^)|\](?=[(\[:])|(?<![^\W_])_|_(?![^\W_])")
"""Characters only where CommonMark takes them for markup: "*", "<b", "&amp;", "](", "_a", not "a_b" or "a & b"."""

_ZERO_WIDTH_SPACE = "\u200b"
_SAFE_IN_LINK = ":/?#@!$&'*+,;=%~"


def escaped(text: str, length: int) -> str:
    """Return the text on one line, cut to ``length`` characters, as Markdown that only shows it."""
    shown = _MENTION.sub(lambda found: found[0] + _ZERO_WIDTH_SPACE, brief(text, length))
    marked = _MARKUP.sub(lambda found: f"\\{found[0]}", shown)
    return _ADDRESS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", marked)


def prose(text: str, length: int) -> str:
    """Return the same with fewer escapes, for people who also read the source: URLs stay as printed and may become links."""
    shown = _MENTION.sub(lambda found: found[0] + _ZERO_WIDTH_SPACE, brief(text, length))
    marked = _IN_PROSE.sub(lambda found: f"\\{found[0]}", shown)
    return marked.replace("~", "\\~") if marked.count("~") > 1 else marked


def link(text: str, address: str) -> str:
    """Return a Markdown link to a web URL; only the text where ``address`` is not one. ``text`` is Markdown already."""
    if not address.startswith(("https://", "http://")):
        return text
    return f"[{text}](<{quote(address, safe=_SAFE_IN_LINK, errors='replace')}>)"
