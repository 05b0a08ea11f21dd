"""The labels that the tagger gives to tokens."""

BEGUN = frozenset({"author", "title", "container", "publisher", "editor"})
"""Labels whose first token is told apart (``title*``), so that what stands before a field and what stands inside it are
weighed apart, and two neighbours of one label stay two."""

MASK = "mask"
"""The one label of everything that is masked before the words are tagged, and of the words that announce it. What it is, its
token says; to the tagger, whose time grows with the square of the number of labels, all masks are alike."""

FIRST = "*"
"""The mark of a first token."""


def bare(label: str) -> str:
    """A label without the mark of a first token."""
    return label.removesuffix(FIRST)


def begin(label: str) -> str:
    """A label as the first token of its run carries it."""
    return label + FIRST if label in BEGUN else label


def is_first(label: str) -> bool:
    """Whether a label is that of a first token that is told apart."""
    return label.endswith(FIRST)


def may_follow(before: str, label: str) -> bool:
    """Whether a label can stand behind another: one whose first token is told apart begins with that."""
    return label not in BEGUN or bare(before) == label
