"""The catalogue of rules: every module in the folders of ``rules``, and every repair.

A rule's module holds ``RULE``, its card, and ``check(case)``, ``check_list(cases)`` or ``check_text(cited)``. Nothing else lives in
the folders, and there is no list to enter a rule in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from inspect import getdoc
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from refcheck.checks import rules as _room
from refcheck.checks.citing.cited import Cited
from refcheck.identifiers import repair_docs, repair_rules
from refcheck.model import Case, Finding, Rule

CaseCheck = Callable[[Case], Iterable[Finding]]
ListCheck = Callable[[Sequence[Case]], Iterable[Finding]]
TextCheck = Callable[[Cited], Iterable[Finding]]

COMPARED = "compared"
"""The folder of the rules that hold a reference beside a record: what they find makes the verdict ``differs``."""


@cache
def rules() -> Mapping[str, Rule]:
    """The card of every rule and every repair, by code, in the order of the codes."""
    cards = dict(repair_rules()) | {module.RULE.code: module.RULE for module in _modules()}
    return MappingProxyType(dict(sorted(cards.items())))


@cache
def docs() -> Mapping[str, str]:
    """The documentation of every rule and every repair, by code: the docstring of its file."""
    return MappingProxyType(dict(repair_docs()) | {module.RULE.code: getdoc(module) or "" for module in _modules()})


@cache
def case_checks() -> tuple[CaseCheck, ...]:
    """The rules that look at one reference."""
    return tuple(module.check for module in _modules() if hasattr(module, "check"))


@cache
def list_checks() -> tuple[ListCheck, ...]:
    """The rules that look at the whole list."""
    return tuple(module.check_list for module in _modules() if hasattr(module, "check_list"))


@cache
def text_checks() -> tuple[TextCheck, ...]:
    """The rules that hold the citations of a text against its list."""
    return tuple(module.check_text for module in _modules() if hasattr(module, "check_text"))


@cache
def comparisons() -> frozenset[str]:
    """The codes of the rules that hold a reference beside a record."""
    return frozenset(module.RULE.code for module in _modules() if module.__name__.split(".")[-2] == COMPARED)


@cache
def _modules() -> tuple[ModuleType, ...]:
    folders = [import_module(f"{_room.__name__}.{found.name}") for found in iter_modules(_room.__path__)]
    return tuple(
        import_module(f"{folder.__name__}.{found.name}")
        for folder in folders
        for found in iter_modules(folder.__path__)
    )
