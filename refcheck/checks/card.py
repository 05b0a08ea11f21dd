"""The card of a rule that is a module, read from its docstring."""

from inspect import cleandoc

from refcheck.docstrings import code_of
from refcheck.model import Rule


def card(module: str, doc: str | None) -> Rule:
    """Return the card of the rule in ``module``, for ``card(__name__, __doc__)``.

    The code is the module's name in kebab case, the title the docstring's first line, the severity that of its line
    ``Severity: warning.``, the summary the first paragraph under "What it finds".
    """
    return Rule.documented(code_of(module.rpartition(".")[2]), cleandoc(doc or ""))
