"""``refcheck repair``: print the identifiers of a text, repaired."""

import json
import sys

import click

from refcheck.cli.output import is_terminal, put, screen
from refcheck.cli.streams import STDIN, stdin
from refcheck.exchange import identifier_to_dict
from refcheck.identifiers import find, why_none, why_not_valid
from refcheck.model import Safety
from refcheck.reports.screen import Screen
from refcheck.text.visible import visible


@click.command("repair")
@click.argument("text")
def command(text: str) -> None:
    """Print the identifiers of TEXT (- for standard input, one text a line), mended.

    On a terminal each with its repairs and their reasons; into a pipe one JSON object a line, which names the line of
    standard input that it is about.
    """
    texts = enumerate(stdin().decode("utf-8", "replace").splitlines(), start=1) if text == STDIN else [(None, text)]
    for line, each in texts:
        if is_terminal(sys.stdout):
            _draw(each, screen(sys.stdout))
        else:
            put(f"{_json_lines(each, line)}\n")


_MARGIN = " " * 5


def _json_lines(text: str, line: int | None = None) -> str:
    """Return a line of JSON for each identifier, with the number ``line``; also for what is not one, with the reason."""
    found = [identifier_to_dict(identifier) for identifier in find(text)]
    faults = why_not_valid(text) if found else [(text, why_none(text))]
    objects = found + [{"scheme": None, "raw": raw, "value": None, "why": why} for raw, why in faults]
    number = {} if line is None else {"line": line}
    return "\n".join(json.dumps(number | each, ensure_ascii=False) for each in objects)


def _draw(text: str, screen: Screen) -> None:
    """Print each identifier of the text as printed and as read, each repair with its reason, and the other readings."""
    found = find(text)
    if not found:
        screen.line(screen.styled(f"No identifier: {why_none(text)}", "yellow"))
    for identifier in found:
        head = screen.styled(f"{identifier.scheme.value}  ", "bold")
        if identifier.repairs:
            head += screen.styled(visible(identifier.raw), "red") + " → "
        screen.paragraph(head + screen.styled(visible(identifier.value), "green"))
        for repair in identifier.repairs:
            change = f"{visible(repair.before)!r} → {visible(repair.after)!r}"
            unsafe = " (unsafe)" if repair.safety is Safety.UNSAFE else ""
            code = screen.styled(repair.code, "dim")
            screen.paragraph(f"{change}: {repair.why}{unsafe}  {code}", label=_MARGIN)
        for candidate in identifier.candidates:
            screen.paragraph(screen.styled(f"or {visible(candidate.value)}", "dim"), label=_MARGIN)
    for _, why in why_not_valid(text) if found else ():
        screen.line(screen.styled(f"No identifier: {visible(why)}", "yellow"))
