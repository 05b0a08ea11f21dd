"""A configuration as it is read: values of the type that they should have, and faults with their line."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.settings.selecting import nearest
from refcheck.system.regular_files import MAX_SETTINGS, read_text


def fault(path: Path | None, message: str, word: str) -> SettingsError:
    """Return a fault in a configuration file that was read before, at the first line that has the word."""
    text = read_text(path, most=MAX_SETTINGS) if path else ""
    return Source(str(path or ""), text).error(message, word)


@frozen
class Source:
    """A configuration's name and text."""

    name: str
    content: str

    def error(self, message: str, word: str) -> SettingsError:
        """Return a fault about a key or a value, at the first line that has the word by itself."""
        # The word, no part of a longer one: "ignore" in 'ignore = []' and not in '[per-file-ignores]'.
        whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        lines = enumerate(self.content.split("\n"), start=1)
        line = next(
            (number for number, line in lines if not line.lstrip().startswith("#") and whole.search(line)), None
        )
        return SettingsError(f"{self.name}: {message}" if line is None else f"{self.name}:{line}: {message}")

    def demand_known(self, table: Mapping[str, Any], keys: Collection[str]) -> None:
        """No key but these.

        Raises:
            SettingsError: there is another; the message has the nearest of ``keys``.
        """
        for key in table:
            if key not in keys:
                raise self.error(f"no setting is called {key!r}{nearest(key, keys)}", key)

    def table(self, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """Return the table under a key; an empty one where there is none."""
        value = table.get(key, {})
        if not isinstance(value, Mapping):
            raise self.error(f"{key} is a table", key)
        return value

    def tables(self, table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        """Return the tables under a key that may be given several times, as ``[[key]]``."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            raise self.error(f"{key} is given as [[{key}]]", key)
        return value

    def text(self, table: Mapping[str, Any], key: str) -> str:
        """Return the text under a key, which must be there and not be empty."""
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            whose = next((other for other in table.values() if isinstance(other, str) and other.strip()), key)
            raise self.error(
                f"{key} is a text" if key in table else f"{key} is missing", key if key in table else whose
            )
        return value

    def switch(self, table: Mapping[str, Any], key: str) -> bool:
        """Return what is on or off under a key, which must be there."""
        value = table.get(key)
        if not isinstance(value, bool):
            raise self.error(f"{key} is true or false", key)
        return value

    def texts(self, table: Mapping[str, Any], key: str) -> list[str] | None:
        """Return the texts under a key, ``None`` where it is not there."""
        value = table.get(key)
        if value is not None and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            raise self.error(f"{key} is a list of texts", key)
        return value

    def one_of(self, table: Mapping[str, Any], key: str, words: Collection[str]) -> str:
        """Return the text under a key, which is one of some words."""
        value = self.text(table, key)
        if value not in words:
            raise self.error(f"{key} is one of {', '.join(words)}, not {value!r}{nearest(value, words)}", key)
        return value
