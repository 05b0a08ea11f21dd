"""Volumes, issues and pages that are counted in two ways, or stand in each other's places."""

import re

from refcheck.checks.comparing.conditions.condition import Condition
from refcheck.checks.comparing.joint import Joint

_ISSUES = (2, 3, 4, 6, 8, 10, 12, 24, 52)
"""So many issues a volume has, of journals that count them."""

_NUMBER = re.compile(r"\d+")
"""A number: ``2016``."""


def _counts_own_pages(joint: Joint) -> bool:
    """Whether one side counts the piece's own pages, as many as the other has: ``1-8`` and ``45-52``."""
    ranges = [_numbers(side) for side in (joint.agreement.cited, joint.agreement.registered)]
    if any(len(each) != len(("first", "last")) for each in ranges):
        return False
    return len({last - first for first, last in ranges}) == 1 and 1 in (ranges[0][0], ranges[1][0])


def _counts_through(joint: Joint) -> bool:
    """Whether of two issues one is counted within the volume, the other from the first volume on: with four a year 27(3) is 107."""
    sides = joint.agreement.cited, joint.agreement.registered, joint.registered.volume or ""
    found = [_numbers(side) for side in sides]
    if any(len(each) != 1 for each in found):
        return False
    (within, whole), before = sorted((found[0][0], found[1][0])), found[2][0] - 1
    return before > 0 and any(before * each + within == whole and within <= each for each in _ISSUES)


def _has_year_as_volume(joint: Joint) -> bool:
    """Whether one of two volumes is the year of both sides, and the other a number."""
    year = str(joint.cited.year)
    numbers = {joint.cited.volume, joint.registered.volume} - {year}
    one_year = joint.cited.year == joint.registered.year
    return one_year and len(numbers) == 1 and all(len(number or "") < len(year) for number in numbers)


def _are_swapped(joint: Joint) -> bool:
    """Whether the volume is registered as the issue, and the issue as the volume."""
    ours, theirs = joint.cited, joint.registered
    return bool(ours.volume and ours.issue) and (ours.volume, ours.issue) == (theirs.issue, theirs.volume)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(text)]


CONDITIONS = (
    Condition(
        name="own-pages",
        variables=("page",),
        why="; one of the two counts the pages of the piece alone",
        rate="the arithmetic holds: as many pages, from 1 on",
        holds=_counts_own_pages,
    ),
    Condition(
        name="year-as-volume",
        variables=("volume",),
        why="; one of the two is the year",
        rate="journals without volumes are counted by their years",
        holds=_has_year_as_volume,
    ),
    Condition(
        name="swapped-numbers",
        variables=("volume", "issue"),
        beside=("volume", "issue"),
        why="; the record seems to have volume and issue swapped",
        rate="two numbers that are each other's are no two slips",
        holds=_are_swapped,
    ),
    Condition(
        name="running-issue",
        variables=("issue",),
        why="; one of the two counts on through the volumes",
        rate="the arithmetic holds",
        holds=_counts_through,
    ),
)
"""The conditions."""
