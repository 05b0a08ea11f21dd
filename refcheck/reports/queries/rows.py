"""The queries that a copy-editor sends to the author, numbered: what is printed, what is asked, what is suggested."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from textwrap import indent

from attrs import frozen

from refcheck.model import Audited, Finding, Report
from refcheck.reports.markup import escaped
from refcheck.reports.phrases import gravest_first, keys_phrase
from refcheck.reports.queries.questions import WHICH_IS_RIGHT, question
from refcheck.text.visible import brief, visible

TITLE = "Author queries"
INTRODUCTION = (
    "These references could not be confirmed as they are printed, or differ from what is registered. "
    "Please answer each query. What a registry holds can be wrong too: where you know better, say so."
)
NOTHING = "There is nothing to ask."

_NAMELESS = ("-", "<text>")
"""Documents that have no name: standard input, a string."""

TEXT_LENGTH = 4000
"""A longer text is cut: nobody reads it in a query."""


@frozen(kw_only=True)
class Query:
    """One query: its number, the file, the keys of the references that it is about and their printed text, and what is asked.

    ``questions`` are sentences for the author, ``suggestions`` what could stand there, as far as anything is known.
    """

    number: int
    file: str
    references: tuple[str, ...]
    printed: tuple[str, ...]
    questions: tuple[str, ...]
    suggestions: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """``reference 7``, ``references 3, 7``."""
        return keys_phrase(self.references)


def queries(report: Report) -> tuple[Query, ...]:
    """The queries in the order of the references: all that is asked about one reference is one query.

    A query about several references stands behind that about the first of them.
    """
    asked = (each for each in _in_order(report) if any(map(question, each.findings)))
    return tuple(each.query(number) for number, each in enumerate(asked, start=1))


@frozen(kw_only=True)
class _Asked:
    """Findings, and the references that they are about."""

    about: Sequence[Audited]
    findings: Sequence[Finding]

    def query(self, number: int) -> Query:
        asked = [finding for finding in gravest_first(self.findings) if question(finding)]
        references = [audited.case.reference for audited in self.about]
        suggestions = (each for finding in asked for each in _suggestions(finding, references[0].raw))
        return Query(
            number=number,
            file=self.about[0].file,
            references=tuple(reference.key for reference in references),
            printed=tuple(reference.raw for reference in references),
            questions=tuple(dict.fromkeys(f"{finding.message} {question(finding)}" for finding in asked)),
            suggestions=tuple(dict.fromkeys(suggestions)),
        )


def _in_order(report: Report) -> Iterator[_Asked]:
    by_key = {(each.file, each.case.reference.key): each for each in reversed(report.references)}
    of_lists: dict[tuple[str, str], list[_Asked]] = {}
    for each in report.list_findings:
        about = [by_key[each.file, key] for key in each.finding.references if (each.file, key) in by_key]
        if about:
            first = (each.file, about[0].case.reference.key)
            of_lists.setdefault(first, []).append(_Asked(about=about, findings=[each.finding]))
    for audited in report.references:
        yield _Asked(about=[audited], findings=audited.findings)
        yield from of_lists.pop((audited.file, audited.case.reference.key), ())


def _suggestions(finding: Finding, raw: str) -> Iterator[str]:
    """What could stand there: the fix, else what is registered where that was held against what is printed."""
    if finding.fix is not None:
        yield _change(finding.fix.span.of(raw).strip(), finding.fix.replacement.strip())
    elif finding.rule.code in WHICH_IS_RIGHT:
        for evidence in finding.evidence:
            if evidence.registry and evidence.registered:
                yield _change(evidence.cited or "", evidence.registered)


def _change(before: str, after: str) -> str:
    return f"“{before}” → “{after}”" if before else f"add “{after}”"


def by_file(asked: Sequence[Query]) -> list[tuple[str, list[Query]]]:
    """The queries file by file, each file under a heading: its name, without the folders, which are nobody else's business."""
    return [(_heading(file), list(each)) for file, each in groupby(asked, key=lambda query: query.file)]


def _heading(file: str) -> str:
    return "In the list" if file in _NAMELESS else f"In {PurePath(file).name}"


def markdown(asked: Sequence[Query]) -> str:
    """The queries as a Markdown document with a numbered list for each file."""
    parts = [f"# {TITLE}", INTRODUCTION if asked else NOTHING]
    for heading, each in by_file(asked):
        parts += [f"## {_shown(heading)}", *map(_item, each)]
    return "\n\n".join(parts) + "\n"


def letter(asked: Sequence[Query]) -> str:
    """The queries as plain text, to be copied into a letter; empty where there is nothing to ask."""
    parts = [INTRODUCTION] if asked else []
    for heading, each in by_file(asked):
        parts += [visible(heading), *(_paragraph(query) for query in each)]
    return "\n\n".join(parts)


def _paragraph(query: Query) -> str:
    printed = (f"   [{key}] {raw}" for key, raw in zip(query.references, query.printed, strict=True))
    lines = (*printed, *(f"   - {each}" for each in (*query.questions, *query.suggestions)))
    return "\n".join([f"{query.number}. {visible(query.about)}", *(brief(line, TEXT_LENGTH) for line in lines)])


def _item(query: Query) -> str:
    """A list item that begins with its number; what belongs to it is indented."""
    mark = f"{query.number}. "
    printed = [f"> {_shown(f'[{key}] {raw}')}" for key, raw in zip(query.references, query.printed, strict=True)]
    lines = [f"Query: {each}" for each in query.questions] + [f"Suggestion: {each}" for each in query.suggestions]
    parts = [
        f"**AQ{query.number}** ({_shown(query.about)})",
        *printed,
        "\n".join(f"- {_shown(line)}" for line in lines),
    ]
    return mark + indent("\n\n".join(parts), " " * len(mark)).lstrip(" ")


def _shown(text: str) -> str:
    return escaped(text, TEXT_LENGTH)
