"""Labelled segments → tokens with one label each, whatever school the labels are from.

One school keeps punctuation and words such as "In", "Vol." and "(Eds.)" inside the segments, the other leaves them
unlabelled. Here such words go to the segment that they announce or follow; punctuation is no token and needs no home.
"""

from collections.abc import Sequence
from typing import NamedTuple

from refcheck.model import Scheme
from refcheck.parsing.masking import mask
from refcheck.parsing.side_notes import CITED_IN_TITLE, TRANSLATED
from refcheck.parsing.tagging.labels import BEGUN, FIRST, MASK
from refcheck.parsing.tagging.tokens import Token, tail, tokenize
from refcheck.parsing.tagging.word_classes import keyword

Segment = tuple[str, str]

#: Labels of the data that are too rare, or too like another, to be learnt apart.
_RENAMED = {"institution": "publisher", "contributor": "note", "id": "note", "archive": "note", "cited-range": "pages"}

#: Labels of what is masked before the words are tagged.
_MASKED = frozenset({*Scheme, "accessed", "language", "medium", "review", TRANSLATED, CITED_IN_TITLE})

#: Words that announce what follows them, and the labels that they can announce.
_ANNOUNCING = {
    "volume": ("volume",),
    "issue": ("issue", "volume", "pages", "report-number"),
    "page": ("pages", "cited-range"),
    "nth": ("volume", "issue"),
    "column": ("pages",),
    "in": ("container", "editor", "title", "publisher"),
    "role": ("editor", "edition"),
    "translated": ("translator",),
    "identifier": ("doi", "isbn", "issn"),
    "available": ("url", "doi", "accessed"),
    "accessed": ("accessed", "date", "url"),
    "report": ("arxiv", "report-number"),
    "thesis": ("genre",),
    "supplement": ("volume", "issue", "pages"),
    "series": ("series", "volume"),
}
#: The words of a resolver's address before a DOI, which some sets leave unlabelled: "https://dx.doi.org/".
_RESOLVER = frozenset({"https", "http", "dx", "doi", "org", "www"})

#: Words that close what stands before them.
_CLOSING = {
    "role": ("editor", "author"),
    "edition-word": ("edition",),
    "etal": ("author", "editor"),
    "volume": ("volume",),
    "issue": ("issue",),
    "page": ("pages",),
    "column": ("pages",),
    "and": ("author", "editor"),
    "translated": ("translator",),
    "suffix": ("author", "editor"),
}


class Labelled(NamedTuple):
    """One training reference: its tokens, what is printed after the last, and a label for each token."""

    tokens: list[Token]
    tail: str
    labels: list[str]


def sequence(segments: Sequence[Segment]) -> Labelled:
    """One reference of the training data, its texts put end to end."""
    text = "".join(part for _, part in segments)
    tokens = tokenize(text, mask(text).spans)
    ends: list[tuple[int, int, str]] = []
    place = 0
    for number, (label, part) in enumerate(segments):
        place += len(part)
        ends.append((place, number, _RENAMED.get(label, label)))
    homes: list[tuple[int, str]] = []
    current = 0
    for token in tokens:
        while ends[current][0] <= token.start:
            current += 1
        label = token.text if token.masked else ends[current][2]
        homes.append((ends[current][1], label))
    return Labelled(tokens, tail(text, tokens), _begun(_housed(tokens, homes)))


def _housed(tokens: Sequence[Token], homes: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Give unlabelled words a home: first to what follows (from the right), then to what stands before (from the left)."""
    housed = list(homes)
    for place in range(len(housed) - 2, -1, -1):
        following = housed[place + 1]
        if housed[place][1] != "other":
            continue
        word = tokens[place].text
        if following[1] in _ANNOUNCING.get(keyword(word), ()) or (following[1] == "doi" and word.lower() in _RESOLVER):
            housed[place] = following
    for place in range(1, len(housed)):
        before = housed[place - 1]
        if housed[place][1] == "other":
            after = next((home for home in housed[place:] if home[1] != "other"), (-1, ""))
            if before[1] in _CLOSING.get(keyword(tokens[place].text), ()) or before[1] == after[1] == "author":
                housed[place] = before
    return housed


def _begun(homes: Sequence[tuple[int, str]]) -> list[str]:
    """Mark the first token of each run of a label that is told apart; neighbours of names are one run."""
    labels = []
    before = (-1, "")
    for segment, named in homes:
        home = (segment, MASK if named in _MASKED else named)
        fresh = home[1] != before[1] or (home[0] != before[0] and home[1] not in ("author", "editor"))
        labels.append(home[1] + FIRST if fresh and home[1] in BEGUN else home[1])
        before = home
    return labels
