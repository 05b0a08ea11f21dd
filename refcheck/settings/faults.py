"""Reading of a configuration's values with checks of their types, and errors with the line."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.settings.selecting import nearest
from refcheck.system.regular_files import MAX_SETTINGS, read_text


def fault(path: Path | None, message: str, word: str) -> SettingsError:
    """Return an error about a configuration file that was read before, at the first line with the word."""
    text = read_text(path, most=MAX_SETTINGS) if path else ""
    return Source(str(path or ""), text).error(message, word)


@frozen
class Source:
    """The name and the text of a configuration."""

    name: str
    content: str

    def error(self, message: str, word: str) -> SettingsError:
        """Return an error about a key or a value, at the first line with the word."""
        # Whole words only: "ignore" in 'ignore = []', but not in '[per-file-ignores]'.
        whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        lines = enumerate(self.content.split("\n"), start=1)
        line = next(
            (number for number, line in lines if not line.lstrip().startswith("#") and whole.search(line)), None
        )
        return SettingsError(f"{self.name}: {message}" if line is None else f"{self.name}:{line}: {message}")

    def require_known(self, table: Mapping[str, Any], keys: Collection[str]) -> None:
        """Make sure that a table has no other keys than ``keys``.

        Raises:
            SettingsError: there is another key; the message suggests the nearest of ``keys``.
        """
        for key in table:
            if key not in keys:
                raise self.error(f"no setting is called {key!r}{nearest(key, keys)}", key)

    def table(self, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """Return the table of a key; an empty one if the key is missing."""
        value = table.get(key, {})
        if not isinstance(value, Mapping):
            raise self.error(f"{key} must be a table", key)
        return value

    def tables(self, table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        """Return the tables of a key that can be repeated, as ``[[key]]``."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            raise self.error(f"{key} must be given as [[{key}]]", key)
        return value

    def text(self, table: Mapping[str, Any], key: str) -> str:
        """Return the text of a key, which must exist and not be empty."""
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            whose = next((other for other in table.values() if isinstance(other, str) and other.strip()), key)
            raise self.error(
                f"{key} must be a text" if key in table else f"{key} is missing", key if key in table else whose
            )
        return value

    def switch(self, table: Mapping[str, Any], key: str) -> bool:
        """Return the Boolean value of a key, which must exist."""
        value = table.get(key)
        if not isinstance(value, bool):
            raise self.error(f"{key} must be true or false", key)
        return value

    def texts(self, table: Mapping[str, Any], key: str) -> list[str] | None:
        """Return the list of texts of a key; ``None`` if the key is missing."""
        value = table.get(key)
        if value is not None and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            raise self.error(f"{key} must be a list of texts", key)
        return value

    def one_of(self, table: Mapping[str, Any], key: str, words: Collection[str]) -> str:
        """Return the text of a key, which must be one of ``words``."""
        value = self.text(table, key)
        if value not in words:
            raise self.error(f"{key} must be one of {', '.join(words)}, not {value!r}{nearest(value, words)}", key)
        return value
