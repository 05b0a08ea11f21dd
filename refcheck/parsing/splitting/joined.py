"""Several references in one entry: joined by semicolons as footnotes do, "Smith, A Book (Oxford 1990) 12; Jones, …", or run on in
one paragraph, where a copy has lost the ends of lines."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from attrs import evolve

from refcheck.identifiers.schemes import arxiv
from refcheck.layout import LITTLE, MOST
from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Span
from refcheck.parsing.official import official
from refcheck.parsing.splitting import STANDALONE_YEAR, Entry, has_year
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.evidence import PASSING, evidence, is_certain
from refcheck.parsing.splitting.openings import INTRODUCING, LETTERED, NAMED, POINTING, Opening, introduction, opening
from refcheck.parsing.splitting.sections import refers_back
from refcheck.parsing.tagging.tokens import TOKEN
from refcheck.text.characters import QUOTES
from refcheck.text.deferred import deferred

_JOINT = re.compile(
    rf"(?:\s*;|(?<=\.))\s+(?=(?P<lead>{INTRODUCING}\s+)?(?P<letter>\(?[b-z]\))\s+[^\W\d_])|"
    rf"[.;]\s+(?P<see>(?i:{alternatives(wordings(Term.SEE))})[.:]?)\s+(?=[^\W\d_a-z])"
    rf"|(?:\s*;|(?<=\.))\s+(?=(?P<pointing>{POINTING}\s+)[^\W\d_a-z])"
    r"|\s*;\s+(?=[^\W\d_]|[—–\"“„«'‘\[])|(?<=[.\d)])\s+(?P<label>\[\d{1,3}\])\s+(?=[^\W\d_])"
)
"""The letter of the next work under a number, "194. (b) Jones", with its introduction, "194. For reviews, see: (b) Jones"; a
semicolon between references, "(1990) 12; Jones", but not between volume and pages, "2010;12(3)"; a word or phrase that points to
another reference, "47. See also Jones"; or a number outside the numbering of the list, "12-14. [31] Jones"."""

_QUOTED = deferred(
    r"“[^“”]{1,400}”|„[^„“”]{1,400}[“”]|(?<![\w.,!?])”[^“”]{1,400}”|»[^«»]{1,400}«|«[^«»]{1,400}»|(?<!\w)\"[^\"]{1,400}\"(?!\w)"
    r"|(?<!\w)[‘'](?:[^‘'’]|(?<=\w)['’](?=\w)){1,400}['’](?!\w)"
)
"""A title in quotation marks, in which no reference ends: "“Lagoons; Tides and Dunes”", "'Vik's Dunes; Tides'"."""

_STOP = deferred(r"(?<=[^\W_][.)\]])\s+(?=[^\W\d_a-z])|(?<=\d)\s+(?=[^\W\d_a-z])")
"""A place where a reference may end and the next begin in one paragraph: "22–33. Gutierrez", "10.1000/b6.28 Iwasaki"."""

_FEWEST_RUNNING = 3
"""The fewest references that run on in one paragraph: of two the second may be a translation or a reprint of the first."""

_NAME = r"(?:[^\W\d_]+['’ -]){0,3}[^\W\d_]+,(?:\s?[^\W\d_]+\.?){1,3}$"
"""One name, family first: "Bouwman, Harry", "de la Cruz, M. J."."""

_NAME_BEFORE = deferred(rf"(?:^|[.:;(“”\"»&\d]|\b(?:in|In|and|und))\s*{_NAME}")
"""The last words before a semicolon, if they may be one of several names: "in: Bouwman, Harry", "2007 Kittur, Aniket"."""

_NUMBER_AFTER = re.compile(rf";\s+{alternatives(words(Term.VOLUME, Term.ISSUE, Term.PAGE))}\.?\s?\d", re.IGNORECASE)
"""A labelled number after a semicolon that separates the parts of a reference: "Annals of Towns; vol. 3", "; S. 12"."""


_DAY_BEFORE = deferred(
    rf"[;,]\s(?P<year>(?:19|20)\d\d\s)?{alternatives(words(Term.MONTH))}\.?(?(year)|\s\d{{1,2}})\b[^;]{{0,15}}$",
    re.IGNORECASE,
)
"""The days or the month of a meeting, after which its place follows: "; 2011 Jun 6-9"; "Bergen, Norway"."""

_SHORTEST = 20
_LONGEST = 3000
"""The least and the greatest length of a reference beside a semicolon, in characters."""

_FEWEST_WORDS = 5
"""The fewest words of a reference besides its URL: "Marsh Press, 2011. https://doi.org/…" is only the publisher and year of one."""
_URL = deferred(r"(?:https?:|doi|10\.\d{4})\S*", re.IGNORECASE)

_IBID = deferred(rf"\b{alternatives(words(Term.IBID))}\b", re.IGNORECASE)

_OFTEN = 2
"""A list joins references often if at least this number of its entries do, and at least the share ``LITTLE`` of them."""
_OTHERS = frozenset(
    {Opening.LABEL, Opening.CAPITAL, Opening.QUOTE, Opening.BODY_AND_YEAR, Opening.UNCASED, Opening.PARTICLE}
)
_REPEATED = frozenset({Opening.REPEATED_AUTHOR, Opening.IBIDEM})


def parted(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries of a list, with those split that join several references.

    A semicolon separates two references only if the text on either side of it would pass for a reference on its own. The text after
    it must begin with a person, unless the list often joins references. In note 12 the second reference has the key "12.2". In a
    list where semicolons separate the parts of each reference, no entry is split. The certainty of an entry is 0 if it has letters
    of several works and could not be split.
    """
    texts = [entry.raw for entry in entries]
    if sum(bool(_NUMBER_AFTER.search(text)) for text in texts) > MOST * len(texts):
        yield from entries
        return
    sure = [list(_joints(text, _is_surely_joint)) for text in texts]
    often = sum(any(not joint["letter"] for joint in joints) for joints in sure) >= max(_OFTEN, LITTLE * len(entries))
    for entry, joints in zip(entries, sure, strict=True):
        found = list(_joints(entry.raw, _is_likely_joint)) if often else joints or _running(entry.raw)
        for piece in pieces(entry, [joint.span() for joint in found]):
            is_several = piece.raw.startswith("(") and any(joint["letter"] for joint in _JOINT.finditer(piece.raw))
            yield evolve(piece, certainty=0.0) if is_several and LETTERED.match(piece.raw) else piece


def pieces(entry: Entry, gaps: Sequence[tuple[int, int]]) -> list[Entry]:
    """Return the pieces of an entry between the gaps as entries; the whole entry if its lines do not correspond to its spans."""
    lines = entry.raw.split("\n")
    if not gaps or [len(line) for line in lines] != [len(span) for span in entry.spans]:
        return [entry]
    edges = [0, *(edge for gap in gaps for edge in gap), len(entry.raw)]
    starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
    placed = [(start, line, span.start - start) for start, line, span in zip(starts, lines, entry.spans, strict=True)]
    found: list[Entry] = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        cut = [
            Span(max(first, at), max(first, at) + len(line[max(first - at, 0) : max(last - at, 0)].rstrip()))
            for at, line, _ in placed
        ]
        kept = [(span, shift) for span, (_, _, shift) in zip(cut, placed, strict=True) if len(span)]
        raw = "\n".join(span.of(entry.raw) for span, _ in kept)
        key = f"{entry.key}.{len(found) + 1}" if entry.key and found else entry.key
        found.append(evolve(entry, key=key, raw=raw, spans=tuple(span.shifted(shift) for span, shift in kept)))
    return found


def _joints(text: str, is_joint: Callable[[str, str], bool]) -> Iterator[re.Match[str]]:
    start = introduction(text).end if LETTERED.match(text) is None else 0
    for joint in _JOINT.finditer(without_quoted(text)):
        if joint.start() - start > _LONGEST:
            continue
        begin = max(joint.end(), joint.end("lead"), joint.end("pointing"))
        left, right = text[start : joint.start()].lstrip(), text[begin : begin + _LONGEST]
        is_separator = next((check for group, check in _CHECKS if joint[group]), is_joint)
        if letter := joint["letter"]:
            before = letter.replace(letter[-2], chr(ord(letter[-2]) - 1))  # "(a)" for "(b)"
            is_separator = _is_likely_joint if left.startswith(before) else _is_surely_joint
        if _may_end(left) and not _DAY_BEFORE.search(left[-40:]) and is_separator(left, right):
            yield joint
            start = begin


def without_quoted(text: str) -> str:
    """Return the text with null characters in place of the text between quotation marks."""
    if QUOTES.isdisjoint(text):
        return text
    return _QUOTED.sub(lambda found: f"{found[0][0]}{chr(0) * (len(found[0]) - 2)}{found[0][-1]}", text)


def _running(text: str) -> list[re.Match[str]]:
    """Return the joints between the references of one paragraph, if all its pieces would pass for references."""
    found: list[re.Match[str]] = []
    start = 0
    if len(STANDALONE_YEAR.findall(text)) < _FEWEST_RUNNING:
        return found
    for joint in _STOP.finditer(without_quoted(text)):
        if (
            not text[joint.end()].islower()  # the pattern excludes only small Latin letters: "1897 и 1926 гг."
            and opening(text[joint.end() : joint.end() + _LONGEST]) in NAMED
            and _may_end(text[start : joint.start()])
            and is_certain(text[start : joint.start()])
        ):
            found.append(joint)
            start = joint.end()
    is_run_on = len(found) + 1 >= _FEWEST_RUNNING and is_certain(text[start:])
    return found if is_run_on else []


def _may_end(text: str) -> bool:
    return (
        (len(text) >= _SHORTEST or opening(text) in _REPEATED or refers_back(text))
        and text.count("(") + text.count("[") <= text.count(")") + text.count("]")
        and ending(text) is not Ending.JOINED
    )


def _is_labelled(left: str, right: str) -> bool:
    """Return whether a number in brackets separates two references: a reference's text precedes it and names follow it."""
    return evidence(left) >= PASSING and opening(right) in NAMED and _is_whole(right)


def _is_pointed_to(_: str, right: str) -> bool:
    """Return whether the text that a note points to would pass for a reference on its own, whatever precedes it: "Lund, 47. See
    Roe"."""
    return (_is_credited(right) or official(right, TOKEN.findall(right)) is not None) and _is_whole(right)


def _is_introduced(left: str, right: str) -> bool:
    """Return whether a phrase points to such a work after another work or a short form, rather than after mere prose."""
    return (any(map(str.isdigit, left)) or refers_back(left)) and _is_pointed_to(left, right)


_CHECKS = (("label", _is_labelled), ("see", _is_pointed_to), ("pointing", _is_introduced))
"""A group of ``_JOINT`` → the function that reports whether its match separates two references."""


def _is_credited(text: str) -> bool:
    """Return whether a text begins with names, also right before a title in quotes: "Pia Vik, ‘Dunes’", "Lund/Roe, Dunes"."""
    return opening(text) in NAMED or _CREDITED.match(text) is not None


_CREDITED = deferred(r"[^\W\d_a-z][\w’'-]+(?:(?:\s[\w.’'-]+){1,5},\s(?=[‘“„«\"'])|/[^\W\d_a-z][\w’'-]+,\s)")


def _is_surely_joint(left: str, right: str) -> bool:
    if (is_short := refers_back(left)) or refers_back(right):
        return not is_short or (not refers_back(right) and evidence(right) >= PASSING)
    return (
        (len(_URL.sub("", right).split()) >= _FEWEST_WORDS or bool(arxiv.find(right)))
        and not _NAME_BEFORE.search(left[-60:])
        and _is_whole(left)
        and (opening(right) in _REPEATED or (_is_credited(right) and _is_whole(right)))
    )


def _is_likely_joint(left: str, right: str) -> bool:
    begins = opening(right)
    ends = _is_whole(left) or ending(left) is Ending.NUMBER
    is_likely = ends and (begins in _REPEATED or begins in NAMED or (begins in _OTHERS and _is_whole(right)))
    return is_likely or _is_surely_joint(left, right)


def _is_whole(text: str) -> bool:
    """Return whether the text would pass for a reference on its own: with a year, an eprint's number or "ibid."."""
    is_placed = has_year(text) or _IBID.search(text) is not None or bool(arxiv.find(text))
    is_repeated = opening(text) in _REPEATED and any(map(str.isalpha, text))  # "———; Poe, Ann." is of two people
    return is_repeated or (is_placed and evidence(text) >= PASSING)
