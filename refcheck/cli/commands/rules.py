"""``refcheck rules``: list every rule and repair."""

import json
import sys

import click

from refcheck.cli.output import is_terminal, put, screen, tell
from refcheck.model import Rule, Severity
from refcheck.settings import SEVERITIES


@click.command("rules")
@click.argument("words", metavar="[WORD…]", nargs=-1)
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    help="List only rules and repairs of this severity.",
)
@click.option("--format", "name", default="text", show_default=True, type=click.Choice(["text", "json"]))
def command(words: tuple[str, ...], severity: str | None, name: str) -> None:
    """List every rule and repair, or those whose code or title holds all the WORDs: severity, code and title."""
    from refcheck.checks import rules

    wanted = severity and Severity(severity)
    cards = [card for card in rules().values() if wanted in (None, card.severity) and _holds(card, words)]
    if not cards:
        tell("no rule or repair has these words in its code or title")
    if name == "json":
        put(json.dumps([_to_dict(card) for card in cards], ensure_ascii=False, indent=1) + "\n")
    elif is_terminal(sys.stdout):
        _draw(cards)
    else:
        for card in cards:
            put(f"{card.severity.value:<8} {card.code:<40} {card.title}\n")


def _holds(card: Rule, words: tuple[str, ...]) -> bool:
    text = f"{card.code} {card.title}".casefold()
    return all(word.casefold() in text for word in words)


def _to_dict(card: Rule) -> dict[str, str]:
    return {"code": card.code, "severity": card.severity.value, "title": card.title, "summary": card.summary}


def _draw(cards: list[Rule]) -> None:
    from refcheck.reports.screen import SEVERITY_STYLES

    on = screen(sys.stdout)
    longest = max((len(card.code) for card in cards), default=0)
    for card in cards:
        severity = on.styled(f"{card.severity.value:<8}", SEVERITY_STYLES[card.severity])
        on.paragraph(card.title, label=f"{severity} {on.styled(card.code.ljust(longest), 'bold')} ")
