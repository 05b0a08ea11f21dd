"""A trained model as CRFsuite writes it: its labels, and the weights of what a token looks like and of what follows what.

Source: CRFsuite's ``lib/crf/src/crf1d_model.c`` and ``lib/cqdb/src/cqdb.c``, which write the format, version 100. All numbers
are little-endian, and offsets count from the beginning of the file; those of a table of names count from the table's.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

Row = tuple[float, ...]
"""A number for each label."""

_HEADER = struct.Struct("<4sI4s9I")
"""Magic, size, kind, version; how many features, labels and attributes; where the chunks stand: features, labels, attributes,
features by label, features by attribute."""

_CHUNK = struct.Struct("<4sII")
"""Name, size, number: before the features, and before the lists of features."""

_FEATURE = struct.Struct("<IIId")
"""Kind, source, destination, weight: label ``destination`` behind label ``source``, or on a token that has the attribute
``source``."""

_NAMES = struct.Struct("<4s5I")
"""Name, size, flags, mark of the byte order, how many names, where the list of their places stands."""

_NAME = struct.Struct("<II")
"""The number of a name, and its length with the zero behind it."""

_NUMBER = struct.Struct("<I")

_REMEMBERED = 20_000
"""Rows that are kept made: features recur from reference to reference."""


class _Header(NamedTuple):
    magic: bytes
    size: int
    kind: bytes
    version: int
    features: int
    labels: int
    attributes: int
    at_features: int
    at_labels: int
    at_attributes: int
    by_label: int
    by_attribute: int


class CrfsuiteFile:
    """What a file of a model holds. Weights of attributes are read when they are asked for, and few of them are."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read what a file of that name holds.

        Raises:
            ValueError: it is no model.
        """
        self._bytes = data
        try:
            self._header = _Header(*_HEADER.unpack_from(self._bytes))
            if self._header[:1] + self._header[2:4] != (b"lCRF", b"FOMC", 100):
                raise ValueError("another format")
            self.labels = [name.decode() for name in self._names(self._header.at_labels)]
            self.transitions = [self._row(self._header.by_label, label) for label in range(len(self.labels))]
            self._attributes = {name: place for place, name in enumerate(self._names(self._header.at_attributes))}
        except (struct.error, ValueError) as error:
            raise ValueError(f"not a model of CRFsuite: {name}") from error
        self.weights = lru_cache(maxsize=_REMEMBERED)(self._weights)

    def _weights(self, attribute: bytes | str) -> Row:
        """What an attribute weighs for each label; nothing where the model does not know it."""
        place = self._attributes.get(attribute.encode() if isinstance(attribute, str) else attribute)
        return self._row(self._header.by_attribute, place) if place is not None else ()

    def _row(self, lists: int, place: int) -> Row:
        """The weights of the features in one of the lists, by their labels."""
        row = [0.0] * len(self.labels)
        (at,) = _NUMBER.unpack_from(self._bytes, lists + _CHUNK.size + place * _NUMBER.size)
        (total,) = _NUMBER.unpack_from(self._bytes, at)
        first = self._header.at_features + _CHUNK.size
        for feature in struct.unpack_from(f"<{total}I", self._bytes, at + _NUMBER.size):
            _, _, label, weight = _FEATURE.unpack_from(self._bytes, first + feature * _FEATURE.size)
            row[label] = weight
        return tuple(row)

    def _names(self, table: int) -> Iterator[bytes]:
        """The names of a table, in the order of their numbers."""
        *_, total, places = _NAMES.unpack_from(self._bytes, table)
        for place in struct.unpack_from(f"<{total}I", self._bytes, table + places):
            _, length = _NAME.unpack_from(self._bytes, table + place)
            start = table + place + _NAME.size
            yield self._bytes[start : start + length - 1]
