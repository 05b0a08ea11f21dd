"""References read by many threads at once are read as by one."""

from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from threading import Barrier

import pytest
from tables import CASES, rows

from refcheck.model import Reference
from refcheck.parsing import parse

pytestmark = pytest.mark.end_to_end

#: So many threads, and so many references for each.
_THREADS, _CALLS = 8, 200

TEXTS = [str(row.values[0]["raw"]) for row in rows(CASES / "parsing" / "references.toml")]


def test_many_threads_read_as_one() -> None:
    alone = {text: parse(text) for text in TEXTS}
    together = Barrier(_THREADS)

    def read(offset: int) -> list[tuple[str, Reference]]:
        together.wait()
        return [(text, parse(text)) for text in islice(cycle(TEXTS), offset, offset + _CALLS)]

    with ThreadPoolExecutor(_THREADS) as pool:
        for readings in pool.map(read, range(_THREADS)):
            assert [text for text, reference in readings if reference != alone[text]] == []
