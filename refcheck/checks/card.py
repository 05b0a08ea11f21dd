"""A rule's card and the headings of its documentation, both read from the docstring that stands in the rule's file."""

from inspect import cleandoc

from refcheck.model import Rule

HEADINGS = ("What it finds", "Why it matters", "Example", "When it is wrong")
"""The four headings that document every rule and every repair, each behind ``## ``."""


def card(module: str, doc: str | None) -> Rule:
    """The card of the rule in ``module``, for ``card(__name__, __doc__)``.

    The code is the module's name in kebab case, the title the docstring's first line, the severity that of its line
    ``Severity: warning.``, the summary the first paragraph under "What it finds".
    """
    return Rule.documented(code_of(module.rpartition(".")[2]), cleandoc(doc or ""))


def code_of(name: str) -> str:
    """The code of a rule by its module's name: the same in kebab case."""
    return name.replace("_", "-")


def sections(doc: str) -> dict[str, str]:
    """The text under each of the four headings, in the order printed. What stands before the first is left out."""
    found: dict[str, list[str]] = {}
    heading = None
    for line in cleandoc(doc).splitlines():
        if line.removeprefix("## ") in HEADINGS and line.startswith("## "):
            heading = line.removeprefix("## ")
            found[heading] = []
        elif heading is not None:
            found[heading].append(line)
    return {heading: "\n".join(text).strip() for heading, text in found.items()}
