"""Files that are read: kept for whoever wants to read them again elsewhere, and found where somebody has put them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType

from attrs import frozen


@frozen(kw_only=True)
class ReadFile:
    """A file that was read: the document of that ``name``, or, with ``beside``, one that lies there from its folder."""

    name: str
    beside: str = ""
    data: bytes


@contextmanager
def keeping() -> Iterator[list[ReadFile]]:
    """All files that are read in this thread meanwhile, in order."""
    kept: list[ReadFile] = []
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


def keep(file: ReadFile) -> None:
    """Tell of a file, if anybody wants to know."""
    if (kept := _KEPT.get()) is not None:
        kept.append(file)


@contextmanager
def lying(places: Mapping[str, Path]) -> Iterator[None]:
    """The documents of these names lie elsewhere meanwhile, and what they name lies there beside them."""
    token = _PLACES.set(places)
    try:
        yield
    finally:
        _PLACES.reset(token)


def places() -> Mapping[str, Path]:
    """The documents that lie elsewhere, by name."""
    return _PLACES.get()


def place_of(name: str) -> Path:
    """Where the document of that name lies."""
    return _PLACES.get().get(name, Path(name))


_KEPT: ContextVar[list[ReadFile] | None] = ContextVar("kept", default=None)
_PLACES: ContextVar[Mapping[str, Path]] = ContextVar("places", default=MappingProxyType({}))
