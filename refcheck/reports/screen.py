"""Output to a terminal: its width, the styles that it shows, and paragraphs with a hanging indent after a label."""

from enum import StrEnum
from typing import IO

import click
from attrs import frozen
from wcwidth import clip, width, wrap

from refcheck.model import Severity

_NARROW = 60
"""The fewest columns for a hanging indent. In a narrower terminal only the margin is indented, lest text become a narrow column."""

_MARGIN = 2

_WEIGHTS = frozenset({"bold", "dim", "underline"})

SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
"""The style of the word for each severity."""


class Styles(StrEnum):
    """The text styles that a terminal shows."""

    NONE = "none"
    WEIGHTS = "weights"
    COLOURS = "colours"


@frozen(kw_only=True)
class Screen:
    """The file to write lines to. Without ``columns`` it is not a terminal: lines are not wrapped, so that they can be searched."""

    file: IO[str]
    columns: int | None = None
    styles: Styles = Styles.NONE

    def styled(self, text: str, style: str) -> str:
        """Return the text in a style such as ``bold red``, as far as the terminal supports it."""
        words = style.split() if text and self.styles is not Styles.NONE else []
        weights = {word: True for word in words if word in _WEIGHTS}
        colours = [word for word in words if word not in _WEIGHTS and self.styles is Styles.COLOURS]
        return click.style(text, fg=colours[0] if colours else None, **weights) if weights or colours else text

    def linked(self, text: str, address: str | None) -> str:
        """Return the text as a link; ``address`` must not contain characters that a terminal could interpret otherwise."""
        if address is None or self.styles is Styles.NONE:
            return text
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"

    def cut(self, text: str, columns: int) -> str:
        """Return the text, cut and with an ellipsis where it is wider than ``columns``."""
        return text if width(text) <= columns else clip(text, 0, columns - 1).rstrip() + "…"

    def line(self, text: str = "") -> None:
        """Print one line without wrapping it."""
        click.echo(text, file=self.file, color=self.styles is not Styles.NONE)

    def paragraph(self, body: str, *, label: str = "") -> None:
        """Print a text after a label; its further lines are indented to the first."""
        if self.columns is None:
            return self.line(f"{label}{body}".rstrip())
        if self.columns < _NARROW:
            margin = min(_MARGIN, len(label) - len(label.lstrip(" ")))
            label, body = label[:margin], label[margin:] + body
        indent = " " * width(label)
        lines = wrap(body, self.columns, initial_indent=label, subsequent_indent=indent, break_on_hyphens=False)
        return self.line("\n".join(lines) or label.rstrip())
