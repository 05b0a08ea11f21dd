"""The identifiers of a text with their repairs: as JSON lines for programs, as before and after for a person."""

import json

from refcheck.exchange import identifier_to_dict
from refcheck.identifiers import find, why_none
from refcheck.model import Identifier, Safety
from refcheck.reports.screen import Screen
from refcheck.text.visible import visible

_MARGIN = " " * 5


def json_lines(text: str, line: int | None = None) -> str:
    """One JSON object a line for each identifier, with its ``line``'s number; for a text without any, one that says why."""
    found = [identifier_to_dict(identifier) for identifier in find(text)]
    told = found or [{"scheme": None, "raw": text, "value": None, "why": why_none(text)}]
    number = {} if line is None else {"line": line}
    return "\n".join(json.dumps(number | each, ensure_ascii=False) for each in told)


def draw(text: str, screen: Screen) -> None:
    """Print each identifier of the text as printed and as read, each repair with its reason, and the other readings."""
    found = find(text)
    if not found:
        screen.line(screen.styled(f"No identifier: {why_none(text)}", "yellow"))
    for identifier in found:
        _draw(identifier, screen)


def _draw(identifier: Identifier, screen: Screen) -> None:
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
