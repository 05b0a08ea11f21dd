"""LaTeX source without its comments, and where its groups end."""

import re
from collections.abc import Mapping

_VERBATIM = re.compile(r"\\begin\{(verbatim|comment|lstlisting|minted|filecontents)\*?\}")
r"""What is not run as LaTeX: "\\begin{verbatim} … \\end{verbatim}", "\\begin{comment} … \\end{comment}"."""

_SIGN = re.compile(r"\\[\s\S]|[{}%]")
"""A sign that is escaped, or one that opens or closes a group or begins a comment."""

_ADDRESS = re.compile(r"\\(?:url|href|path|nolinkurl|doi)\s*\{[^{}\s]*")
r"""An address, in which a percent sign is one: "\\url{https://example.org/a%20b}"."""

_KEPT = "{}"
"""What stands for a line that holds nothing but a comment: no blank line, and nothing that prints."""


def without_comments(text: str) -> str:
    """The source with comments and verbatim text taken out, and every line still on its line."""
    lines: list[str] = []
    for line in text.split("\n"):
        start = _comment(line) if "%" in line else None
        lines.append(line if start is None else line[:start] + (_KEPT if not line[:start].strip() else ""))
    return _without_verbatim("\n".join(lines))


def _comment(line: str) -> int | None:
    addresses = [address.span() for address in _ADDRESS.finditer(line)]
    for sign in _SIGN.finditer(line):
        if sign.group() == "%" and not any(start < sign.start() < end for start, end in addresses):
            return sign.start()
    return None


_FILE = re.compile(
    r"\\begin\{filecontents(?P<star>\*?)\}\s*(?:\[[^\]]*\]\s*)?\{(?P<name>[^{}\n]{1,200})\}(?P<text>[\s\S]*?)"
    r"\\end\{filecontents(?P=star)\}"
)
r"""A file that a document brings along: "\\begin{filecontents*}{refs.bib} … \\end{filecontents*}"."""


def brought_along(text: str) -> Mapping[str, str]:
    """The files that a document holds, by their names."""
    return {file["name"].strip(): file["text"] for file in _FILE.finditer(text)}


def _without_verbatim(text: str) -> str:
    parts: list[str] = []
    at = 0
    while begun := _VERBATIM.search(text, at):
        end = text.find(f"\\end{{{begun[1]}", begun.end())
        end = len(text) if end < 0 else text.find("}", end) + 1 or len(text)
        parts += [text[at : begun.start()], "\n" * text.count("\n", begun.start(), end)]
        at = end
    return "".join([*parts, text[at:]])


def groups(text: str) -> Mapping[int, int]:
    """For each brace that opens a group, where the brace is that closes it."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    for sign in _SIGN.finditer(text):
        if sign.group() == "{":
            opened.append(sign.start())
        elif sign.group() == "}" and opened:
            closed[opened.pop()] = sign.start()
    return closed
