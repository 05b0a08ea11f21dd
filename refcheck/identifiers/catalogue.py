"""The catalogue of repair steps: what is in the folder ``repairs``, and the rule card of each."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from inspect import getdoc
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from attrs import frozen

from refcheck.identifiers import repairs
from refcheck.identifiers.mending import Change, Step
from refcheck.model import Rule, Scheme, Severity

_SEVERITY = re.compile(r"^Severity: (\w+)\.$", re.MULTILINE)
"""The line of a docstring that grades the finding: ``Severity: info.``, ``Severity: warning.``"""

_SEVERITY_OF = re.compile(r"^Severity of ([A-Z, ]+): (\w+)\.\n", re.MULTILINE)
"""The line that grades it otherwise for some schemes: ``Severity of ISBN, ISSN: info.``"""

_ARTICLE = re.compile(r"\b([Aa])n? \{scheme\}")
"""The article before the scheme's name, which is "an" before "ISBN": ``A {scheme}``, ``a {scheme}``."""

_VOWELS = "AEFHILMNORSX"
"""Letters whose names begin with a vowel."""


@frozen
class _Repair:
    """One step for one scheme; ``code`` is the key of its finding, its card and its page."""

    code: str
    scheme: Scheme
    module: ModuleType
    doc: str

    def step(self) -> Step:
        propose: Callable[..., Iterable[Change]] = self.module.propose
        if hasattr(self.module, "SCHEMES"):
            propose = partial(propose, scheme=self.scheme)
        return Step(self.code, self.module.STAGE, propose, frozenset(getattr(self.module, "NEEDS", "")))

    def card(self) -> Rule:
        severity = _SEVERITY.search(self.doc)
        return Rule.documented(self.code, self.doc, Severity(severity[1]) if severity else Severity.INFO)


@cache
def steps(scheme: Scheme) -> tuple[Step, ...]:
    """The steps that mend identifiers of ``scheme``, in the order of their turns."""
    found = [repair.step() for repair in _repairs().values() if repair.scheme is scheme]
    return tuple(sorted(found, key=lambda step: (step.stage, step.code)))


@cache
def repair_rules() -> Mapping[str, Rule]:
    """The catalogue: the code of every repair, and the rule card made of its docstring."""
    return MappingProxyType({code: repair.card() for code, repair in _repairs().items()})


@cache
def repair_docs() -> Mapping[str, str]:
    """The documentation of every repair, by code: its docstring, in four headings."""
    return MappingProxyType({code: repair.doc for code, repair in _repairs().items()})


@cache
def _repairs() -> Mapping[str, _Repair]:
    names = [module.name for module in iter_modules(repairs.__path__)]
    found = [repair for name in names for repair in _served(name)]
    return {repair.code: repair for repair in sorted(found, key=lambda repair: repair.code)}


def _served(name: str) -> Iterator[_Repair]:
    """The step in the file of that name, once for each scheme that it mends."""
    module = import_module(f"{repairs.__name__}.{name}")
    doc, words = getdoc(module) or "", name.replace("_", "-")
    if not hasattr(module, "SCHEMES"):
        yield _Repair(words, Scheme(words.partition("-")[0]), module, doc)
        return
    for scheme in module.SCHEMES:
        yield _Repair(f"{scheme.value}-{words}", scheme, module, _said_of(scheme, doc))


def _said_of(scheme: Scheme, doc: str) -> str:
    """A docstring that several schemes share, as it reads for one of them."""
    own = next((found for found in _SEVERITY_OF.finditer(doc) if scheme.name in found[1].split(", ")), None)
    if own:
        doc = _SEVERITY.sub(f"Severity: {own[2]}.", doc)
    article = "n" if scheme.name[0] in _VOWELS else ""
    named = _ARTICLE.sub(lambda found: f"{found[1]}{article} {scheme.name}", _SEVERITY_OF.sub("", doc))
    return named.replace("{scheme}", scheme.name)
