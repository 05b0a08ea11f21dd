"""Patterns that are compiled when a text is first held against them: many words make one that takes longer than a list to read.

For what few texts come to; what is held against every text is compiled with its module, as usual.
"""

import re
from functools import cached_property
from typing import Any, cast


def deferred(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` makes of the same, later.

    >>> deferred("[ab]+", re.IGNORECASE).findall("An abbey")
    ['A', 'abb']
    """
    return cast("re.Pattern[str]", _Deferred(pattern, flags))


class _Deferred:
    """Stands in for a pattern. What is first asked of it is the pattern's, and afterwards its own: that costs no time."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._written)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value
