"""A case audited again: from the input and the answers in it alone, by the clock of then, asking nobody."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen
from cattrs import BaseValidationError

from refcheck._version import __version__
from refcheck.audit import audit
from refcheck.errors import EvidenceError, SourceError
from refcheck.evidence.comparing import Change, compare
from refcheck.evidence.packing import ANSWERS, CASE, FORMAT, REPORT
from refcheck.evidence.sealing import Sealed
from refcheck.evidence.settings_json import settings_from_dict
from refcheck.model import Bibliography, Report
from refcheck.readers.sources.along import lying
from refcheck.reading import each_once, read_as_set
from refcheck.registries.recording.replayed import CASE as UNASKED
from refcheck.registries.recording.replayed import replayed
from refcheck.registries.recording.tracks_json import tracks_from
from refcheck.reports import render
from refcheck.settings import Settings, apply

_ERRORS = (ValueError, LookupError, TypeError, AttributeError, BaseValidationError)
"""What reading a case may raise that another version has written."""


@frozen(kw_only=True)
class Replay:
    """The report that was filed, the one that comes out now, and what that says otherwise.

    ``is_same`` says whether they are the same byte for byte, ``unasked`` how many references depend on what was not asked then.
    """

    before: Report
    now: Report
    is_same: bool
    changes: tuple[Change, ...] = ()
    unasked: int = 0


def replay(data: bytes, given: Mapping[str, bytes] | None = None) -> Replay:
    """Audit a case again; nothing is asked of anybody.

    Args:
        data: the case.
        given: files by their SHA-256, for a case that holds no input.

    Raises:
        EvidenceError: it is no case, was altered, or lacks the input that is needed.
    """
    files = Sealed(data)
    try:
        case = json.loads(files[CASE])
        if case["case"] != FORMAT:
            raise EvidenceError(f"is a case of form {case['case']!r}; refcheck {__version__} reads form {FORMAT}")
        before = Report.from_dict(json.loads(files[REPORT]))
        settings = settings_from_dict(case["settings"])
        questions = map(json.loads, files[ANSWERS].decode("utf-8", "surrogatepass").splitlines())
        registry = replayed(tracks_from(case["registries"], questions))
        read = tuple(_files(case, files, given or {}))
    except _ERRORS as error:
        raise EvidenceError(f"cannot be read: {error}") from error
    bibliographies, settings = _read(read, settings)
    clock = iter((before.run.started, before.run.finished))
    now = apply(audit(bibliographies, registry=registry, now=lambda: next(clock)), settings)
    left = {key for each in now.run.incomplete if each.registry == UNASKED for key in each.references}
    is_same = render(now, "json").encode() == files[REPORT]
    return Replay(before=before, now=now, is_same=is_same, changes=compare(before, now), unasked=len(left))


def _files(
    case: Mapping[str, Any], files: Mapping[str, bytes], given: Mapping[str, bytes]
) -> Iterator[tuple[str, str, bytes]]:
    """Each file that was read: its document's name, where it lies beside that, and what it holds."""
    for each in case["files"]:
        data = files[each["filed"]] if each["filed"] else given.get(each["sha256"])
        if data is None:
            name = each["beside"] or each["name"]
            raise EvidenceError(f"holds no input: give {name} (SHA-256 {each['sha256'][:12]}…) with --input")
        yield each["name"], each["beside"], data


def _read(read: tuple[tuple[str, str, bytes], ...], settings: Settings) -> tuple[list[Bibliography], Settings]:
    """The documents read anew, each in a folder that holds what was read along with it and nothing else."""
    bibliographies: list[Bibliography] = []
    with TemporaryDirectory(prefix="refcheck-") as folder:
        places = {name: Path(folder, str(n), Path(name).name or "document") for n, (name, _, _) in enumerate(read)}
        for name, beside, data in read:
            path = places[name].parent / (beside or places[name].name)
            if not path.resolve().is_relative_to(places[name].parent.resolve()):
                raise EvidenceError(f"cannot be read: {beside} lies outside its folder")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        with lying(places):
            for name, beside, data in read:
                if beside:
                    continue
                try:
                    bibliography, settings = read_as_set(data, name, settings)
                except SourceError:  # it was left out then, too
                    continue
                bibliographies.append(bibliography)
    return each_once(bibliographies), settings
