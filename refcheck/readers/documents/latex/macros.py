"""LaTeX source without its comments, where its groups end, and its macros.

Only text is put in the place of text: a definition that tests, computes or defines anything is left alone, and so is every command
that the reader knows.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

_VERBATIM = re.compile(r"\\begin\{(verbatim|comment|lstlisting|minted|filecontents)\*?\}")
r"""What is not run as LaTeX: "\\begin{verbatim} … \\end{verbatim}", "\\begin{comment} … \\end{comment}"."""

_UNRUN = re.compile(r"\\verb\*?([^\w\s*])[^\n]*?\1|\\iffalse(?![A-Za-z@])[\s\S]{0,20000}?\\fi(?![A-Za-z@])")
r"""The same within a line, and what is left out: "\\verb|\\cite{key}|", "\\iffalse … \\fi"."""

_SIGN = re.compile(r"\\[\s\S]|[{}%]")
"""A sign that is escaped, or one that opens or closes a group or begins a comment."""

_ADDRESS = re.compile(
    r"\\(?:url|href|path|nolinkurl|doi)\s*(?:%\s+)?\{(?:[^{}\s%]|%(?:[ \t]*\n\s*)?)*|\\verb\{[a-z]+\}\s*\\verb [^\n]*"
)
r"""An address: "\\url{https://example.org/a%20b}", "\\nolinkurl\n{10.1000/a}", biber's "\\verb{url}\n\\verb https://…"."""

_PERCENT = re.compile(r"(?<!\\)%(?![ \t]*\n)")
"""A percent sign that is one within an address; at a line's end, it joins the next line even there (url.sty 3.4)."""

JOINED = "\x1f\n"
"""The end of a line that a comment takes away: a blank to every pattern, but nothing that prints, and no blank line."""

_NAMED = re.compile(r"\\[A-Za-z@]+\*?$")
r"""A command at the end, whose name a comment ends, or what stands behind a macro: "\\newblock%"."""


def without_comments(text: str) -> str:
    """Return the source with comments and verbatim text taken out, and every line still on its line.

    A comment takes the line's end with it, and the blanks that begin the next line.
    """
    parts: list[str] = []
    text = _ADDRESS.sub(lambda address: _PERCENT.sub(r"\\%", address[0]), text)
    for line in text.split("\n"):
        start = _comment(line) if "%" in line else None
        left = line if start is None else line[:start]
        left = left.lstrip(" \t") if parts and parts[-1] == JOINED else left
        parts += [left, "\n" if start is None or _NAMED.search(left) else JOINED]
    return _UNRUN.sub(lambda left: "\n" * left[0].count("\n"), _without_verbatim("".join(parts[:-1])))


def _comment(line: str) -> int | None:
    return next((sign.start() for sign in _SIGN.finditer(line) if sign.group() == "%"), None)


_FILE = re.compile(
    r"\\begin\{filecontents(?P<star>\*?)\}\s*(?:\[[^\]]*\]\s*)?\{(?P<name>[^{}\n]{1,200})\}(?P<text>[\s\S]*?)"
    r"\\end\{filecontents(?P=star)\}"
)
r"""A file that a document brings along: "\\begin{filecontents*}{refs.bib} … \\end{filecontents*}"."""


def brought_along(text: str) -> Mapping[str, str]:
    """Return the files that a document holds, by their names."""
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


_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand)\*?\s*(?:\{\s*\\([A-Za-z@]+)\s*\}|\\([A-Za-z@]+))\s*"
    r"(?:\[(\d)\])?\s*(?:\[([^\[\]]{0,200})\])?\s*%?\s*(?=\{)|\\[gex]?def\s*\\([A-Za-z@]+)((?:#\d){0,9})\s*(?=\{)"
)
r"""A definition: "\newcommand{\prl}[1]{", "\renewcommand*\prl[2][x]{", "\providecommand{\natexlab}[1]{", "\def\prl#1#2{"."""

_COMMAND = re.compile(r"\\([A-Za-z]+)")
_PLACE = re.compile(r"#(\d)")
_PROGRAM = re.compile(r"\\(?:if|else|fi|let|def|gdef|edef|xdef|csname|expandafter|catcode|begingroup|futurelet)|@|##")
r"""What no plain text has: a test, a definition, a catcode: "\ifx", "\csname", "\let", "\@gobble", "##1"."""

_OPTIONAL = re.compile(r"\s*\[([^\[\]]{0,400})\]")
_BLANK = re.compile(r"(?:\x1f\n|[ \t])*+\n?[ \t]*")
_LONGEST, _MOST = 2_000, 2_000
"""The longest body, in code points, and the most definitions."""
_DEEPEST = 6
"""A command in the body of a command is written out so deep."""
_GROWTH = 4
"""A source may grow to so many times its size."""


class Macro(NamedTuple):
    """A command that is defined: how many arguments it takes, what an optional first one is without being given, its text."""

    arguments: int
    default: str | None
    body: str


BIBLIOGRAPHIC = {
    "bibinfo": Macro(2, None, "#2"),
    "bibfield": Macro(2, None, "#2"),
    "BibitemShut": Macro(1, None, ""),
    "bibAnnoteFile": Macro(2, None, ""),
    "bibAnnote": Macro(2, None, ""),
    "selectlanguage": Macro(1, None, ""),
    "bysame": Macro(0, None, "---"),
    "BIBforeignlanguage": Macro(2, None, "#2"),
    "SortNoop": Macro(1, None, ""),
    "noopsort": Macro(1, None, ""),
    "dodoi": Macro(1, None, "doi:\\nolinkurl{#1}"),
    "doarXiv": Macro(1, None, "arXiv:#1"),
    "doeprint": Macro(1, None, "\\nolinkurl{http://ascl.net/#1}"),
}
"""Commands that the styles of REVTeX, AASTeX, AMS and IEEEtran write into a list and define elsewhere."""


def defined(text: str, is_known: Callable[[str], bool]) -> tuple[dict[str, Macro], str]:
    """Return the commands that a source defines, and the source without the definitions, every line still on its line.

    ``is_known`` says whether the reader understands a command by itself, which then keeps its meaning.
    """
    ends = groups(text)
    macros: dict[str, Macro] = {}
    parts: list[str] = []
    last = 0
    for found in _DEFINITION.finditer(text):
        end = ends.get(found.end())
        if found.start() < last or end is None:
            continue
        name = found[1] or found[2] or found[5]
        body = text[found.end() + 1 : end]
        count = int(found[3] or 0) if found[5] is None else len(found[6] or "") // 2
        is_text = len(body) <= _LONGEST and "@" not in name and _PROGRAM.search(body) is None
        if is_text and len(macros) < _MOST and not is_known(name):
            macros[name] = Macro(count, found[4], body.replace(JOINED, "").replace("\n", " "))
        parts += [text[last : found.start()], "\n" * text.count("\n", found.start(), end + 1)]
        last = end + 1
    return macros, "".join([*parts, text[last:]])


def written_out(text: str, macros: Mapping[str, Macro]) -> str:
    """Return the source with every command that is defined replaced by what it stands for."""
    most = _GROWTH * len(text) + _LONGEST
    for _ in range(_DEEPEST if macros else 0):
        changed = "".join(_replaced(text, macros))
        if changed == text or len(changed) > most:
            break
        text = changed
    return text


def _replaced(text: str, macros: Mapping[str, Macro]) -> Iterator[str]:
    ends: Mapping[int, int] | None = None
    last = 0
    for command in _COMMAND.finditer(text):
        macro = macros.get(command[1])
        if macro is None or command.start() < last:
            continue
        ends = groups(text) if ends is None and macro.arguments else ends
        at, values = _arguments(text, command.end(), macro, ends or {})
        yield text[last : command.start()]
        yield _PLACE.sub(lambda place, values=values: values.get(place[1], ""), macro.body)  # type: ignore[misc]
        if not macro.arguments and _NAMED.search(macro.body):
            yield "{}"
        last = at
    yield text[last:]


def _arguments(text: str, at: int, macro: Macro, ends: Mapping[int, int]) -> tuple[int, dict[str, str]]:
    """Return where the arguments of a command end, and what they are, by their numbers."""
    values: dict[str, str] = {}
    for number in range(1, macro.arguments + 1):
        if number == 1 and macro.default is not None:
            optional = _OPTIONAL.match(text, at)
            values["1"] = optional[1] if optional else macro.default
            at = optional.end() if optional else at
            continue
        blank = _BLANK.match(text, at)
        start = blank.end() if blank else at
        end = ends.get(start)
        if end is None:
            break
        values[str(number)] = text[start + 1 : end]
        at = end + 1
    return at, values
