"""Packing of a case: input, settings, questions, answers and report in one file."""

import json
import platform
from collections.abc import Iterator, Mapping
from enum import StrEnum
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import PurePosixPath
from typing import Any

from attrs import evolve, field, frozen
from cattrs import BaseValidationError
from cattrs.preconf.json import make_converter

from refcheck.evidence.privacy import Naming, Redaction
from refcheck.evidence.sealing import sealed
from refcheck.model import Report
from refcheck.readers.sources.siblings import ReadFile
from refcheck.registries.connections import Connections
from refcheck.registries.recording.track import Track, bodies, card_to_dict, questions_to_dicts
from refcheck.reports import render
from refcheck.reports.formats import html
from refcheck.settings import Settings

FORMAT = 1
"""The version of the case format."""

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, BaseValidationError)
"""Exceptions that reading a case written by another person or version may raise."""

CASE, ANSWERS, REPORT, README = "case.json", "answers.jsonl", "report.json", "README.txt"
BODIES = "bodies/"
_PAGE, _PRINT, _INPUT = "report.html", "report-print.html", "input/"

_README = """This is a case filed by refcheck: its input, the registries it queried, their answers, and its report.

Look at it:   report.html (report-print.html on paper)
Check it:     sha256sum --check manifest-sha256.txt
Audit again:  refcheck replay THIS.zip       (queries no registry; pip install refcheck-audit=={version})

case.json      version, settings, hashes of what was read
answers.jsonl  one line per question: registry, time, answers, and the requests that were sent
bodies/        the responses, byte for byte, named by SHA-256
input/         what was read{text}
"""

_ENDINGS = {"json": "json", "xml": "xml", "html": "html", "pdf": "pdf", "text": "txt"}
"""File extensions of bodies, by a word of their content type."""


_CONVERTER = make_converter()

_NOT_FILED = ("options", "connections", "of_project")
"""Settings that are not filed: how a command behaves and which registries it queries, as a replay queries none."""


def settings_to_dict(settings: Settings) -> dict[str, Any]:
    """Return the settings as JSON-ready data."""
    return {name: value for name, value in _CONVERTER.unstructure(settings).items() if name not in _NOT_FILED}


def settings_from_dict(data: Mapping[str, Any]) -> Settings:
    """Return the settings from JSON-ready data.

    Raises:
        ValueError, LookupError, TypeError, BaseValidationError: the data are not settings.
    """
    return _CONVERTER.structure({name: value for name, value in data.items() if name not in _NOT_FILED}, Settings)


class Inputs(StrEnum):
    """The part of the input that is filed: the files themselves, or only their hashes."""

    WHOLE = "whole"
    HASHES = "hashes"


@frozen(kw_only=True)
class Filing:
    """All that is filed: the report as shown, the files read, the settings from before they were read, and the tracks of questions.

    ``connections`` state how the registries were reached, and contain secrets that must not be filed.
    """

    report: Report
    files: tuple[ReadFile, ...]
    settings: Settings
    tracks: tuple[Track, ...]
    connections: Connections = field(factory=Connections)


def pack(filing: Filing, inputs: Inputs = Inputs.WHOLE) -> bytes:
    """Return the case as a ZIP file, which has the same bytes for the same filing."""
    redaction = Redaction(filing.connections)
    tracks = tuple(_redacted(track, redaction) for track in filing.tracks)
    naming = Naming((file.name for file in filing.files), filing.settings)
    report = Report.from_dict(naming.data(redaction.data(json.loads(render(filing.report, "json")))))
    named = {name: evolve(file, name=naming.text(file.name)) for name, file in _named(filing.files)}
    files = {
        README: _README.format(
            version=report.run.version, text="" if inputs is Inputs.WHOLE else ": not filed"
        ).encode(),
        ANSWERS: _lines(redaction.data(each) for each in questions_to_dicts(tracks)),
        REPORT: render(report, "json").encode(),
        _PAGE: render(report, "html").encode("utf-8", "replace"),
        _PRINT: html.printable(report).encode("utf-8", "replace"),
        **dict(_bodies(tracks)),
    }
    if inputs is Inputs.WHOLE:
        files |= {name: file.data for name, file in named.items()}
    files[CASE] = _json(_case(filing, naming, report, tracks, named, inputs))
    return sealed(files)


def _case(
    filing: Filing,
    naming: Naming,
    report: Report,
    tracks: tuple[Track, ...],
    named: Mapping[str, ReadFile],
    inputs: Inputs,
) -> dict[str, Any]:
    return {
        "case": FORMAT,
        "refcheck": report.run.version,
        "model": sha256(resources("refcheck.parsing").joinpath("model.net").read_bytes()).hexdigest(),
        "python": platform.python_version(),
        "started": report.run.started.isoformat(),
        "finished": report.run.finished.isoformat(),
        "settings": naming.data(settings_to_dict(naming.settings)),
        "send": filing.connections.send,
        "files": [
            {
                "name": file.name,
                "beside": file.beside,
                "sha256": sha256(file.data).hexdigest(),
                "bytes": len(file.data),
                "filed": name if inputs is Inputs.WHOLE else None,
            }
            for name, file in named.items()
        ],
        "registries": list(map(card_to_dict, tracks)),
    }


def _named(files: tuple[ReadFile, ...]) -> Iterator[tuple[str, ReadFile]]:
    """Yield the files with new names for the case, which do not reveal the folders that the files were in."""
    documents = {file.name for file in files if not file.beside}
    number = 0
    for file in files:
        if file.name in documents:  # a file unpacked from an archive is read from the archive again
            number += 1
            ending = PurePosixPath((file.beside or file.name).replace("\\", "/")).suffix
            yield f"{_INPUT}{number}{ending if ending.isascii() and ending[1:].isalnum() else ''}", file


def _redacted(track: Track, redaction: Redaction) -> Track:
    """Return the track without secrets in its URLs, headers and bodies."""
    questions = [
        evolve(
            question,
            exchanges=tuple(
                evolve(
                    each,
                    url=redaction.text(each.url),
                    headers={name: redaction.text(value) for name, value in each.headers.items()},
                    body=redaction.body(each.body),
                )
                for each in question.exchanges
            ),
        )
        for question in track.questions
    ]
    return evolve(track, questions=questions)


def _bodies(tracks: tuple[Track, ...]) -> Iterator[tuple[str, bytes]]:
    types = {
        sha256(each.body).hexdigest(): each.headers.get("content-type", "")
        for track in tracks
        for question in track.questions
        for each in question.exchanges
    }
    for digest, body in bodies(tracks).items():
        ending = next((ending for word, ending in _ENDINGS.items() if word in types[digest]), "bin")
        yield f"{BODIES}{digest}.{ending}", body


def _lines(rows: Iterator[Any]) -> bytes:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode("utf-8", "surrogatepass")


def _json(data: Any) -> bytes:
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode("utf-8", "surrogatepass")
