"""The catalogue of repair steps: those in the modules of the folder ``repairs``, and the rule card of each.

Cards are made from docstrings; a step is imported only when an identifier is to be repaired.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from refcheck.docstrings import cards, code_of, sources
from refcheck.identifiers import repairs
from refcheck.model import Rule, Scheme

if TYPE_CHECKING:
    from refcheck.identifiers.mending import Step

_SCHEMES = re.compile(r"^Schemes: ([A-Z, ]+)\.\n", re.MULTILINE)
"""The line of a docstring that names the schemes that a step repairs, if there are several: ``Schemes: DOI, URL.``"""

_SEVERITY = re.compile(r"^Severity: \w+\.$", re.MULTILINE)
"""The line that states the severity of the finding: ``Severity: info.``, ``Severity: warning.``"""

_SEVERITY_OF = re.compile(r"^Severity of ([A-Z, ]+): (\w+)\.\n", re.MULTILINE)
"""The line that states another severity for some schemes: ``Severity of ISBN, ISSN: info.``"""

_ARTICLE = re.compile(r"\b([Aa])n? \{scheme\}")
"""The article before the scheme's name, which becomes "an" before "ISBN": ``A {scheme}``, ``a {scheme}``."""

_VOWELS = "AEFHILMNORSX"
"""Letters whose names begin with a vowel."""


@frozen
class _Repair:
    """One step for one scheme: ``code`` is the key of its finding, its card and its page.

    ``name`` is the step's name in its module, and empty where the module is the step.
    """

    code: str
    scheme: Scheme
    module: str
    name: str
    doc: str
    is_shared: bool
    """Whether the step repairs several schemes, and takes the scheme as an argument."""


@cache
def steps(scheme: Scheme) -> "tuple[Step, ...]":
    """Return the steps that repair identifiers of ``scheme``, in the order in which they run."""
    found = [_step(repair) for repair in _repairs().values() if repair.scheme is scheme]
    return tuple(sorted(found, key=lambda step: (step.stage, step.code)))


@cache
def repair_rules() -> Mapping[str, Rule]:
    """Return the catalogue: the code of every repair, and the rule card made from its docstring."""
    return MappingProxyType({code: Rule.documented(code, repair.doc) for code, repair in _repairs().items()})


@cache
def repair_docs() -> Mapping[str, str]:
    """Return the documentation of every repair, by code: its docstring, with four headings."""
    return MappingProxyType({code: repair.doc for code, repair in _repairs().items()})


def _step(repair: _Repair) -> "Step":
    from refcheck.identifiers.mending import Step  # imported here, as reading the cards does not need it

    module = import_module(f"{repairs.__name__}.{repair.module}")
    if repair.name:
        step: Step = getattr(module, repair.name)
    else:
        step = Step(module.STAGE, module.propose, getattr(module, "NEEDS", ""))
    propose = partial(step.propose, scheme=repair.scheme) if repair.is_shared else step.propose
    return evolve(step, code=repair.code, propose=propose)


@cache
def _repairs() -> Mapping[str, _Repair]:
    found = [
        repair
        for module, source in sources(repairs.__path__)
        for name, doc in cards(source)
        for repair in _of_each_scheme(module, name, doc)
    ]
    return {repair.code: repair for repair in sorted(found, key=lambda repair: repair.code)}


def _of_each_scheme(module: str, name: str, doc: str) -> Iterator[_Repair]:
    """Yield a step once for each scheme that it repairs."""
    code, schemes = code_of(name or module), _SCHEMES.search(doc)
    if schemes is None:
        yield _Repair(code, Scheme(code.partition("-")[0]), module, name, doc, is_shared=False)
        return
    for scheme in (Scheme(each.lower()) for each in schemes[1].split(", ")):
        yield _Repair(f"{scheme.value}-{code}", scheme, module, name, _wording_for(scheme, doc), is_shared=True)


def _wording_for(scheme: Scheme, doc: str) -> str:
    """Return a docstring that several schemes share, in its wording for one of them."""
    own = next((found for found in _SEVERITY_OF.finditer(doc) if scheme.name in found[1].split(", ")), None)
    if own:
        doc = _SEVERITY.sub(f"Severity: {own[2]}.", doc)
    article = "n" if scheme.name[0] in _VOWELS else ""
    text = _SEVERITY_OF.sub("", _SCHEMES.sub("", doc))
    return _ARTICLE.sub(lambda found: f"{found[1]}{article} {scheme.name}", text).replace("{scheme}", scheme.name)
