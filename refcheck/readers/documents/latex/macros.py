"""LaTeX source: removing its comments, finding the ends of its groups, and expanding its macros.

Only a macro whose body is plain text is expanded. One that tests, computes or defines anything is left alone, and so is every
command that the reader understands.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

_VERBATIM = re.compile(r"\\begin\{(verbatim|comment|lstlisting|minted|filecontents)\*?\}")
r"""The start of an environment whose content LaTeX does not execute: "\\begin{verbatim}", "\\begin{comment}"."""

_UNRUN = re.compile(r"\\verb\*?([^\w\s*])[^\n]*?\1|\\iffalse(?![A-Za-z@])[\s\S]{0,20000}?\\fi(?![A-Za-z@])")
r"""Verbatim text within a line, and text that is skipped: "\\verb|\\cite{key}|", "\\iffalse … \\fi"."""

_SPECIAL = re.compile(r"\\[\s\S]|[{}%]")
"""An escaped character, or one that opens or closes a group or starts a comment."""

_URL = re.compile(
    r"\\(?:url|href|path|nolinkurl|doi)\s*(?:%\s+)?\{(?:[^{}\s%]|%(?:[ \t]*\n\s*)?)*|\\verb\{[a-z]+\}\s*\\verb [^\n]*"
)
r"""A URL or DOI: "\\url{https://example.org/a%20b}", "\\nolinkurl\n{10.1000/a}", biber's "\\verb{url}\n\\verb https://…"."""

_PERCENT = re.compile(r"(?<!\\)%(?![ \t]*\n)")
"""A literal percent sign within a URL; at the end of a line, it starts a comment even there (url.sty 3.4)."""

JOINED = "\x1f\n"
"""A line end that a comment removes: patterns see it as white space, but it neither prints nor makes an empty line."""

_NAMED = re.compile(r"\\[A-Za-z@]+\*?$")
r"""A command at the end, before a comment or of a macro's body: its name must not run on into what follows: "\\newblock%"."""


def without_comments(text: str) -> str:
    """Return the source without comments and verbatim text; line numbers stay the same.

    A comment removes its line's end too, and the spaces at the start of the next line.
    """
    parts: list[str] = []
    text = _URL.sub(lambda url: _PERCENT.sub(r"\\%", url[0]), text)
    for line in text.split("\n"):
        start = _comment(line) if "%" in line else None
        left = line if start is None else line[:start]
        left = left.lstrip(" \t") if parts and parts[-1] == JOINED else left
        parts += [left, "\n" if start is None or _NAMED.search(left) else JOINED]
    return _UNRUN.sub(lambda left: "\n" * left[0].count("\n"), _without_verbatim("".join(parts[:-1])))


def _comment(line: str) -> int | None:
    return next((special.start() for special in _SPECIAL.finditer(line) if special.group() == "%"), None)


_FILE = re.compile(
    r"\\begin\{filecontents(?P<star>\*?)\}\s*(?:\[[^\]]*\]\s*)?\{(?P<name>[^{}\n]{1,200})\}(?P<text>[\s\S]*?)"
    r"\\end\{filecontents(?P=star)\}"
)
r"""A file embedded in a document: "\\begin{filecontents*}{refs.bib} … \\end{filecontents*}"."""


def embedded_files(text: str) -> Mapping[str, str]:
    """Return the texts of the files embedded in a document, by file name."""
    return {file["name"].strip(): file["text"] for file in _FILE.finditer(text)}


def _without_verbatim(text: str) -> str:
    parts: list[str] = []
    at = 0
    while start := _VERBATIM.search(text, at):
        end = text.find(f"\\end{{{start[1]}", start.end())
        end = len(text) if end < 0 else text.find("}", end) + 1 or len(text)
        parts += [text[at : start.start()], "\n" * text.count("\n", start.start(), end)]
        at = end
    return "".join([*parts, text[at:]])


def groups(text: str) -> Mapping[int, int]:
    """Return the positions of the closing braces, by those of their opening braces."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    for special in _SPECIAL.finditer(text):
        if special.group() == "{":
            opened.append(special.start())
        elif special.group() == "}" and opened:
            closed[opened.pop()] = special.start()
    return closed


_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand)\*?\s*(?:\{\s*\\([A-Za-z@]+)\s*\}|\\([A-Za-z@]+))\s*"
    r"(?:\[(\d)\])?\s*(?:\[([^\[\]]{0,200})\])?\s*%?\s*(?=\{)|\\[gex]?def\s*\\([A-Za-z@]+)((?:#\d){0,9})\s*(?=\{)"
)
r"""A definition: "\newcommand{\prl}[1]{", "\renewcommand*\prl[2][x]{", "\providecommand{\natexlab}[1]{", "\def\prl#1#2{"."""

_COMMAND = re.compile(r"\\([A-Za-z]+)")
_PLACE = re.compile(r"#(\d)")
_PROGRAM = re.compile(r"\\(?:if|else|fi|let|def|gdef|edef|xdef|csname|expandafter|catcode|begingroup|futurelet)|@|##")
r"""Code that plain text does not contain, e.g. a test, a definition, a catcode: "\ifx", "\csname", "\let", "\@gobble", "##1"."""

_OPTIONAL = re.compile(r"\s*\[([^\[\]]{0,400})\]")
_BLANK = re.compile(r"(?:\x1f\n|[ \t])*+\n?[ \t]*")
_LONGEST, _MOST = 2_000, 2_000
"""The longest body of a macro that is expanded, in code points, and the most definitions that are read."""
_DEEPEST = 6
"""The deepest nesting of commands in the bodies of commands that is expanded."""
_GROWTH = 4
"""How many times its size a source may reach by expansion."""


class Macro(NamedTuple):
    """A command's definition: how many arguments it takes, the default of the first if that is optional, and its text."""

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
"""Commands that the bibliography styles of REVTeX, AASTeX, AMS and IEEEtran use in a list and define in other files."""


def defined(text: str, is_known: Callable[[str], bool]) -> tuple[dict[str, Macro], str]:
    """Return the commands that a source defines, and the source without the definitions; line numbers stay the same.

    A command for which ``is_known`` returns true is one that the reader understands; it is not redefined.
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
    """Return the source with every command in ``macros`` expanded."""
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
    """Return the position after a command's arguments, and the arguments by their numbers."""
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
