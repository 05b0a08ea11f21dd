"""The time that what is written says it was made."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from refcheck.errors import SettingsError
from refcheck.model import Report

if TYPE_CHECKING:
    from refcheck.office import Stamp

SOURCE_DATE_EPOCH = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, for output that is the same whenever it is made (reproducible-builds.org)."""


def made_at(report: Report) -> datetime:
    """The end of the run, unless the environment gives a time.

    Raises:
        SettingsError: what it gives is none.
    """
    given = os.environ.get(SOURCE_DATE_EPOCH)
    if not given:
        return report.run.finished
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"{SOURCE_DATE_EPOCH}: {given!r} is no number of seconds since 1970") from error


def stamp_of(report: Report) -> "Stamp":
    """Who writes into a document, and when."""
    from refcheck.office import Stamp

    return Stamp(made=made_at(report))
