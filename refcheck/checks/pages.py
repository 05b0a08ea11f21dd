"""The documentation of rules and repairs as Markdown pages, one a code, and an index of them."""

from refcheck.checks.card import sections
from refcheck.checks.catalogue import docs, rules
from refcheck.model import Rule

INDEX = "index"


def pages() -> dict[str, str]:
    """Every page's text by its name: the code of a rule, or ``index``."""
    return {INDEX: _index()} | {code: _page(rule) for code, rule in rules().items()}


def _page(rule: Rule) -> str:
    parts = [f"# {rule.title}", f"`{rule.code}` · {rule.severity.value}"]
    for heading, text in sections(docs()[rule.code]).items():
        parts += [f"## {heading}", _markdown(text)]
    return "\n\n".join(parts) + "\n"


def _markdown(text: str) -> str:
    """A docstring's text: its double backquotes are Markdown's single ones."""
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
