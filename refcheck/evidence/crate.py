"""The case described for machines: what its files are, by which run and which settings they were made.

Source: RO-Crate 1.1 (w3id.org/ro/crate/1.1) and its profile Process Run Crate 0.5 (w3id.org/ro/wfrun/process/0.5).
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from attrs import evolve
from cattrs.preconf.json import make_converter

from refcheck.model import Run
from refcheck.settings import Settings

_CONVERTER = make_converter()

_ELSEWHERE = ("options", "connections", "of_project")
"""What is set of a command's manners, and of whom it asks: another audit asks nobody."""


def settings_to_dict(settings: Settings) -> dict[str, Any]:
    """Return the settings."""
    data: dict[str, Any] = _CONVERTER.unstructure(evolve(settings, options={}, connections={}))
    return {name: value for name, value in data.items() if name not in _ELSEWHERE}


def settings_from_dict(data: Mapping[str, Any]) -> Settings:
    """Return the settings that were written.

    Raises:
        ValueError, LookupError, TypeError, BaseValidationError: they are none.
    """
    return _CONVERTER.structure({name: value for name, value in data.items() if name not in _ELSEWHERE}, Settings)


METADATA = "ro-crate-metadata.json"

_CRATE = "https://w3id.org/ro/crate/1.1"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_SOFTWARE, _RUN = "#refcheck", "#run"

_FORMATS = {
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".html": "text/html",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".bib": "application/x-bibtex",
}


def crate(
    files: Mapping[str, bytes], descriptions: Mapping[str, str], run: Run, *, made: Sequence[str], of: Sequence[str]
) -> dict[str, Any]:
    """The metadata of files by their names; those that were ``made`` by the run are told from those that it was made ``of``."""
    software = {
        "@id": _SOFTWARE,
        "@type": "SoftwareApplication",
        "name": "refcheck",
        "softwareVersion": run.version,
    }
    action = {
        "@id": _RUN,
        "@type": "CreateAction",
        "name": "The audit of the references",
        "instrument": {"@id": _SOFTWARE},
        "startTime": run.started.isoformat(),
        "endTime": run.finished.isoformat(),
        "object": _ids(of),
        "result": _ids(made),
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": "Evidence of an audit of references",
        "description": "What refcheck was given, what it asked whom and was answered, and what it reports.",
        "datePublished": run.finished.isoformat(),
        "license": "No licence is given: the parts belong to whom they come from.",
        "conformsTo": {"@id": _PROFILE},
        "mentions": {"@id": _RUN},
        "hasPart": _ids(sorted(files)),
    }
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _CRATE},
        "about": {"@id": "./"},
    }
    profile = {"@id": _PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}
    parts = [_part(name, data, descriptions) for name, data in sorted(files.items())]
    return {"@context": f"{_CRATE}/context", "@graph": [descriptor, root, profile, software, action, *parts]}


def _ids(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": name} for name in names]


def _part(name: str, data: bytes, descriptions: Mapping[str, str]) -> dict[str, Any]:
    ending = f".{name.rpartition('.')[2]}"
    said = next((text for begin, text in descriptions.items() if name.startswith(begin)), "")
    part: dict[str, Any] = {"@id": name, "@type": "File", "name": name, "contentSize": str(len(data))}
    part |= {"sha256": sha256(data).hexdigest(), "encodingFormat": _FORMATS.get(ending, "application/octet-stream")}
    return part | {"description": said} if said else part
