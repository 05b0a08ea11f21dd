"""The catalogue of rules: every module in the folders of ``rules``, and every repair.

A rule's module holds ``RULE``, its card, and ``check(case)``, ``check_list(cases)`` or ``check_text(cited)``. Nothing else lives in
the folders, and there is no list to enter a rule in. Cards are made of docstrings; a rule is imported only when it is to check.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

from refcheck.checks import rules as _room  # the folder, as the name of its cards is not there yet
from refcheck.checks.card import code_of
from refcheck.docstrings import docstrings
from refcheck.identifiers import repair_docs, repair_rules
from refcheck.model import Case, Finding, Rule

if TYPE_CHECKING:
    from refcheck.checks.citing.cited import Cited

CaseCheck = Callable[[Case], Iterable[Finding]]
ListCheck = Callable[[Sequence[Case]], Iterable[Finding]]
TextCheck = Callable[["Cited"], Iterable[Finding]]

_PRINT = ("inside", "printed")

COMPARED = "compared"
"""The folder of the rules that hold a reference beside a record: what they find makes the verdict ``differs``."""


@cache
def rules() -> Mapping[str, Rule]:
    """The card of every rule and every repair, by code, in the order of the codes."""
    cards = dict(repair_rules()) | {code: Rule.documented(code, doc) for code, doc in _docs().items()}
    return MappingProxyType(dict(sorted(cards.items())))


@cache
def docs() -> Mapping[str, str]:
    """The documentation of every rule and every repair, by code: the docstring of its file."""
    return MappingProxyType(dict(repair_docs()) | _docs())


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
    return _codes_in(COMPARED)


@cache
def of_print() -> frozenset[str]:
    """The codes of the rules that look at the printed text alone, whatever the registries say."""
    return _codes_in(*_PRINT) | frozenset(repair_rules())


def _codes_in(*names: str) -> frozenset[str]:
    folders = (each for each in _folders() if each.__name__.rpartition(".")[2] in names)
    return frozenset(code_of(found.name) for folder in folders for found in iter_modules(folder.__path__))


def _docs() -> dict[str, str]:
    found = (each for folder in _folders() for each in docstrings(folder.__path__))
    return {code_of(name): doc for name, doc in found}


@cache
def _modules() -> tuple[ModuleType, ...]:
    return tuple(
        import_module(f"{folder.__name__}.{found.name}")
        for folder in _folders()
        for found in iter_modules(folder.__path__)
    )


def _folders() -> Iterator[ModuleType]:
    """The folders of rules, in alphabetical order."""
    for found in iter_modules(_room.__path__):
        yield import_module(f"{_room.__name__}.{found.name}")
