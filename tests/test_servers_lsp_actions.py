"""What an editor can do about findings: every action, applied, gives what it says, in lists and in markup."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from threading import Event

import pytest
from attrs import evolve
from lsprotocol import types as lsp
from registries_made import NOWHERE, holding

from refcheck.audit import audit
from refcheck.fixing.files import mend
from refcheck.fixing.markup import can_replace, seen
from refcheck.model import Date, Id, Name, Provenance, Record, Safety, Span, Work
from refcheck.registries import Offline, Registry
from refcheck.servers.lsp.actions import actions
from refcheck.servers.lsp.mends import merging
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.lsp.telling import diagnostics
from refcheck.settings import Settings

pytestmark = pytest.mark.end_to_end

URI = "file:///list"
PIECE = 3
FAULTS = (
    *("10.5555/ tides.{}", ")10.5555/tides.{}(", "10.5555/tides.{},", "10,5555/tides.{}", "10.5555 /tides.{}"),
    *("https://dx.doi.org/10.5555/tides.{}", "DOI: 10.5555/tides.{}", "http//doi.org/10.5555/tides.{}"),
    *(
        "1O.5555/tides.{}",
        "10.5555/tides–{}",
        "10.5555/tides.{}?utm_source=x",
        "https://doi.org/https://doi.org/10.5555/tides.{}",
    ),
)


def doi(number: int) -> str:
    return FAULTS[number % len(FAULTS)].format(number)


def printed(number: int, mark: str = "{}") -> str:
    journal = mark.format("Journal of Shores")
    pages = f"{number + 10}–{number + 19}"
    return f"Doe, J. (20{number:02}). On tides, part {number}. {journal}, {number + 1}(2), {pages}. doi: {doi(number)}"


def entry(number: int) -> str:
    fields = {
        "author": "Doe, Jane",
        "title": f"On tides, part {number}",
        "journal": "Journal of Shores",
        "year": f"20{number:02}",
        "volume": str(number + 1),
        "pages": f"{number}-{number + 9}",
        "doi": doi(number),
    }
    return f"@article{{k{number},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def item(number: int) -> str:
    return f"\\bibitem{{k{number}}} {printed(number, chr(92) + 'emph{{{}}}')}\n"


def texts(some: Sequence[int]) -> dict[str, str]:
    """The same references in each kind of source."""
    return {
        "list.bib": "\n".join(map(entry, some)),
        "list.txt": "\n\n".join(map(printed, some)) + "\n",
        "paper.md": "# References\n\n" + "\n\n".join(printed(n, "*{}*") for n in some) + "\n",
        "paper.typ": "= References\n\n" + "\n\n".join(printed(n, "_{}_") for n in some) + "\n",
        "paper.tex": "\\documentclass{article}\n\\begin{document}\n\\begin{thebibliography}{99}\n"
        + "".join(map(item, some))
        + "\\end{thebibliography}\n\\end{document}\n",
    }


PAST, FUTURE = range(0, 12, PIECE), range(36, 48, PIECE)
"""Where lists begin: each fault in a work of the past and in one of the future."""

CASES = [
    (name, text)
    for start in (*PAST, *FUTURE)
    for name, text in texts(range(start, start + PIECE)).items()
    if start in PAST or name in ("list.bib", "list.txt")
]


def record(number: int) -> Record:
    """What is registered: another volume."""
    name = f"10.5555/tides.{number}"
    work = Work(
        type="article-journal",
        title=f"On tides, part {number}",
        container_title="Journal of Shores",
        volume="77",
        doi=name,
    )
    provenance = Provenance(registry="Stand-in", url="", retrieved=datetime(2026, 1, 1, tzinfo=UTC))
    return Record(id=Id.doi(name), work=work, provenance=provenance)


REGISTRY = holding(*(record(number) for number in range(0, 48, 3)), miss=NOWHERE)


def audited(name: str, text: str, registry: Registry = REGISTRY) -> Sheet:
    """A text, audited with all that a registry says."""
    sheet = Sheet(name=name)
    sheet.change(text)
    sheet.audit_offline()
    if name.endswith(".bib"):
        sheet.audit_online(registry, Event())
    sheet.audit_list()
    return sheet


def applied(sheet: Sheet, action: lsp.CodeAction) -> str:
    assert action.edit is not None
    assert action.edit.changes is not None
    text = sheet.text
    edits = sorted(action.edit.changes[URI], key=lambda each: -sheet.lines.offset(each.range.start))
    for each in edits:
        text = text[: sheet.lines.offset(each.range.start)] + each.new_text + text[sheet.lines.offset(each.range.end) :]
    return text


def found(sheet: Sheet) -> set[tuple[str, str]]:
    return {(each.audited.key, finding.code) for each in sheet.placed() for finding in each.audited.findings}


def offered(sheet: Sheet) -> Iterator[tuple[str, lsp.Diagnostic, lsp.CodeAction]]:
    """The key of a reference, a diagnostic of it, and each action that belongs to it."""
    told = [(each, f) for each in sheet.placed() for f in each.audited.findings]
    for placed, finding in told:
        where = sheet.lines.range(placed.span_of(finding, sheet.lines))
        for action in actions(sheet, URI, where):
            for own in action.diagnostics or ():
                if own.code == finding.code and own.range == where:
                    yield placed.audited.key, own, action


@pytest.mark.parametrize(("name", "text"), CASES)
def test_every_action_gives_what_it_says(name: str, text: str) -> None:
    sheet = audited(name, text)
    before, keys = found(sheet), [each.audited.key for each in sheet.placed()]
    assert len(keys) == PIECE
    told = diagnostics(sheet)
    tried = 0
    for key, own, action in list(offered(sheet)):
        assert own in told
        after = audited(name, applied(sheet, action))
        assert [each.audited.key for each in after.placed()] == keys, action.title
        assert (key, own.code) not in found(after), (key, own.message, action.title)
        others = {(other, code) for other, code in before if other != key}
        assert others <= found(after), action.title
        tried += 1
    assert tried


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        (entry(6).replace(doi(6), "10.5555/tides.6"), ["Open https://doi.org/10.5555/tides.6"]),
        (entry(6).replace(doi(6), "10.5555/nowhere"), ["Open https://doi.org/10.5555/tides.6"]),
        ("@article{roe, author = {Roe, B.}, title = {Of kelp}, year = 2011, doi = {10.5555/nowhere}}", []),
        ("@article{roe, author = {Roe, B.}, title = {Of kelp}, year = 2011}", []),
    ],
)
def test_what_is_opened_is_registered(text: str, opened: list[str]) -> None:
    known = record(6)
    work = evolve(known.work, volume="7", author=(Name(family="Doe", given="Jane"),), issued=Date(year=2006))
    sheet = audited("list.bib", f"{text}\n", holding(evolve(known, work=work), miss=NOWHERE))
    line = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 40))
    assert [each.title for each in actions(sheet, URI, line) if each.title.startswith("Open ")] == opened


def test_there_are_many_diagnostics() -> None:
    assert sum(len(diagnostics(audited(name, text))) for name, text in CASES) >= 140


@pytest.mark.parametrize(("name", "text"), CASES)
def test_one_fix_a_place_is_preferred(name: str, text: str) -> None:
    sheet = audited(name, text)
    for placed in sheet.placed():
        line = sheet.lines.range(placed.span)
        edits = [
            each.edit.changes[URI][0].range
            for each in actions(sheet, URI, line)
            if each.is_preferred and each.edit is not None and each.edit.changes is not None
        ]
        spans = sorted((sheet.lines.offset(each.start), sheet.lines.offset(each.end)) for each in edits)
        assert all(first[1] < second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(("name", "text"), CASES)
def test_all_safe_fixes_at_once(name: str, text: str) -> None:
    sheet = Sheet(name=name)
    sheet.change(text)
    sheet.audit_offline()
    nowhere = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    assert all(each.kind != lsp.CodeActionKind.SourceFixAll for each in actions(sheet, URI, nowhere))
    (action,) = actions(sheet, URI, nowhere, ["source"])
    fixed = applied(sheet, action)
    if name in ("list.bib", "list.txt"):
        mended = mend(
            text.encode(),
            name,
            settings=Settings(),
            audit=lambda read: audit([read], registry=Offline()),
            wanted={Safety.SAFE},
        )
        assert fixed == mended.after
    sheet.change(fixed)
    sheet.audit_offline()
    assert actions(sheet, URI, nowhere, ["source.fixAll"]) == []


SPACED = "Oslo: Press. doi: 10.5555/ tides.1"


@pytest.mark.parametrize(
    ("name", "text", "code", "place"),
    [
        (
            "a.tex",
            "\\documentclass{article}\n\\begin{document}\n\\cite{doe} \\cite{roe}\n\\begin{thebibliography}{9}\n"
            "\\bibitem{doe} Doe, J. (2001). On tides. Oslo: Press.\n\\end{thebibliography}\n\\end{document}\n",
            "cited-but-not-listed",
            "roe",
        ),
        (
            "a.tex",
            "\\documentclass{article}\n\\begin{document}\n\\cite{doe, roe}\n\\begin{thebibliography}{9}\n"
            "\\bibitem{doe} Doe, J. (2001). On tides. Oslo: Press.\n\\end{thebibliography}\n\\end{document}\n",
            "cited-but-not-listed",
            "roe",
        ),
        (
            "a.tex",
            "\\documentclass{article}\n\\begin{document}\n\\cite{doe, loe} \\cite{mae, roe}\n\\begin{thebibliography}{9}\n"
            "\\bibitem{doe} Doe, J. (2001). On tides. Oslo: Press.\n"
            "\\bibitem{loe} Loe, L. (2001). On reefs. Oslo: Press.\n\\end{thebibliography}\n\\end{document}\n",
            "cited-but-not-listed",
            "roe",
        ),
        (
            "a.tex",
            "\\documentclass{article}\n\\begin{document}\n\\cite{doe}\n\\begin{thebibliography}{9}\n"
            "\\bibitem{doe} Doe, J. (2001). On tides. Oslo: Press.\n"
            "\\bibitem{roe} Roe, R. (2002). On reeds. Oslo: Press.\n\\end{thebibliography}\n\\end{document}\n",
            "listed-but-not-cited",
            "roe",
        ),
        (
            "a.tex",
            "\\begin{thebibliography}{9}\n\\bibitem{doe} Doe, J. (2001). \\emph{On tides}. "
            f"{SPACED}\n\\end{{thebibliography}}\n",
            "doi-with-inner-space",
            "10.5555/ tides.1",
        ),
        (
            "a.md",
            f"# References\n\nDoe, J. (2001). *On tides*. {SPACED}\n",
            "doi-with-inner-space",
            "10.5555/ tides.1",
        ),
        (
            "a.typ",
            f"= References\n\nDoe, J. (2001). _On tides_. {SPACED}\n",
            "doi-with-inner-space",
            "10.5555/ tides.1",
        ),
        (
            "a.org",
            f"* References\n\nDoe, J. (2001). /On tides/. {SPACED}\n",
            "doi-with-inner-space",
            "10.5555/ tides.1",
        ),
        (
            "a.rst",
            f"References\n==========\n\nDoe, J. (2001). *On tides*. {SPACED}\n",
            "doi-with-inner-space",
            "10.5555/ tides.1",
        ),
    ],
)
def test_a_diagnostic_stands_at_what_it_is_about(name: str, text: str, code: str, place: str) -> None:
    sheet = audited(name, text)
    told = {
        (each.code, text[sheet.lines.offset(each.range.start) : sheet.lines.offset(each.range.end)])
        for each in diagnostics(sheet)
    }
    assert (code, place) in told


@pytest.mark.parametrize(
    ("printed", "wanted", "source", "stands", "exact"),
    [
        ("Tides, 10.5555/a", "10.5555/a", "\\emph{Tides}, 10.5555/a", "10.5555/a", True),
        ("Tides & reeds, 3", "Tides & reeds", "Tides \\& reeds, 3", "Tides \\& reeds", False),
        ("a 10.5555/x_y", "10.5555/x_y", "a \\href{https://doi.org/10.5555/x_y}{10.5555/x_y}", "10.5555/x_y", False),
        ("Tides, 3–4", "3–4", "Tides, 3--4", "3--4", True),
        ("Tides, 3–4, 3–4", "3–4", "Tides, 3--4, 3--4", "3--4", False),
    ],
)
def test_places_in_markup(printed: str, wanted: str, source: str, stands: str, exact: bool) -> None:
    at = printed.index(wanted)
    place = seen(printed, Span(at, at + len(wanted)), source)
    assert place is not None
    assert (place.span.of(source), place.exact) == (stands, exact)


def test_what_stands_nowhere_has_no_place() -> None:
    assert seen("abc", Span(0, 3), "xyz") is None
    assert seen("abc", Span(1, 1), "abc") is None


@pytest.mark.parametrize(
    ("before", "after", "can"),
    [("10.1/a_ b", "10.1/a_b", True), ("10.1/a b", "10.1/a_b", False), ("a", "a\nb", False), ("5", "50%", False)],
)
def test_no_sign_of_markup_is_brought_in(before: str, after: str, can: bool) -> None:
    assert can_replace(before, after) is can


TWICE = (
    "@article{doe,\n  author = {Doe, Jane},\n  title = {On tides and shores},\n  year = 2001,\n  doi = {10.5555/tides}\n}\n"
    "@article{doe2001,\n  author = {Doe, J.},\n  title = {On tides and shores},\n  journal = {Shores},\n  volume = {3},\n"
    "  year = 2001,\n  doi = {10.5555/tides}\n}\n"
)
WORKSPACE = [
    (URI, "list.bib", TWICE),
    ("file:///paper.tex", "paper.tex", "\\cite{doe, roe}"),
    ("file:///notes.md", "notes.md", "Nobody."),
    ("file:///other.bib", "other.bib", TWICE),
]


@pytest.mark.parametrize("line", [0, 7])
def test_two_entries_are_merged_and_cited_as_one(line: int) -> None:
    sheet = audited("list.bib", TWICE)
    there = lsp.Range(lsp.Position(line, 2), lsp.Position(line, 2))
    (action,) = merging(sheet, URI, there, lambda: WORKSPACE)
    assert action.title == "Merge doe into doe2001"
    assert action.diagnostics
    assert action.diagnostics[0] in diagnostics(sheet)
    after = audited("list.bib", applied(sheet, action))
    assert [each.audited.key for each in after.placed()] == ["doe2001"]
    assert "author = {Doe, Jane}" in after.text
    assert action.edit is not None
    assert action.edit.changes is not None
    assert {uri: [each.new_text for each in edits] for uri, edits in action.edit.changes.items() if uri != URI} == {
        "file:///paper.tex": ["doe2001"]
    }


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (
            "list.bib",
            TWICE.replace("volume = {3},", "volume = {3},\n  pages = {1},").replace("Doe, Jane", "Roe, Kim"),
            0,
        ),
        ("list.bib", TWICE + entry(3), 16),
        ("list.txt", printed(3) + "\n\n" + printed(3) + "\n", 0),
    ],
)
def test_nothing_is_merged_that_is_not_surely_one(name: str, text: str, line: int) -> None:
    there = lsp.Range(lsp.Position(line, 0), lsp.Position(line, 0))
    assert not list(merging(audited(name, text), URI, there, list))
