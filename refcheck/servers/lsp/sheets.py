"""An open document and its audit, part by part: offline at once, the whole list a little later, with registries last."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from threading import Event, Lock

from attrs import define, evolve, field, frozen

from refcheck.audit import audit
from refcheck.checks import check_list, rules
from refcheck.errors import RefcheckError
from refcheck.model import Bibliography, CheckedReference, Finding, ListFinding, Report, Span, Unit
from refcheck.registries import Asking, Offline, Registry
from refcheck.servers.lsp.placed import Part, Placed, parts_of, read_part
from refcheck.servers.lsp.protocol import Lines
from refcheck.settings import Settings, allowed, apply, takes_comments

_KEY = re.compile(r"[^\s,;\[\]@]+")
"""The keys in a citation as a reader of the document sees it: ``[doe2001, roe]``."""


class StaleError(RefcheckError):
    """The text has changed since, so that the result is no longer wanted."""


@frozen(kw_only=True)
class Judged:
    """A part after the audit: its full report, and the report as the settings and the part's own comments show it."""

    bibliography: Bibliography
    full: Report
    shown: Report
    online: bool = False


@define
class Sheet:
    """One open document."""

    name: str
    settings: Settings = field(factory=Settings)
    text: str = ""
    lines: Lines = field(factory=lambda: Lines(""))
    list_findings: Sequence[Finding] = ()
    _parts: list[Part] = field(factory=list)
    _judged: dict[str, Judged] = field(factory=dict)
    _typed: set[str] = field(factory=set)
    _lock: Lock = field(factory=Lock)

    def change(self, text: str, stale: Event | None = None) -> None:
        """Take the document's new text, unless it has changed again meanwhile; results for unchanged parts are kept."""
        parts, lines = parts_of(self.name, text), Lines(text)
        wanted = {part.whole for part in parts}
        with self._lock:
            if stale is not None and stale.is_set():
                return
            self._typed = wanted.difference(part.whole for part in self._parts) if self._parts else set()
            self.text, self.lines, self._parts = text, lines, parts
            self._judged = {key: judged for key, judged in self._judged.items() if key in wanted}

    def audit_offline(self, most: int | None = None) -> bool:
        """Audit the new parts offline, at most ``most`` of them and typed ones first; return whether some are left."""
        new = [part for part in self.parts() if part.whole not in self._judged]
        some = sorted(new, key=lambda part: part.whole not in self._typed)[:most]
        reads = [read_part(self.name, part) for part in some]
        self._divide(some, reads, audit(reads, registry=Offline()), online=False)
        return len(new) > len(some)

    def audit_list(self) -> None:
        """Audit the list as a whole: duplicates, names spelt in two ways, works that are cited but not listed.

        The result is discarded if the list has changed meanwhile.
        """
        parts = self.parts()
        found = self._of_list(self._all(parts))
        with self._lock:
            if parts == self._parts:
                self.list_findings = found

    def _of_list(self, judged: Sequence[Judged]) -> Sequence[Finding]:
        full = [each.full for each in judged]
        if not full:
            return ()
        references = tuple(audited for report in full for audited in report.references)
        if len(full) == 1:
            of_list = full[0].list_findings
        else:
            found = check_list([each.case for each in references])
            of_list = tuple(ListFinding(file=self.name, finding=each) for each in found)
        whole = evolve(full[0], references=references, list_findings=of_list)
        return [each.finding for each in apply(whole, self.settings).list_findings]

    def forget_answers(self) -> None:
        """Have registries queried again, as one that was unavailable may answer now."""
        with self._lock:
            self._judged = {key: evolve(judged, online=False) for key, judged in self._judged.items()}

    def audit_online(self, registry: Registry, stale: Event) -> None:
        """Query the registries about the parts that they have not been queried about.

        Raises:
            StaleError: the text changed meanwhile.
        """

        def progress(stage: str, asking: Asking) -> None:
            if stale.is_set():
                raise StaleError("the text has changed")

        pending = [part for part in self.parts() if (known := self._judged.get(part.whole)) and not known.online]
        reads = [self._judged[part.whole].bibliography for part in pending if part.whole in self._judged]
        if not reads or len(reads) < len(pending):
            return
        report = audit(reads, registry=registry, progress=progress)
        self._divide(pending, reads, report, online=True)

    def placed(self) -> list[Placed]:
        """Return the audited references of this document, in the order of the text, with the findings that are shown.

        Entries of a bibliography that the document only names are not included; they are reported in their own file.
        """
        return [
            each for part in self.parts() if (judged := self._judged.get(part.whole)) for each in self._in(part, judged)
        ]

    def _in(self, part: Part, judged: Judged) -> Iterator[Placed]:
        document = judged.bibliography.document
        own = [each for each in judged.shown.references if each.file == self.name]
        exact = document.text == part.text
        spans = [self._span(each, part) if exact else self._line(each) for each in own]
        starts = [] if exact else sorted({each.start for each in spans})
        for audited, span in zip(own, spans, strict=True):
            following = bisect_right(starts, span.start)
            end = span.end if exact else starts[following] if following < len(starts) else len(self.text)
            yield Placed(
                audited=audited,
                document=document,
                start=part.start,
                span=span,
                exact=exact,
                stretch=Span(span.start, end),
                asked=judged.online,
            )

    def _span(self, audited: CheckedReference, part: Part) -> Span:
        spans = audited.case.reference.spans
        return Span(spans[0].start, spans[-1].end).shifted(part.start) if spans else Span(part.start, part.start)

    def _line(self, audited: CheckedReference) -> Span:
        begins = audited.place()
        return self.lines.line(begins.line) if begins and begins.unit is Unit.LINE else Span(0, 0)

    def citation(self, finding: Finding, span: Span, cited: Mapping[str, Span]) -> Span | None:
        """Return where a citation that a reader sees at ``span`` is in the source; ``cited`` has the spans of the keys there.

        Of several keys it is the one that the finding names.
        """
        parts = self.parts()
        judged = self._judged.get(parts[0].whole) if len(parts) == 1 else None
        if judged is None:
            return None
        text = judged.bibliography.document.text
        printed = span.of(text)
        keys = [key for key in _KEY.findall(printed) if key in cited]
        named = next((key for key in keys if f"[{key}]" in finding.message), None)
        if named is not None:
            return cited[named]
        if text == self.text:
            return span
        at = self.text.find(printed) if printed.strip() else -1
        if at >= 0:
            return Span(at, at + len(printed))
        return cited[keys[0]] if keys else None

    def at(self, offset: int) -> Placed | None:
        """Return the reference at a code point of the document."""
        return next((each for each in self.placed() if each.span.start <= offset <= each.span.end), None)

    def report(self) -> Report | None:
        """Return everything that is shown as one report; ``None`` before anything was read."""
        judged = self._all(self.parts())
        references = tuple(audited for each in judged for audited in each.shown.references)
        found = tuple(ListFinding(file=self.name, finding=each) for each in self.list_findings)
        waived = tuple(left for each in judged for left in each.shown.waived)
        return evolve(judged[0].full, references=references, list_findings=found, waived=waived) if judged else None

    def parts(self) -> list[Part]:
        """Return the parts of the current text."""
        with self._lock:
            return list(self._parts)

    def _all(self, parts: Sequence[Part]) -> list[Judged]:
        return [judged for part in parts if (judged := self._judged.get(part.whole))]

    def _divide(self, parts: Sequence[Part], reads: Sequence[Bibliography], report: Report, *, online: bool) -> None:
        """Store the share of each part in a report about several parts."""
        answers = iter(report.references)
        for part, read in zip(parts, reads, strict=True):
            own = tuple(next(answers) for _ in read.references)
            of_list = report.list_findings if len(parts) == 1 else ()
            full, settings = evolve(report, references=own, list_findings=of_list), self.settings
            if takes_comments(read.document.format) and "refcheck:" in part.text:
                waivers, _ = allowed(read, part.text, rules())
                settings = evolve(settings, waivers=(*settings.waivers, *waivers))
            judged = Judged(bibliography=read, full=full, shown=apply(full, settings), online=online)
            with self._lock:
                self._judged[part.whole] = judged
