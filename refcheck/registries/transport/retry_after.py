"""The ``Retry-After`` header."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

LONGEST = 86_400.0
"""Seconds. Who asks to wait longer than a day has not thought of this run. Source: a choice of patience, not measured."""


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that a server asks to wait, from a number or a date (RFC 9110 §10.2.3); ``None`` without a usable one."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST)
    try:
        return min(max(0.0, (parsedate_to_datetime(value) - now).total_seconds()), LONGEST)
    except (ValueError, TypeError, OverflowError):
        return None
