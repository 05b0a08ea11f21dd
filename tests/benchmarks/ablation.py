"""Code whose tests can be switched off one at a time, to learn what each of them is worth.

A *test* is what an ``if`` asks, and each part of an ``or`` or an ``and``, in the packages named as rooms; off is never for the first
two and always for the last.
"""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from inspect import signature
from types import ModuleType
from typing import Any


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


class Finder(importlib.abc.MetaPathFinder):
    def __init__(self, rooms: tuple[str, ...], without: tuple[str, ...] = ()) -> None:
        self.rooms, self._without = rooms, without

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if not fullname.startswith(self.rooms) or fullname.startswith(self._without):
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


def uncached(rooms: tuple[str, ...]) -> None:
    """Take the caches off the functions of the rooms that have arguments: what is remembered would be decided by nobody."""
    for name, module in list(sys.modules.items()):
        if name.startswith("refcheck"):
            for key, value in list(vars(module).items()):
                is_cached = hasattr(value, "cache_clear") and getattr(value, "__module__", "").startswith(rooms)
                if is_cached and signature(value.__wrapped__).parameters:
                    setattr(module, key, value.__wrapped__)
