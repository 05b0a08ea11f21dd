"""Markup of links, emphasis and citations, as Markdown, AsciiDoc, reStructuredText, MediaWiki and chat programs write it.

"[Salt](https://example.org)", "**Rivers** of the steppe. *Journal of Water*, _12_".
"""

import re
from collections.abc import Iterator

from refcheck.text.deferred import deferred
from refcheck.text.edits import Edit

_TARGET = r"(?:https?://|www\.|10\.\d{4})[^\s<>`\[\]]{1,600}?"

_WORDS = r"(?=[^\s\[\]`<>]+\s[^\s\[\]`<>]+\s)[^\[\]`<>\n]{1,400}"
"""The text of a link, of at least three words: shorter texts are mostly buttons, "[Google Scholar]", "[PDF]"."""

_LINKS = deferred(
    rf"!?(?P<a>\[){_WORDS}(?P<b>\]\(<?){_TARGET}(?P<c>>?\))(?![\w)])"
    rf"|(?P<d>(?:\blink:)?(?:\$\$)?)(?<![\[(])\b{_TARGET}(?P<e>(?:\$\$)?\[)(?=[^\W\d_]){_WORDS}(?P<f>\])"
    rf"|(?P<g>`){_WORDS}(?P<h>\s<){_TARGET}(?P<i>>`_{{1,2}})"
    rf"|(?P<j>\[){_TARGET}\s{_WORDS}(?P<k>\])(?!\()"
)
"""A link with its text: "[Salt of the sea](https://example.org)", "link:$$https://example.org$$[Salt of the sea]", "`Salt of the
sea <https://example.org>`_", "[https://example.org Salt of the sea]". The groups are the parts of its markup."""

_ANCHOR = deferred(r"\A\s*(\[{2,3}[\w.:-]{1,60}(?:,[^\[\]]{0,60})?\]{2,3}\s*)")
"""AsciiDoc's anchor at the start of an entry: "[[[salt98]]] ", "[[salt98,Salt 1998]]"."""

KEY_OF_ROLE = deferred(r"(?:\{[^{}]*\}\s*)?([^\s,;{}]+)(?:\s*\{[^{}]*\})?")
"""A citation key in a role of reStructuredText or MyST, with the text printed before and after it: "doe", "{see}doe{p. 5}"."""


def link_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that remove the markup of links and leave a space between URL and text."""
    if "[" not in text and ">`_" not in text:
        return
    if anchor := _ANCHOR.match(text):
        yield *anchor.span(1), ""
    for found in _LINKS.finditer(text) if "/" in text else ():
        for mark, (start, end) in ((name, found.span(name)) for name in found.groupdict()):
            if start < end:
                yield start, end, " " if mark in "beh" else ""


_EMPHASISED = re.compile(
    r"(?P<mark>\*{2,3}|__)(?=[^\s*_])(?:(?!(?P=mark)).){1,400}?(?<=[^\s*_])(?P=mark)"
    r"|(?<![\w*])\*(?=[^\s*])[^*\n]{2,300}?(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])[^_\n]{2,300}?(?<=[^\s_])_(?![\w_])",
    re.DOTALL,
)
"""Emphasised text with its markup: two or three asterisks or two underscores on each side, or one asterisk or underscore that
touches no other word: "C*-algebra" has no emphasis."""


def emphasis_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that remove the markup of emphasis."""
    if "*" not in text and "_" not in text:
        return
    for found in _EMPHASISED.finditer(text):
        width = len(found["mark"] or "*")
        yield found.start(), found.start() + width, ""
        yield found.end() - width, found.end(), ""
