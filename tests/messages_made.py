"""Every message that the program has for people, as it is rendered: ``python tests/messages_made.py`` writes them down.

Of rules and repairs, what they say of the cases in their tables. Of errors, notices and notes of a run, the sentence in the source,
with the name of what is filled in between braces.
"""

import ast
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from checks_made import found_in
from tables import CASES, all_rows, rows

import refcheck
from refcheck.model import Finding

FILE = CASES / "messages.toml"

SPOKEN = {"tell", "say", "Failure", "Note", "Unavailable"}
"""What is called with a sentence for people, beside the exceptions of ``refcheck.errors``."""

_MOST = 6
"""So many messages of one rule show how it speaks."""


def messages() -> dict[str, dict[str, list[str]]]:
    """Table → code or file → its messages."""
    return {"rules": _sorted(_of_rules()), "repairs": _sorted(_of_repairs()), "errors": _sorted(_of_errors())}


def _sorted(told: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    found: Mapping[str, dict[str, None]] = defaultdict(dict)
    for name, message in told:
        found[name][message] = None
    return {name: sorted(found[name], key=lambda each: (len(each), each))[:_MOST] for name in sorted(found)}


@cache
def found_in_tables() -> tuple[Finding, ...]:
    """What each rule and repair finds in the cases of its table."""
    return (*_of_tables_of_rules(), *_of_tables_of_repairs())


def _of_tables_of_rules() -> Iterator[Finding]:
    for path in sorted((CASES / "checks").glob("*.toml")):
        for parameter in rows(path, "wild", "made"):
            yield from (finding for finding in found_in(parameter.values[0]) if finding.code == path.stem)


def _of_rules() -> Iterator[tuple[str, str]]:
    for finding in found_in_tables():
        if (CASES / "checks" / f"{finding.code}.toml").exists():
            yield finding.code, finding.message


def _of_repairs() -> Iterator[tuple[str, str]]:
    yield from ((finding.code, finding.message) for finding in _of_tables_of_repairs())


@cache
def _of_tables_of_repairs() -> tuple[Finding, ...]:
    return tuple(_found_in_repairs())


def _found_in_repairs() -> Iterator[Finding]:
    codes = {path.stem for path in (CASES / "repairs").glob("*.toml")}
    for parameter in all_rows("repairs", "wild", "made"):
        row = parameter.values[0]
        for lead in ("Doe, J. (2020). One thing. A Journal, 1(2), 3-4. ", ""):  # some rows are references themselves
            for finding in found_in({"raw": lead + row["text"]}):
                if finding.code in codes:
                    yield finding


def _of_errors() -> Iterator[tuple[str, str]]:
    room = Path(refcheck.__file__).parent
    for path in sorted(room.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (sentence := _spoken(node)):
                yield path.relative_to(room).as_posix(), sentence


def _spoken(call: ast.Call) -> str | None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "AttributeError" or (name not in SPOKEN and not name.endswith("Error")):
        return None
    given = [*call.args[:1], *(each.value for each in call.keywords if each.arg in ("message", "why"))]
    return next((text for each in given if (text := _rendered(each)) and " " in text), None)


def _rendered(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _rendered(each) if isinstance(each, ast.Constant) else f"{{{ast.unparse(each.value)}}}"
            for each in node.values
            if isinstance(each, ast.Constant | ast.FormattedValue)
        )
    return ""


def written(told: Mapping[str, Mapping[str, list[str]]]) -> str:
    """The messages as TOML, whose strings are written as those of JSON."""
    lines = [
        "# Every message for people, as rendered. Written by tests/messages_made.py; read it aloud when it changes."
    ]
    for table, names in told.items():
        lines += ["", f"[{table}]"]
        for name, texts in names.items():
            lines += [
                f"{json.dumps(name)} = [",
                *(f"    {json.dumps(text, ensure_ascii=False)}," for text in texts),
                "]",
            ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(messages()), encoding="utf-8")
