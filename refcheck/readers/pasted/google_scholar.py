"""Google Scholar's "Cite" window, pasted: each work in several styles, of which one is read.

Each style has a label such as ``APA``, with the reference after it or on the next line. The styles are MLA, APA, Chicago, Harvard
and Vancouver; in other languages, ISO 690, ABNT or GB/T 7714 are among them.
"""

import re
from collections.abc import Iterator, Sequence

from refcheck.layout.runs import runs
from refcheck.model import Bibliography, Span
from refcheck.parsing import Entry, parse_list
from refcheck.readers.entries import listed

NAME = "google-scholar"

_STYLES = ("APA", "Chicago", "Harvard", "MLA", "Vancouver", "ISO 690", "ABNT", "GB/T 7714")
"""The styles, the most informative first."""
_LABEL = re.compile(
    rf"(?<![^\r\n])[ \t]*({'|'.join(map(re.escape, _STYLES))})"
    r"(?:[ \t]*(?:\r\n|\r|\n)[ \t]*|[ \t]*:[ \t]*|\t[ \t]*|[ ]{2,}|[ ](?=[^\W\d_a-z]))"
)
r"""A style's name, alone on its line or before the reference: "APA", "MLA\tDoe, Jane. …", "Chicago: Doe, Jane. …"."""

_REST = re.compile(r"[^\r\n]*")
_FEWEST = 3
"""The fewest consecutive styles for one work."""
_SHORTEST = 25
"""The length of the shortest reference, in code points."""


_Cite = tuple[str, Span]
"""A style, and the span of the reference in it."""


def recognises(name: str, text: str) -> bool:
    """Return whether the text consists of consecutive styles, each with a reference, and little else."""
    groups = list(_groups(text))
    read = sum(len(span) for group in groups for _, span in group)
    return bool(groups) and min(map(len, groups)) >= _FEWEST and read * 2 > len(text.strip())


def read(text: str, name: str) -> Bibliography:
    """Return one reference for each work, in order."""
    best = [min(group, key=lambda cite: _STYLES.index(cite[0])) for group in _groups(text)]
    entries = [Entry(key=None, raw=span.of(text), spans=(span,)) for _, span in best]
    return listed(text, name, NAME, parse_list(entries))


def _groups(text: str) -> Iterator[Sequence[_Cite]]:
    """Yield the references of each work: a style that is repeated starts the next work."""
    return runs(_cites(text), lambda group, cite: cite[0] in {style for style, _ in group})


def _cites(text: str) -> Iterator[_Cite]:
    for label in _LABEL.finditer(text):
        line = _REST.match(text, label.end())
        span = Span(label.end(), label.end() + len(line[0].rstrip()) if line else label.end())
        if len(span) >= _SHORTEST:
            yield label[1], span
