"""Threads of forums and chats: who wrote when, talk, and references in it, some behind words that lead to them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter

from attrs import evolve

from refcheck.layout.lines import Line, text_of
from refcheck.lexicon import Term, words
from refcheck.parsing.splitting import holds_year
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.evidence import SURE_REFERENCE, evidence, is_sentence
from refcheck.parsing.splitting.headings import Heading, heading
from refcheck.parsing.splitting.openings import BULLET, NAMED, NUMBER, Opening, opening

_STAMP = re.compile(r"(?<!\d)\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?!\d)|(?<![\d;:])\d{1,2}:\d\d(?![\d–-])")
"""A date or a time in figures: "2019-05-03", "15:01"."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_MARK = re.compile(r"[·|•]")
_COUNTED = re.compile(r"(?:([^\W\d_]{2,}) )?\d+ ([^\W\d_]{2,})")
"""A word beside a figure, or a mark between the parts of a line above a post: "42 points", "vor 3 Stunden", "·"."""

_STEM = 4
"""Words with so many letters in common count as one: "hour", "hours"."""

_LEADS = re.compile(r"(?<=[^\s,&;])\s+(?=[^\W\d_a-z])")
"""Where a reference may begin behind talk: "I'd add Doe, J. …", "You want this: Doe, J. …"."""

_INITIALS = re.compile(r"(?<![^\W\d_])[A-ZÀ-ÞА-Я]{1,3}[.,]")
"""The initials of a person: "Doe, J.", "Doe JR,"."""

_LIST = re.compile(r"[,;.&]")
"""What stands between names, and behind initials."""

_NARRATED = re.compile(r"\(\d{4}[^()]{0,30}\)\s+[a-zß-ÿ]")
"""A year in brackets behind which a sentence goes on: "Doe (2010) shows", "Roe (2012, p. 3) writes"."""

_LONGEST_HEAD, _LONGEST_LEAD = 80, 160
"""The line above a post, and what leads to a reference, are no longer, in characters."""
_FEWEST, _SHARE, _MOSTLY = 3, 0.1, 0.4
"""So many lines, and this share of all, stand above or below posts, and this share of those that may have a word in common. Source:
set by hand."""
_PLAIN, _STRONG = 1.5, 3.0
"""The line above a post is worth less than the first, a reference more; a line worth the second is surely one. Source: set by
hand."""
_TALK = 1.0
"""A line behind a reference is worth less where it is talk. Source: set by hand."""
_LONGEST = 12
"""No reference of a post is wrapped over more lines."""
_BEGUN = NAMED | {Opening.BODY_AND_YEAR}
_ENDED = frozenset({Ending.STOP, Ending.YEAR, Ending.NUMBER})


def without_talk(lines: Sequence[Line]) -> list[Line]:
    """Return the references of a thread, each set apart; the lines as they are where it is none, or more in it looks like some."""
    heads = _heads(lines)
    if not heads or any(heading(line) is Heading.LIST for line in lines):
        return list(lines)
    kept: list[Line] = []
    for post in _posts(lines, heads):
        found = list(_references(post))
        taken = {line.start for line in found}
        beside = [line for line in post if not any(line.start <= start <= line.end for start in taken)]
        if any(
            holds_year(line.text) and evidence(line.text) >= _STRONG and not is_sentence(line.text) for line in beside
        ):
            return list(lines)
        kept += found
    return kept or list(lines)


def _heads(lines: Sequence[Line]) -> set[int]:
    """Return the places of the lines above or below posts: short, with a figure and a word, a mark or a date in common."""
    found: dict[int, set[str]] = {}
    for place, line in enumerate(lines):
        is_short = len(line.text) <= _LONGEST_HEAD and line.text[-1] not in ".?!" and any(map(str.isdecimal, line.text))
        stamp = _STAMP.search(line.text)
        if is_short and _is_at_end(lines, place) and (stamp or evidence(line.text) < _PLAIN):
            said = {word.casefold()[:_STEM] for beside in _COUNTED.findall(line.text) for word in beside if word}
            found[place] = said | set(_MARK.findall(line.text)) | ({":"} if stamp else set())
    if not any(found.values()) or len(found) < max(_FEWEST, _SHARE * len(lines)):
        return set()
    common, count = max(Counter(word for held in found.values() for word in held).items(), key=itemgetter(1))
    heads = {place for place, held in found.items() if common in held}
    is_many = count >= max(_FEWEST, _SHARE * len(lines), _MOSTLY * len(found))
    return heads if is_many and _are_by_several([lines[place] for place in heads]) else set()


def _is_at_end(lines: Sequence[Line], place: int) -> bool:
    """Return whether a line is the first or the second of its paragraph, above others, or the last."""
    is_last = place + 1 == len(lines) or lines[place + 1].blanks > 0
    if lines[place].blanks:
        return not is_last
    return is_last or lines[place - 1].blanks > 0


def _are_by_several(heads: Sequence[Line]) -> bool:
    """Return whether heads begin with different names, or, below posts or a line of their own, end with some."""
    said = [found for head in heads if (found := _WORD.findall(head.text.casefold()))]
    is_within = not any(head.blanks for head in heads)
    return len({first for first, *_ in said}) > 1 or (is_within and len({last for *_, last in said}) > 1)


def _posts(lines: Sequence[Line], heads: set[int]) -> Iterator[list[Line]]:
    """Yield the paragraphs of the posts."""
    held: list[Line] = []
    for place, line in enumerate(lines):
        if held and (line.blanks or place in heads or line.indent != held[-1].indent):
            yield held
            held = []
        if place not in heads:
            held.append(line)
    if held:
        yield held


def _references(post: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of the references in a paragraph, the first of each set apart."""
    place = 0
    while place < len(post):
        begun = _begun(post[place])
        ends = range(place + 1, min(len(post), place + _LONGEST) + 1)
        end = next((end for end in ends if _is_whole([begun, *post[place + 1 : end]], post[end : end + 1])), None)
        if end is None:
            place += 1
            continue
        yield evolve(begun, blanks=1)
        yield from post[place + 1 : end]
        place = end


def _begun(line: Line) -> Line:
    """Return a line from where a reference begins in it: at once, behind a mark, or behind words that lead to it."""
    for pattern in (NUMBER, BULLET):
        if mark := pattern.match(line.text):
            return _from(line, mark.end())
    begun = opening(line.text)
    for place in _LEADS.finditer(line.text, 0, _LONGEST_LEAD):
        lead, rest = line.text[: place.start()], line.text[place.end() :]
        if holds_year(lead):
            break
        is_begun = opening(rest) in (NAMED if begun in _BEGUN else _BEGUN) and holds_year(rest)
        if is_begun and (begun not in _BEGUN or (_is_talk(lead) and (begun not in NAMED or not _LIST.search(lead)))):
            return _from(line, place.end())
    return line


def _is_talk(text: str) -> bool:
    """Return whether words before a name are no part of it and no names: "I'd add"; not "van der", "Doe J,"."""
    small = [word for word in _WORD.findall(text) if word[0].islower()]
    return not _INITIALS.search(text) and not _particles().issuperset(small)


@cache
def _particles() -> frozenset[str]:
    return words(Term.PARTICLE, Term.ARTICLE)


def _from(line: Line, place: int) -> Line:
    return evolve(line, text=line.text[place:], start=line.start + place)


def _is_whole(lines: Sequence[Line], following: Sequence[Line]) -> bool:
    """Return whether lines are one reference, behind which another begins, or talk."""
    text = text_of(lines)
    if opening(text) not in _BEGUN or not holds_year(text) or ending(text) not in _ENDED or _NARRATED.search(text):
        return False
    if evidence(text) < (SURE_REFERENCE if is_sentence(text) else _PLAIN):
        return False
    return not following or opening(_begun(following[0]).text) in _BEGUN or evidence(following[0].text) < _TALK
