"""Words that a record lacks and that make a cited title another work's: those of a comment, of a second part, of another subject.

>>> _is_part(["part", "ii"]), _is_part(["2"]), _is_part(["2016"]), _is_part(["part", "of", "a", "whole"])
(True, True, False, False)
>>> _is_of_kind("Comment on “Tides”", "Tides"), _is_of_kind("Review of: Tides", "Tides"), _is_of_kind("Tides of the sea", "Tides")
(True, True, False)
"""

from refcheck.checks.comparing.exchange import in_rubric
from refcheck.lexicon import Term, wordings
from refcheck.matching.kind import Kind, is_other_kind, kind_of
from refcheck.matching.transformations.aside import aside
from refcheck.matching.transformations.review import is_bare
from refcheck.messages import worded
from refcheck.model import Agreement, Case, Match, Method
from refcheck.text.folding import fold
from refcheck.text.spelling import announces_part, is_number

_DIGITS = 2
"""Most digits of the number of a part; a longer number is a year."""


def names_another(match: Match, agreement: Agreement) -> bool:
    """Return whether a cited title is of another kind than the registered one, or adds a part or an aside to it.

    Whether the record is the cited work then cannot be told: its title may have been registered without these words. The number
    of a part that is the registered volume adds nothing. Of a container the word of a correction may be read as the first:
    ``Erratum. Tidal Review``.
    """
    cited, registered = agreement.cited, agreement.registered
    if agreement.field == "container-title":
        return _is_corrected(cited) and not _is_corrected(registered)
    if agreement.field != "title" or agreement.explained in ("label", "review") or in_rubric(agreement):
        return False
    if is_other_kind(agreement) and _is_of_kind(cited, registered):
        return True
    _, found, after = f"{fold(cited)} ".partition(f"{fold(registered)} ")
    words = after.split()
    is_part = _is_part(words) and words[-1] != fold(match.record.work.volume or "")
    return bool(found) and (is_part or after.strip() == fold(aside(cited)) != "")


def unregistered_volume(case: Case, match: Match) -> str:
    """Return the volume of a book where the record says nothing of it and may be another volume's.

    It is not asked of a record to which an identifier led, nor of one in a series, which may be what is numbered.
    """
    cited, registered = case.reference.work, match.record.work
    series = cited.container_title, cited.collection_title, registered.container_title, registered.collection_title
    is_book = cited.type == registered.type == "book" and match.method is Method.SEARCH
    if not (is_book and cited.volume and is_number(cited.volume)) or registered.volume or any(series):
        return ""
    is_told = any(map(is_number, fold(f"{registered.title} {registered.subtitle}").split()))
    return "" if is_told else worded("in-brackets", name=worded("field-volume"), what=cited.volume)


def _is_of_kind(cited: str, registered: str) -> bool:
    """Return whether a cited title is a comment on a work, a correction, or a review of what has the registered title."""
    kind = kind_of(cited)
    return is_bare(cited, registered) if kind is Kind.REVIEW else kind is not Kind.WORK


def _is_corrected(name: str) -> bool:
    """Return whether a name begins with the word of a correction and a full stop."""
    first, stop, _ = name.partition(". ")
    return bool(stop) and fold(first) in wordings(Term.CORRECTION)


def _is_part(words: list[str]) -> bool:
    """Return whether folded words are the number of a part: ``part ii``, ``vol 2``, ``2``."""
    if not words or (len(words[-1]) > _DIGITS and words[-1].isdecimal()):
        return False
    return is_number(words[0]) if len(words) == 1 else words[2:] == [] and announces_part(*words)
