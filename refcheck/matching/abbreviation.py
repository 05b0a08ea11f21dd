"""One name of a journal, a series or a meeting beside another: in full, abbreviated, or by its initials.

Source: ISO 4 (words are cut at the end, rarely contracted; articles, conjunctions and prepositions are left out; the order stays).
"""

import re

from refcheck.text.folding import squeeze, words

_SMALL = words("""the a an and of for in on at to de la le les l du des der die das dem den fur et e y el los las del di della do da
dos van het with by from""")

_JOURNAL = words("journal j jour jnl series ser preprint preprints online")
"""Words that are added to a name and dropped from it, as numbers are."""

_MEETING = words("proceedings proc conference conf symposium symp workshop congress cong meeting")

_AND = "[aeiouy]"
"""How the words begin that ``fold`` writes as "and": ``y``, ``et``, ``und``, ``och``."""

_COVERED = 0.6
"""The share of the longer name's words that the shorter one must have, where words are left out. Source: set by hand."""

_MOST_BESIDE = 4
"""So many words are a meeting's acronym with what stands beside it: ``Proceedings of ICLR 2019``."""

_INITIALS = range(2, 9)
"""How many letters an acronym has."""


def same_name(one: str, other: str) -> bool:
    """Whether two folded names of containers are one, written in full, cut short (ISO 4), without "Journal of", or by initials."""
    ours, theirs = _telling(one), _telling(other)
    if not ours or not theirs:
        return one == other
    if _by_initials(one, theirs) or _by_initials(other, ours):
        return True
    if spells(squeeze(one), other) or spells(squeeze(other), one):
        return True
    ours, theirs = (_without(_JOURNAL, name, least=1) for name in (ours, theirs))
    meeting = not _MEETING.isdisjoint((*ours, *theirs))
    if meeting:
        ours, theirs = (_without(_MEETING, name, least=2) for name in (ours, theirs))
    short, long = sorted((ours, theirs), key=len)
    matched, cut = _in_order(short, long)
    if matched < len(short):
        return False
    left_out = meeting or (cut and _is_shortened(short, long))
    return len(short) == len(long) or (left_out and len(short) > 1 and matched / len(long) >= _COVERED)


def spells(acronym: str, key: str) -> bool:
    """Whether an acronym is made of the initials of a name of three words and more; small words may have theirs in it: ``npa``."""
    words = key.split()
    letters = "".join(f"{_AND if word == 'and' else re.escape(word[0])}{'?' * (word in _SMALL)}" for word in words)
    return len(words) > 2 and re.fullmatch(letters, acronym) is not None


def _telling(key: str) -> list[str]:
    return [word for word in key.split() if word not in _SMALL]


def _without(words: frozenset[str], name: list[str], least: int) -> list[str]:
    """A name without some words and without numbers, if so many words are left."""
    rest = [word for word in name if word not in words and not word[0].isdigit()]
    return rest if len(rest) >= least else name


def _by_initials(key: str, name: list[str]) -> bool:
    """Whether a one-word key is made of the initials of a name: JAMA, PNAS; of a meeting's, they may be a part (ICCV)."""
    initials = "".join(word[0] for word in name)
    acronym = _acronym(key)
    if len(acronym) not in _INITIALS or not acronym.isalpha() or len(name) < 2:
        return False
    return initials == acronym or (len(acronym) > 3 and (initials.startswith(acronym) or acronym in initials))


def _acronym(key: str) -> str:
    """The one word of a key that is no number and no word for a meeting: ``iclr`` of ``proc iclr 2019``; else the whole key."""
    words = key.split()
    own = [word for word in words if not word.isdecimal() and word not in _MEETING and word not in _SMALL]
    return own[0] if len(own) == 1 and len(words) <= _MOST_BESIDE else key


def _in_order(short: list[str], long: list[str]) -> tuple[int, bool]:
    """How many words of ``short`` have their like in ``long``, in order, and whether any of them is cut."""
    matched, cut, rest = 0, False, iter(long)
    for word in short:
        like = next((other for other in rest if _is_cut(word, other) or _is_cut(other, word)), None)
        if like is None:
            break
        matched += 1
        cut = cut or like != word
    return matched, cut


def _is_shortened(short: list[str], long: list[str]) -> bool:
    """Whether words of the shorter list are cut and none of the longer one is: who cuts words leaves words out, too."""
    return not any(word != other and word.startswith(other) for word in short for other in long)


def _is_cut(short: str, full: str) -> bool:
    """Whether ``short`` is ``full``, cut at the end (``environ``) or contracted (``natl``)."""
    if full.startswith(short):
        return True
    if len(short) < 3 or len(short) >= len(full) or short[0] != full[0]:
        return False
    letters = iter(full)
    return short[-1] in full[-2:] and all(letter in letters for letter in short)
