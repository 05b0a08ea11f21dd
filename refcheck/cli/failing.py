"""What makes a command fail: findings that are severe enough, and then registries that could not be reached."""

from collections.abc import Iterable

import click

from refcheck.cli.exits import Exit
from refcheck.model import Severity
from refcheck.settings import NEVER

fail_on_option = click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), NEVER]),
    help=f"Exit with 1 if a finding is at least as severe.  [default: {Severity.ERROR}]",
)


def exit_code(found: Iterable[Severity], fail_on: str | None, *, incomplete: bool, is_empty: bool = False) -> Exit:
    """How a command ends that found what is so severe.

    It could not ask everybody if that is ``incomplete``, and read nothing of what its files hold if it ``is_empty``.
    """
    if fail_on != NEVER:
        least = Severity(fail_on or Severity.ERROR).rank
        if any(severity.rank >= least for severity in found):
            return Exit.FOUND
    if is_empty:
        return Exit.NOTHING_READ
    return Exit.COULD_NOT_ASK if incomplete else Exit.CLEAN
