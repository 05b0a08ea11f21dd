"""The published figures of this version beside another's: ``python tests/benchmarks/all.py --beside FOLDER --data … --works …``.

FOLDER is a checkout of the other version. What is measured stands in ``all.toml``; ``--only SCRIPT`` measures a part of it. Each script
runs in this checkout's form for both versions, one after the other, so that only the package differs. A figure is told as worse where
it is by more than its noise, and the exit code is then 1. A script that needs an option that is not given is left out, and said to be.
"""

import argparse
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from attrs import frozen

HERE = Path(__file__).parent
TABLE = HERE / "all.toml"
OPTIONS = {
    "data": "the folder of labelled references and DOIs",
    "works": "Crossref records, .jsonl.gz",
    "model": "a model trained with --held-out",
    "documents": "the folder of documents",
}


@frozen(kw_only=True)
class Figure:
    """A number that a script prints: how it is found there, which way it gets better, and how far it sways by chance."""

    name: str
    pattern: str
    better: Literal["more", "less"]
    noise: float

    def of(self, printed: str) -> float | None:
        """Return the number in what was printed, or ``None`` where it is missing."""
        found = re.search(self.pattern, printed, re.MULTILINE)
        return float(found[1].replace(",", "")) if found else None

    def verdict(self, now: float | None, before: float | None) -> str:
        """Return "worse", "better" or "", beyond noise; "missing" where this version prints no figure."""
        if now is None:
            return "missing"
        if before is None:
            return "new"
        gained = now - before if self.better == "more" else before - now
        return "worse" if gained < -self.noise else "better" if gained > self.noise else ""


@frozen(kw_only=True)
class Benchmark:
    """A script, its arguments with options in braces, and the figures that it prints."""

    script: str
    figures: tuple[Figure, ...]
    arguments: tuple[str, ...] = ()

    def lacks(self, given: dict[str, str]) -> list[str]:
        """Return the options that the arguments name and that were not given."""
        named = {name for argument in self.arguments for name in re.findall(r"\{(\w+)\}", argument)}
        return sorted(named - given.keys())


def benchmarks(text: str) -> Iterator[Benchmark]:
    """Return the benchmarks of a table in TOML."""
    for row in tomllib.loads(text)["benchmark"]:
        figures = tuple(Figure(**figure) for figure in row["figures"])
        yield Benchmark(script=row["script"], figures=figures, arguments=tuple(row.get("arguments", ())))


def printed(benchmark: Benchmark, package: Path, given: dict[str, str]) -> str:
    """Return what a script prints with the package of one checkout.

    Raises:
        SystemExit: the script failed; with what it said.
    """
    command = [
        sys.executable,
        "-P",
        str(HERE / benchmark.script),
        *(each.format(**given) for each in benchmark.arguments),
    ]
    path = os.pathsep.join(map(str, (package, HERE, HERE.parent)))
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path})
    if done.returncode:
        raise SystemExit(f"{benchmark.script} failed with the package of {package}:\n{done.stderr[-2000:]}")
    return done.stdout


def main(arguments: list[str] | None = None) -> int:
    """Measure and print a line a figure; return 1 where one is worse or missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beside", type=Path, required=True, metavar="FOLDER", help="a checkout of the other version")
    parser.add_argument("--only", action="append", metavar="SCRIPT", help="measure this script alone; may be repeated")
    for name, explained in OPTIONS.items():
        parser.add_argument(f"--{name}", help=explained)
    options = parser.parse_args(arguments)
    given = {name: value for name in OPTIONS if (value := getattr(options, name))}
    failed = False
    print(f"{'figure':46}{'this':>10}{'beside':>10}")
    for benchmark in benchmarks(TABLE.read_text(encoding="utf-8")):
        if options.only and benchmark.script not in options.only:
            continue
        lacks = benchmark.lacks(given)
        if lacks:
            print(f"{benchmark.script}: not measured, needs --{' and --'.join(lacks)}", flush=True)
            continue
        now, before = (printed(benchmark, each, given) for each in (HERE.parents[1], options.beside.resolve()))
        for figure in benchmark.figures:
            own, other = figure.of(now), figure.of(before)
            verdict = figure.verdict(own, other)
            failed |= verdict in ("worse", "missing")
            print(f"{figure.name:46}{_shown(own):>10}{_shown(other):>10}  {verdict}".rstrip(), flush=True)
    return int(failed)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


if __name__ == "__main__":
    raise SystemExit(main())
