"""``refcheck rule``: explain a rule or repair."""

import sys
from difflib import get_close_matches

import click

from refcheck.cli.exits import Failure
from refcheck.cli.output import is_terminal, put, screen


@click.command("rule")
@click.argument("code")
def command(code: str) -> None:
    """Explain the rule or repair with that CODE: what it finds, why it matters, an example, when it is wrong."""
    from refcheck.checks import rules
    from refcheck.checks.pages import pages

    if code not in rules():
        near = get_close_matches(code, rules(), n=1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        raise Failure(f"no rule has the code {code!r}{meant or '; `refcheck rules` lists them'}")
    text = pages()[code]
    if is_terminal(sys.stdout):
        _draw(text)
    else:
        put(text)


def _draw(page: str) -> None:
    """Print a page with bold headings and with paragraphs wrapped to the width of the terminal."""
    on = screen(sys.stdout)
    for block in page.split("\n\n"):
        text = " ".join(block.split())
        on.paragraph(on.styled(text.lstrip("# "), "bold") if text.startswith("#") else text)
        on.line()
