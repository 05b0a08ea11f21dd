"""Tracked changes brought from a fixed copy into the open document."""

import re
from difflib import SequenceMatcher

from refcheck_writer.failures import ChangedError
from refcheck_writer.places import cursor_at, length, listed, paragraphs, select, shown

_WORDS = re.compile(r"\w+|\s|[^\w\s]")
"""A word, one blank, one sign: ``10``, ``.``, `` ``."""


def edits(before, after):
    """Return the edits that make one text of another, from the end to the beginning: where, what stands there, what is to stand.

    >>> edits("doi: 10.1/a. b (1999)", "doi: 10.1/a.b (1998)")
    [(16, '1999', '1998'), (12, ' ', '')]
    >>> edits("one 𝒳 two", "one 𝒳 three")
    [(7, 'two', 'three')]
    >>> edits("same", "same")
    []
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found = []
    for kind, first, last, start, stop in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append((length("".join(old[:first])), "".join(old[first:last]), "".join(new[start:stop])))
    return found[::-1]


def found(context, fixed, document):
    """Return for each paragraph the edits that make of it what it is in a fixed copy once its changes are accepted.

    Raises:
        ChangedError: the document is not what the copy is while its changes are refused.
    """
    own = paragraphs(document)
    texts = [shown(each) for each in own]
    _settle(context, fixed, "Reject")
    if texts != [shown(each) for each in paragraphs(fixed)]:
        raise ChangedError()
    if fixed.UndoManager.isUndoPossible():
        fixed.UndoManager.undo()
    _settle(context, fixed, "Accept")
    others = paragraphs(fixed)
    if len(own) != len(others):
        raise ChangedError()
    return [(each, edits(text, shown(other))) for each, text, other in zip(own, texts, others, strict=True)]


def _settle(context, document, what):
    if any(True for _ in listed(document.Redlines)):
        dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{what}AllTrackedChanges", "", 0, ())


def bring(wanted, document):
    """Make edits, as tracked changes."""
    recorded = document.RecordChanges
    document.RecordChanges = True
    try:
        for paragraph, some in wanted:
            for place, before, after in some:
                cursor = cursor_at(paragraph, place)
                if select(cursor, before):
                    cursor.setString(after)
    finally:
        document.RecordChanges = recorded
