"""Damaged bytes of real files, each checked by the command: what hangs, ends in a traceback, or takes more than a gigabyte.

    python tests/benchmarks/byte_fuzz.py FOLDER… [--each 25] [--first 0] [--most 1000] [--kept FOLDER]

Every file of the folders is damaged so many times: bits flipped, cut off, pieces doubled, and, of an archive, the same within one
of its files. ``--first`` and ``--most`` take a part of the cases, evenly over the files; ``--kept`` keeps those that fail.
A case runs in a process of its own, made of one that has loaded everything. Time is the processor's: the machine may be busy.
"""

import argparse
import io
import os
import random
import signal
import sys
import tempfile
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from attrs import frozen

SECONDS, MEMORY, PATIENCE = 30.0, 1 << 30, 600
"""What a case may take: seconds of the processor, bytes, and seconds by the clock until it is ended."""

CHECK = ("check", "--offline", "--isolated", "--no-cache", "--fail-on", "never", "--allow-empty")


def flipped(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 4, 16, 64))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def doubled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((16, 512, 8_192, 65_536))]
    place = chance.randrange(len(data))
    return data[:place] + piece * chance.choice((1, 2, 8)) + data[place:]


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (flipped, cut, doubled)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with one kind of damage; half of the archives are damaged within one of their files."""
    way = chance.choice(WAYS)
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.5:
        try:
            return within(data, way, chance)
        except (zipfile.BadZipFile, NotImplementedError, zlib.error, OSError):
            pass
    return way(data, chance)


def within(data: bytes, way: Callable[[bytes, random.Random], bytes], chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        members = [info for info in old.infolist() if info.filename.endswith(".xml") and info.file_size]
        hit = chance.choice(members) if members else None
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, way(content, chance) if info is hit else content)
    return made.getvalue()


@frozen(kw_only=True)
class Outcome:
    name: str
    seconds: float
    memory: int
    ended: str
    said: str

    @property
    def fault(self) -> str:
        if "Traceback" in self.said or self.ended.startswith("signal"):
            return "traceback"
        if self.seconds > SECONDS or self.ended == "waited for":
            return "hang"
        return "memory" if self.memory > MEMORY else ""


def run(path: Path) -> Outcome:
    """Check a file in a process of its own."""
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            _checked(path, said.fileno())
        signal.signal(signal.SIGALRM, lambda number, frame: os.kill(child, signal.SIGKILL))
        signal.alarm(PATIENCE)
        _, status, usage = os.wait4(child, 0)
        signal.alarm(0)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    code = os.waitstatus_to_exitcode(status)
    ended = "waited for" if code == -signal.SIGKILL else f"signal {-code}" if code < 0 else f"exit {code}"
    seconds = usage.ru_utime + usage.ru_stime
    return Outcome(name=path.name, seconds=seconds, memory=usage.ru_maxrss * 1024, ended=ended, said=text)


def _checked(path: Path, said: int) -> None:
    code = 70
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(said, 2)
        from refcheck.cli import main

        main([*CHECK, str(path)])
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 71
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    os._exit(code)


def cases(folders: list[Path], each: int) -> Iterator[tuple[Path, int]]:
    """Every file with the number of its damage, all files once before any the second time."""
    files = sorted(path for folder in folders for path in folder.iterdir() if path.is_file())
    for number in range(each):
        yield from ((path, number) for path in files if path.stat().st_size)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--each", type=int, default=25)
    arguments.add_argument("--first", type=int, default=0)
    arguments.add_argument("--most", type=int, default=1_000)
    arguments.add_argument("--kept", type=Path)
    given = arguments.parse_args()
    load()
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        for path, number in islice(cases(given.folders, given.each), given.first, given.first + given.most):
            data = damaged(path.read_bytes(), random.Random(f"{path.name} {number}"))
            case = Path(folder, f"{path.stem}-{number}{path.suffix}")
            case.write_bytes(data)
            outcome = run(case)
            outcomes.append(outcome)
            if outcome.fault:
                print(
                    f"{outcome.fault}: {outcome.name} {outcome.seconds:.1f} s {outcome.memory >> 20} MB {outcome.ended}",
                    flush=True,
                )
                print(*outcome.said.splitlines()[-3:], sep="\n", flush=True)
                if given.kept:
                    given.kept.mkdir(exist_ok=True)
                    (given.kept / outcome.name).write_bytes(data)
            case.unlink()
    faults = Counter(each.fault for each in outcomes)
    left = sum(
        "seconds to read" in each.said or "MB to read" in each.said or "ends the library" in each.said
        for each in outcomes
    )
    print(
        f"{len(outcomes)} cases: {faults['hang']} hangs over {SECONDS:.0f} s, {faults['traceback']} tracebacks, {faults['memory']} over 1 GB"
    )
    print(
        f"left by the budget: {left}; worst {max(each.seconds for each in outcomes):.1f} s, {max(each.memory for each in outcomes) >> 20} MB"
    )
    print(*sorted(Counter(each.ended for each in outcomes).items()))
    sys.exit(1 if any(name for name in faults) else 0)


def load() -> None:
    """Load what a check needs, so that no case has to."""
    from refcheck import audit, checks  # noqa: F401
    from refcheck.readers import load_formats, read_bytes
    from refcheck.registries import ladder  # noqa: F401

    checks.load()
    load_formats()
    read_bytes(b"Doe, J. (2012). A title of a work. Journal, 3(2), 5-9.", "a.txt")


if __name__ == "__main__":
    main()
