"""A case audited again from its own answers, and the changes between two reports on the same list."""

import json
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen

from refcheck._version import __version__
from refcheck.audit import audit
from refcheck.errors import EvidenceError, SourceError
from refcheck.evidence.packing import ANSWERS, CASE, FORMAT, REPORT, UNREADABLE, settings_from_dict
from refcheck.evidence.sealing import Sealed
from refcheck.model import Bibliography, CheckedReference, Finding, Report, Verdict
from refcheck.readers.sources.siblings import PROJECT, relocated
from refcheck.reading import each_once, left_out, read_as_set
from refcheck.registries import Registry
from refcheck.registries.recording.replayed import CASE as UNASKED
from refcheck.registries.recording.replayed import replayed
from refcheck.registries.recording.track import tracks_from
from refcheck.reports import render
from refcheck.settings import Settings, apply


@frozen(kw_only=True)
class Change:
    """A difference of the second report about a reference; for a whole list ``key`` is empty and there are no verdicts."""

    file: str
    key: str = ""
    before: Verdict | None = None
    now: Verdict | None = None
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the change in words, e.g. ``[29] verified → differs; new: volume-differs``."""
        verdicts = f" {self.before or 'not read'} → {self.now or 'not read'}" if self.before is not self.now else ""
        parts = (("gone", self.gone), ("new", self.new))
        codes = "".join(f"; {word}: {', '.join(codes)}" for word, codes in parts if codes)
        return f"{self.file}: [{self.key}]{verdicts}{codes}" if self.key else f"{self.file}: the list{codes}"


def compare(before: Report, now: Report) -> tuple[Change, ...]:
    """Return what the second report says differently from the first, about each reference and then about each list.

    References are recognised by their file and fingerprint, those with the same fingerprint by their order.
    """
    return (*_of_references(before, now), *_of_lists(before, now))


def _of_references(before: Report, now: Report) -> Iterator[Change]:
    later: dict[tuple[str, str], deque[CheckedReference]] = defaultdict(deque)
    for audited in now:
        later[_identity(audited)].append(audited)
    for audited in before:
        others = later[_identity(audited)]
        yield from _change(audited, others.popleft() if others else None)
    for others in later.values():
        for audited in others:
            yield from _change(None, audited)


def _change(before: CheckedReference | None, now: CheckedReference | None) -> Iterator[Change]:
    known = before or now
    if known is None:
        return
    gone, new = _codes(before.findings if before else (), now.findings if now else ())
    was, is_now = before.verdict if before else None, now.verdict if now else None
    if was is not is_now or gone or new:
        yield Change(file=known.file, key=known.key, before=was, now=is_now, gone=gone, new=new)


def _of_lists(before: Report, now: Report) -> Iterator[Change]:
    files = dict.fromkeys(each.file for report in (before, now) for each in report.list_findings)
    for file in files:
        then, later = ([each.finding for each in of.list_findings if each.file == file] for of in (before, now))
        gone, new = _codes(then, later)
        if gone or new:
            yield Change(file=file, gone=gone, new=new)


def _identity(audited: CheckedReference) -> tuple[str, str]:
    return audited.file, audited.case.reference.fingerprint


def _codes(before: Sequence[Finding], now: Sequence[Finding]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes that are gone, and those that are new, each repeated as often as it is gone or new."""
    then, later = (Counter(finding.code for finding in findings) for findings in (before, now))
    return tuple((then - later).elements()), tuple((later - then).elements())


@frozen(kw_only=True)
class Replay:
    """The report that was filed, the report of the new audit, and the changes between them.

    ``is_same`` states whether they are the same byte for byte, ``unasked`` how many references depend on what was not asked then.
    """

    before: Report
    now: Report
    is_same: bool
    changes: tuple[Change, ...] = ()
    unasked: int = 0


def replay(data: bytes, given: Mapping[str, bytes] | None = None) -> Replay:
    """Audit a case again, without querying any registry.

    Args:
        data: the case.
        given: the input files by their SHA-256, for a case that contains only their hashes.

    Raises:
        EvidenceError: the data are not a case, were altered, or lack the input that is needed.
    """
    files = Sealed(data)
    try:
        case = json.loads(files[CASE])
        if case["case"] != FORMAT:
            raise EvidenceError(f"has case format {case['case']!r}; refcheck {__version__} reads format {FORMAT}")
        before = Report.from_dict(json.loads(files[REPORT]))
        settings = settings_from_dict(case["settings"])
        questions = map(json.loads, files[ANSWERS].decode("utf-8", "surrogatepass").splitlines())
        registry = replayed(tracks_from(case["registries"], questions))
        read = tuple(_files(case, files, given or {}))
    except UNREADABLE as error:
        raise EvidenceError(f"cannot be read: {error}") from error
    bibliographies, settings = _read(read, settings)
    now = audited_again(before, bibliographies, registry, settings)
    left = {key for each in now.run.incomplete if each.registry == UNASKED for key in each.references}
    is_same = render(now, "json").encode() == files[REPORT]
    return Replay(before=before, now=now, is_same=is_same, changes=compare(before, now), unasked=len(left))


def audited_again(
    before: Report, bibliographies: Sequence[Bibliography], registry: Registry, settings: Settings
) -> Report:
    """Return the report of the bibliographies, as of the times at which ``before`` was made."""
    clock = iter((before.run.started, before.run.finished))
    return apply(audit(bibliographies, registry=registry, now=lambda: next(clock)), settings)


def _files(
    case: Mapping[str, Any], files: Mapping[str, bytes], given: Mapping[str, bytes]
) -> Iterator[tuple[str, str, bytes]]:
    """Yield each file that was read: its document's name, its path relative to that document, and its content."""
    for each in case["files"]:
        data = files[each["filed"]] if each["filed"] else given.get(each["sha256"])
        if data is None:
            name = f"{each['beside'] or each['name']} (SHA-256 {each['sha256'][:12]}…)"
            if given:
                raise EvidenceError(f"no --input is the file that was checked: give {name}")
            raise EvidenceError(f"contains no input: give {name} with --input")
        yield each["name"], each["beside"], data


def _read(read: tuple[tuple[str, str, bytes], ...], settings: Settings) -> tuple[list[Bibliography], Settings]:
    """Return the documents, read again in folders that contain only what was read along with them, and the settings."""
    bibliographies: list[Bibliography] = []
    with TemporaryDirectory(prefix="refcheck-") as folder:
        ups = {name: beside.count("../") for name, beside, _ in read if beside.endswith(f"../{PROJECT}")}
        roots = {name: Path(folder, str(n)).resolve() for n, (name, _, _) in enumerate(read)}
        places = {
            name: Path(root, *["in"] * ups.get(name, 0), Path(name).name or "document") for name, root in roots.items()
        }
        for name, beside, data in read:
            path = (places[name].parent / (beside or places[name].name)).resolve()
            if not path.is_relative_to(roots[name]):
                raise EvidenceError(f"cannot be read: {beside} is outside its folder")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        with relocated(places):
            for name, beside, data in read:
                if beside:
                    continue
                try:
                    bibliography, settings = read_as_set(data, name, settings)
                except SourceError as error:  # it was left out then, too
                    bibliography = left_out(name, error)
                bibliographies.append(bibliography)
    return each_once(bibliographies), settings
