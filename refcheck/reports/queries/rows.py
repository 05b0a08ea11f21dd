"""The queries that a copy-editor sends to the author, numbered: what is printed, what is asked, what is suggested."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from textwrap import indent

from attrs import frozen

from refcheck.model import CheckedReference, Finding, Report
from refcheck.reports.markup import prose
from refcheck.reports.ordering import Priority, in_order, lists_in_order, most_severe_first, priority
from refcheck.reports.phrases import as_printed
from refcheck.reports.queries.wording import DIFFERS, Wording, kind_of, wording
from refcheck.text.visible import brief, visible

_NAMELESS = ("-", "<text>")
"""Documents that have no name: standard input, a string."""

TEXT_LENGTH = 4000
"""A longer text is cut: nobody reads it in a query."""


@frozen
class Question:
    """What an author is asked, and what could stand there: the printed text and the other, or nothing where nothing is known."""

    text: str
    suggestions: tuple[tuple[str, str], ...] = ()

    def lines(self, wording: Wording) -> Iterator[str]:
        """Yield the question, and a line for each suggestion."""
        yield self.text
        for before, after in self.suggestions:
            what = wording.change(before, after) if before else wording.text["add"].format(value=after)
            yield wording.text["suggestion"].format(change=what)


@frozen(kw_only=True)
class Query:
    """One query: its number, the file, the keys of the references that it is about and their printed text, and what is asked."""

    number: int
    file: str
    references: tuple[str, ...]
    printed: tuple[str, ...]
    questions: tuple[Question, ...]


def queries(report: Report, words: Wording | None = None) -> tuple[Query, ...]:
    """Return the queries, in English unless told otherwise, file by file and the gravest first: one for all about one reference."""
    asked = (each for each in _in_order(report) if any(map(kind_of, each.findings)))
    return tuple(each.query(number, words or wording()) for number, each in enumerate(asked, start=1))


@frozen(kw_only=True)
class _Asked:
    """Findings, the file, and the references that they are about, if any: a work that is cited and not listed has none."""

    file: str
    about: Sequence[CheckedReference]
    findings: Sequence[Finding]

    def query(self, number: int, words: Wording) -> Query:
        references = [audited.case.reference for audited in self.about]
        case = self.about[0].case if self.about else None
        raw = references[0].raw if references else ""
        asked = [(kind, finding) for finding in most_severe_first(self.findings) if (kind := kind_of(finding))]
        suggested: dict[str, dict[tuple[str, str], None]] = {}
        for kind, finding in asked:
            suggested.setdefault(words.question(kind, finding, case), {}).update(
                dict.fromkeys(_suggestions(kind, finding, raw))
            )
        return Query(
            number=number,
            file=self.file,
            references=tuple(reference.key for reference in references),
            printed=tuple(map(as_printed, references)),
            questions=tuple(Question(text, tuple(changes)) for text, changes in suggested.items()),
        )


def _in_order(report: Report) -> Iterator[_Asked]:
    """File by file, what is about single references and behind what was not found what is about several."""
    by_key = {(each.file, each.case.reference.key): each for each in reversed(report.references)}
    for file in dict.fromkeys(audited.file for audited in report.references):
        references = in_order(audited for audited in report.references if audited.file == file)
        severe = [audited for audited in references if priority(audited) < Priority.WHOLE_LIST]
        yield from (_Asked(file=file, about=[audited], findings=audited.findings) for audited in severe)
        for each in lists_in_order(report):
            about = [by_key[file, key] for key in each.finding.references if (file, key) in by_key]
            if each.file == file:
                yield _Asked(file=file, about=about, findings=[each.finding])
        yield from (
            _Asked(file=file, about=[audited], findings=audited.findings) for audited in references[len(severe) :]
        )


def _suggestions(kind: str, finding: Finding, raw: str) -> Iterator[tuple[str, str]]:
    """Yield what could stand there: the fix, else what is registered where that was held against what is printed."""
    if finding.fix is not None:
        if after := finding.fix.replacement.strip():
            yield finding.fix.span.of(raw).strip(), after
    elif kind == DIFFERS:
        for evidence in finding.evidence:
            if evidence.registry and evidence.registered:
                yield evidence.cited or "", evidence.registered


def by_file(asked: Sequence[Query], words: Wording) -> list[tuple[str, list[Query]]]:
    """The queries file by file, each file under a heading: its name, without the folders, which are nobody else's business."""
    return [(_heading(file, words), list(each)) for file, each in groupby(asked, key=lambda query: query.file)]


def _heading(file: str, words: Wording) -> str:
    return words.text["list"] if file in _NAMELESS else words.text["file"].format(name=PurePath(file).name)


def printed(query: Query) -> Iterator[str]:
    """Yield each reference with its key."""
    return (f"[{key}] {raw}" for key, raw in zip(query.references, query.printed, strict=True))


def markdown(asked: Sequence[Query], words: Wording | None = None) -> str:
    """Return the queries as a Markdown document with a numbered list for each file."""
    words = words or wording()
    parts = [f"# {words.text['title']}", words.text["introduction" if asked else "nothing"]]
    for heading, each in by_file(asked, words):
        parts += [f"## {_shown(heading)}", *(_item(query, words) for query in each)]
    return "\n\n".join(parts) + "\n"


def letter(asked: Sequence[Query], words: Wording | None = None) -> str:
    """Return the queries as plain text, to be copied into a letter; empty where there is nothing to ask."""
    words = words or wording()
    parts = [words.text["introduction"]] if asked else []
    for heading, each in by_file(asked, words):
        parts += [visible(heading), *(_paragraph(query, words) for query in each)]
    return "\n\n".join(parts)


def _paragraph(query: Query, words: Wording) -> str:
    asked = (f"   - {line}" for question in query.questions for line in question.lines(words))
    lines = (brief(line, TEXT_LENGTH) for line in (*(f"   {each}" for each in printed(query)), *asked))
    return "\n".join([f"{query.number}. {visible(words.references(query.references))}", *lines])


def _item(query: Query, words: Wording) -> str:
    """Return a list item that begins with its number; what belongs to it is indented, its questions are a list of their own."""
    mark = f"{query.number}. "
    parts = [
        f"**AQ{query.number}** ({_shown(words.references(query.references))})",
        *(f"> {_shown(each)}" for each in printed(query)),
        *(_question(number, question, words) for number, question in enumerate(query.questions, start=1)),
    ]
    return mark + indent("\n\n".join(parts), " " * len(mark)).lstrip(" ")


def _question(number: int, question: Question, words: Wording) -> str:
    text, *suggestions = map(_shown, question.lines(words))
    return "\n".join([f"{number}. {text}", *(f"   - {each}" for each in suggestions)])


def _shown(text: str) -> str:
    return prose(text, TEXT_LENGTH)
