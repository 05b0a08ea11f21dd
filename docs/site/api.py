"""The public API and the commands as a text, a name a line; ``python docs/site/api.py`` writes it into ``docs/reference/api.txt``,
and with ``-`` to standard output.

It is read from the source by griffe, not from what Python makes of it, so that every version of Python gives the same text.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import griffe

from refcheck.cli import main

ROOT = Path(__file__).parent.parent.parent
STORED = ROOT / "docs" / "reference" / "api.txt"

_MODULES = ("refcheck", "refcheck.model", "refcheck.registries", "refcheck.errors")
"""What ``docs/stability.md`` calls public. Of a name that two of them give, the first has the lines."""

_NOWHERE = click.Context(main)
"""No command is run here."""


def dump() -> str:
    """The names of the public modules, with what they take, hold and return; then the commands with theirs."""
    package = griffe.load("refcheck", search_paths=[str(ROOT)], submodules=True)
    assert isinstance(package, griffe.Module)
    lines: list[str] = []
    told: dict[str, str] = {}
    for name in _MODULES:
        module = package if name == "refcheck" else package[name.partition(".")[2]]
        for public in sorted(module.exports or _public(module)):
            path, target = f"{name}.{public}", _target(module[public])
            first = told.setdefault(target.path if target else path, path)
            lines += [*_told(target, path)] if first == path else [f"{path} is {first}"]
    return "\n".join([*lines, *_commands(main, "refcheck")]) + "\n"


def _commands(command: click.Command, path: str) -> Iterator[str]:
    """A command and what it takes, and the commands below it."""
    takes = [
        " ".join(each.opts) if isinstance(each, click.Option) else each.make_metavar(_NOWHERE)
        for each in command.params
    ]
    yield " | ".join([f"$ {path}", *sorted(takes)])
    if isinstance(command, click.Group):
        for name in command.list_commands(_NOWHERE):
            found = command.get_command(_NOWHERE, name)
            assert found is not None
            yield from _commands(found, f"{path} {name}")


def _public(module: griffe.Object | griffe.Alias) -> list[str]:
    return [name for name, member in module.members.items() if member.is_class and not name.startswith("_")]


def _target(member: griffe.Object | griffe.Alias) -> griffe.Object | None:
    """What a name leads to; of several that are assigned at once, nothing is known but the name."""
    try:
        return member.final_target if isinstance(member, griffe.Alias) else member
    except griffe.AliasResolutionError:
        return None


def _told(target: griffe.Object | None, path: str) -> Iterator[str]:
    if target is None or isinstance(target, griffe.Module):  # a function that is called as a module is
        yield path
    elif isinstance(target, griffe.Class):
        bases = ", ".join(str(base) for base in target.bases)
        yield f"class {path}({bases})" if bases else f"class {path}"
        is_enum = any("Enum" in str(base) for base in target.bases)
        for name, member in target.members.items():
            is_said = member.is_function or is_enum or member.annotation is not None
            if is_said and (not name.startswith("_") or name in ("__init__", "__len__", "__iter__", "__getitem__")):
                yield from (f"  {line}" for line in _told(_target(member), name))
    elif isinstance(target, griffe.Function):
        yield f"def {target.signature()}".replace(f"def {target.name}(", f"def {path}(", 1)
    elif isinstance(target, griffe.Attribute):
        said = f": {target.annotation}" if target.annotation is not None else ""
        value = f" = {target.value}" if target.value is not None and len(str(target.value)) < 80 else ""
        yield f"{path}{said}{value}" if not path.endswith("__version__") else path


if __name__ == "__main__":
    if sys.argv[1:] == ["-"]:
        sys.stdout.buffer.write(dump().encode())
    else:
        STORED.write_text(dump(), encoding="utf-8")
        sys.stdout.write(f"{STORED}\n")
