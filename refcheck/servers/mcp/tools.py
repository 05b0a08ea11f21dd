"""The functions of the tools: arguments in, an answer out. Each is thin; the content comes from the API."""

import hashlib
import json
from collections.abc import Callable, Iterator, Set
from difflib import SequenceMatcher

from attrs import evolve

from refcheck.checks import rules
from refcheck.checks.pages import pages
from refcheck.errors import SourceError
from refcheck.fixing import Mended
from refcheck.identifiers import find
from refcheck.model import Bibliography, CheckedReference, Document, Match, Reference, Report, Safety
from refcheck.readers import read_bytes, read_each
from refcheck.reports.explaining import explanation
from refcheck.reports.ordering import most_severe_first
from refcheck.reports.view import is_shown
from refcheck.servers.mcp.answers import (
    EntryResult,
    Explanation,
    FindResult,
    FixResult,
    Identified,
    ParseResult,
    RepairResult,
)
from refcheck.servers.mcp.auditing import Roots
from refcheck.servers.mcp.shortening import both, paged
from refcheck.servers.mcp.telling import KEY, MEANING, found_works
from refcheck.system.regular_files import DOCUMENT, read_file
from refcheck.text.visible import brief
from refcheck.writers import render

_LINE = 300
"""Most code points of a line of an explanation."""

PAGE = 50
"""References on one page, unless another number is requested."""

LINES = 200
"""Lines on one page of a corrected text, unless another number is requested."""

_MOST = 200
"""Most references or lines on one page."""

_CHANGE, _CHANGES, _CODES = 80, 20, 12
"""Most code points of a change, most changes, and most codes that are shown."""


def source(roots: Roots, text: str | None, path: str | None) -> tuple[str, Callable[[], Bibliography]]:
    """Return a hash of what is to be read, and a function that reads it.

    Raises:
        SourceError: neither or both are given, or the file may not be read.
    """
    data, name = given(roots, text, path)
    return hashlib.sha256(name.encode() + b"\0" + data).hexdigest(), lambda: read_bytes(data, name)


def given(roots: Roots, text: str | None, path: str | None) -> tuple[bytes, str]:
    """Return the bytes that are to be read, and their name.

    Raises:
        SourceError: neither or both are given, or the file may not be read.
    """
    if (text is None) == (path is None):
        raise SourceError("give either text or path")
    if text is not None and not text.strip():
        raise SourceError("text is empty: give a reference list, or the path of a file")
    if text is not None:
        return text.encode("utf-8", "replace"), "<text>"
    file = roots.file(str(path))
    return read_file(file, most=DOCUMENT), str(file)


def page_of(offset: int, limit: int) -> tuple[int, int]:
    """Return the offset and the length of a page.

    Raises:
        SourceError: there is no such page.
    """
    if offset < 0:
        raise SourceError(f"offset is {offset}: give 0 or more")
    return offset, counted(limit, _MOST)


def counted(limit: int, most: int) -> int:
    """Return the number that is requested, at most ``most``.

    Raises:
        SourceError: it is less than one.
    """
    if limit < 1:
        raise SourceError(f"limit is {limit}: give 1 or more")
    return min(limit, most)


def fixed(mended: Mended, wanted: Set[Safety], offset: int, limit: int) -> FixResult:
    """Return a page of the text with the requested fixes; the first page also lists the changes."""
    lines = mended.after.splitlines(keepends=True)
    page, following = paged(lines, offset, limit)
    made = mended.codes.total()
    said = [f"{made} {'fix' if made == 1 else 'fixes'} made"]
    if Safety.UNSAFE not in wanted:
        more = f"{mended.withheld} more, and " if mended.withheld else ""
        said.append(f"fixes=all makes {more}those with values from registries")
    if mended.is_incomplete:
        said.append("a registry could not be queried")
    changes = list(_changes(mended.before, mended.after))
    shown = [*changes[:_CHANGES], *([f"and {len(changes) - _CHANGES} more"] if len(changes) > _CHANGES else [])]
    refused = [f"reference {each.key}: {', '.join(each.codes)}: {each.why}" for each in mended.refused]
    is_first = offset == 0
    return FixResult(
        said="; ".join(said),
        codes=dict(mended.codes.most_common(_CODES)) if is_first else {},
        changes=shown if is_first else [],
        refused=refused[:_CHANGES] if is_first else [],
        lines=len(lines),
        next_offset=following,
        text="".join(page),
    )


def _changes(before: str, after: str) -> Iterator[str]:
    """Yield each changed stretch of lines, before and after the change."""
    old, new = before.splitlines(), after.splitlines()
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal" and end - start == last - first:
            yield from (" → ".join(both(*pair, _CHANGE)) for pair in zip(old[start:end], new[first:last], strict=True))
        elif tag != "equal":
            yield " → ".join(both(" ".join(old[start:end]), " ".join(new[first:last]), _CHANGE))


def parsed(bibliography: Bibliography, offset: int, limit: int) -> ParseResult:
    """Return references as CSL-JSON items."""
    page, following = paged(bibliography.references, offset, limit)
    return ParseResult(
        references=json.loads(render(evolve(bibliography, references=tuple(page)), "csl-json")),
        total=len(bibliography.references),
        next_offset=following,
    )


def repaired(text: str, offset: int, limit: int) -> RepairResult:
    """Return the identifiers of a text, repaired."""
    found = find(text)
    page, following = paged(found, offset, limit)
    return RepairResult(
        identifiers=[
            Identified(
                scheme=each.scheme.value,
                printed=each.raw,
                value=each.value,
                repairs=[
                    f"{repair.code}: “{repair.before}” → “{repair.after}”, since {repair.why}"
                    for repair in each.repairs
                ],
                candidates=[candidate.value for candidate in each.candidates],
            )
            for each in page
        ],
        total=len(found),
        next_offset=following,
    )


def nearest(audited: CheckedReference, limit: int) -> FindResult:
    """Return the records nearest to a described work, and which registries were queried."""
    case = audited.case
    every: list[Match] = [*([case.match] if case.match else []), *case.others]
    matches = [each for each in every if is_shown(each)]
    asked = case.search.asked if case.search else ()
    names = ", ".join(dict.fromkeys(each.registry for each in asked if not each.why))
    asked_whom = f"queried: {names}" if names else ""
    said = f"{MEANING[audited.verdict]}. {audited.unsettled or asked_whom}"
    if matches and case.match is None:
        said = f"none of these is certainly the described work. {asked_whom}"
    hidden = f"; {len(every) - len(matches)} found, but unlikely to be the work" if len(every) > len(matches) else ""
    return FindResult(works=found_works(matches[:limit]), said=said.rstrip(" .") + hidden)


def entry_of(audited: CheckedReference) -> EntryResult:
    """Return a BibTeX entry made from the record of a reference, if there is one."""
    record = audited.record
    if record is None:
        return EntryResult(
            bibtex=None, said=f"there is no record: {MEANING[audited.verdict]}. {audited.unsettled}".strip()
        )
    cited = Reference(key="1", raw=str(record.work), work=record.work)
    document = Document(name="<record>", format="", text=cited.raw)
    said = f"made from the record of {record.provenance.registry}"
    said += f"; {audited.unsettled}" if audited.unsettled else ""
    if audited.findings:
        said += f". About the reference that was given: {most_severe_first(audited.findings)[0]}"
    return EntryResult(bibtex=render(Bibliography(document=document, references=(cited,)), "bibtex"), said=said)


def described(text: str) -> Bibliography:
    """Return a described work, or only a DOI, as a list of one reference.

    Raises:
        SourceError: the description is empty.
    """
    if not text.strip():
        raise SourceError("the description is empty: give a reference, or authors, title and year, or a DOI")
    return read_each([text.strip()])


def one_of(report: Report, key: str | None, limit: int) -> Explanation:
    """Return how the reference with a key was read, answered and judged, in ``limit`` lines; without a key, the only reference.

    Raises:
        SourceError: there is no such reference, or there are several and no key.
    """
    known = [each for each in report.references if key is None or key in (each.key, brief(each.key, KEY))]
    if key is not None and not known:
        raise SourceError(f"no reference has the key {key!r}")
    if len(known) != 1:
        raise SourceError(
            f"key is missing: there are {len(known)} references; say which" if known else "no reference was read"
        )
    lines = [brief(each, _LINE) for each in explanation(known[0]).splitlines()]
    more = [f"and {len(lines) - limit} more lines"] if len(lines) > limit else []
    return Explanation(key=brief(known[0].key, KEY), said="\n".join([*lines[:limit], *more]))


def explained(code: str) -> str:
    """Return the page of a rule or repair: what it finds, why it matters, an example, and when it is wrong.

    Raises:
        SourceError: there is no such rule.
    """
    known = pages()
    if code not in known:
        raise SourceError(f"no rule has the code {code!r}; the resource refcheck://rules lists them")
    return known[code]


def rule_list() -> str:
    """Return every rule and repair, one per line: severity, code and title."""
    return "".join(f"{card.severity.value:<8} {card.code:<40} {card.title}\n" for card in rules().values())
