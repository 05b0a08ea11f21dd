"""Likeness of two names: given names in full, as initials, and in short forms.

Also whole names that are written without a space, the family name first: Chinese, Japanese and Korean.
"""

import unicodedata
from collections.abc import Callable, Iterable
from enum import Enum, auto
from itertools import product

from rapidfuzz.distance import Levenshtein

from refcheck.gazetteer.names import nicknames
from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.model import Name
from refcheck.text.folding import fold_name, squeeze
from refcheck.text.scripts import UNPARTED, script_of
from refcheck.text.spelling import misspelt
from refcheck.text.transliteration import sound

_FORMS = {name: names for names in nicknames() for name in names}

_INITIALS_IN_TWO = (
    ("yu", "iu", "ju", "u"), ("ya", "ia", "ja"), ("yo", "io", "jo", "e"), ("ye", "ie", "je", "e"), ("zh", "j", "z"),
    ("kh", "h", "x"), ("ts", "tz", "c"), ("ch", "c"), ("sh", "s"), ("ph", "f"), ("th",),
)  # fmt: skip
"""Initials of two letters, each with its equivalents: ``Yu.`` and ``Iu.``; ``Ch.`` is also the French initial of Charles.

Source: ISO 9:1995, ISO 843:1997, BGN/PCGN, ALA-LC.
"""

_TWO = frozenset(spelling for group in _INITIALS_IN_TWO for spelling in group if len(spelling) > 1)

_FIRST = ("ck", "ijy", "vw")
"""Letters that are interchangeable in names of any origin, also as first letters: Carl and Karl, ``W.`` for ``V.``"""

_FURTHER = (
    "vw", "aeijouy", "cghkqx", "chjqstxz", "buvw", "ft", "dt", "bp", "fp", "dgj", "dz", "lr", "ln", "fh",
)  # fmt: skip
"""Letters to which the standards transliterate one letter of another script; used for names after the first.

Source: ISO 9:1995, ISO 843:1997, BGN/PCGN, ALA-LC; for Chinese Hanyu Pinyin and Wade–Giles, for Korean the Revised Romanization and
McCune–Reischauer, for Japanese the Hepburn and Kunrei systems.
"""


class Likeness(Enum):
    """The relation of one name to another.

    ``FORM``: the same person, with a name in another form (Bob for Robert). ``INITIAL``: the first name fits, and each side
    has a further one that the other lacks (``G. B.`` and ``G. C.``). ``OTHER_GIVEN``: another person with the same family name.
    ``UNKNOWN``: the scripts or kinds of the names cannot be compared.
    """

    SAME = auto()
    FORM = auto()
    INITIAL = auto()
    MISSPELT = auto()
    OTHER_GIVEN = auto()
    OTHER = auto()
    UNKNOWN = auto()


def compare_given(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Likeness:
    """Return the likeness of two given names, as folded words; a missing one fits any."""
    if _written_alike(ours, theirs):
        return Likeness.SAME
    if not fits(ours, theirs):
        return Likeness.OTHER_GIVEN
    alone = _without(ours, theirs, _may_be_one), _without(theirs, ours, _may_be_one)
    if all(alone) and not any(_of_one_group(our[0], their[0], _FURTHER) for our, their in product(*alone)):
        return Likeness.INITIAL
    differ = _without(ours, theirs, _is_one) and _without(theirs, ours, _is_one)
    return Likeness.FORM if differ or _goes_by_initial(ours, theirs) else Likeness.SAME


def _goes_by_initial(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return whether the first names differ, and only a later initial fits, as of one person: Marcel and Anne M."""
    in_full = (pair for pair in product(ours, theirs) if min(map(len, pair)) > 1)
    return not _may_be_one(ours[0], theirs[0]) and not any(_may_be_one(*pair) for pair in in_full)


def fits(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return whether two persons with the same family name can be the same: the first name of either is among the other's.

    Two initials that are not both first ones must be the same letter.
    """
    if _written_alike(ours, theirs) or _may_be_one(ours[0], theirs[0]):
        return True
    further = (*product(ours[:1], theirs[1:]), *product(theirs[:1], ours[1:]))
    return any(one == other or (max(len(one), len(other)) > 1 and _may_be_one(one, other)) for one, other in further)


def _written_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return whether one given name is missing, or the two differ at most in the spelling of sounds or in word division.

    A single word may consist of the initials of several: ``HMY`` for Helma M. Y., ``Cf`` for Cui-fen.
    """
    if not ours or not theirs or sound("".join(ours)) == sound("".join(theirs)):
        return True
    short, full = sorted((ours, theirs), key=len)
    initials = "".join(word[0] for word in full)
    return len(short) == 1 < len(short[0]) <= len(full) and initials.startswith(short[0])


def _without(ours: tuple[str, ...], theirs: tuple[str, ...], like: Callable[[str, str], bool]) -> list[str]:
    """Return our names without a counterpart among theirs, each of which is used once; full names are paired first."""
    left, alone = list(theirs), set()
    for place in sorted(range(len(ours)), key=lambda place: -len(ours[place])):
        found = next((their for their in left if like(ours[place], their)), None)
        if found is None:
            alone.add(place)
        else:
            left.remove(found)
    return [our for place, our in enumerate(ours) if place in alone]


def _is_one(one: str, other: str) -> bool:
    """Return whether two names sound the same, or one is the other's initial."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return (short in _TWO and _begin_alike(short, long)) or sound(one) == sound(other)


def _begin_alike(short: str, long: str) -> bool:
    """Return whether an initial is equivalent to the start of a name, where one of them has two letters."""
    return long[:2] in _TWO and any(short in group and long.startswith(group) for group in _INITIALS_IN_TWO)


def _may_be_one(one: str, other: str) -> bool:
    """Return whether two names may be the same, also in a short form, abbreviated (``Gy.`` for György) or misspelt.

    One may be the initial of a short form of the other, or of its transliteration: ``B.`` for William, ``J.`` for ``Y.``.
    """
    short, long = sorted((one, other), key=len)
    forms = _FORMS.get(long, (long,))
    if _is_one(one, other):
        return True
    if len(short) == 1:
        is_form = any(form.startswith(short) for form in forms)
        return is_form or _begin_alike(short, long) or _of_one_group(short, long[0], _FIRST)
    return long.startswith(short) or short in forms or misspelt(one, other)


def _of_one_group(one: str, other: str, groups: Iterable[str]) -> bool:
    """Return whether two initials are the same, or in one group of interchangeable letters."""
    return one == other or any(one in letters and other in letters for letters in groups)


_FEWEST, _MOST, _MOST_KANA = 2, 6, 12
"""Fewest and most characters of a person's name. Source: general knowledge of the three languages; three is usual, compound names
have four to six."""

_OFFICES = ("部", "局", "省", "庁", "厅", "廳", "院", "署", "社", "부", "청", "원", "사")
"""Last characters of the names of ministries, offices and publishers; with one, a name of two or three may be an organisation's."""

_OLD_FORMS = str.maketrans(
    "齋齊學濱澤邊邉廣國圓惠德眞龍櫻榮實壽靜藏髙﨑瀧淺莊條顯豐禮鐵黑總聰繪兒峯冨彌爲曾增傳萬晉縣關歸權靑淸嶋舊與豫將稻穗粹繼續團會氣螢經輕縱獻戰單驛驗處變",
    "斎斉学浜沢辺辺広国円恵徳真竜桜栄実寿静蔵高崎滝浅荘条顕豊礼鉄黒総聡絵児峰富弥為曽増伝万晋県関帰権青清島旧与予将稲穂粋継続団会気蛍経軽縦献戦単駅験処変",
)
"""Characters before the Japanese reform of 1949 → those after it, as names have both. Source: the list of jōyō kanji."""

_CHARSETS = ("gb2312", "big5", "shift_jis", "euc_kr")
"""Character sets, each of one country: simplified characters cannot be encoded in the set of the traditional ones."""


def whole_name(name: Name) -> str:
    """Return a person's whole name without spaces, the family name first; empty for other scripts and for organisations.

    >>> whole_name(Name(family="陈", given="志强")), whole_name(Name(literal="홍길동")), whole_name(Name(literal="北京大学"))
    ('陈志强', '홍길동', '')
    """
    text = "".join((name.literal or f"{name.family or ''}{name.given or ''}").split())
    if script_of(text) not in UNPARTED or any(map(str.isascii, text)):
        return ""
    whole = unicodedata.normalize("NFC", squeeze(fold_name(text)))
    is_body = whole.endswith((*_OFFICES, *wordings(Term.BODY)))
    most = _MOST_KANA if _is_kana(whole) else _MOST
    return whole if _FEWEST <= len(whole) <= most and not is_body else ""


def compare_whole(cited: str, registered: str) -> Likeness:
    """Return the likeness of two whole names.

    Characters of different character sets are not compared: they may be the simplified and the traditional form of each other.
    Neither is a name in kana compared with one in kanji.

    >>> [compare_whole(cited, "陈志强").name for cited in ("陈志强", "志强陈", "陈志刚", "陈明", "李建国", "陳志強")]
    ['SAME', 'SAME', 'MISSPELT', 'OTHER_GIVEN', 'OTHER', 'UNKNOWN']
    >>> compare_whole("濱田澤子", "浜田沢子").name, compare_whole("ハマダサワコ", "浜田沢子").name
    ('SAME', 'UNKNOWN')
    """
    cited, registered = cited.translate(_OLD_FORMS), registered.translate(_OLD_FORMS)
    if any(cited[at:] + cited[:at] == registered for at in range(len(cited))):
        return Likeness.SAME
    if _is_kana(cited) != _is_kana(registered) or not any(
        _is_written_in(cited + registered, charset) for charset in _CHARSETS
    ):
        return Likeness.UNKNOWN
    if Levenshtein.distance(cited, registered) == 1:
        return Likeness.MISSPELT
    return Likeness.OTHER_GIVEN if cited[0] == registered[0] else Likeness.OTHER


def _is_written_in(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _is_kana(text: str) -> bool:
    return all("\u3040" <= each <= "\u30ff" for each in text)
