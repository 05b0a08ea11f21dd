"""Names that are transliterated from another script or spelt differently in Latin letters.

Sources: BGN/PCGN romanisation of Cyrillic and Greek; the usual consonants and spellings of Persian and Arabic names in
English texts.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from refcheck.text.folding import fold_name
from refcheck.text.scripts import script_of

_CYRILLIC = """аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya іi єye ґg јj љlj
њnj ћc ђdj џdz ѕdz"""
_GREEK = "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs τt υy φf χch ψps ωo"
_ARABIC = "بb پp تt ثs جj چch حh خkh دd ذz رr زz ژzh سs شsh صs ضz طt ظz غgh فf قgh کk گg لl مm نn هh ا و ی ع"
"""Each letter with its Latin equivalent; with nothing where it has no equivalent or is read as a vowel."""


def _table(letters: str) -> dict[int, str]:
    return str.maketrans({entry[0]: entry[1:] for entry in letters.split()})


_LATIN = _table(_CYRILLIC) | _table(_GREEK)
_CONSONANTS = _table(_ARABIC)
_NO_VOWELS = str.maketrans("", "", "aeiouyvw")

_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("x", "ks"), ("q", "gh"), ("w", "v"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("j", "i"),
)  # fmt: skip
"""Spellings of one sound in names of German, Nordic, Slavic, Persian, Arabic and Korean origin, replaced in this order."""

_WITHOUT_MARKS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("zada", "zade"))
"""Ways to write a letter without its mark, and an ending: each is the same name, not merely one that sounds like it."""

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
"""Fewest letters of a known name that are recognised at the start of a longer name (``hosseini``)."""
_LONGEST = max(map(len, _CANONICAL))

_SKELETON = (
    ("shch", "s"), ("sch", "s"), ("zh", "z"), ("kh", "h"), ("ts", "c"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("sc", "s"),
    ("th", "t"), ("ph", "f"), ("gh", "g"), ("dj", "j"), ("dh", "d"), ("ou", "u"), ("ks", "x"), ("cs", "c"), ("mp", "b"),
    ("nt", "d"), ("gk", "g"),
)  # fmt: skip
"""Romanisations of one letter of Cyrillic, Greek, Persian or Arabic, each with a common short form, replaced in this order.

Source: ISO 9:1995, ISO 843:1997, BGN/PCGN, ALA-LC, and the scientific transliteration of Slavic languages.
"""

_VOWELS_AND_HALVES = re.compile(r"[aeiouyjwvh'’ʹʺʻʼ”“\"]")
"""Letters that some standards write and others omit or write differently, including ``h`` (``kh``, ``x``, ``h``)."""

_CYRILLIC_SPELLINGS = (
    ("shch", "s"), ("sch", "s"), ("sc", "s"), ("zh", "z"), ("kh", "h"), ("ts", "c"), ("ch", "c"), ("sh", "s"),
)  # fmt: skip
"""The same for Cyrillic only, for comparisons in which the vowels count. Source: as above."""

_SOFT = str.maketrans("", "", "iyj'")
"""Letters that standards write for soft vowels, or omit: ``-nnia``, ``-nnya``."""

_TWICE = re.compile(r"(.)\1+")
"""A doubled letter: the ``mm`` of ``mohammadi``."""


def to_latin(key: str) -> str:
    """Return a folded Cyrillic or Greek text in Latin letters; letters of other scripts stay."""
    return key.translate(_LATIN)


def consonants(key: str) -> str:
    """Return the consonants of a folded name in Latin letters, whether it is written in Arabic or in Latin letters.

    ``کریمی`` and ``karimi`` are both ``crm``; letters that may be a vowel or a consonant are left out.
    """
    return key.translate(_CONSONANTS).translate(_NO_VOWELS).replace("q", "gh")


@lru_cache(maxsize=4_096)
def sound(word: str) -> str:
    """Return a key of a folded Latin name that its usual spellings share (``mueller``, ``muller``; ``yousef``, ``yusuf``)."""
    return _TWICE.sub(r"\1", _plain(_respelt(_canonical(word), _SOUNDS)))


def _plain(word: str) -> str:
    word = _respelt(word, _WITHOUT_MARKS)
    return word[:-1] if word.endswith(("ah", "eh")) else word


def _respelt(word: str, spellings: Iterable[tuple[str, str]]) -> str:
    """Return a word with each of the spellings replaced, in order, by the plain one in its pair."""
    for spelling, plain in spellings:
        word = word.replace(spelling, plain)
    return word


def is_respelt(one: str, other: str) -> bool:
    """Return whether two folded Latin names sound alike but are spelt differently, so that they may be one name or an error.

    Spellings of a known name, and of letters with a mark, do not count.

    >>> is_respelt("brandeck", "brandek"), is_respelt("lynd", "lind"), is_respelt("hosseini", "hoseini")
    (True, True, False)
    >>> is_respelt("mueller", "muller"), is_respelt("lund", "lund quist")
    (False, False)
    """
    return sound(one) == sound(other) and len({_plain(_canonical(word)) for word in (one, other)}) > 1


def _canonical(word: str) -> str:
    """Return a name with the known name that it is, or begins with (``hosseini``), in its first spelling."""
    for length in (len(word), *range(min(len(word), _LONGEST) - 1, _PREFIX - 1, -1)):
        if (name := _CANONICAL.get(word[:length])) is not None:
            return name + word[length:]
    return word


def skeleton(text: str) -> str:
    """Return a key of a text that is equal in its own script and in the Latin letters of any standard: its consonants, simplified.

    ``развитие``, ``razvitie`` and ``razvitiye`` are all ``rzt``. The key is ``""`` for a text in a script without a table.
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
    """Return whether two folded Latin words are one word of another script, romanised by two standards.

    Vowels count, as endings distinguish words, except those that standards write for soft vowels.

    >>> is_one_word("khozyaystvo", "hozajstvo"), is_one_word("obshchestva", "obscestva"), is_one_word("reka", "reki")
    (True, True, False)
    """
    return one == other or not _softened(one).isdisjoint(_softened(other))


@lru_cache(maxsize=4_096)
def _softened(word: str) -> frozenset[str]:
    """Return the forms of a word without what standards write differently; ``x`` may stand for ``kh`` or for ``ks``."""
    forms = (word.replace("x", "h"), word.replace("x", "ks")) if "x" in word else (word,)
    return frozenset(soft for form in forms if (soft := _respelt(form, _CYRILLIC_SPELLINGS).translate(_SOFT)))


@lru_cache(maxsize=4_096)
def _bones(word: str) -> str:
    word = _respelt(word, _SKELETON).replace("q", "g").replace("x", "s").replace("k", "c")
    return _TWICE.sub(r"\1", _VOWELS_AND_HALVES.sub("", word))
