"""The documentation of rules and repairs as Markdown pages, one for each code, and an index of them."""

from inspect import cleandoc

from refcheck.checks.catalogue import docs, rules
from refcheck.docstrings import HEADINGS
from refcheck.model import Rule

INDEX = "index"


def pages() -> dict[str, str]:
    """Return the text of every page by its name: the code of a rule, or ``index``."""
    return {INDEX: _index()} | {code: _page(rule) for code, rule in rules().items()}


def sections(doc: str) -> dict[str, str]:
    """Return the text under each of the four headings, in the order of the text. What precedes the first is left out."""
    found: dict[str, list[str]] = {}
    heading = None
    for line in cleandoc(doc).splitlines():
        if line.removeprefix("## ") in HEADINGS and line.startswith("## "):
            heading = line.removeprefix("## ")
            found[heading] = []
        elif heading is not None:
            found[heading].append(line)
    return {heading: "\n".join(text).strip() for heading, text in found.items()}


def _page(rule: Rule) -> str:
    parts = [f"# {rule.title}", f"`{rule.code}` · {rule.severity.value}"]
    for heading, text in sections(docs()[rule.code]).items():
        parts += [f"## {heading}", _markdown(text)]
    return "\n\n".join(parts) + "\n"


def _markdown(text: str) -> str:
    """Return a docstring's text as Markdown, in which double backquotes become single ones."""
    return text.replace("``", "`")


def _index() -> str:
    rows = [
        f"| [`{code}`]({code}.md) | {rule.severity.value} | {_markdown(rule.title)} |" for code, rule in rules().items()
    ]
    head = [
        "# Rules",
        "",
        f"What refcheck finds, by code: {len(rows)} rules and repairs.",
        "",
        "| code | severity | what was found |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows]) + "\n"
