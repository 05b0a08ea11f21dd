"""Patterns that are compiled on first use: to compile a pattern of many words takes longer than to read a reference list.

Use it for patterns that few texts reach; a pattern that is matched against every text is compiled with its module, as usual.
"""

import re
from functools import cached_property
from typing import Any, cast


def deferred(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern as ``re.compile`` does, but compile it on first use.

    >>> deferred("[ab]+", re.IGNORECASE).findall("An abbey")
    ['A', 'abb']
    """
    return cast("re.Pattern[str]", _Deferred(pattern, flags))


class _Deferred:
    """Stand-in for a pattern. It copies each attribute from the pattern on first access, so that later access costs nothing."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._written)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value
