"""Reading of a document within a budget of time and memory, if one has been set, as commands do; a library call has none.

A file with a signature (PDF, archives, markup) is read by native libraries, which may hang or crash on untrusted bytes, and so in
a worker process. Any other text is read in this process, where only memory and time can run out; but a long text in a server's
thread, whose time cannot be limited here, is read in the worker too.
"""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from refcheck.errors import CostlySourceError
from refcheck.model import Bibliography
from refcheck.readers.sources.encodings import is_marked
from refcheck.readers.sources.siblings import ReadFile, keep, keeping, places, relocated
from refcheck.system.budgets import MEMORY, Budget, OverBudget, OverMemory, OverTime
from refcheck.system.worker import InPlace, at_hand

Read = Callable[[bytes, str, str | None], Bibliography]

_MB = 1 << 20
_LONG = _MB // 4
"""The size in bytes of a text that takes a second or two, more than a process to start. Source: measured on 28 November 2026."""
_SECONDS = 20
"""The seconds allowed for any document. The slowest of 105 real ones took 3. Source: measured on 28 November 2026."""
_MARKED, _PRINTED = 10, 60
"""The additional seconds for each megabyte of a document and of a text: three times what the slowest took."""
_MEMORY = 256 * _MB
"""The additional bytes of memory for each megabyte of text: three times what a list of 5,000 references took."""


def within_budget(read: Read, data: bytes, name: str, form: str | None) -> Bibliography:
    """Return what ``read``, a function at the top level of a module, makes of a document.

    Raises:
        CostlySourceError: the document would take more than is allowed for its size.
        SourceError: it cannot be read.
    """
    place = at_hand()
    if place is None:
        return read(data, name, form)
    budget = _budget(data)
    try:
        if is_marked(data) or (len(data) > _LONG and threading.current_thread() is not threading.main_thread()):
            bibliography, files = place.do(_read_kept, read, data, name, form, dict(places()), budget=budget)
            for file in files:
                keep(file)
            return bibliography
        return InPlace().do(read, data, name, form, budget=budget)
    except OverTime as error:
        raise CostlySourceError(
            f"{name}: takes over {budget.cpu_seconds} seconds to read; copy its list as text"
        ) from error
    except OverMemory as error:
        raise CostlySourceError(
            f"{name}: takes over {budget.memory // _MB} MB to read; copy its list as text"
        ) from error
    except OverBudget as error:
        raise CostlySourceError(
            f"{name}: crashes the library that reads it; save it again, or copy its list as text"
        ) from error


def _budget(data: bytes) -> Budget:
    size = len(data) / _MB
    if is_marked(data):
        return Budget(cpu_seconds=_SECONDS + int(_MARKED * size))
    return Budget(cpu_seconds=_SECONDS + int(_PRINTED * size), memory=MEMORY + int(_MEMORY * size))


def _read_kept(
    read: Read, data: bytes, name: str, form: str | None, elsewhere: Mapping[str, Path]
) -> tuple[Bibliography, list[ReadFile]]:
    """Return, in the worker process, what was read, and the files that were read with it."""
    with keeping() as files, relocated(elsewhere):
        return read(data, name, form), files
