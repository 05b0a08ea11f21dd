"""The numbered queries that a copy-editor sends to the author: the printed text, the questions and the suggestions."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from textwrap import indent

from attrs import frozen

from refcheck.model import CheckedReference, Finding, Report
from refcheck.reports.markup import prose
from refcheck.reports.ordering import Priority, in_order, lists_in_order, most_severe_first, priority
from refcheck.reports.phrases import as_printed
from refcheck.reports.queries.wording import DIFFERS, Wording, kind_of, suggested, wording
from refcheck.text.characters import LOST
from refcheck.text.visible import brief, visible

_NAMELESS = ("-", "<text>")
"""Documents that have no name: standard input, a string."""

TEXT_LENGTH = 4000
"""The most characters of a text in a query; longer texts are cut."""


@frozen
class Question:
    """A question to the author, and the suggested changes: pairs of the printed text and its replacement, if any are known."""

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
    """One query: its number, the file, the keys and printed text of the references that it is about, and the questions."""

    number: int
    file: str
    references: tuple[str, ...]
    printed: tuple[str, ...]
    questions: tuple[Question, ...]


def queries(report: Report, words: Wording | None = None) -> tuple[Query, ...]:
    """Return the queries, by default in English, file by file and the most severe first; all about one reference in one query."""
    asked = (each for each in _in_order(report) if any(map(kind_of, each.findings)))
    return tuple(each.query(number, words or wording()) for number, each in enumerate(asked, start=1))


@frozen(kw_only=True)
class _Draft:
    """A query without a number: findings, their file, and their references, if any (a work cited but not listed has none)."""

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


def _in_order(report: Report) -> Iterator[_Draft]:
    """Yield the findings file by file, by reference; findings of the whole list follow the references that were not found."""
    by_key = {(each.file, each.case.reference.key): each for each in reversed(report.references)}
    for file in dict.fromkeys(audited.file for audited in report.references):
        references = in_order(audited for audited in report.references if audited.file == file)
        severe = [audited for audited in references if priority(audited) < Priority.WHOLE_LIST]
        yield from (_Draft(file=file, about=[audited], findings=audited.findings) for audited in severe)
        for each in lists_in_order(report):
            about = [by_key[file, key] for key in each.finding.references if (file, key) in by_key]
            if each.file == file:
                yield _Draft(file=file, about=about, findings=[each.finding])
        yield from (
            _Draft(file=file, about=[audited], findings=audited.findings) for audited in references[len(severe) :]
        )


def _suggestions(kind: str, finding: Finding, raw: str) -> Iterator[tuple[str, str]]:
    """Yield the suggested changes: the fix, else the registered values if the question compares them with the printed ones."""
    if finding.fix is not None:
        if after := finding.fix.replacement.strip():
            yield finding.fix.span.of(raw).strip(), after
    elif kind == DIFFERS:
        for evidence in finding.evidence:
            if evidence.registry and (value := suggested(evidence)) and LOST not in value:
                yield evidence.cited or "", value


def by_file(asked: Sequence[Query], words: Wording) -> list[tuple[str, list[Query]]]:
    """Return the queries file by file, each under a heading: the name of the file, without its folders, which are private."""
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
    """Return the queries as plain text, to be copied into a letter; empty if there are none."""
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
    """Return a list item that begins with its number; its text is indented, and its questions are a nested list."""
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
