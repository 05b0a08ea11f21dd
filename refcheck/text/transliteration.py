"""Names in other letters: of another script, and spelt another way in Latin ones.

Sources: BGN/PCGN romanisation of Cyrillic and Greek; the usual consonants and spellings of Persian and Arabic names in
English texts.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from refcheck.text.deferred import deferred
from refcheck.text.folding import fold_name
from refcheck.text.scripts import script_of

_CYRILLIC = """аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya іi єye ґg јj љlj
њnj ћc ђdj џdz ѕdz"""
_GREEK = "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs τt υy φf χch ψps ωo"
_ARABIC = "بb پp تt ثs جj چch حh خkh دd ذz رr زz ژzh سs شsh صs ضz طt ظz غgh فf قgh کk گg لl مm نn هh ا و ی ع"
"""Each letter with its like in Latin ones; with nothing where it has none, or stands for a vowel."""


def _table(letters: str) -> dict[int, str]:
    return str.maketrans({entry[0]: entry[1:] for entry in letters.split()})


_LATIN = _table(_CYRILLIC) | _table(_GREEK)
_CONSONANTS = _table(_ARABIC)
_NO_VOWELS = str.maketrans("", "", "aeiouyvw")

_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("x", "ks"), ("q", "gh"), ("w", "v"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("j", "i"),
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("zada", "zade"),
)  # fmt: skip
"""Spellings of one sound in names of German, Nordic, Slavic, Persian, Arabic and Korean origin, put in this order."""

_NAMES = {
    "muhammad": "mohammad mohammed muhammed mohamad mohamed muhamad muhamed mehmed",
    "husain": "hossein hosein hussein hussain husein hoseyn husayn hossain",
    "hasan": "hassan",
    "ahmad": "ahmed ahmet",
    "ibrahim": "ebrahim",
    "yusuf": "yousef youssef yousuf yusef",
    "abdullah": "abdollah abdallah abdulla",
    "mahdi": "mehdi",
    "fatima": "fatemeh fatimah fateme",
    "sayyid": "seyed seyyed sayed sayyed syed seyyid",
    "said": "saeed saeid saied sayeed",
    "aleksandr": "alexander aleksander alexandr oleksandr",
    "sergei": "sergey serge serhii",
    "dmitri": "dmitry dmitriy dimitri dmytro",
    "yuri": "yury yuriy iurii",
    "evgeny": "evgenii yevgeny eugene evgeniy",
    "nikolai": "nikolay nicolai nicholas",
    "andrei": "andrey andrew andrii",
    "mikhail": "michail michael mykhailo",
}
_CANONICAL = {variant: name for name, variants in _NAMES.items() for variant in variants.split()}
_PREFIX = 5
"""How many letters of a known name make the rest of a longer one its ending."""
_LONGEST = max(map(len, _CANONICAL))

_SKELETON = (
    ("shch", "s"), ("sch", "s"), ("zh", "z"), ("kh", "h"), ("ts", "c"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("sc", "s"),
    ("th", "t"), ("ph", "f"), ("gh", "g"), ("dj", "j"), ("dh", "d"), ("ou", "u"), ("ks", "x"), ("cs", "c"), ("mp", "b"),
    ("nt", "d"), ("gk", "g"),
)  # fmt: skip
"""What the usual standards write for one letter of Cyrillic, Greek, Persian or Arabic, beside each other, put in this order.

Source: ISO 9:1995, ISO 843:1997, BGN/PCGN, ALA-LC, and the scientific transliteration of Slavic languages.
"""

_VOWELS_AND_HALVES = re.compile(r"[aeiouyjwvh'’ʹʺʻʼ”“\"]")
"""Letters that one standard writes and another leaves out or writes otherwise, ``h`` among them (``kh``, ``x``, ``h``)."""

_CYRILLIC_SPELLINGS = (
    ("shch", "s"), ("sch", "s"), ("sc", "s"), ("zh", "z"), ("kh", "h"), ("ts", "c"), ("ch", "c"), ("sh", "s"),
)  # fmt: skip
"""The same for Cyrillic letters alone, where no other letter is left out. Source: as above."""

_SOFT = str.maketrans("", "", "iyj'")
"""Letters that standards write for soft vowels, or leave out: ``-nnia``, ``-nnya``."""

_TWICE = re.compile(r"(.)\1+")
"""A letter that is doubled: the ``mm`` of ``mohammadi``."""

_CONSONANT_TWICE = deferred(r"([b-df-hj-np-tv-xz])\1+|c(?=k)")
"""A consonant that is doubled, ``ck`` among them: the ``mm`` of ``mohammadi``, the ``ck`` of ``becker``."""


def to_latin(key: str) -> str:
    """Return a folded Cyrillic or Greek text in Latin letters; letters of other scripts stay."""
    return key.translate(_LATIN)


def consonants(key: str) -> str:
    """Return the consonants of a folded name in Latin letters, whether it is written in Arabic or in Latin ones.

    ``کریمی`` and ``karimi`` are both ``crm``; letters that stand for a vowel as well as for a consonant are left out.
    """
    return key.translate(_CONSONANTS).translate(_NO_VOWELS).replace("q", "gh")


@lru_cache(maxsize=4_096)
def sound(word: str) -> str:
    """A folded Latin name as it sounds: equal for the usual spellings of one (``mueller``, ``muller``; ``yousef``, ``yusuf``)."""
    word = _respelt(_canonical(word), _SOUNDS)
    if word.endswith(("ah", "eh")):
        word = word[:-1]
    return _TWICE.sub(r"\1", word)


def _respelt(word: str, spellings: Iterable[tuple[str, str]]) -> str:
    """Return a word with each of some spellings, in their order, put in the plain one beside it."""
    for spelling, plain in spellings:
        word = word.replace(spelling, plain)
    return word


def is_respelt(one: str, other: str) -> bool:
    """Return whether all that two folded Latin names differ in is a doubled consonant, ``ck`` for ``k``, or ``w`` for ``v``.

    They sound alike, and may be one name or a slip. Spellings of a known name, and other transliterations, are not told apart.

    >>> is_respelt("brandeck", "brandek"), is_respelt("hosseini", "hoseini"), is_respelt("mueller", "muller")
    (True, False, False)
    """
    names = {_canonical(word) for word in (one, other)}
    return len(names) == 2 and len({_CONSONANT_TWICE.sub(r"\1", name).replace("w", "v") for name in names}) == 1


def _canonical(word: str) -> str:
    """Return a known name in one of its spellings, or a name that begins with one (``hosseini``), in the first spelling."""
    for length in (len(word), *range(min(len(word), _LONGEST) - 1, _PREFIX - 1, -1)):
        if (name := _CANONICAL.get(word[:length])) is not None:
            return name + word[length:]
    return word


def skeleton(text: str) -> str:
    """The consonants of a text in Latin letters, by no standard of its own: equal for one text in its script and in any standard's
    Latin letters. ``""`` for a text in a script without a table.

    ``развитие``, ``razvitie`` and ``razvitiye`` are all ``rzt``.
    """
    key = fold_name(text)
    script = script_of(key)
    if script in ("cyrillic", "greek"):
        key = to_latin(key)
    elif script == "arabic":
        key = key.translate(_CONSONANTS)
    elif script != "latin":
        return ""
    return "".join(_bones(word) for word in key.split())


def is_one_word(one: str, other: str) -> bool:
    """Return whether two folded Latin words are one word of another script, written by two standards.

    Endings tell words apart, so vowels count, but for those that a standard writes softly.

    >>> is_one_word("khozyaystvo", "hozajstvo"), is_one_word("obshchestva", "obscestva"), is_one_word("reka", "reki")
    (True, True, False)
    """
    return one == other or not _softened(one).isdisjoint(_softened(other))


@lru_cache(maxsize=4_096)
def _softened(word: str) -> frozenset[str]:
    """Return a word without what standards write differently; ``x`` is the ``kh`` of one and the ``ks`` of another."""
    forms = (word.replace("x", "h"), word.replace("x", "ks")) if "x" in word else (word,)
    return frozenset(soft for form in forms if (soft := _respelt(form, _CYRILLIC_SPELLINGS).translate(_SOFT)))


@lru_cache(maxsize=4_096)
def _bones(word: str) -> str:
    word = _respelt(word, _SKELETON).replace("q", "g").replace("x", "s").replace("k", "c")
    return _TWICE.sub(r"\1", _VOWELS_AND_HALVES.sub("", word))
