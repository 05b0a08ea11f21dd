"""Comparison of titles: with or without the subtitle, translated, cut off, and word by word."""

import re
import unicodedata
from itertools import chain, pairwise

from attrs import frozen
from rapidfuzz.distance import Indel

from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.language import ENGLISH, languages_of, without_names
from refcheck.matching.diff import Wording, compared, differing, similarity
from refcheck.matching.language import are_in_two_languages, in_two_languages, is_rather_english
from refcheck.matching.prepared import PreparedWork, prepared
from refcheck.matching.transformations import label, mark, review
from refcheck.matching.transformations.aside import aside
from refcheck.model import Agreement, Comparison, Work
from refcheck.text.folding import LONGEST, fold, squeeze, strip_article
from refcheck.text.markup import clean
from refcheck.text.pages import whole_pages
from refcheck.text.scripts import comparable, runs, script_of
from refcheck.text.spelling import announces_part, is_part, to_american
from refcheck.text.transliteration import is_one_word, skeleton

BREAK = re.compile(r"[:;?!]\s|[.]\s|\s[-–—/=]\s|[—:]")
"""Where a subtitle may begin: the colon of ``Rivers: How They``, the dash of ``CERMINE – automatic extraction``."""

_SUBTITLE = re.compile(r"[:?!]\s|\s[-–—]\s|—")
"""Where a subtitle begins, and not another sentence."""

_COMMA = re.compile(r",\s(?=[A-Z\d])")
"""Where the name of a proceedings volume's conference may begin."""

_PIECE = re.compile(r"[:.?!]\s")
"""Where a part of a title ends, and not a parallel title begins: the colon of ``Rivers: How They Move``."""

_STATUS = re.compile(r"^\W*(?:retracted|withdrawn|removed)(?: (?:article|chapter|paper))?\W*[\]:–—-]\s*", re.IGNORECASE)
"""Labels that publishers put before the title of a retracted work: ``RETRACTED ARTICLE: ``, ``[Withdrawn] ``."""

_IN_BRACKETS = re.compile(r"\s*\[([^\[\]]+)\]\W*")
"""A title that is entirely in square brackets: ``[Tides of the north]``."""

_COMMAND = re.compile(r"\\(?:([a-zA-Z]+)|(.))")
"""A command of TeX: ``\\infty``, ``\\alpha``."""

_FIELD = "title"

_ALIKE = 0.5
"""Titles less similar than this are reported as two titles, not as one with words changed. Source: a judgement; it affects how
a difference is reported, not whether there is one."""

_TRANSLITERATED = 0.9
"""Least similarity of the skeletons of one title. Source: a judgement; not fitted."""

_LONG_WORD = 4
"""Longest word that is not reduced to American spelling: ``part i`` and ``part ii`` must stay different."""

_BY_CHANCE = 2
"""Most function words of a language in Latin script that may occur by chance in a title in another language: ``na``, ``po``."""

_WORDS_OF_A_TITLE = 3
"""Fewest spaces in round brackets that may enclose a title."""

_LONG_ENOUGH = 15
"""Fewest letters that identify a title that was cut off."""


@frozen
class _Form(Wording):
    """A form of a title. ``bare`` is its key without article and spaces; ``whole`` says that no part is omitted.

    One of two parallel titles, a ``half``, is whole; ``label`` is the label that was removed from it.
    """

    bare: str
    whole: bool
    half: bool = False
    label: str = ""

    @classmethod
    def of(cls, text: str, *, whole: bool, half: bool = False, named: str = "") -> "_Form":
        text = _STATUS.sub("", mark.plain(clean(text)[:LONGEST]))
        key = fold(text if "\\" not in text else _COMMAND.sub(_letter, text))
        return cls(text=text, key=key, bare=_bare(strip_article(key)), whole=whole, half=half, label=named)


def _bare(key: str) -> str:
    """Return a key without spaces, in one spelling, and without the word before a part's number.

    A doubled ``l`` stays, as a misplaced one is an error and not another spelling.
    """
    return "".join(
        "vs" if word == "versus" else word if "ll" in word or len(word) <= _LONG_WORD else to_american(word)
        for word, following in pairwise([*key.split(), ""])
        if not announces_part(word, following)
    )


def _letter(command: re.Match[str]) -> str:
    """Return the Greek letter that TeX sets for a command: ``α`` for ``\\alpha``; symbols and fonts are not part of a key."""
    try:
        return unicodedata.lookup(f"GREEK SMALL LETTER {(command[1] or '').upper()}")
    except KeyError:
        return ""


def full_title(work: Work) -> str:
    """Return a work's title with its subtitle, unless the subtitle is a running head, which only repeats words of the title.

    Return ``""`` where the work has neither.
    """
    title, subtitle = work.title or "", work.subtitle or ""
    if not title or not subtitle:
        return title or subtitle
    title_key, subtitle_key = fold(title), fold(subtitle)
    if squeeze(subtitle_key) in squeeze(title_key) or {*subtitle_key.split()} <= {*title_key.split()}:
        return title
    if squeeze(title_key) in squeeze(subtitle_key):
        return subtitle
    return f"{title.rstrip(' :')}: {subtitle}"


def compare_titles(reference: Work | PreparedWork, record: Work | PreparedWork) -> Agreement | None:
    """Return the agreement of the titles of two works; ``None`` where neither has one."""
    cited, registered = prepared(reference), prepared(record)
    ours, theirs = cited.get(_cited_forms), registered.get(_forms)
    if not cited.get(full_title) and not registered.get(full_title):
        return None
    # two halves may be the same end of two different titles: “(Lake Kivu)”, “at z = 5.18”
    written = [(our, their) for our in ours for their in theirs if not (our.half and their.half)]
    pairs = [(our, their) for our, their in written if comparable(our.key, their.key)]
    for our, their in pairs:
        if our.bare == their.bare and (our.whole or their.whole):
            same = Comparison.SAME if _to_the_letter(cited, registered) else Comparison.VARIANT
            return compared(_FIELD, (our.text, their.text), same, explained="label" * bool(our.label or their.label))
    wholes = [(our, their) for our, their in pairs if our.whole and their.whole]
    for our, their in wholes:
        if not (our.half or their.half) and any(
            _is_head(*pair) or _is_cut(*pair) for pair in ((our, their), (their, our))
        ):
            sides, alike = (our.text, their.text), similarity(our, their)
            added = "subtitle-added" * (_is_head(their, our, _SUBTITLE) or _ends_in_correction(our, their))
            return compared(_FIELD, sides, Comparison.VARIANT, similarity=alike, explained=added)
    if (found := _reviewed(cited, registered)) is not None:
        return found
    for our, their in written:
        if our.whole and their.whole and _is_transliterated(our, their):
            return compared(_FIELD, (our.text, their.text), Comparison.VARIANT)
    wholes = [(our, their) for our, their in wholes if not _is_translated(our, their)]
    if not wholes:
        firsts = ours[0].text if ours else "", theirs[0].text if theirs else ""
        return compared(_FIELD, firsts, Comparison.CANNOT_COMPARE)
    return differing(_FIELD, *max(wholes, key=lambda pair: similarity(*pair)), least=_ALIKE)


def _reviewed(cited: PreparedWork, registered: PreparedWork) -> Agreement | None:
    """Return the agreement of two titles of the same review; ``None`` where they are not."""
    titles = cited.get(full_title), registered.get(full_title)
    if registered.work.type not in _OF_REVIEWS or cited.work.type == "book":
        return None
    if not (review.is_of(*titles) or review.is_of(*reversed(titles))):
        return None
    is_article = _pages(registered.work) > _PAGES_OF_REVIEW or len(registered.work.author) > _AUTHORS_OF_REVIEW
    if is_article and review.is_bare(*titles):
        return None
    ours, theirs = (_Form.of(title, whole=True).text for title in titles)
    return compared(_FIELD, (ours, theirs), Comparison.VARIANT, explained="review")


def _pages(work: Work) -> int:
    """Return how many pages a range has; 0 for anything else."""
    ends = [int(number) for number in re.findall(r"\d+", whole_pages(work.page or ""))]
    return ends[1] - ends[0] + 1 if len(ends) == len(("first", "last")) else 0


_PAGES_OF_REVIEW = 5
"""Most pages of a review that has the reviewed book's title and nothing more as its own. Source: a judgement; not fitted."""

_AUTHORS_OF_REVIEW = 2
"""Most authors of such a review. Source: a judgement; not fitted."""

_OF_REVIEWS = ("article-journal", "review", "review-book", "article-newspaper", "article-magazine")
"""CSL types as which reviews appear."""


def _to_the_letter(cited: PreparedWork, registered: PreparedWork) -> bool:
    titles = (cited.get(full_title), registered.get(full_title), *registered.work.original_title)
    ours, *theirs = (clean(text).rstrip(" .") for text in titles)
    return ours in theirs


def _forms(work: Work) -> list[_Form]:
    """Return the forms of a work's title, the fullest first, without those that have no letter or digit."""
    full = full_title(work)
    titles = (full, *work.original_title)
    wholes = dict.fromkeys((*titles, *map(mark.without_note, titles)))
    parts = dict.fromkeys((work.title, work.title_short))
    forms = [_Form.of(text, whole=True) for text in wholes if text]
    forms += [_Form.of(half, whole=True, half=True) for half in _parallel(full)]
    forms += [_Form.of(text, whole=False) for text in parts if text and text not in wholes]
    labelled = (label.without_label(text) for text in wholes if text)
    forms += [_Form.of(text, whole=True, named=named) for text, named in labelled if named]
    return [form for form in forms if form.bare]


def _cited_forms(work: Work) -> list[_Form]:
    """Return the forms of a cited title; one that adds an aside in brackets is no parallel title."""
    return [form for form in _forms(work) if not (form.half and aside(full_title(work)))]


def _parallel(title: str) -> list[str]:
    """Return the parallel titles in a title: before and in a final bracket, around `` / `` and `` = ``, or in each script."""
    stripped = title.rstrip(" .")
    for begin, end in ("[]", "()"):
        start = stripped.rfind(begin)
        if stripped.endswith(end) and start > 0 and (end == "]" or stripped.count(" ", start) >= _WORDS_OF_A_TITLE):
            return [stripped[:start], stripped[start + 1 : -1]]
    return next((title.split(mark) for mark in (" / ", " = ") if mark in title), runs(title))


def _is_head(short: _Form, long: _Form, marks: re.Pattern[str] = BREAK) -> bool:
    """Return whether ``short`` is ``long`` without the whole subtitle after one of the ``marks``."""
    if len(short.bare) >= len(long.bare) or not long.bare.startswith(short.bare):
        return False
    breaks = chain(marks.finditer(long.text), filter(_is_before_meeting, _COMMA.finditer(long.text)))
    return any(
        _bare(strip_article(fold(long.text[: found.start()]))) == short.bare
        and not is_part(fold(long.text[found.end() :]))
        for found in breaks
    )


def _ends_in_correction(long: _Form, short: _Form) -> bool:
    """Return whether what one title has beyond the other is that it is a correction: ``. Erratum``."""
    return long.key.removeprefix(short.key).strip() in wordings(Term.CORRECTION)


def _is_before_meeting(comma: re.Match[str]) -> bool:
    """Return whether a comma precedes the conference of a volume: ``River Security, 3rd International Workshop on …``."""
    return not words(Term.MEETING, Term.MEETING_WORD).isdisjoint(fold(comma.string[comma.end() :]).split())


def _is_cut(short: _Form, long: _Form) -> bool:
    """Return whether ``short`` ends in an ellipsis, and ``long`` continues it."""
    ends = short.text.rstrip(" )]").endswith(("…", "..."))
    return ends and len(short.bare) >= _LONG_ENOUGH and long.bare.startswith(short.bare)


def _is_transliterated(our: _Form, their: _Form) -> bool:
    """Return whether two titles are the same in two scripts, or in two romanisations of another script.

    In one script, each pair of differing words must be one word by two standards, and the language must not be one in Latin script.
    """
    ours, theirs = our.key.split(), their.key.split()
    if abs(len(ours) - len(theirs)) > 1 or min(len(our.bare), len(their.bare)) < _LONG_ENOUGH:
        return False
    if script_of(our.key) == script_of(their.key):
        changed = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
        if len(ours) != len(theirs) or any(sorted(one) == sorted(other) for one, other in changed):
            return False  # letters in another order are an error, not another standard
        counts = languages_of(our.text)
        is_of_latin = bool(counts[ENGLISH]) or max(counts.values(), default=0) > _BY_CHANCE
        return all(is_one_word(*pair) for pair in changed) and not is_of_latin
    bones, others = skeleton(our.text), skeleton(their.text)
    return bool(bones) and Indel.normalized_similarity(bones, others) >= _TRANSLITERATED


def _is_translated(our: _Form, their: _Form) -> bool:
    """Return whether the words that two titles do not share are in two languages; shared words are mostly names.

    Titles that both indicate English as a whole are not translations: the shared words may be the function words that indicate it.
    """
    texts = without_names(our.text), without_names(their.text)
    if all(map(is_rather_english, texts)):
        return False
    if similarity(our, their) < _TRANSLITERATED and any(map(_is_said_to_be_translated, (our, their))):
        return True
    shared = {*our.key.split()} & {*their.key.split()}
    ours, theirs = (" ".join(word for word in text.split() if not shared >= {*fold(word).split()}) for text in texts)
    if not (ours and theirs) or not in_two_languages(ours, theirs):
        return False  # a title that is part of the other is in the same language
    pieces = [are_in_two_languages(_PIECE.split(text)) for text in texts]
    return pieces[0] == pieces[1]  # a title does not change its language, unless it is a parallel title


def _is_said_to_be_translated(form: _Form) -> bool:
    """Return whether a title is entirely in square brackets, which mark a translation, and is not the description of a review.

    Source: NLM's Citing Medicine, 2nd edition, chapter 1; the APA's Publication Manual, 7th edition, 9.38.
    """
    inner = _IN_BRACKETS.fullmatch(form.text)
    return inner is not None and review.of_work(inner[1]) is None
