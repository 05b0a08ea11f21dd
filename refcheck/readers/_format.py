"""What a module of this folder offers."""

from collections.abc import Callable

from attrs import frozen

from refcheck.model import Bibliography


@frozen
class Format:
    """One format: whether a document (name, text) is of it, and how it is read."""

    recognises: Callable[[str, str], bool]
    read: Callable[[str, str], Bibliography]
