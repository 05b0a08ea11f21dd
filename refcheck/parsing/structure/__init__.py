"""Rules over the labels of one reference as a whole, for what a chain of labels cannot express."""

from refcheck.parsing.structure.rules import structured

__all__ = ["structured"]
