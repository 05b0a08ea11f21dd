"""refcheck: reads messy reference lists, mends identifiers, asks the registries, and reports with evidence."""

__version__ = "0.1.0"
