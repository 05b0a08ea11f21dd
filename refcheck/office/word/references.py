"""References to a comment: one mark, or two where others than Word would lose the comment at its place.

LibreOffice reads the text of a comment where the reference stands; within a field over several paragraphs it drops that text. There
the comment has two references, each a choice between what Word knows and what is for all others (ISO/IEC 29500-3).
"""

from refcheck.office.word.runs import made
from refcheck.readers.sources.xml import Element

_CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD = {"w15": "http://schemas.microsoft.com/office/word/2012/wordml"}
"""A namespace that Word has known since 2013, and LibreOffice 25.2 does not."""


def reference_to(like: Element, number: int) -> Element:
    """Return the run that refers to a comment."""
    run = made(like, "r")
    run.append(made(like, "commentReference", id=str(number)))
    return run


def for_word(like: Element, number: int) -> Element:
    """Return a run that refers to a comment for Word alone."""
    return _choice(reference_to(like, number), 0)


def for_others(like: Element, number: int) -> Element:
    """Return a run that refers to a comment for all but Word."""
    return _choice(reference_to(like, number), 1)


def _choice(run: Element, place: int) -> Element:
    reference = run[0]
    choice = run.makeelement(f"{{{_CHOICES}}}AlternateContent", nsmap={"mc": _CHOICES, **_WORD})
    for name, attributes in (("Choice", {"Requires": "w15"}), ("Fallback", {})):
        choice.append(choice.makeelement(f"{{{_CHOICES}}}{name}", attributes, {"mc": _CHOICES}))
    choice[place].append(reference)
    run.append(choice)
    return run
