"""Filing of a run as a case: the recording of the run, and its timestamp."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from refcheck.cli.output import tell
from refcheck.cli.streams import replace_file
from refcheck.errors import SettingsError
from refcheck.model import Report
from refcheck.registries.connections import Connections
from refcheck.settings import Settings

if TYPE_CHECKING:
    from refcheck.office import Stamp
    from refcheck.readers.sources.siblings import ReadFile
    from refcheck.registries import Registry
    from refcheck.registries.recording.replayed import Recorded

SOURCE_DATE_EPOCH = "SOURCE_DATE_EPOCH"
"""The environment variable with seconds since 1970, for reproducible output (reproducible-builds.org)."""


def made_at(report: Report) -> datetime:
    """Return the end of the run, unless the environment gives a time.

    Raises:
        SettingsError: the environment variable is not a valid time.
    """
    given = os.environ.get(SOURCE_DATE_EPOCH)
    if not given:
        return report.run.finished
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"{SOURCE_DATE_EPOCH}: {given!r} is not a number of seconds since 1970") from error


def stamp_of(report: Report) -> "Stamp":
    """Return the author and the time of changes that are written into a document."""
    from refcheck.office import Stamp

    return Stamp(made=made_at(report))


class Filer:
    """Records what a run reads, queries and is answered, and files it at ``path``; does nothing without a path."""

    def __init__(self, path: str | None, settings: Settings, connections: Connections, *, no_text: bool) -> None:
        """Create a filer; ``settings`` are those before any file was read, and ``no_text`` files the hash of the input only."""
        self._path = path
        self._settings = settings
        self._no_text = no_text
        self._connections = connections
        self._files: tuple[ReadFile, ...] = ()
        self._members: tuple[Recorded, ...] = ()

    def recording(self, registry: "Registry") -> "Registry":
        """Return the registry, wrapped to record its queries and answers."""
        if self._path is None:
            return registry
        from refcheck.registries.recording.replayed import recorded
        from refcheck.registries.wrappers.chain import chained

        chain, self._members = recorded(chained(registry))
        return chain

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Record the files that are read within this context."""
        if self._path is None:
            yield
            return
        from refcheck.readers.sources.siblings import keeping

        with keeping() as files:
            yield
        self._files = tuple(files)

    def file(self, report: Report, settings: Settings) -> None:
        """File the report, with the baseline of ``settings``, which may have changed while the files were read."""
        if self._path is None:
            return
        from refcheck.evidence import Filing, Inputs, pack

        filing = Filing(
            report=report,
            files=self._files,
            settings=evolve(self._settings, baseline=settings.baseline),
            tracks=tuple(member.track() for member in self._members),
            connections=self._connections,
        )
        replace_file(Path(self._path), pack(filing, Inputs.HASHES if self._no_text else Inputs.WHOLE))
        tell(f"filed as {self._path}")
