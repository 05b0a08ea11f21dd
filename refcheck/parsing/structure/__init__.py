"""What a chain of labels cannot know of itself: rules over the labels of one reference as a whole."""

from refcheck.parsing.structure.rules import structured

__all__ = ["structured"]
