"""A table of what was measured beside what must be reached."""

from collections.abc import Iterable

from attrs import frozen


@frozen(kw_only=True)
class Row:
    """One line of the table."""

    what: str
    bar: str
    measured: str
    reached: bool


def show(rows: Iterable[Row]) -> None:
    """Print the lines, each as soon as it was measured."""
    for row in rows:
        print(f"{row.what:<95} | {row.bar:<20} | {row.measured:<45} | {'yes' if row.reached else 'NO'}", flush=True)
