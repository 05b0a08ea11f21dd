"""The formats of a report, one in each module."""
