"""``refcheck rules``."""

import click


@click.command("rules")
def command() -> None:
    """List every rule and repair: its severity, code and title."""
    from refcheck.checks import rules

    for card in rules().values():
        click.echo(f"{card.severity.value:<8} {card.code:<40} {card.title}")
