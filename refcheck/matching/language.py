"""Which language a title is in, as far as its small words tell."""

from collections import Counter

from refcheck.text.folding import fold, fold_name, words

_SMALL_WORDS = {
    "english": "the of for and with from on by at its to an is are or how what why",
    "german": "der das des fur mit von zur zum im den dem uber auf eine einer als bei zwischen",
    "french": "le les des du pour dans une sur au aux avec entre chez",
    "spanish": "el los las del para una con por en sobre como entre",
    "portuguese": "o os da dos das do em para uma com por sobre na no entre como",
    "italian": "il lo gli della delle degli nel nella per con una sul dei di tra",
    "dutch": "het een van voor met bij naar zijn en op over tussen",
    "swedish": "och av till for med ett som vid hos den om mellan",
    "danish": "og af til for med et som ved den om mellem fra det",
    "polish": "na do oraz przez dla przy od nad po jako roli",
    "czech": "ve na do pro pri od jako podle ze",
    "hungarian": "az es egy hogy mint valamint szerepe",
    "turkish": "ve ile bir icin uzerine olarak arasinda",
    "romanian": "si din la cu pentru prin de privind",
    "croatian": "na za sa iz kao kod od uz",
    "indonesian": "dan di dari untuk dengan pada yang terhadap dalam",
    "russian": "na ob dlya po iz kak",
    "ukrainian": "na ta do dlia iak",
    "persian": "dar va az ba be bar bara",
}
"""Words of grammar as ``fold`` leaves them; a word of several languages speaks for each of them."""

_ENGLISH = words("of the for with from by its and between through among toward towards how what why")
"""Small words of English that are hardly ever those of another language's titles."""

_FEWEST = 4
"""A title of fewer words may have no small word in any language."""

_LANGUAGES = {
    word: tuple(language for language, others in _SMALL_WORDS.items() if word in others.split())
    for words in _SMALL_WORDS.values()
    for word in words.split()
}

_OF_ENGLISH = frozenset(_SMALL_WORDS["english"].split())
_TYPOGRAPHY = dict.fromkeys(map(ord, "‘’“”–—‐‑…•·®™°×±≤≥αβγδμµ"))
"""Signs beyond ASCII that English titles have."""


def in_two_languages(one: str, other: str) -> bool:
    """Whether two titles are in two languages: each of a known one, or one in English and the other surely not."""
    keys = fold(one), fold(other)
    languages = language_of(keys[0]), language_of(keys[1])
    if None not in languages:
        return languages[0] != languages[1]
    own = set(fold_name(one).split()), set(fold_name(other).split())
    for language, others in zip(languages, reversed(own), strict=True):
        if language not in (None, "english"):
            return all(language not in _LANGUAGES.get(word, ()) for word in others)
    english = [not _ENGLISH.isdisjoint(each) for each in own]
    if english[0] == english[1]:
        return False
    foreign, text = (own[1], other) if english[0] else (own[0], one)
    small = foreign & (_LANGUAGES.keys() - _OF_ENGLISH)
    return len(foreign) >= _FEWEST and (bool(small) or not text.translate(_TYPOGRAPHY).isascii())


def language_of(key: str) -> str | None:
    """The language that has more of a folded text's small words than any other, and at least two of them; else ``None``."""
    counts = Counter(language for word in key.split() for language in _LANGUAGES.get(word, ()))
    best = counts.most_common(2)
    if not best or best[0][1] < 2 or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]
