"""Containers: journals, books, proceedings and series."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from refcheck.gazetteer.journals import is_preprint_server
from refcheck.lexicon import Term, words
from refcheck.matching.diff import Wording, compared, differing, similarity
from refcheck.matching.fields.numbers import compare_sets
from refcheck.matching.language import in_one_language, is_no_translation
from refcheck.matching.prepared import PreparedWork, prepared
from refcheck.matching.transformations.names import ANOTHER, IN_PART, WHOLLY, are_two_journals, relation
from refcheck.matching.transformations.section import section_of, section_of_volume
from refcheck.model import Agreement, Comparison, Work
from refcheck.text.deferred import deferred
from refcheck.text.folding import LONGEST, fold
from refcheck.text.markup import clean

_BRACKET = re.compile(r"\s*\(([^()]{2,40})\)[\s.]*$")
"""A bracket at the end of a name: the `` (London)`` of a journal, the `` (ICCV 2021)`` of a conference."""

_LETTER_OF_PAGE = deferred(r"[LS](?=\d)")
"""The letter for a part of the journal before a page: the ``L`` of ``L18``, in the Letters, the ``S`` of a supplement."""

_PARTS = {"L": "letters", "S": "supplement"}
"""Letter of a part → the word at the end of its name."""

_FIELD = "container-title"

_ALIKE = 0.8
"""Names less similar than this are reported as two names, not as one with words changed. Source: a judgement; not fitted."""


def compare_containers(reference: Work | PreparedWork, record: Work | PreparedWork) -> Agreement | None:
    """Return the agreement of the containers of two works; ``None`` where neither has one.

    Also ``None`` for a report with a series of its own that is deposited on a preprint server. Any name in the record may agree:
    full or short, of the book, its series or its meeting; an organisation may be cited as container and registered as publisher.
    A name that is another known journal's is not a form of the registered one. Names in two languages or scripts are not compared.
    """
    ours, theirs = prepared(reference).get(_cited_names), prepared(record).get(_registered_names)
    cited, registered = prepared(reference).work, prepared(record).work
    ours = [*ours, *_names(_without_publisher(cited.container_title or "", registered.publisher or ""))]
    if not ours and not theirs:
        return None
    ours, theirs = _telling(ours, theirs), _telling(theirs, ours)
    pairs = [(our, their) for our in ours for their in theirs if our.key and their.key]
    for our, their in pairs:
        if our.text == their.text:
            is_stated = our in _names(cited.container_title, cited.collection_title)
            return compared(_FIELD, (our.text, their.text), Comparison.SAME if is_stated else Comparison.VARIANT)
    related = [(our, their, relation(our.text, their.text, _section(cited, registered, their))) for our, their in pairs]
    parts = (
        (our, their, relation(our.text, their.text)) for our, their in _without_part(pairs, cited.page, registered.page)
    )
    related += [each for each in parts if each[2] in WHOLLY]
    is_deposited = cited.type == "report" and any(is_preprint_server(their.key) for their in theirs)
    explained = _explained(cited, registered, related)
    return explained or (None if is_deposited else _apart(cited, registered, ours, theirs, pairs))


def _cited_names(work: Work) -> list[Wording]:
    name = work.container_title or ""
    return _names(work.container_title, *_acronyms(name), *_in_brackets(name), work.collection_title)


def _registered_names(work: Work) -> list[Wording]:
    others = (*work.container_title_alternative, work.collection_title, work.event_title)
    return _names(work.container_title, *_in_brackets(work.container_title or ""), *others)


def _explained(cited: Work, registered: Work, related: Sequence[tuple[Wording, Wording, str]]) -> Agreement | None:
    """Return the agreement where a transformation, an ISSN or the publisher explains the cited name, or it is another journal's."""
    others = [pair for pair in related if pair[2] == ANOTHER]
    wholly = [pair for pair in related if pair[2] in WHOLLY]
    in_part = [pair for pair in related if pair[2] in IN_PART]
    one_issn = compare_sets("ISSN", cited.issn, registered.issn)
    if not in_part and one_issn and one_issn.agrees:
        in_part = [(our, their, "issn") for our, their, _ in related[:1] if not are_two_journals(our.key, their.key)]
    if not wholly:
        named = _names(cited.container_title, cited.collection_title)
        wholly = [
            (our, publisher, "body")
            for our in named
            for publisher in _names(registered.publisher)
            if publisher.key in (our.key, _without_meeting(our.key))
        ]
    for our, their, name in wholly:
        return compared(_FIELD, (our.text, their.text), Comparison.VARIANT, explained=name)
    for our, their, name in [pair for pair in in_part if pair[2] == "renamed"] or others or in_part:
        unlike = differing(_FIELD, our, their, least=_ALIKE)
        return evolve(unlike, comparison=Comparison.DIFFERENT, explained="" if name == ANOTHER else name)
    return None


def _apart(
    cited: Work,
    registered: Work,
    ours: Sequence[Wording],
    theirs: Sequence[Wording],
    pairs: Sequence[tuple[Wording, Wording]],
) -> Agreement:
    """Return the agreement of names that no transformation explains: in two languages they cannot be compared."""
    translated = [pair for pair in pairs if not in_one_language(pair[0].key, pair[1].key)]
    # A name beside the registered one may be an abbreviation: only the two full names show that they differ.
    apart = [pair for pair in pairs if pair not in translated] if pairs[:1] != translated[:1] else []
    if translated and not apart:  # compare both without their brackets, which may be translations
        our, their = (fold(each.text.partition(" (")[0]) for each in translated[0])
        titles = ((cited.title or "").partition(" [")[0], registered.title or "")
        apart = translated[:1] if is_no_translation(our, their, titles) else []
    if not apart:
        sides = ours[0].text if ours else "", theirs[0].text if theirs else ""
        return compared(_FIELD, sides, Comparison.CANNOT_COMPARE)
    return differing(_FIELD, *max(apart, key=lambda pair: similarity(*pair)), least=_ALIKE)


def _without_publisher(name: str, publisher: str) -> str:
    """Return a name without a leading acronym of its registered publisher: ``J. Tides`` of ``STRE J. Tides``; else ""."""
    body, _, rest = name.partition(" ")
    of_publisher = body.isupper() and len(body) > 1 and body.lower() in fold(publisher).split()
    return rest if of_publisher and rest else ""


def _section(cited: Work, registered: Work, name: Wording) -> str:
    """Return the section beside the cited volume; "" where the registered section is a number, or its volume has another letter."""
    of_name, of_volume = section_of(name.text), section_of_volume(registered.volume)
    return section_of_volume(cited.volume) if of_name in {"", *"abcdefgh"} and of_volume in ("", of_name) else ""


def _without_part(pairs: Sequence[tuple[Wording, Wording]], *pages: str | None) -> Iterator[tuple[Wording, Wording]]:
    """Yield pairs in which one name is without the part of the journal that the letter before both pages indicates."""
    letter, other = (found[0] if (found := _LETTER_OF_PAGE.match(page or "")) else "" for page in pages)
    for our, their in pairs if letter == other != "" else ():
        if " " in our.text or " " in their.text:  # of two acronyms, one need not be a part of the other
            yield from ((whole, their) for whole in _names(_of_whole(our.text, letter)))
            yield from ((our, whole) for whole in _names(_of_whole(their.text, letter)))


def _of_whole(name: str, letter: str) -> str:
    """Return the name of the journal of a part: ``TJ`` of ``TJL``, ``Tidal J.`` of ``Tidal J. Lett.``; "" for any other name."""
    head, _, last = name.rpartition(" ")
    is_part = len(last) > 2 and _PARTS[letter].startswith(fold(last))
    return head if is_part else name[:-1] if not head and name.endswith(letter) else ""


def _without_meeting(key: str) -> str:
    """Return a folded name without words for meetings: ``spie`` of ``proc spie``."""
    return " ".join(word for word in key.split() if word not in words(Term.MEETING))


def _names(*texts: str | None) -> list[Wording]:
    return [Wording(text, fold(text)) for text in (clean(text)[:LONGEST] for text in texts if text)]


def _telling(names: Sequence[Wording], others: Sequence[Wording]) -> list[Wording]:
    """Return the names that have a distinctive word, or that both sides have: a bare ``Proc.`` does not say whose it is."""
    of_any, known = words(Term.MEETING), {other.key for other in others}
    return [name for name in names if name.key in known or not of_any >= {*name.key.split()}]


def _acronyms(text: str) -> list[str]:
    """Return the acronyms of a container that consists of acronyms and numbers only: ``IPMU 2014, CCIS``."""
    words = text.replace(",", " ").replace(".", " ").split()
    acronyms = [word for word in words if len(word) > 3 and word.isupper()]
    return acronyms if len(acronyms) == sum(not word.isdecimal() for word in words) > 0 else []


def _in_brackets(text: str) -> list[str]:
    """Return a name without its final bracket, and the acronyms in the bracket: ``… Conference on Computer Vision (ICCV 2021)``."""
    found = _BRACKET.search(text)
    if found is None or not found.start() or section_of(text):
        return []
    acronyms = [
        word for word in found[1].replace("-", " ").replace("'", " ").split() if sum(map(str.isupper, word)) > 1
    ]
    return [text[: found.start()], *acronyms]
