"""TOML → settings. What is not understood is an error that names the place and the nearest right spelling."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import fields

from refcheck.errors import SettingsError
from refcheck.model import Severity
from refcheck.registries.connections import NO_CACHE, Connections
from refcheck.settings.baseline import Baseline
from refcheck.settings.discovery import SHARED
from refcheck.settings.faults import Source
from refcheck.settings.selecting import Selection, unknown
from refcheck.settings.values import Choice, PerFileIgnores, Settings, SeverityOf, Waiver

NEVER = "never"
"""The ``fail-on`` of a command that never fails because of what it finds."""

_CONNECTIONS = {field.name.replace("_", "-"): field.name for field in fields(Connections) if field.type is not bool}
"""Connections by their option's name; what a single run does or leaves (``refresh``) is none of them."""
_FILES = ("records", "retraction-watch", "library", "cache")
"""Connections that are the names of files."""
_SWITCHES = ("links", "robots", "offline", "quiet", "verbose")
"""Options of ``check`` that are on or off."""
_WORDS = ("format", "show", "group")
"""Options of ``check`` that are words; which there are, the option knows."""
_SHOWN = ("select", "ignore", "per-file-ignores", "severities", "fail-on", "baseline", "waiver", "choice")
_KEYS = (*_SHOWN, *_SWITCHES, *_WORDS, *_CONNECTIONS)
_SEVERITIES = tuple(severity.value for severity in Severity)
_FINGERPRINT = frozenset("0123456789abcdef")
_FINGERPRINT_LENGTH = 12


def read(path: Path, codes: Collection[str], *, here: Path) -> Settings:
    """The settings of a configuration file.

    Args:
        path: ``pyproject.toml``, of which the table ``tool.refcheck`` is read, or a file that is ours as a whole.
        codes: the codes of all rules.
        here: the folder that files' names begin at.

    Raises:
        SettingsError: it cannot be read or understood; the message names the file and the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return parse(text, path, codes, here=here)


def parse(text: str, path: Path, codes: Collection[str], *, here: Path) -> Settings:
    """The settings in the text of a configuration file, which lies at ``path``. Its baseline is read, if it names one.

    Raises:
        SettingsError: as ``read``.
    """
    source = Source(str(path), text)
    try:
        data: Mapping[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: {error}") from error
    if path.name == SHARED:
        data = source.table(source.table(data, "tool"), "refcheck")
    return _Reading(source, path.absolute().parent, codes).settings(data, here)


class _Reading:
    """One configuration under way."""

    def __init__(self, source: Source, folder: Path, codes: Collection[str]) -> None:
        self._source = source
        self._folder = folder
        self._codes = codes

    def settings(self, data: Mapping[str, Any], here: Path) -> Settings:
        source = self._source
        source.demand_known(data, _KEYS)
        return Settings(
            selections=(Selection(select=self._patterns(data, "select"), ignore=self._patterns(data, "ignore") or ()),),
            per_file_ignores=tuple(self._per_file_ignores(source.table(data, "per-file-ignores"))),
            severities=tuple(self._severities(source.table(data, "severities"))),
            waivers=tuple(map(self._waiver, source.tables(data, "waiver"))),
            choices=tuple(map(self._choice, source.tables(data, "choice"))),
            baseline=self._baseline(source.text(data, "baseline")) if "baseline" in data else None,
            fail_on=source.one_of(data, "fail-on", (*_SEVERITIES, NEVER)) if "fail-on" in data else None,
            options=dict(self._options(data)),
            connections={_CONNECTIONS[key]: self._connection(data, key) for key in data if key in _CONNECTIONS},
            folder=self._folder.as_posix(),
            here=here.absolute().as_posix(),
        )

    def _options(self, data: Mapping[str, Any]) -> Iterator[tuple[str, str | bool]]:
        for key in data:
            if key in _SWITCHES:
                yield key, self._source.switch(data, key)
            elif key in _WORDS:
                yield key, self._source.text(data, key)

    def _patterns(self, table: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
        given = self._source.texts(table, key)
        return None if given is None else tuple(map(self._pattern, given))

    def _pattern(self, pattern: str) -> str:
        if (fault := unknown(pattern, self._codes)) is not None:
            raise self._source.error(fault, pattern)
        return pattern

    def _per_file_ignores(self, table: Mapping[str, Any]) -> Iterator[PerFileIgnores]:
        for files in table:
            yield PerFileIgnores(files=files, ignore=self._patterns(table, files) or ())

    def _severities(self, table: Mapping[str, Any]) -> Iterator[SeverityOf]:
        for code in table:
            severity = Severity(self._source.one_of(table, code, _SEVERITIES))
            yield SeverityOf(code=self._pattern(code), severity=severity)

    def _waiver(self, table: Mapping[str, Any]) -> Waiver:
        self._source.demand_known(table, ("fingerprint", "code", "who", "why", "until"))
        return Waiver(
            fingerprint=self._fingerprint(table),
            code=self._pattern(self._source.text(table, "code")),
            who=self._source.text(table, "who"),
            why=self._source.text(table, "why"),
            until=self._until(table),
        )

    def _choice(self, table: Mapping[str, Any]) -> Choice:
        keys = ("fingerprint", "printed", "value", "who", "why")
        self._source.demand_known(table, keys)
        self._fingerprint(table)
        return Choice(**{key: self._source.text(table, key) for key in keys})

    def _fingerprint(self, table: Mapping[str, Any]) -> str:
        value = self._source.text(table, "fingerprint")
        if len(value) != _FINGERPRINT_LENGTH or not _FINGERPRINT.issuperset(value):
            raise self._source.error(
                f"a fingerprint has {_FINGERPRINT_LENGTH} hexadecimal digits, unlike {value!r}", value
            )
        return value

    def _until(self, table: Mapping[str, Any]) -> date | None:
        value = table.get("until")
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self._source.error(f"until is a day such as 2027-01-31, unlike {str(value)!r}", str(value)) from None

    def _baseline(self, name: str) -> Baseline:
        path = self._folder / name
        try:
            return Baseline.from_json(path.read_text(encoding="utf-8"), name)
        except (OSError, UnicodeDecodeError) as error:
            raise self._source.error(f"{path}: {getattr(error, 'strerror', None) or error}", "baseline") from error

    def _connection(self, table: Mapping[str, Any], key: str) -> str:
        value = self._source.text(table, key)
        return str(self._folder / value) if key in _FILES and value != NO_CACHE else value
