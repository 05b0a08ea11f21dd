"""Typst: citations by key, the bibliographies that a document names (BibTeX or Hayagriva), and typed lists.

Source: the Typst reference on syntax, ``cite`` and ``bibliography``. No function is executed.

Signs: ``#bibliography(``, ``#import "``, ``#set ``, ``#show``, ``.typ``.
"""

import re

from refcheck.model import Bibliography, Citation, Span
from refcheck.readers.papers.list_place import listed
from refcheck.readers.papers.named import ALL, completed, named, resolved
from refcheck.readers.papers.paper import paper
from refcheck.readers.papers.sheet import Block, Sheet
from refcheck.readers.sources.siblings import Siblings

NAME = "typst"

_SUFFIX = ".typ"
_BIBLIOGRAPHIES = (".bib", ".yml", ".yaml")
_SIGNATURE = re.compile(
    r"^#(?:bibliography\(|import \"|set (?:page|text|document|par|heading)\(|show[: ])", re.MULTILINE
)
"""Commands that only Typst has: '#bibliography("refs.bib")', '#import "@preview/…"', "#set page(", "#show: "."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?<!:)//[^\n]*", re.DOTALL)
"""Comments: "/* … */", "// …", but not the slashes of a URL."""

_BIBLIOGRAPHY = re.compile(r"#bibliography\(([^\n]{0,1000}?)\)[ \t]*(?=\n|$)")
"""The bibliographies of a document: '#bibliography("refs.bib")', '#bibliography(("a.bib", "b.yml"), full: true)'."""

_GIVEN = re.compile(r"\bbibliography(?:-files?)?:\s{0,20}(?:bibliography\(\s{0,20})?(?=[(\"])([^\n]{0,1000})")
"""The bibliographies given to a template: 'bibliography: bibliography("refs.bib")', 'bibliography-file: "refs.bib"'."""

_READ = re.compile(r"\bread\(\s*\"([^\"\n]{1,500}\.(?:bib|ya?ml))\"")
"""A bibliography passed to a package's function: '..bib-file(read("refs.bib"))', 'load-bibliography(read("a.yml"))'."""

_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.){1,500})\"")
_FULL = re.compile(r"\bfull:\s*true\b")
_CITATION = re.compile(
    r"(?<![\w.])@([\w](?:[\w:.-]*\w)?)(?:\[[^\[\]\n]{0,200}\])?|#cite\(\s*<([^<>\s]{1,200})>[^()\n]{0,200}\)"
)
"""A citation: "@doe2020", "@doe2020[p. 3]", "#cite(<doe2020>, form: "prose")"; not an e-mail address."""

_SETTING = re.compile(r"#(?:set|let|show|import|include|pagebreak|v|h)\b")
"""Commands that print nothing: "#set text(…)", "#let x = 3", '#import "a.typ"'."""

_LINK = re.compile(r"#link\(\s*\"([^\"\n]{1,2000})\"\s*\)(?:\[([^\[\]\n]{0,500})\])?")
"""A link: '#link("https://example.org")[a page]'."""

_FUNCTION = re.compile(r"#[A-Za-z][\w.-]*(?:\([^()\n]{0,300}\))?\[([^\[\]\n]{0,2000})\]")
"""A function with its content: "#emph[Journal]"."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(?<![\w\\*])\*(?=\S)|(?<=[^\s\\])\*(?![\w*])|(?<![\w/\\])_(?=\S)|(?<=[^\s\\])_(?![\w/])")
"""Emphasis: "*strong*", "_emphasis_", but not the underscores within a URL."""

_HEADING = re.compile(r"(={1,6})[ \t]+")
"""A heading: "== Results"."""

_ITEM = re.compile(r"[+-][ \t]+")
"""The marker of a list item: "+ ", "- "."""

_NESTED = 4
"""The deepest nesting of functions that are replaced by their contents."""


def recognises(name: str, text: str) -> bool:
    """Return whether the file has Typst's suffix, or a line of the text starts with a command that only Typst has."""
    return name.lower().endswith(_SUFFIX) or _SIGNATURE.search(text) is not None


def read(text: str, name: str) -> Bibliography:
    """Return the cited references of the bibliographies that the document names, and those in typed lists."""
    source = _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)
    calls = [*_BIBLIOGRAPHY.findall(source), *_GIVEN.findall(source)]
    sheet = Sheet()
    blocks, pointers = _written(_BIBLIOGRAPHY.sub("", source), sheet)
    cited = {key for pointer in pointers for key in pointer.keys}
    files = [file for call in calls for file in _STRING.findall(call) if file.endswith(_BIBLIOGRAPHIES)]
    others = _READ.findall(source)
    uncited = {ALL} if others or any(map(_FULL.search, calls)) else set[str]()
    read_along = named([*files, *others], uncited or cited, Siblings(name))
    attached = read_along.bibliographies
    known = {reference.key for each in attached for reference in each.references}
    if attached and read_along.is_whole:
        known |= {key for _, key in _CITATION.findall(source)}  # of "#cite"; a key after "@" may be a label instead
    bibliography = paper(
        sheet,
        name,
        NAME,
        entries=listed(sheet.text, blocks) or (() if attached else None),
        attached=attached,
        pointers=resolved(pointers, read_along, known),
    )
    works = [each for each in pointers if f"<{each.keys[0]}>" not in source]  # a label is a place in the document
    return completed(bibliography, read_along, works, uncited=uncited)


def _written(source: str, sheet: Sheet) -> tuple[list[Block], list[Citation]]:
    """Write the lines down as they print; return them grouped by paragraph, and the citations in them."""
    blocks: list[Block] = []
    pointers: list[Citation] = []
    paragraph = 0
    for number, line in enumerate(source.split("\n"), start=1):
        line = line.strip()
        heading = _HEADING.match(line)
        printed = "" if _SETTING.match(line) else _printed(line[heading.end() if heading else 0 :])
        span = sheet.write(printed, line=number)
        pointers += (
            Citation(span=Span(*cited.span()).shifted(span.start), keys=(cited[1] or cited[2],))
            for cited in _CITATION.finditer(printed)
        )
        if not printed or heading or _ITEM.match(line):
            paragraph += 1
        if printed:
            blocks.append(Block(span=span, item=paragraph, level=len(heading[1]) if heading else 0))
            paragraph += heading is not None
    return blocks, pointers


def _printed(line: str) -> str:
    line = _LINK.sub(_with_target, _ITEM.sub("", line, count=1) if _ITEM.match(line) else line)
    for _ in range(_NESTED):
        line = _FUNCTION.sub(r"\1", line)
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub("", line)).strip()


def _with_target(link: re.Match[str]) -> str:
    """Return the text of a link and its target, or the target alone if the text is a part of it."""
    target, shown = link[1], (link[2] or "").strip()
    return target if not shown or ("." in shown and shown in target) else f"{shown} {target}"
