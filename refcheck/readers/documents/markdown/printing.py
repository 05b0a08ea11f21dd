"""Markdown → its lines as rendered, with links and the citations of pandoc and MyST.

Line breaks are kept; markup that only formats the text is left out. Sources: CommonMark, the pandoc user's guide on citations and
metadata, and sphinxcontrib-bibtex's documentation of its roles.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, takewhile

from attrs import define, field, frozen

from refcheck.layout.lines import lines_of
from refcheck.model import Span
from refcheck.parsing.splitting.evidence import LIKE_A_REFERENCE, evidence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.readers.documents.markdown.items import FENCE, of_links
from refcheck.readers.papers.flow import Mark, Written
from refcheck.text.deferred import deferred
from refcheck.text.marks import KEY_OF_ROLE

_BEFORE = re.compile(
    r"(?: {0,3}#{1,6}[ \t]+| {0,3}>[ \t]?| {0,3}[-*+][ \t]+| {0,3}\[\^[^\]\s]{1,40}\]:[ \t]*| {0,3}:{3,}.*$| {0,3}:[ \t]+)+"
)
"""Markup before the text of a line: "## ", "> ", "- ", "[^1]: ", "::: {#refs}", ":   "."""

_QUOTED = deferred(r" {0,3}>")
"""A line of a quotation: "> It is the first survey."."""

_UNCOUNTED = re.compile(r" {0,3}1[.)][ \t]+(?=\S)")
"""The marker of a list item in a list that Markdown numbers: every item has "1. "."""

_COUNTED = re.compile(r"^ {0,3}2[.)][ \t]+\S", re.MULTILINE)
"""The marker of a list item that the author numbered: "2. "."""

_ROW = re.compile(r" {0,3}\|(?P<cells>.*)\|\s*$")
"""A row of a table: "| 1 | Doe, J. (2004). |"."""

_BAR = re.compile(r"(?<!\\)\|")
"""A bar between two cells of a row; the escaped "\\|" is not one."""

_DELIMITERS = re.compile(r"[\s:|-]+$")
"""The row under a table's head: "|---|:-:|"."""

_TAG_STARTED = re.compile(r"\s*</?[A-Za-z][\w:-]*(?:\s[^<>]{0,500})?$")
"""An HTML tag that continues on the next line: "<video"."""

_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*|-{2,}[ \t]*)$")
"""A thematic break, or the underline of a heading: "---", "* * *", "=====" ."""

_TAG_ENDS = re.compile(r"[^<>]{0,2000}>")
"""The end of such a tag, on a later line: ' controls>'."""

_KEY = re.compile(r"(?<![\w@.])-?@(?:\{([^{}\s]{1,200})\}|(\w(?:[\w:.#$%&+?<>~/-]*[\w/])?))")
"""A citation key in pandoc's syntax: "@doe2020", "@{https://example.org}", "-@doe2020"; not an e-mail address, "jane@doe"."""

_WITHIN = re.compile(
    r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|rem|sol|tip|nte|wrn|imp|cau)-|(?:fig|tbl|sec|eq|lst):"
)
"""The start of a cross-reference within the document, as in Quarto and pandoc-crossref: "@fig-map", "@tbl:results"."""

_INLINE = re.compile(
    r"\{(?:foot)?cite(?::\w+)?\}`(?P<role>[^`\n]{1,400})`|\\(?P<escaped>[!-/:-@\[-`{-~])|`+(?P<code>[^`\n]{0,400})`+|<!--.*?(?:-->|$)|\{%[^\n]{0,400}?%\}|<(?P<address>(?:https?|ftp|mailto):[^<>\s]{1,2000})>"
    r"|!?\[(?P<text>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]{0,200}\]){0,1000})\](?P<target>\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?(?:\s\"[^\"\n]{0,200}\")?\)|\[(?P<label>[^\[\]\n]{0,200})\](?!\())?"
    r"|(?P<emphasis>\*{1,3}|(?<![\w/])_{1,3}(?=[^\s_.,;:])|(?<=[^\s_])_{1,3}(?![\w/]))|(?P<tag></?[A-Za-z][^<>\n]{0,200}>)|\^(?P<raised>[^\s^]{1,20})\^"
)
"""Inline markup: an escape, code, a citation or link in brackets, a URL, a comment, emphasis; not a line such as "______"."""


@frozen(kw_only=True)
class MarkdownLine:
    """A line as rendered, its number in the source, and its heading level (0 if it is not a heading).

    The value of a citation is its keys, separated by spaces.
    """

    number: int
    printed: Written = field(factory=Written)
    level: int = 0

    def heading(self) -> Heading | None:
        """Return what kind of heading the line is, judged by its words."""
        found = lines_of(self.printed.text)
        return heading(found[0]) if len(found) == 1 else None


def lines(text: str, first: int = 1) -> Iterator[MarkdownLine]:
    """Yield the lines of a text whose first line has the number ``first`` in its source; code blocks yield no text.

    The exception is a code block that looks like a reference, and either names no language and follows the heading of a list or is
    labelled as a citation.
    """
    fence = ""
    is_in_tag = is_listed = is_plain = False
    is_counted = _COUNTED.search(text) is not None
    sources = text.split("\n")
    before, is_remark = "", False
    definitions = {each.line + first: each for each in of_links(sources)}
    targets = {each.label: each.target for each in definitions.values()}
    for number, line in enumerate(sources, start=first):
        opened = FENCE.match(line)
        if fence:
            fence = "" if opened and opened[1].startswith(fence) else fence
            if is_plain:
                printed = Written()
                printed.add(line.strip() if fence else "")
                yield MarkdownLine(number=number, printed=printed)
        elif opened:
            fence = opened[1]
            is_plain = (is_listed or bool(opened["cited"])) and _is_printed(
                opened, islice(sources, number - first + 1, None)
            )
            if is_plain:
                yield MarkdownLine(number=number)
        elif _RULE.match(line) or number in definitions:
            yield MarkdownLine(number=number)
        elif is_in_tag or _TAG_STARTED.match(line):
            is_in_tag = bool(line.strip()) and _TAG_ENDS.match(line) is None
        else:
            shown = _shown(line, number, is_counted, targets)
            if (kind := shown.heading()) or shown.level:
                is_listed = kind is Heading.LIST
            is_remark = _QUOTED.match(line) is not None and (is_remark or _is_said_of(before, shown.printed.text))
            before = "" if _QUOTED.match(line) else shown.printed.text
            yield MarkdownLine(number=number) if is_remark else shown


def _is_said_of(before: str, quoted: str) -> bool:
    """Return whether a quotation, by its first line, is a remark on the reference directly above it."""
    return evidence(before) >= LIKE_A_REFERENCE > evidence(quoted)


def _is_printed(opened: re.Match[str], sources: Iterable[str]) -> bool:
    """Return whether the code block at the beginning of ``sources`` looks like a formatted reference and is not BibTeX."""
    if opened["plain"] is None:
        return False
    block = "\n".join(takewhile(lambda line: not line.lstrip().startswith(opened[1]), sources)).strip()
    return not block.startswith("@") and evidence(block) >= LIKE_A_REFERENCE


def _shown(line: str, number: int, is_counted: bool, targets: Mapping[str, str]) -> MarkdownLine:
    """Return a line outside code blocks as rendered."""
    before = _BEFORE.match(line) or (None if is_counted else _UNCOUNTED.match(line))
    printed = _Printed(targets=targets)
    row = _ROW.match(line)
    if row is None:
        printed.read(line[before.end() if before else 0 :].strip())
    elif not _DELIMITERS.match(row["cells"]):
        printed.row(_BAR.split(row["cells"]))
    return MarkdownLine(number=number, printed=printed, level=before.group().count("#") if before else 0)


@define
class _Printed(Written):
    targets: Mapping[str, str] = field(kw_only=True)

    def read(self, source: str) -> None:
        """Render a piece of source."""
        end = 0
        for found in _INLINE.finditer(source):
            self.write(source[end : found.start()])
            end = found.end()
            if found["escaped"] or found["code"] or found["raised"]:
                self.add(found["escaped"] or found["code"] or found["raised"])
            elif found["role"]:
                self.cited(found.group(), KEY_OF_ROLE.findall(found["role"]))
            elif found["address"]:
                self.links.append(Mark(self.add(found["address"]), found["address"]))
            elif found["text"] is not None:
                target = self.target(found)
                self.bracketed(found["text"], target)
                if found["label"] is not None and target is None:
                    self.bracketed(found["label"], None)
        self.write(source[end:])

    def target(self, found: re.Match[str]) -> str | None:
        """Return the target of a link, or ``None`` if the brackets are not a link."""
        if found["label"] is None and found["target"]:
            return found["target"][1:-1].split('"')[0].strip()
        label = (found["label"] or found["text"]).casefold()
        is_cited = found["label"] is None and (label.isdecimal() or _KEY.search(label))
        return None if is_cited else self.targets.get(label)

    def row(self, cells: Iterable[str]) -> None:
        """Render the cells of a table row separated by tabs, as cells pasted from a spreadsheet are."""
        for place, cell in enumerate(cells):
            self.add("\t" if place else "")
            self.read(cell.strip())

    def bracketed(self, text: str, target: str | None) -> None:
        """Render the content of brackets: a link's text, a citation, or bracketed words."""
        start = self.length
        if target:
            self.read(text)
            self.links.append(Mark(Span(start, self.length), target))
        elif keys := _keys(text):
            self.cited(f"[{text}]", keys)
        else:
            self.add("[")
            self.read(text)
            self.add("]")

    def write(self, source: str) -> None:
        """Render a piece of source without brackets, in which keys are citations."""
        end = 0
        for key in _KEY.finditer(source):
            self.add(source[end : key.start()])
            self.cited(key.group(), _keys(key.group()))
            end = key.end()
        self.add(source[end:])

    def cited(self, text: str, keys: list[str]) -> None:
        """Add the text of a citation of these keys; without keys, it is plain text."""
        span = self.add(text)
        self.citations += [Mark(span, " ".join(keys))] if keys else []


def _keys(text: str) -> list[str]:
    """Return the keys that a text cites, without cross-references to parts of the document."""
    return [name for key in _KEY.finditer(text) if not _WITHIN.match(name := key[1] or key[2])]
