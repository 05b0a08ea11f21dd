"""The catalogue of repair steps: what is in the folder ``repairs``, and the rule card of each."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from inspect import getdoc
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from refcheck.identifiers import repairs
from refcheck.identifiers.mending import Step
from refcheck.model import Rule, Scheme, Severity

_SEVERITY = re.compile(r"^Severity: (\w+)\.$", re.MULTILINE)
"""The line of a docstring that grades the finding: ``Severity: info.``, ``Severity: warning.``"""


@cache
def steps(scheme: Scheme) -> tuple[Step, ...]:
    """The steps that mend identifiers of ``scheme``, in the order of their turns."""
    found = [
        Step(code, module.STAGE, module.propose, frozenset(getattr(module, "NEEDS", "")))
        for code, module in _modules().items()
        if code.startswith(f"{scheme.value}-")
    ]
    return tuple(sorted(found, key=lambda step: (step.stage, step.code)))


@cache
def repair_rules() -> Mapping[str, Rule]:
    """The catalogue: the code of every repair, and the rule card made of its docstring."""
    return MappingProxyType({code: _card(code, getdoc(module) or "") for code, module in _modules().items()})


@cache
def repair_docs() -> Mapping[str, str]:
    """The documentation of every repair, by code: its docstring, in four headings."""
    return MappingProxyType({code: getdoc(module) or "" for code, module in _modules().items()})


@cache
def _modules() -> Mapping[str, ModuleType]:
    names = sorted(module.name for module in iter_modules(repairs.__path__))
    return {name.replace("_", "-"): import_module(f"{repairs.__name__}.{name}") for name in names}


def _card(code: str, doc: str) -> Rule:
    severity = _SEVERITY.search(doc)
    return Rule.documented(code, doc, Severity(severity[1]) if severity else Severity.INFO)
