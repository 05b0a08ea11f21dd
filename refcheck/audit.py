"""The pipeline: read → resolve → match → check → report. The only module that knows every step.

The rules are imported while the registries are queried, so that the first request need not wait for them.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from attrs import evolve

from refcheck import checks, resolving
from refcheck._version import __version__
from refcheck.model import (
    OFFLINE,
    Bibliography,
    Case,
    CheckedReference,
    Document,
    Finding,
    Incomplete,
    ListFinding,
    Note,
    Place,
    Report,
    Run,
    Scheme,
    ServiceUse,
    Unavailable,
    Unit,
)
from refcheck.registries import Registry
from refcheck.registries.base import Clock, traits_of, utc_now
from refcheck.registries.transport.spread import has_threads
from refcheck.registries.wrappers import plus
from refcheck.resolving import OnResolved, Progress, ignore, resolve


class Interrupted(KeyboardInterrupt):
    """An audit that was interrupted; ``report`` contains what was known by then."""

    def __init__(self, report: Report) -> None:
        """Keep the report of what is known."""
        super().__init__()
        self.report = report


def audit(
    bibliographies: Sequence[Bibliography],
    *,
    registry: Registry,
    progress: Progress | None = None,
    on_resolved: OnResolved = ignore,
    now: Clock = utc_now,
    checkpoint: Callable[[], None] = lambda: None,
) -> Report:
    """Audit several lists in one run, so that shared works are queried only once.

    ``on_resolved`` is called with references that are resolved early. ``checkpoint`` is called before each reference is judged;
    what it raises ends the audit.

    Raises:
        Interrupted: ^C; it carries the report of what is known so far.
    """
    started = now()
    before = {use.registry: use for use in traits_of(registry).used()}
    if has_threads():
        threading.Thread(target=checks.load, daemon=True).start()
    references = [reference for bibliography in bibliographies for reference in bibliography.references]

    def report(cases: Sequence[Case]) -> Report:
        audited: list[CheckedReference] = []
        of_lists: list[ListFinding] = []
        for bibliography, own in _divided(bibliographies, cases):
            of_this = checks.in_list_style(tuple(judge(bibliography.document, own, checkpoint)))
            files = {each.key: each.file for each in reversed(of_this)}
            own = [each.case for each in of_this]
            citations = () if bibliography.is_cut else bibliography.citations  # citations or references may be cut off
            of_text = checks.check_text(citations, own, bibliography.uncited)
            found = (*checks.check_list(own), *of_text)
            audited += of_this
            of_lists += [_of_list(each, files, bibliography) for each in found]
        of_lists += _of_divided_files(bibliographies, [each.case for each in audited])
        run = Run(
            version=__version__,
            started=started,
            finished=now(),
            registries=registry.names(),
            incomplete=_incomplete(cases),
            services=tuple(_since(before, traits_of(registry).used())),
            notes=tuple(note for each, own in _divided(bibliographies, cases) for note in _notes(each, own)),
        )
        return Report(references=tuple(audited), list_findings=tuple(of_lists), run=run)

    try:
        return report(resolve(references, registry, today=started.date(), progress=progress, on_resolved=on_resolved))
    except resolving.Interrupted as interrupted:
        raise Interrupted(report(interrupted.cases)) from None


def _since(before: Mapping[str, ServiceUse], now: Iterable[ServiceUse]) -> Iterator[ServiceUse]:
    """Yield the use of each service since ``before``."""
    for use in now:
        own = plus(use, before[use.registry], -1) if use.registry in before else use
        if own.asked:
            yield own


def unread_files(bibliographies: Sequence[Bibliography], report: Report) -> Iterator[Note]:
    """Yield a note for each file of a report from which nothing was read although it contains text."""
    for bibliography, cases in _divided(bibliographies, [each.case for each in report.references]):
        if why := _unread(bibliography, cases)[0]:
            yield Note(file=bibliography.document.name, message=why)


def _divided(
    bibliographies: Iterable[Bibliography], cases: Sequence[Case]
) -> Iterator[tuple[Bibliography, Sequence[Case]]]:
    """Yield each bibliography with the cases of its own references."""
    start = 0
    for bibliography in bibliographies:
        end = start + len(bibliography.references)
        yield bibliography, cases[start:end]
        start = end


def judge(
    document: Document, cases: Sequence[Case], checkpoint: Callable[[], None] = lambda: None
) -> Iterator[CheckedReference]:
    """Yield the references of a document after the audit, each with its own findings, but without those of the whole list."""
    from refcheck.checks.unsettled import unsettled

    spans = [span for case in cases for span in case.reference.spans]
    places = iter(document.places(spans) if document.unit is not Unit.NOTHING else ())
    for case in cases:
        checkpoint()
        key = case.reference.key
        home = document.home_of(case.reference.spans)
        case = evolve(case, format=home.format)
        findings = tuple(evolve(finding, references=(key,)) for finding in checks.check(case))
        yield CheckedReference(
            file=home.name,
            case=case,
            verdict=checks.verdict(case, findings),
            findings=findings,
            unsettled=unsettled(case),
            places=tuple(islice(places, len(case.reference.spans))),
        )


def _of_list(finding: Finding, files: Mapping[str, str], bibliography: Bibliography) -> ListFinding:
    """Return a finding of a whole list; if it is about citations, with the file and place of the first of them."""
    document = bibliography.document
    if not finding.citations:
        return ListFinding(file=_home(finding, files, document), finding=finding)
    first = finding.citations[0]
    line = next((each.line for each in bibliography.citations if each.span == first), 0)
    known = document.unit is not Unit.NOTHING
    place = Place(line, 1) if line else document.places([first])[0] if known else None
    return ListFinding(file=document.home_of([first]).name, finding=finding, place=place)


def _of_divided_files(bibliographies: Sequence[Bibliography], cases: Sequence[Case]) -> Iterator[ListFinding]:
    """Yield duplicates across the parts in which a file was read: its entries that manuscripts cite, with these, and the others."""
    entries: dict[str, dict[tuple[int, str], tuple[Case, set[int]]]] = {}
    names: dict[str, str] = {}
    for number, (bibliography, own) in enumerate(_divided(bibliographies, cases)):
        for case in own:
            spans = case.reference.spans
            home = bibliography.document.home_of(spans)
            file = os.path.normpath(home.name)
            names.setdefault(file, home.name)
            at = (spans[0].start - home.start if spans else 0, case.reference.key)
            entries.setdefault(file, {}).setdefault(at, (case, set()))[1].add(number)
    for file, found in entries.items():
        if len({frozenset(parts) for _, parts in found.values()}) < 2:
            continue
        in_order = [found[at] for at in sorted(found)]
        parts_of = {case.reference.key: parts for case, parts in in_order}
        for finding in checks.check_list([case for case, _ in in_order]):
            if finding.code == "duplicate-reference" and not set.intersection(
                *(parts_of[key] for key in finding.references)
            ):
                yield ListFinding(file=names[file], finding=finding)


def _home(finding: Finding, files: Mapping[str, str], document: Document) -> str:
    """Return the file that a finding of a whole list is about: that of the references that it names, or else the document."""
    homes = {files.get(key, document.name) for key in finding.references}
    return homes.pop() if len(homes) == 1 else document.name


def _notes(bibliography: Bibliography, cases: Sequence[Case]) -> Iterator[Note]:
    """Yield notes on what the reader could not read, and on links that could not be checked."""
    untold = {
        asked.id.value: f"{asked.id.value}: could not be checked, because {asked.answer.registry} {asked.answer.why}"
        for case in cases
        for asked in case.answers
        if asked.id.scheme is Scheme.URL and isinstance(asked.answer, Unavailable) and asked.answer.registry != OFFLINE
    }
    unread, seen = _unread(bibliography, cases)
    for message in dict.fromkeys((*bibliography.notes, *([unread] if unread else ()), *seen, *untold.values())):
        yield Note(file=bibliography.document.name, message=message)


def _unread(bibliography: Bibliography, cases: Iterable[Case]) -> tuple[str | None, Iterator[str]]:
    """Return why nothing was read from a file, if so, and notes on what was seen of its list but not read."""
    from refcheck.checks.unread import why_unread
    from refcheck.checks.unread.seen import Seen

    seen = Seen.of(bibliography.document, [case.reference for case in cases])
    return why_unread(bibliography, seen), seen.notes()


def _incomplete(cases: Iterable[Case]) -> tuple[Incomplete, ...]:
    """Return the outages, one for each registry and reason, with the references that they leave undecided."""
    from refcheck.checks.unsettled import is_status_unknown

    of_gap: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        for each in case.outages:
            of_gap.setdefault((each.registry, each.why), []).append(case)
    return tuple(
        Incomplete(
            registry=registry,
            why=why,
            references=_keys(those),
            held=_keys(case for case in those if is_status_unknown(case)),
        )
        for (registry, why), those in of_gap.items()
    )


def _keys(cases: Iterable[Case]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(case.reference.key for case in cases))
