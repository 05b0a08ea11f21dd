"""The catalogue of rules: every card in the folders of ``rules``, and every repair.

A module that is a rule holds ``RULE``, its card, and ``check(case)``, ``check_list(cases)`` or ``check_text(cited)``. A module of
several has for each a function that takes the same and the card, or a row: such a function with what makes it this rule. Nothing
else lives in the folders, and there is no list to enter a rule in. Cards are made of docstrings; a rule is imported only when it is
to check.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from types import MappingProxyType

from attrs import frozen

from refcheck.checks import rules as _room  # the folder, as the name of its cards is not there yet
from refcheck.docstrings import cards, code_of, sources
from refcheck.identifiers import repair_docs, repair_rules
from refcheck.model import Finding, Rule

_PRINT = ("inside", "printed", "text")

OF_ONE, OF_LIST, OF_TEXT = VERBS = ("check", "check_list", "check_text")
"""How modules that are one rule name what they look at: one reference, the list as a whole, the citations of a text."""

_OF_FOLDERS = {"text": OF_TEXT, "whole_list": OF_LIST}
"""The verb of the rules that stand in a module of several, by its folder; elsewhere they look at one reference."""

COMPARED = "compared"
"""The folder of the rules that hold a reference beside a record: what they find makes the verdict ``differs``."""


def card(module: str, doc: str | None) -> Rule:
    """Return the card of the rule in ``module``, for ``card(__name__, __doc__)``.

    The code is the module's name in kebab case, the title the docstring's first line, the severity that of its line
    ``Severity: warning.``, the summary the first paragraph under "What it finds".
    """
    return Rule.documented(code_of(module.rpartition(".")[2]), cleandoc(doc or ""))


@cache
def rules() -> Mapping[str, Rule]:
    """Return the card of every rule and every repair, by code, in the order of the codes."""
    found = dict(repair_rules()) | {each.code: Rule.documented(each.code, each.doc) for each in _entries()}
    return MappingProxyType(dict(sorted(found.items())))


@cache
def docs() -> Mapping[str, str]:
    """Return the documentation of every rule and every repair, by code: the docstring that is its card."""
    return MappingProxyType(dict(repair_docs()) | {each.code: each.doc for each in _entries()})


@cache
def checks(verb: str) -> tuple[Callable[..., Iterable[Finding]], ...]:
    """Return the rules that look at what one of the ``VERBS`` says."""
    found: list[Callable[..., Iterable[Finding]]] = []
    for each in _entries():
        module = import_module(f"{_room.__name__}.{each.folder}.{each.module}")
        if not each.name and hasattr(module, verb):
            found.append(getattr(module, verb))
        elif each.name and _OF_FOLDERS.get(each.folder, OF_ONE) == verb:
            found.append(partial(getattr(module, each.name), rule=rules()[each.code]))
    return tuple(found)


@cache
def comparisons() -> frozenset[str]:
    """Return the codes of the rules that hold a reference beside a record."""
    return _codes_in(COMPARED)


@cache
def of_print() -> frozenset[str]:
    """Return the codes of the rules that look at the printed text alone, whatever the registries say."""
    return _codes_in(*_PRINT) | frozenset(repair_rules())


def _codes_in(*folders: str) -> frozenset[str]:
    return frozenset(each.code for each in _entries() if each.folder in folders)


@frozen
class _Entry:
    """A rule: the folder and the module that it stands in, and its name there, which is empty where the module is the rule."""

    folder: str
    module: str
    name: str
    doc: str

    @property
    def code(self) -> str:
        return code_of(self.name or self.module)


@cache
def _entries() -> tuple[_Entry, ...]:
    """Return the rules of the folders, in the order of folders and codes."""
    found = [
        _Entry(folder.name, module, name, doc)
        for folder in iter_modules(_room.__path__)
        for module, source in sources(import_module(f"{_room.__name__}.{folder.name}").__path__)
        for name, doc in cards(source)
    ]
    return tuple(sorted(found, key=lambda each: (each.folder, each.code)))
