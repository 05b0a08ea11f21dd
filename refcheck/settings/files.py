"""TOML → settings. What is not understood is an error that states the place and the nearest correct spelling."""

import os
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Self

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.model import Severity
from refcheck.registries.connections import NO_CACHE
from refcheck.settings.baseline import Baseline
from refcheck.settings.definitions import SETTINGS, SHARED, Kind
from refcheck.settings.faults import Source
from refcheck.settings.selecting import Selection, unknown
from refcheck.settings.values import Choice, Decided, EditDecision, PerFileIgnores, Settings, SeverityOf, Waiver
from refcheck.system.regular_files import DOCUMENT, MAX_SETTINGS, read_file, read_text

NEVER = "never"
"""The value of ``fail-on`` for a command that never fails because of its findings."""

SEVERITIES = ("note", *(severity.value for severity in Severity))
"""The names of severities that a user may give."""

_DECIDED = tuple(decided.value for decided in Decided)
_FINGERPRINT = frozenset("0123456789abcdef")
_FINGERPRINT_LENGTH = 12


@frozen(kw_only=True)
class File:
    """A configuration file: its path, its bytes, and the values in it by the names of the settings."""

    path: Path
    content: bytes
    source: Source
    data: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the file at ``path``: a ``pyproject.toml``, of which the table ``tool.refcheck`` is read, or refcheck's own file.

        Raises:
            SettingsError: the file cannot be read or is not valid TOML; the message states the file and the line.
        """
        try:
            return cls.of(read_file(path, most=MAX_SETTINGS), path)
        except OSError as error:
            raise SettingsError(f"{path}: {error.strerror or error}") from error

    @classmethod
    def of(cls, content: bytes, path: Path) -> Self:
        """Return the file that would be at ``path`` with this content.

        Raises:
            SettingsError: as in ``read``.
        """
        try:
            text = content.decode("utf-8")
            data: Mapping[str, Any] = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # not UTF-8, not TOML, or a number that is too long
            raise SettingsError(f"{path}: {error}") from error
        source = Source(str(path), text)
        if path.name == SHARED:
            data = source.table(source.table(data, "tool"), "refcheck")
        source.require_known(data, SETTINGS)
        return cls(path=path, content=content, source=source, data=data)

    def settings(self, codes: Collection[str], *, here: Path, heeded: Mapping[str, Any] | None = None) -> Settings:
        """Return the settings in the file, or in the part of it that is ``heeded``. The baseline that it names is read.

        Raises:
            SettingsError: a setting cannot be understood; the message states the file and the line.
        """
        folder = self.path.absolute().parent
        return _Reading(self.source, folder, codes).settings(self.data if heeded is None else heeded, here)


def read(path: Path, codes: Collection[str], *, here: Path) -> Settings:
    """Return the settings of a configuration file that the caller trusts: all of them are heeded.

    Args:
        path: a ``pyproject.toml``, of which the table ``tool.refcheck`` is read, or a file of refcheck's own.
        codes: the codes of all rules.
        here: the folder that file names are relative to.

    Raises:
        SettingsError: the file cannot be read or understood; the message states the file and the line.
    """
    return File.read(path).settings(codes, here=here)


class _Reading:
    """The conversion of one configuration into settings."""

    def __init__(self, source: Source, folder: Path, codes: Collection[str]) -> None:
        self._source = source
        self._folder = folder
        self._codes = codes

    def settings(self, data: Mapping[str, Any], here: Path) -> Settings:
        source, path = self._source, Path(self._source.name).absolute()
        path = path.relative_to(here.absolute()) if path.is_relative_to(here.absolute()) else path
        ignores, severities = source.table(data, "per-file-ignores"), source.table(data, "severities")
        return Settings(
            selections=(Selection(select=self._patterns(data, "select"), ignore=self._patterns(data, "ignore") or ()),),
            per_file_ignores=tuple(
                PerFileIgnores(files=files, ignore=self._patterns(ignores, files) or ()) for files in ignores
            ),
            severities=tuple(
                SeverityOf(severity=Severity(source.one_of(severities, code, SEVERITIES)), code=self._pattern(code))
                for code in severities
            ),
            waivers=tuple(self._waiver(each, path) for each in source.tables(data, "waiver")),
            choices=tuple(map(self._choice, source.tables(data, "choice"))),
            edits=tuple(map(self._edit, source.tables(data, "edit"))),
            baseline=self._baseline(source.text(data, "baseline")) if "baseline" in data else None,
            fail_on=source.one_of(data, "fail-on", (*SEVERITIES, NEVER)) if "fail-on" in data else None,
            options=dict(self._options(data)),
            connections={
                SETTINGS[key].field: self._connection(data, key) for key in data if SETTINGS[key].is_connection
            },
            folder=self._folder.as_posix(),
            here=here.absolute().as_posix(),
        )

    def _options(self, data: Mapping[str, Any]) -> Iterator[tuple[str, str | bool]]:
        for key in data:
            if SETTINGS[key].kind is Kind.SWITCH:
                yield key, self._source.switch(data, key)
            elif SETTINGS[key].kind is Kind.WORD:
                yield key, self._source.text(data, key)

    def _patterns(self, table: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
        given = self._source.texts(table, key)
        return None if given is None else tuple(map(self._pattern, given))

    def _pattern(self, pattern: str) -> str:
        if (fault := unknown(pattern, self._codes)) is not None:
            raise self._source.error(fault, pattern)
        return pattern

    def _waiver(self, table: Mapping[str, Any], stands_in: Path) -> Waiver:
        self._source.require_known(table, ("fingerprint", "code", "who", "why", "until"))
        return Waiver(
            fingerprint=self._fingerprint(table),
            code=self._pattern(self._source.text(table, "code")),
            who=self._source.text(table, "who"),
            why=self._source.text(table, "why"),
            until=self._until(table),
            stands_in=stands_in.as_posix(),
        )

    def _choice(self, table: Mapping[str, Any]) -> Choice:
        keys = ("fingerprint", "printed", "value", "who", "why")
        self._source.require_known(table, keys)
        self._fingerprint(table)
        return Choice(**{key: self._source.text(table, key) for key in keys})

    def _edit(self, table: Mapping[str, Any]) -> EditDecision:
        self._source.require_known(table, ("fingerprint", "code", "decided", "who", "why", "printed", "value"))
        code = self._source.text(table, "code")
        if code not in self._codes:
            raise self._source.error(
                unknown(code, self._codes) or f"an edit must have a single code, not {code!r}", code
            )
        decided = Decided(self._source.one_of(table, "decided", _DECIDED))
        return EditDecision(
            fingerprint=self._fingerprint(table),
            code=code,
            decided=decided,
            who=self._source.text(table, "who"),
            why=self._source.text(table, "why"),
            printed=self._source.text(table, "printed") if "printed" in table else None,
            value=self._source.text(table, "value") if decided is Decided.EDITED else None,
        )

    def _fingerprint(self, table: Mapping[str, Any]) -> str:
        value = self._source.text(table, "fingerprint")
        if len(value) != _FINGERPRINT_LENGTH or not _FINGERPRINT.issuperset(value):
            raise self._source.error(
                f"a fingerprint must have {_FINGERPRINT_LENGTH} hexadecimal digits, not {value!r}", value
            )
        return value

    def _until(self, table: Mapping[str, Any]) -> date | None:
        value = table.get("until")
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self._source.error(
                f"until must be a date such as 2027-01-31, not {str(value)!r}", str(value)
            ) from None

    def _baseline(self, name: str) -> Baseline:
        path = self._folder / name
        try:
            return Baseline.from_json(read_text(path, most=DOCUMENT), name)
        except (OSError, UnicodeDecodeError) as error:
            raise self._source.error(f"{path}: {getattr(error, 'strerror', None) or error}", "baseline") from error

    def _connection(self, table: Mapping[str, Any], key: str) -> str:
        """Return a field of ``Connections``; file names are relative to the configuration's folder."""
        value, kind = self._source.text(table, key), SETTINGS[key].kind
        if kind is Kind.FOLDERS:
            return os.pathsep.join(str(self._folder / each) for each in value.split(os.pathsep))
        return str(self._folder / value) if kind is Kind.FILE and value != NO_CACHE and "://" not in value else value
