"""``refcheck choose``: choose one of the possible readings of an identifier."""

from getpass import getuser

import click

from refcheck.cli.deciding import references_of, write_decisions
from refcheck.cli.exits import clear_errors
from refcheck.cli.options import decision_options
from refcheck.errors import SettingsError
from refcheck.model import Identifier, Reference
from refcheck.settings import Choice


@click.command("choose")
@click.argument("file")
@click.argument("reference")
@click.argument("value")
@decision_options
def command(file: str, reference: str, value: str, why: str, who: str | None, config: str | None, write: bool) -> None:
    """Read an identifier of a REFERENCE of FILE as VALUE, one of the readings that its printed form allows.

    Prints the lines for the configuration; --write adds them to it.
    """
    with clear_errors():
        choices = [
            Choice(
                fingerprint=each.fingerprint,
                printed=_identifier(each, value).raw,
                value=value,
                who=who or getuser(),
                why=why,
            )
            for each in references_of(file, reference)
        ]
        write_decisions(choices, file, config, write=write)


def _identifier(reference: Reference, value: str) -> Identifier:
    """Return the identifier that can be read as ``value``.

    Raises:
        SettingsError: no identifier of the reference can.
    """
    readings = [
        (identifier, reading.value) for identifier in reference.identifiers for reading in identifier.readings()
    ]
    for identifier, reading in readings:
        if reading == value:
            return identifier
    allowed = ", ".join(reading for _, reading in readings) or "none"
    raise SettingsError(f"nothing in reference {reference.key} can be read as {value!r}; the readings are {allowed}")
