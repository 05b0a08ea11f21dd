"""What happens to references on their way into a list: lost, doubled and mirrored marks, slips of scanning, cut lines."""

import random
import re
import unicodedata
from collections.abc import Callable

from refcheck.parsing.tagging.word_classes import keyword
from training.sequences import Segment

Damage = Callable[[list[Segment], random.Random], list[Segment]]


def damaged(segments: list[Segment], chance: random.Random) -> list[Segment]:
    """The reference with one or two kinds of damage."""
    out = segments
    for harm in chance.sample(_KINDS, chance.choice((1, 1, 2))):
        out = harm(out, chance)
    return [(label, text) for label, text in out if text]


def _each(change: Callable[[str, random.Random], str], *labels: str) -> Damage:
    """A change to the text of every segment, or of those with one of the labels."""

    def harm(segments: list[Segment], chance: random.Random) -> list[Segment]:
        return [(label, change(text, chance) if not labels or label in labels else text) for label, text in segments]

    return harm


def _glued(text: str, chance: random.Random) -> str:
    return re.sub(r"(?<=[,.;:)]) ", lambda _: "" if chance.random() < 0.4 else " ", text)


def _spaced(text: str, chance: random.Random) -> str:
    return re.sub(r"(?=[,.;:)])|(?<=\()", lambda _: " " if chance.random() < 0.4 else "", text)


def _mirrored(text: str, chance: random.Random) -> str:
    return text.translate(str.maketrans("()", ")("))


def _turned(text: str, chance: random.Random) -> str:
    return text.replace(")", "(")


def _doubled(text: str, chance: random.Random) -> str:
    return re.sub(r"[,.]", lambda mark: mark[0] * 2 if chance.random() < 0.3 else mark[0], text)


def _lost(text: str, chance: random.Random) -> str:
    return re.sub(r"[,.;:]", lambda mark: "" if chance.random() < 0.3 else mark[0], text)


def _dashless(text: str, chance: random.Random) -> str:
    return re.sub(r"\s*[-–—]+\s*", " ", text)


def _bare(text: str, chance: random.Random) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _cut(text: str, chance: random.Random) -> str:
    return re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: "- " if chance.random() < 0.06 else "", text)


def _straight(text: str, chance: random.Random) -> str:
    return re.sub("[“”„«»]", '"', text).replace("‘", "'").replace("’", "'")


def _unquoted(text: str, chance: random.Random) -> str:
    return re.sub('[“”„«»"‘’]', "", text)


def _misspelt(segments: list[Segment], chance: random.Random) -> list[Segment]:
    """Words that label what stands beside them, with a letter lost, doubled, turned or another."""
    out = []
    for label, text in segments:
        if label == "other":
            text = _LETTERS.sub(lambda word: _slipped(word[0], chance), text)
        elif label in _LABELLED:
            text = _LETTERS.sub(lambda word: _slipped(word[0], chance) if keyword(word[0]) else word[0], text)
        out.append((label, text))
    return out


def _slipped(word: str, chance: random.Random) -> str:
    if len(word) < 4 or word.startswith("http") or chance.random() > 0.5:
        return word
    place = chance.randrange(1, len(word) - 1)
    head, here, after, rest = word[:place], word[place], word[place + 1], word[place + 2 :]
    other = chance.choice("aeiounrstl") if here.islower() else here
    return head + chance.choice((after, here * 2 + after, after + here, other + after)) + rest


#: Segments that may hold the words that label them.
_LABELLED = frozenset({"volume", "issue", "pages", "editor", "edition"})


def _entities(text: str, chance: random.Random) -> str:
    named = {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "é": "&eacute;",
        "ü": "&uuml;",
        "–": "&ndash;",
        "’": "&#8217;",
        "“": "&quot;",
        "”": "&quot;",
    }
    return re.sub("[&<>éü–’“”]", lambda found: named[found[0]], text)


def _small_capitals(text: str, chance: random.Random) -> str:
    return re.sub(r"[^\W\d_]{3,}", lambda word: word[0].upper() if word[0][0].isupper() else word[0], text)


def _kerned(text: str, chance: random.Random) -> str:
    """Capitals with slanting sides part from their words: "V ol", "W ang", "T able"."""
    return re.sub(r"\b[ATVWY](?=[a-z]{2})", lambda found: found[0] + " " if chance.random() < 0.3 else found[0], text)


def _run_together(segments: list[Segment], chance: random.Random) -> list[Segment]:
    """One blank lost, where a field ends."""
    ends = [place for place, (_, text) in enumerate(segments) if text.endswith(" ")]
    lost = chance.choice(ends) if ends else -1
    return [(label, text.rstrip() if place == lost else text) for place, (label, text) in enumerate(segments)]


#: A word of letters.
_LETTERS = re.compile(r"[^\W\d_]+")


def _scanned(text: str, chance: random.Random) -> str:
    swaps = {"l": "I", "I": "l", "rn": "m", "m": "rn", "é": "e", "ü": "ii", "fi": "ﬁ", "fl": "ﬂ"}
    return re.sub(
        "rn|fi|fl|[lImü]", lambda found: swaps.get(found[0], found[0]) if chance.random() < 0.1 else found[0], text
    )


_KINDS: tuple[Damage, ...] = (
    _each(_glued),
    _each(_spaced),
    _each(_mirrored, "other", "date", "issue", "pages"),
    _each(_turned, "other"),
    _each(_doubled, "other"),
    _each(_lost, "other"),
    _each(_dashless, "pages"),
    _each(_bare),
    _each(_cut, "title", "container"),
    _each(_straight),
    _each(_unquoted),
    _misspelt,
    _misspelt,
    _each(_entities),
    _each(_small_capitals, "author"),
    _each(_kerned),
    _run_together,
    _each(_scanned, "title", "container", "author"),
)
