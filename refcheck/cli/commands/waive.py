"""``refcheck waive``: waive a finding of a rule in a reference."""

from datetime import UTC, date, datetime
from getpass import getuser

import click

from refcheck.cli.deciding import fingerprints_of, write_decisions
from refcheck.cli.exits import clear_errors
from refcheck.cli.options import decision_options
from refcheck.settings import Waiver, require_known


def _last_day(context: click.Context, option: click.Parameter, text: str | None) -> date | None:
    """Return the date ``--until``, which must not be over."""
    try:
        last = date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(f"must be a date such as 2027-01-31, not {text!r}") from None
    if last and last < datetime.now(UTC).date():
        raise click.BadParameter(f"{last} is over; give a later date, or none")
    return last


@click.command("waive")
@click.argument("file")
@click.argument("reference")
@click.argument("codes", metavar="CODE…", nargs=-1, required=True)
@click.option(
    "--until",
    metavar="DAY",
    callback=_last_day,
    help="The last date, such as 2027-01-31; by default, without end.",
)
@decision_options
def command(
    file: str,
    reference: str,
    codes: tuple[str, ...],
    until: date | None,
    why: str,
    who: str | None,
    config: str | None,
    write: bool,
) -> None:
    """Leave what the rules with these CODEs find in a REFERENCE of FILE. A CODE that finds nothing there is refused, as far
    as the cache and the records on this machine show.

    REFERENCE is a key or a fingerprint, or several with commas between them; for a work that is cited but not listed, the
    citation as reported, such as "Zimmer (2022)".

    Prints the lines for the configuration; --write adds them to it.
    """
    from refcheck.checks import rules

    codes = tuple(code for each in codes for code in each.replace(",", " ").split())
    with clear_errors():
        require_known(codes, rules())
        waivers = [
            Waiver(
                fingerprint=each,
                code=code,
                who=who or getuser(),
                why=why,
                until=until,
            )
            for each in fingerprints_of(file, reference, codes, config)
            for code in codes
        ]
        write_decisions(waivers, file, config, write=write)
