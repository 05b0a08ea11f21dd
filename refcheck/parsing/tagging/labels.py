"""The labels that the tagger gives to tokens."""

#: Labels whose first token is told apart (``title*``), so that what stands before a field and what stands inside it
#: are weighed apart, and two neighbours of one label stay two.
BEGUN = frozenset({"author", "title", "container", "publisher", "location", "editor", "note"})

#: The mark of a first token.
FIRST = "*"


def bare(label: str) -> str:
    """A label without the mark of a first token."""
    return label.removesuffix(FIRST)


def begin(label: str) -> str:
    """A label as the first token of its run carries it."""
    return label + FIRST if label in BEGUN else label
