"""The catalogue of rules: every card in the folders of ``rules``, and every repair.

A module with a single rule defines ``RULE``, its card, and ``check(case)``, ``check_list(cases)`` or ``check_text(cited)``. A
module with several rules has a function for each, which takes the same argument and the card, or a variable that holds such a
function with the rule's own arguments. The folders contain nothing else, and there is no list in which to enter a rule. Cards are
made from docstrings; a rule is imported only when it is run.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from types import MappingProxyType

from attrs import frozen

from refcheck.checks import rules as _rules_package  # the folder, as ``rules`` is the name of a function here
from refcheck.docstrings import cards, code_of, sources
from refcheck.identifiers import repair_docs, repair_rules
from refcheck.model import Finding, Rule

_PRINT = ("inside", "printed", "text")

OF_ONE, OF_LIST, OF_TEXT = VERBS = ("check", "check_list", "check_text")
"""The names of the check functions, by what they look at: one reference, the list as a whole, the citations of a text."""

_OF_FOLDERS = {"text": OF_TEXT, "whole_list": OF_LIST}
"""The verb of rules in a module with several rules, by folder; rules in other folders look at one reference."""

COMPARED = "compared"
"""The folder of the rules that compare a reference with a record: their findings make the verdict ``differs``."""


def card(module: str, doc: str | None) -> Rule:
    """Return the card of the rule in ``module``, for ``card(__name__, __doc__)``.

    The code is the module's name in kebab case, the title is the docstring's first line, the severity is that of its line
    ``Severity: warning.``, and the summary is the first paragraph under "What it finds".
    """
    return Rule.documented(code_of(module.rpartition(".")[2]), cleandoc(doc or ""))


@cache
def rules() -> Mapping[str, Rule]:
    """Return the card of every rule and every repair, by code, in the order of the codes."""
    found = dict(repair_rules()) | {each.code: Rule.documented(each.code, each.doc) for each in _entries()}
    return MappingProxyType(dict(sorted(found.items())))


@cache
def docs() -> Mapping[str, str]:
    """Return the documentation of every rule and every repair, by code: the docstring that its card is made from."""
    return MappingProxyType(dict(repair_docs()) | {each.code: each.doc for each in _entries()})


@cache
def checks(verb: str) -> tuple[Callable[..., Iterable[Finding]], ...]:
    """Return the check functions of the rules of one of the ``VERBS``."""
    found: list[Callable[..., Iterable[Finding]]] = []
    for each in _entries():
        module = import_module(f"{_rules_package.__name__}.{each.folder}.{each.module}")
        if not each.name and hasattr(module, verb):
            found.append(getattr(module, verb))
        elif each.name and _OF_FOLDERS.get(each.folder, OF_ONE) == verb:
            found.append(partial(getattr(module, each.name), rule=rules()[each.code]))
    return tuple(found)


@cache
def comparisons() -> frozenset[str]:
    """Return the codes of the rules that compare a reference with a record."""
    return _codes_in(COMPARED)


@cache
def of_print() -> frozenset[str]:
    """Return the codes of the rules that look only at the printed text, not at the registries' answers."""
    return _codes_in(*_PRINT) | frozenset(repair_rules())


def _codes_in(*folders: str) -> frozenset[str]:
    return frozenset(each.code for each in _entries() if each.folder in folders)


@frozen
class _Entry:
    """A rule: its folder, its module, and its name in the module, which is empty if the module has a single rule."""

    folder: str
    module: str
    name: str
    doc: str

    @property
    def code(self) -> str:
        return code_of(self.name or self.module)


@cache
def _entries() -> tuple[_Entry, ...]:
    """Return the rules of all folders, sorted by folder and code."""
    found = [
        _Entry(folder.name, module, name, doc)
        for folder in iter_modules(_rules_package.__path__)
        for module, source in sources(import_module(f"{_rules_package.__name__}.{folder.name}").__path__)
        for name, doc in cards(source)
    ]
    return tuple(sorted(found, key=lambda each: (each.folder, each.code)))
