"""The worth of each condition of the judge, by what it prevents and hides: every test in its code switched off, one at a time.

    python tests/benchmarks/judge_ablation.py ROWS.pickle [--only PATTERN] [--most 80]

``ROWS`` are of ``judge_rows.py``. A *test* is what an ``if`` asks, and each part of an ``or`` or an ``and``, in the rooms named in
``ROOMS``; off is never for the first two and always for the last. Only rows in which a test decided anything are judged again; of many,
``--most`` are drawn. For each test: how many rows it decided in, how many right ones are accused without it and no longer accused, how
many wrong ones go untold and are told, and how many are said otherwise in any way.
"""

import argparse
import ast
import importlib.abc
import importlib.machinery
import importlib.util
import pickle
import random
import re
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

ROOMS = ("refcheck.matching", "refcheck.checks.comparing")
"""The packages whose tests are switched off."""


class Probes:
    """The tests, by number; which of them decided anything since ``seen`` was emptied, and which one is off."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.seen: set[int] = set()
        self.off = -1

    def never(self, number: int, value: Any) -> Any:
        """Return the value; ``False`` where the test is off."""
        if value:
            self.seen.add(number)
            if number == self.off:
                return False
        return value

    def always(self, number: int, value: Any) -> Any:
        """Return the value; ``True`` where the test is off."""
        if not value:
            self.seen.add(number)
            if number == self.off:
                return True
        return value


PROBES = Probes()

_SECONDS = 5
"""A row is judged in less."""

_STRUCTURE = 1500
"""A test that decides in more rows is what the comparison is made of, and no condition."""


class _Probing(ast.NodeTransformer):
    def __init__(self, module: str, source: str) -> None:
        self._module, self._source = module, source

    def _probe(self, node: ast.expr, verb: str) -> ast.expr:
        text = " ".join((ast.get_source_segment(self._source, node) or "").split())
        PROBES.names.append(f"{self._module}:{node.lineno} {verb} {text[:110]}")
        call = ast.Attribute(ast.Name("_PROBES", ast.Load()), verb, ast.Load())
        number = ast.Constant(len(PROBES.names) - 1)
        return ast.copy_location(ast.Call(call, [number, self.visit(node)], []), node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        verb = "never" if isinstance(node.op, ast.Or) else "always"
        node.values = [self._probe(value, verb) for value in node.values]
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        test = self._probe(node.test, "never")
        node.body = [self.visit(each) for each in node.body]
        node.orelse = [self.visit(each) for each in node.orelse]
        node.test = test
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        node.body = [self.visit(each) for each in node.body]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        test = self._probe(node.test, "never")
        self.generic_visit(node)
        node.test = test
        return node


class _Loader(importlib.machinery.SourceFileLoader):
    def source_to_code(  # type: ignore[override]  # as of the class above it
        self, data: Any, path: Any, *, _optimize: int = -1
    ) -> Any:
        source = data if isinstance(data, str) else bytes(data).decode()
        tree = ast.parse(source)
        module = self.name.removeprefix("refcheck.")
        for at, node in enumerate(tree.body):
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Assign):
                tree.body[at] = _Probing(module, source).visit(node)
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)

    def get_code(self, fullname: str) -> Any:  # nothing compiled before is taken
        return self.source_to_code(self.get_data(self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["_PROBES"] = PROBES
        super().exec_module(module)


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if not fullname.startswith(ROOMS):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is None or spec.origin is None:
            return None
        return importlib.util.spec_from_file_location(
            fullname,
            spec.origin,
            loader=_Loader(fullname, spec.origin),
            submodule_search_locations=spec.submodule_search_locations,
        )


def _uncached() -> None:
    """Take the caches off the functions of the rooms: what is remembered would be decided by nobody."""
    for name, module in list(sys.modules.items()):
        if name.startswith("refcheck"):
            for key, value in list(vars(module).items()):
                if hasattr(value, "cache_clear") and getattr(value, "__module__", "").startswith(ROOMS):
                    setattr(module, key, value.__wrapped__)


def _too_long(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", type=Path)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--most", type=int, default=80)
    given = arguments.parse_args()
    sys.meta_path.insert(0, _Finder())
    signal.signal(signal.SIGALRM, _too_long)
    import judge_rows

    from refcheck import checks

    sys.modules["__main__"].Row, sys.modules["__main__"].Remembered = judge_rows.Row, judge_rows.Remembered  # type: ignore[attr-defined]
    rows, _ = pickle.loads(given.rows.read_bytes())
    checks.load()
    rows[0].judged()
    _uncached()
    decided: dict[int, list[int]] = defaultdict(list)
    before: list[Any] = []
    for at, row in enumerate(rows):
        PROBES.seen.clear()
        before.append(row.judged())
        for number in PROBES.seen:
            decided[number].append(at)
    _print_sums(rows, before)
    print(f"{'rows':>5} {'accused':>8} {'untold':>7} {'other':>6}  by set")
    for number, name in enumerate(PROBES.names):
        if re.search(given.only, name):
            _print_without(number, name, rows, before, decided[number], given.most)


def _print_sums(rows: Sequence[Any], before: Sequence[Any]) -> None:
    sums = Counter((row.set, row.kind, loud) for row, (loud, *_) in zip(rows, before, strict=True))
    for of, kind in dict.fromkeys((row.set, row.kind) for row in rows):
        print(f"{of:18} {kind:6} {sums[of, kind, True]:5} of {sums[of, kind, True] + sums[of, kind, False]:5} loud")


def _print_without(
    number: int, name: str, rows: Sequence[Any], before: Sequence[Any], places: Sequence[int], most: int
) -> None:
    if len(places) > _STRUCTURE:
        return
    drawn = places if len(places) <= most else random.Random(1).sample(places, most)
    PROBES.off = number
    changed: Counter[str] = Counter()
    sets: Counter[str] = Counter()
    for at in drawn:
        signal.alarm(_SECONDS)
        try:
            after = rows[at].judged()
        except Exception:  # a test that keeps the code from failing, or from going on for ever
            changed["fails"] += 1
            continue
        finally:
            signal.alarm(0)
        if after != before[at]:
            changed["other"] += 1
            if after[0] != before[at][0]:
                verb = {"fair": "accused", "grey": "accused", "wrong": "untold", "note": "note"}[rows[at].kind]
                sign = 1 if after[0] == (verb == "accused") else -1
                changed[f"{verb}{'+' if sign > 0 else '-'}"] += 1
                sets[f"{rows[at].set} {verb}{'+' if sign > 0 else '-'}"] += 1
    PROBES.off = -1
    by_set = ", ".join(f"{each} {count}" for each, count in sets.items())
    fails = f" FAILS {changed['fails']}" if changed["fails"] else ""
    print(
        f"{len(places):5} {changed['accused+']:+4}{-changed['accused-']:+4} {changed['untold+']:+4}{-changed['untold-']:+3} "
        f"{changed['other']:6}  {name}  [{by_set}]{fails}",
        flush=True,
    )


if __name__ == "__main__":
    main()
