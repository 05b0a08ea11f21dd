"""The paragraphs of a LaTeX document, with its citations, links and references."""

import re
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from attrs import define, evolve, field, frozen

from refcheck.readers.documents.latex.macros import BIBLIOGRAPHIC, Macro, defined, groups, without_comments, written_out
from refcheck.readers.documents.latex.printing import Printer, without_private
from refcheck.readers.papers.flow import Written

_STEP = re.compile(r"\\(begin|end)\s*\{([^{}\n]{1,60})\}|\\([A-Za-z]+(?:@[A-Za-z]+)?)\*?|\\[\s\S]|\n[ \t\r]*(?=\n)")
r"""The tokens: an environment's start or end, a command, and an empty line: "\\begin{abstract}", "\\parencite*"."""

_CITING = re.compile(r"(?!mcite[A-Z])[A-Za-z]*[cC]ite[A-Za-z]*")
_NEW_LISTS = "newcites"
r"""The command of multibib: after "\\newcites{own}{Own works}", "\\bibliographyown{refs}" names bibliographies."""
_NO_CITATIONS = frozenset(
    [
        *(_NEW_LISTS, "setcitestyle", "citenamefont"),
        *("citestyle", "citereset", "bibcite", "citation", "DeclareCiteCommand", "defcitealias"),
        *("citetrackerfalse", "citetrackertrue", "bstctlcite"),
    ]
)
_SEVERAL = re.compile(r"[A-Za-z]*[cC]ite[a-z]*s")
"""Commands that take one list of keys after another: ``\\parencites``."""
_OF_VOLUMES = re.compile(r"[A-Za-z]*[vV]olcites?")
r"""Commands that take a volume before each list of keys: "\\volcite{2}[3]{doe}", "\\pvolcites"."""
_AROUND_ALL = re.compile(r"\s{0,20}\((?:[^()]|\([^()]{0,200}\)){0,400}\)")
r"""A note before or after all the lists of keys of one command: "(see)" of "\\cites(see)(and others)[3]{doe}{roe}"."""
_UNPRINTED = "nocite"
_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_HEADINGS = frozenset([*_LEVELS, "title", "caption"])
_BREAKS = frozenset(["item", "par"])
BIBLIOGRAPHIES = frozenset(["bibliography", "addbibresource", "addglobalbib", "addsectionbib"])
_IMPORTS = frozenset(["import", "subimport", "includefrom", "inputfrom", "subincludefrom", "subinputfrom"])
r"""Commands that include a file and name its folder first: "\\import{chapters/}{one}". Source: the manual of the import package."""
_INPUTS = frozenset(["input", "include", "subfile", *_IMPORTS])
_OF_TEX = frozenset(["", "glyphtounicode", "glyphtounicode.tex"])
"""Files of TeX itself that a preamble includes, which are never beside a paper."""
_SETTING_APART = _HEADINGS | _BREAKS | _INPUTS | {"bibitem"}
_URLS = frozenset(["url", "path", "nolinkurl", "doi"])
_NOTES = frozenset(["footnote", "footnotetext", "endnote"])
_SETTINGS = {"setlength": 2, "addtolength": 2, "setcounter": 2, "addtocounter": 2, "href@noop": 1}
"""The count of arguments that a command does not print: all of them, or the first of two."""
_BARE = re.compile(r"\s*\\[A-Za-z@]+")
r"""An argument that is a command without braces: "\\parskip" in "\\setlength\\parskip{0pt}"."""
_LIST, _BODY = "thebibliography", "document"
_LABEL = re.compile(r"\s?\[\{")
"""An optional argument that is a group: "[{Doe et al.(2019)Doe, Roe}]"."""

_OPTIONAL = re.compile(r"(?:\s++|\[[^\[\]]{0,400}\]){0,6}")
r"""Optional arguments and white space before the braces of a command: "[see][p.~3]", "\n "."""

_ESCAPED = re.compile(r"\\([_%#&~{}])")
r"""A character that is escaped in a URL: "\\_", "\\%"."""

_FOOTNOTE = "\ue004"
r"""A stand-in for the key of a footnote that REVTeX puts into a list: "\bibitem [{Note1()}]{Note1}"."""

_DEEPEST = 8
"""The deepest nesting of included files that is followed."""


@frozen(kw_only=True)
class TexParagraph:
    """A paragraph as it prints, and the line of its file where it starts.

    ``key`` is that of a ``\\bibitem``, ``level`` that of a heading (0 if it is not one). ``file`` is the included file that it is
    in, as the document names it, and empty for the document itself. ``cited_at`` are the lines of its citations, in order.
    ``is_note`` says that it is a footnote.
    """

    printed: Written
    line: int
    key: str | None = None
    level: int = 0
    file: str = ""
    cited_at: tuple[int, ...] = ()
    is_note: bool = False


@define
class Tex:
    """The reader of a document and of the files that it includes; ``include`` returns the text of a file by its name.

    ``files`` are the bibliographies that the document names. ``cited`` are the keys that it cites, ``*`` for every entry;
    ``unprinted`` are those of them that a ``\\nocite`` names. ``file`` is the included file that is being read,
    ``footnotes`` are the keys of footnotes in a list, and ``naming`` are the commands that name bibliographies.
    """

    include: Callable[[str], str | None]
    files: list[str] = field(factory=list)
    cited: dict[str, None] = field(factory=dict)
    unprinted: set[str] = field(factory=set)
    printer: Printer = field(factory=Printer)
    macros: dict[str, Macro] = field(factory=BIBLIOGRAPHIC.copy)
    file: str = ""
    footnotes: list[str] = field(factory=list)
    naming: set[str] = field(factory=lambda: set(BIBLIOGRAPHIES))
    _depth: int = 0

    def paragraphs(self, source: str) -> Iterator[TexParagraph]:
        """Yield the paragraphs that the source prints, including those of included files."""
        yield from self._run(source).paragraphs()

    def _run(self, source: str) -> "_Run":
        own, text = defined(without_comments(without_private(source)), _is_known)
        self.macros = {**self.macros, **own} if own else self.macros
        return _Run(self, written_out(text, self.macros))

    def included(self, name: str) -> Iterator[TexParagraph]:
        """Yield the paragraphs of an included file."""
        with self._within(name) as text:
            yield from self.paragraphs(text)

    def set_up(self, name: str) -> None:
        """Read the definitions and bibliography commands of a file that a preamble includes; it prints nothing."""
        with self._within(name) as text:
            run = self._run(text)
            run.set_up(len(run.text))

    @contextmanager
    def _within(self, name: str) -> Iterator[str]:
        outer, text = self.file, self.include(name) if self._depth < _DEEPEST else None
        self.file, self._depth = outer if text is None else name, self._depth + 1
        yield text or ""
        self.file, self._depth = outer, self._depth - 1


def _is_known(name: str) -> bool:
    """Return whether a command is one that the reader understands, which a document's definition does not replace."""
    known = _SETTING_APART | BIBLIOGRAPHIES | _URLS | {"href"} | BIBLIOGRAPHIC.keys()
    return name in known or _CITING.fullmatch(name) is not None


def _url(source: str) -> str:
    """Return the URL in an argument, without white space and line ends, as LaTeX reads it."""
    return "".join(_ESCAPED.sub(r"\1", source).split())


class _Run:
    """One pass through a source."""

    def __init__(self, tex: Tex, text: str) -> None:
        self.tex = tex
        self.written = tex.macros
        self._put(text)
        self.file = tex.file
        self.parts: list[str] = []
        self.cited_at: list[int] = []
        self.notes: list[tuple[str, int]] = []
        self.start = 0
        self.key: str | None = None
        self.in_list = False

    def _put(self, text: str) -> None:
        self.text = text
        self.ends = groups(text)
        self.breaks = [at for at, character in enumerate(text) if character == "\n"]

    def _write_out(self, at: int) -> None:
        """Expand, from ``at`` on, the commands that included files have defined, if any."""
        if self.written is not self.tex.macros:
            self.written = self.tex.macros
            self._put(self.text[:at] + written_out(self.text[at:], self.written))

    def paragraphs(self) -> Iterator[TexParagraph]:
        """Yield the paragraphs of the source's body; of its preamble, only definitions and names of bibliographies are read."""
        at = self._past_preamble()
        while step := _STEP.search(self.text, at):
            self._add(self.text[at : step.start()], at)
            at = step.end()
            environment, name = step[2], step[3]
            if environment is not None:
                yield from self._ended()
                if environment == _BODY and step[1] == "end":
                    return
                if environment == _LIST:
                    self.in_list, self.key = step[1] == "begin", None
                    at = self._argument(at)[1] if self.in_list else at
            elif name is None and step.group()[0] == "\\":
                self._add(step.group(), step.start())
            elif name is None:
                yield from () if self.in_list else self._ended()
            elif name in _SETTING_APART:
                yield from self._ended()
                at = yield from self._set_apart(name, at)
            else:
                at = self._command(name, step.start(), at)
        self._add(self.text[at:], at)
        yield from self._ended()

    def _past_preamble(self) -> int:
        """Read the preamble, and return where the body starts."""
        start = f"\\begin{{{_BODY}}}"
        body = self.text.find(start)
        if body < 0:
            return 0
        self.set_up(body)
        self._write_out(body)
        return body + len(start)

    def set_up(self, end: int) -> None:
        """Read a preamble, up to ``end``: the bibliographies that it names, and the definitions of the files that it includes."""
        for step in _STEP.finditer(self.text, 0, end):
            if step[3] in self.tex.naming or step[3] == _NEW_LISTS:
                self._command(step[3], step.start(), step.end())
            elif step[3] in _INPUTS and (name := self._input(step[3], step.end())[0]) not in _OF_TEX:
                self.tex.set_up(name)

    def _set_apart(self, name: str, at: int) -> Generator[TexParagraph, None, int]:
        """Yield the paragraphs of a command that starts a new one (a reference, heading, item or file); return where it ends."""
        if name in _BREAKS:
            return at
        inner, at = self._input(name, at)
        if name == "bibitem" and inner.startswith("Note") and self.text.endswith(f"[{{{inner}()}}]{{{inner}}}", 0, at):
            self.tex.footnotes.append(inner)
            self.key = _FOOTNOTE
        elif name == "bibitem":
            self.key = inner
        elif name in _INPUTS:
            yield from self.tex.included(inner)
            self._write_out(at)
        elif self.in_list:
            self._add(inner, at - len(inner) - 1)
            yield from self._ended()
        else:
            for each in self._within(inner, at - len(inner) - 1):
                yield evolve(each, level=_LEVELS.get(name, 0))
        return at

    def _command(self, name: str, start: int, at: int) -> int:
        """Handle a command within a paragraph, and return where it ends."""
        if _CITING.fullmatch(name) and name not in _NO_CITATIONS:
            return self._citation(name, start, at)
        if name == _NEW_LISTS:
            inner, at = self._argument(at)
            _, at = self._argument(at)
            self.tex.naming |= {f"bibliography{suffix.strip()}" for suffix in inner.split(",")}
        elif name in self.tex.naming:
            inner, at = self._argument(at)
            self.tex.files += [file.strip() for file in inner.split(",") if file.strip()]
        elif name in _NOTES:
            inner, at = self._argument(at)
            self.notes.append((inner, at - len(inner) - 1))
        elif name in _SETTINGS:
            for _ in range(_SETTINGS[name]):
                bare = _BARE.match(self.text, at)
                at = bare.end() if bare else self._argument(at)[1]
        elif name in _URLS:
            inner, at = self._argument(at)
            self._add(self.tex.printer.literal(_url(inner)), start)
        elif name == "href":
            target, at = self._argument(at)
            inner, at = self._argument(at)
            self._add(self.tex.printer.link(_url(target), inner), start)
        else:
            self._add(self.text[start:at], start)
        return at

    def _citation(self, name: str, start: int, at: int) -> int:
        keys: list[str] = []
        while (around := _AROUND_ALL.match(self.text, at)) and _SEVERAL.fullmatch(name):
            at = around.end()
        while True:
            if _OF_VOLUMES.fullmatch(name):
                at = self._argument(at)[1]
            inner, after = self._argument(at)
            if after == at:
                break
            keys += [key.strip() for key in inner.split(",") if key.strip()]
            at = after
            if not _SEVERAL.fullmatch(name):
                break
        self.tex.cited.update(dict.fromkeys(keys))
        self.tex.unprinted.update(keys if name == _UNPRINTED else ())
        if keys and name != _UNPRINTED:
            self.cited_at.append(self._line(start))
            self._add(self.tex.printer.citation(", ".join(keys)), start)
        return at

    def _input(self, name: str, at: int) -> tuple[str, int]:
        """Return the argument, and where it ends; a folder that the command names first becomes part of the path."""
        folder, at = self._argument(at) if name in _IMPORTS else ("", at)
        inner, at = self._argument(at)
        return (str(PurePosixPath(folder.strip(), inner.strip())) if folder else inner), at

    def _argument(self, at: int) -> tuple[str, int]:
        """Return the next group after optional arguments, and where it ends; if there is none, an empty string and ``at``."""
        optional = _OPTIONAL.match(self.text, self._past_label(at) or at)
        start = optional.end() if optional else at
        end = self.ends.get(start)
        return ("", at) if end is None else (self.text[start + 1 : end], end + 1)

    def _past_label(self, at: int) -> int | None:
        """Return where an optional argument ends that is a group of any length: "[{Doe et al.(2019)Doe, Roe, Poe}]"."""
        label = _LABEL.match(self.text, at)
        end = self.ends.get(label.end() - 1) if label else None
        return end + 2 if end is not None and self.text[end + 1 : end + 2] == "]" else None

    def _add(self, source: str, start: int) -> None:
        if not self.parts:
            self.start = start + len(source) - len(source.lstrip())
        if self.parts or source.strip():
            self.parts.append(source)

    def _ended(self) -> Iterator[TexParagraph]:
        printed = self.tex.printer.printed("".join(self.parts))
        if printed.text and (self.key is not None or not self.in_list):
            yield TexParagraph(
                printed=printed,
                line=self._line(self.start),
                key=None if self.key == _FOOTNOTE else self.key,
                is_note=self.key == _FOOTNOTE,
                file=self.file,
                cited_at=tuple(self.cited_at),
            )
            self.key = None
        self.parts.clear()
        self.cited_at.clear()
        notes, self.notes = self.notes, []
        for note in notes:
            for each in self._within(*note):
                yield evolve(each, is_note=True)

    def _within(self, inner: str, start: int) -> Iterator[TexParagraph]:
        """Yield the paragraphs of a note, heading or caption, any of which may contain citations."""
        above = self._line(start) - 1
        for each in _Run(self.tex, inner).paragraphs():
            yield evolve(each, line=each.line + above, cited_at=tuple(cited + above for cited in each.cited_at))

    def _line(self, at: int) -> int:
        return bisect_right(self.breaks, at - 1) + 1
