"""How many small mistakes the tests would miss: ``python tests/benchmarks/mutants.py MODULE TESTS...``.

MODULE is the dotted name of a module of functions, TESTS are pytest's arguments. A mutant is one edit of the module's syntax tree:
another comparison or sign, "or" for "and", an operand left out, a condition turned round, a constant that is another, nothing
returned. The tests are collected once; for each mutant a child process puts its code into the functions that are there and runs
them up to the first failure. Printed are the mutants that no test fails on, with their lines, and the rate. Needs ``fork``.
"""

import ast
import copy
import importlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

FUNCTIONS = {"any": "all", "all": "any", "min": "max", "max": "min"}

PATIENCE = 60
"""Seconds after which a mutant that runs on counts as found."""

OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
"""Each operator, and the one that is put in its place."""

Edit = Callable[[ast.AST], None]
"""A change of one node, in place."""


def edits(node: Any) -> Iterator[tuple[str, Edit]]:
    """What may be done to a node, named."""
    if isinstance(node, ast.Constant):
        yield from constants(node)
    yield from operators(node)
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition turned", partial(put_in, "test", ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.comprehension) and node.ifs:
        yield "without condition", partial(put_in, "ifs", [])
    if isinstance(node, ast.Return) and node.value and getattr(node.value, "value", ...) is not None:
        yield "nothing returned", partial(put_in, "value", ast.Constant(None))
    if isinstance(node, ast.Name) and node.id in FUNCTIONS:
        yield f"{node.id} > {FUNCTIONS[node.id]}", partial(put_in, "id", FUNCTIONS[node.id])


def operators(node: Any) -> Iterator[tuple[str, Edit]]:
    """Other operators, and operands left out."""
    for place, operator in enumerate(getattr(node, "ops", ())):
        if type(operator) in OTHER:
            other = OTHER[type(operator)]
            ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield f"{type(operator).__name__} > {other.__name__}", partial(put_in, "ops", ops)
    if type(getattr(node, "op", None)) in OTHER:
        other = OTHER[type(node.op)]
        yield f"{type(node.op).__name__} > {other.__name__}", partial(put_in, "op", other())
    if isinstance(node, ast.BoolOp):
        for place in range(len(node.values)):
            left = [*node.values[:place], *node.values[place + 1 :]]
            yield f"without operand {place + 1}", partial(put_in, "values", left)


def constants(node: ast.Constant) -> Iterator[tuple[str, Edit]]:
    """Another constant: the other truth, the next number, no text."""
    if isinstance(node.value, bool):
        yield f"not {node.value}", partial(put_in, "value", not node.value)
    elif isinstance(node.value, int | float):
        yield f"{node.value} + 1", partial(put_in, "value", node.value + 1)
    elif isinstance(node.value, str) and node.value:
        yield f"no {node.value[:20]!r}", partial(put_in, "value", "")


def put_in(name: str, value: object, node: ast.AST) -> None:
    """Give a node another part."""
    setattr(node, name, value)


def places(tree: ast.Module) -> Iterator[int]:
    """The numbers of the nodes that are code: no docstring, no annotation, no import."""
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out.add(node.value)
        notes = [getattr(node, name, None) for name in ("annotation", "returns")] + list(
            getattr(node, "decorator_list", ())
        )
        for note in filter(None, notes):
            left_out.update(ast.walk(note))
    yield from (number for number, node in enumerate(ast.walk(tree)) if node not in left_out)


def mutants(source: str) -> Iterator[tuple[int, str, ast.Module]]:
    """Each mutant of a module: its line, what was done, and its tree."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    for number in places(tree):
        for place, (name, _) in enumerate(edits(nodes[number])):
            changed = copy.deepcopy(tree)
            node = list(ast.walk(changed))[number]
            list(edits(node))[place][1](node)
            yield getattr(nodes[number], "lineno", 0), name, ast.fix_missing_locations(changed)


def put(module: ModuleType, tree: ast.Module) -> None:
    """Give a module's functions and methods the code of another, so that whoever imported them runs it; and its other values too."""
    fresh = {"__name__": module.__name__, "__package__": module.__package__, "__file__": module.__file__}
    exec(compile(tree, str(module.__file__), "exec"), fresh)
    for name, value in fresh.items():
        there = vars(module).get(name)
        if isinstance(value, type) and isinstance(there, type) and value.__module__ == module.__name__:
            for own, method in vars(value).items():
                put_code(vars(there).get(own), method)
        elif not put_code(there, value) and not isinstance(value, type | ModuleType) and not name.startswith("__"):
            setattr(module, name, value)


def put_code(there: object, value: object) -> bool:
    """Give a function, or the one that something is wrapped around, the code of another; whether there is one."""
    there, value = unwrapped(there), unwrapped(value)
    if not isinstance(value, FunctionType) or not isinstance(there, FunctionType):
        return False
    if value.__module__ == there.__module__ and value.__code__.co_filename == there.__code__.co_filename:
        there.__code__, there.__defaults__, there.__kwdefaults__ = (
            value.__code__,
            value.__defaults__,
            value.__kwdefaults__,
        )
    return True


def unwrapped(value: object) -> object:
    """The function within a method of a class, a property or something that remembers."""
    for name in ("__func__", "fget", "__wrapped__"):
        value = getattr(value, name, value)
    return value


class Mutating:
    """Runs the tests that were collected once for each mutant, in a process of its own."""

    def __init__(self, name: str) -> None:
        self.name = name

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All mutants, one after another."""
        module = importlib.import_module(self.name)
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        if not self.survives(session, module, ast.parse(source)):
            pytest.exit("a test fails on the module as it is, so it would fail on every mutant", returncode=1)
        survived, total = [], 0
        for line, what, tree in mutants(source):
            total += 1
            if self.survives(session, module, tree):
                survived.append((line, what))
                print(f"{self.name}:{line}: {what}", file=sys.__stderr__, flush=True)
        rate = f"{len(survived)} of {total} survive ({100 * len(survived) / max(total, 1):.1f} %)"
        print(f"{self.name}: {rate}", file=sys.__stderr__, flush=True)
        return True

    def survives(self, session: pytest.Session, module: ModuleType, tree: ast.Module) -> bool:
        """Whether every test passes with the mutant."""
        child = os.fork()
        if child:
            return os.waitpid(child, 0)[1] == 0
        signal.alarm(PATIENCE)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            put(module, tree)
            for each in session.items:
                each.ihook.pytest_runtest_protocol(item=each, nextitem=None)
                if session.testsfailed:
                    os._exit(1)
        except BaseException:  # a mutant may fail in any way
            os._exit(1)
        os._exit(0)


if __name__ == "__main__":
    pytest.main(["-q", "-p", "no:cacheprovider", "--capture=no", *sys.argv[2:]], plugins=[Mutating(sys.argv[1])])
