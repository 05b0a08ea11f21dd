"""A build that is killed goes on to the same index, whenever it was killed."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from registries_index_made import items, lines, printed

from refcheck.errors import RecordsError
from refcheck.registries.index import LocalIndex, build, faults
from refcheck.registries.index.stored import kept

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing kills so here"),
]

BUILD = """
import json, os, signal, sys
from pathlib import Path
from refcheck.registries import index
from refcheck.registries.index import manifest, shard
index.BATCH = 100
def dying(method, moment):
    def wrapped(*arguments):
        global left
        left -= 1
        if not left and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = method(*arguments)
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return wrapped
def build(records, folder):
    index.build(Path(folder), [Path(records)], shards=2, commit=200)
"""

AT_A_MOMENT = f"""{BUILD}
for line in sys.stdin:
    child = os.fork()
    if child:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    place, moment, left, records, folder = json.loads(line)
    kind, _, name = place.partition(".")
    where = {{"Manifest": manifest.Manifest, "ShardWriter": shard.ShardWriter}}[kind]
    setattr(where, name, dying(getattr(where, name), moment))
    build(records, folder)
    os._exit(0)
"""
"""Builds that die, forked off a process that has loaded the program; it tells how each of them ended."""

RECORDS = items(700)

MOMENTS = [
    ("Manifest.write", "before", 1),
    ("Manifest.write", "after", 3),
    ("Manifest.write", "before", 6),
    ("Manifest.write", "after", 6),
    ("ShardWriter.add", "after", 9),
    ("ShardWriter.commit", "after", 1),
    ("ShardWriter.commit", "after", 3),
    ("ShardWriter.close", "after", 1),
]
"""The manifest is written six times, first and last; between two times each of two shards is committed."""


@pytest.fixture(scope="module")
def ended() -> Iterator[Callable[..., int]]:
    """How a build ends that is to die at a moment."""
    arguments = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", AT_A_MOMENT]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin
        assert stdout

        def tell(*given: object) -> int:
            print(json.dumps(given, default=str), file=stdin, flush=True)
            return int(stdout.readline())

        yield tell


@pytest.mark.parametrize(("place", "moment", "number"), MOMENTS)
def test_a_killed_build_goes_on_to_the_same_index(
    tmp_path: Path, ended: Callable[..., int], place: str, moment: str, number: int
) -> None:
    path, folder = lines(tmp_path / "r.jsonl.gz", RECORDS), tmp_path / "index"
    folder.mkdir()
    assert ended(place, moment, number, path, folder) == -signal.SIGKILL
    if (place, moment, number) != ("Manifest.write", "after", 6):
        with pytest.raises(RecordsError):
            LocalIndex.open(folder)
        manifest = build(folder, [path], shards=2, commit=200)
        assert (manifest.documents, manifest.sources[0].records, manifest.sources[0].malformed) == (700, 700, 0)
    _expect_whole(folder)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_build_killed_again_and_again_comes_to_the_same_index(tmp_path: Path, seed: int) -> None:
    """By a clock that knows nothing of what is being done."""
    rng = random.Random(seed)
    path, folder = lines(tmp_path / "r.jsonl.gz", RECORDS), tmp_path / "index"
    folder.mkdir()
    arguments = [sys.executable, "-c", f"{BUILD}\nbuild(*sys.argv[1:])", str(path), str(folder)]
    for _ in range(30):
        with subprocess.Popen(arguments, stderr=subprocess.PIPE) as process:
            time.sleep(rng.uniform(0.2, 1.5))
            process.kill()
            _, error = process.communicate()
        if b"already contains an index" in error or process.returncode == 0:
            break
    else:
        build(folder, [path], shards=2, commit=200)
    _expect_whole(folder)


def _expect_whole(folder: Path) -> None:
    index = LocalIndex.open(folder)
    assert [index.item(record["DOI"].lower()) for record in RECORDS] == [kept(record) for record in RECORDS]
    firsts = [hits.hits[0].record.work.doi for hits in index.search([printed(record) for record in RECORDS[::7]])]
    assert firsts == [record["DOI"] for record in RECORDS[::7]]
    assert tuple(faults(folder)) == ()
