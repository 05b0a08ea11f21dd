"""``refcheck rule``."""

import click

from refcheck.cli._exits import Failure


@click.command("rule")
@click.argument("code")
def command(code: str) -> None:
    """Explain the rule or repair with that CODE."""
    from refcheck.checks.catalogue import docs

    if code not in docs():
        raise Failure(f"no rule has the code {code!r}; `refcheck rules` lists them")
    click.echo(docs()[code])
