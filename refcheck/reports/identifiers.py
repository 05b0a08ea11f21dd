"""The identifiers of a text with their repairs: as JSON lines for programs, as before and after for a person."""

import json

from rich.console import Console
from rich.text import Text

from refcheck.exchange import identifier_to_dict
from refcheck.identifiers import find, why_none
from refcheck.model import Identifier, Safety
from refcheck.text.visible import visible


def json_lines(text: str) -> str:
    """One JSON object a line for each identifier; for a text without any, one that says why."""
    found = [identifier_to_dict(identifier) for identifier in find(text)]
    none = {"scheme": None, "raw": text, "value": None, "why": why_none(text)} if not found else None
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in (found if none is None else [none]))


def draw(text: str, console: Console) -> None:
    """Print each identifier of the text as printed and as read, each repair with its reason, and the other readings."""
    found = find(text)
    if not found:
        console.print(Text(f"No identifier: {why_none(text)}", style="yellow"))
    for identifier in found:
        _draw(identifier, console)


def _draw(identifier: Identifier, console: Console) -> None:
    head = Text.assemble((f"{identifier.scheme.value}  ", "bold"))
    if identifier.repairs:
        head.append(visible(identifier.raw), "red").append(" → ")
    console.print(head.append(visible(identifier.value), "green"))
    for repair in identifier.repairs:
        change = f"{visible(repair.before)!r} → {visible(repair.after)!r}"
        unsafe = " (unsafe)" if repair.safety is Safety.UNSAFE else ""
        console.print(Text(f"     {change}: {repair.why}{unsafe}  ") + Text(repair.code, style="dim"))
    for candidate in identifier.candidates:
        console.print(Text(f"     or {visible(candidate.value)}", style="dim"))
