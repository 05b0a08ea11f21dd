"""Names that are written without a blank, the family's first: Chinese, Japanese and Korean."""

import unicodedata

from rapidfuzz.distance import Levenshtein

from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.matching.given import Likeness
from refcheck.model import Name
from refcheck.text.folding import fold_name, squeeze
from refcheck.text.scripts import UNPARTED, script_of

_FEWEST, _MOST, _MOST_KANA = 2, 6, 12
"""Letters of a person's name. Source: general knowledge of the three languages; three is usual, compound names have four to six."""

_OFFICES = ("部", "局", "省", "庁", "厅", "廳", "院", "署", "社", "부", "청", "원", "사")
"""Last letters of ministries, offices and houses; with them a name of two or three letters may be a body's, too."""

_OLD_FORMS = str.maketrans(
    "齋齊學濱澤邊邉廣國圓惠德眞龍櫻榮實壽靜藏髙﨑瀧淺莊條顯豐禮鐵黑總聰繪兒峯冨彌爲曾增傳萬晉縣關歸權靑淸嶋舊與豫將稻穗粹繼續團會氣螢經輕縱獻戰單驛驗處變",
    "斎斉学浜沢辺辺広国円恵徳真竜桜栄実寿静蔵高崎滝浅荘条顕豊礼鉄黒総聡絵児峰富弥為曽増伝万晋県関帰権青清島旧与予将稲穂粋継続団会気蛍経軽縦献戦単駅験処変",
)
"""Forms of characters before the Japanese reform of 1949 and those after it, as names have both. Source: the list of jōyō kanji."""

_CHARSETS = ("gb2312", "big5", "shift_jis", "euc_kr")
"""Character sets, each of one country's letters: simplified ones cannot be written in the set of the traditional ones."""


def whole_name(name: Name) -> str:
    """Return a person's whole name in one piece, the family's first; empty where it is of another script, or a body's.

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
    """Return how two whole names stand to each other.

    Letters of different character sets are not compared: they may be the simplified and the traditional form of one another. Nor
    is a name in kana with one in kanji.

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
