"""Which language a title is in, as far as its small words tell."""

from collections import Counter

_SMALL_WORDS = {
    "english": "the of for and with from on by at its to an is are or how what why",
    "german": "der das des fur mit von zur zum im den dem uber auf eine einer als bei zwischen",
    "french": "le les des du pour dans une sur au aux avec entre chez",
    "spanish": "el los las del para una con por en sobre como entre",
    "portuguese": "o os da dos das do em para uma com por sobre na no entre como",
    "italian": "il lo gli della delle degli nel nella per con una sul dei di tra",
    "dutch": "het een van voor met bij naar zijn en op over tussen",
    "swedish": "och av till for med ett som vid hos den om mellan",
}
"""Words of grammar as ``fold`` leaves them; a word of several languages speaks for each of them."""

_LANGUAGES = {
    word: tuple(language for language, others in _SMALL_WORDS.items() if word in others.split())
    for words in _SMALL_WORDS.values()
    for word in words.split()
}


def language_of(key: str) -> str | None:
    """The language that has more of a folded text's small words than any other, and at least two of them; else ``None``."""
    counts = Counter(language for word in key.split() for language in _LANGUAGES.get(word, ()))
    best = counts.most_common(2)
    if not best or best[0][1] < 2 or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]
