"""Titles in other scripts, and how they are written in Latin letters by the usual standards. Made for measuring only.

Sources: ISO 9:1995, BGN/PCGN (Russian 1947, Ukrainian 2019, Greek, Persian, Arabic), ALA-LC romanisation tables, and the scientific
transliteration of Slavic languages.
"""

import random
import unicodedata

_RUSSIAN = [
    "развитие",
    "региональной",
    "экономики",
    "политика",
    "современного",
    "государства",
    "история",
    "русской",
    "культуры",
    "вопросы",
    "энергетической",
    "безопасности",
    "проблемы",
    "социального",
    "обеспечения",
    "цифровая",
    "трансформация",
    "щелочных",
    "растворов",
    "обучение",
    "студентов",
    "юридических",
    "вузов",
    "эволюция",
    "научных",
    "журналов",
    "международное",
    "сотрудничество",
    "жизнь",
    "общества",
    "чтение",
    "художественной",
    "литературы",
]
_UKRAINIAN = [
    "становлення",
    "місцевого",
    "врядування",
    "українська",
    "держава",
    "розвиток",
    "освіти",
    "їхній",
    "вплив",
    "на",
    "економіку",
    "європейська",
    "інтеграція",
    "ґендерна",
    "рівність",
    "публічне",
    "управління",
    "щодо",
    "безпеки",
    "науковий",
    "часопис",
]
_GREEK = [
    "η",
    "ιστορία",
    "της",
    "ελληνικής",
    "γλώσσας",
    "και",
    "η",
    "εκπαίδευση",
    "των",
    "ευρωπαϊκών",
    "θεσμών",
    "ανάπτυξη",
    "της",
    "οικονομίας",
    "στον",
    "σύγχρονο",
    "κόσμο",
    "ψυχολογία",
    "του",
    "χρόνου",
    "μπροστά",
    "στην",
    "κρίση",
    "υγεία",
    "των",
    "πολιτών",
]
_PERSIAN = [
    "بررسی",
    "نقش",
    "دیپلماسی",
    "فرهنگی",
    "در",
    "سیاست",
    "خارجی",
    "ایران",
    "و",
    "آسیای",
    "مرکزی",
    "تحلیل",
    "روابط",
    "اقتصادی",
    "توسعه",
    "منطقه",
    "ای",
    "چالش",
    "های",
    "امنیتی",
    "جایگاه",
    "هوش",
    "مصنوعی",
    "آموزش",
    "دانشگاه",
]
_ARABIC = [
    "دور",
    "الاقتصاد",
    "الرقمي",
    "في",
    "تنمية",
    "المجتمع",
    "دراسة",
    "تحليلية",
    "للسياسة",
    "الخارجية",
    "تطوير",
    "التعليم",
    "الجامعي",
    "في",
    "ضوء",
    "التحولات",
]

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґё"
_CYRILLIC = {
    "iso9": "a b v g d e ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â ì ï ê g̀ ë",
    "bgn": "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya i yi ye g yo",
    "ala": "a b v g d e zh z i ĭ k l m n o p r s t u f kh ts ch sh shch ʺ y ʹ ė iu ia i ï ie g ë",
    "scientific": "a b v g d e ž z i j k l m n o p r s t u f x c č š šč ʺ y ʹ è ju ja i ji je g ë",
}
_HELLENIC = {
    "iso843": "a v g d e z ī th i k l m n x o p r s t y f ch ps ō",
    "ala": "a v g d e z ē th i k l m n x o p r s t y ph ch ps ō",
    "bgn": "a v g d e z i th i k l m n x o p r s t i f kh ps o",
}
_HELLENIC_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_ARABIC_LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهیيةىآأإئؤء"
_SEMITIC = {
    "ala": "ā b p t s̱ j ch ḥ kh d ẕ r z zh s sh ṣ ż ṭ ẓ ʻ gh f q k k g l m n v h ī y h á ā a i ʼ ʼ ʼ",
    "plain": "a b p t s j ch h kh d z r z zh s sh s z t z - gh f gh k k g l m n v h i i a a a a e - - -",
    "arabic": "a b p t th j ch h kh d dh r z zh s sh s d t z - gh f q k k g l m n w h y y a a a a i - - -",
}


def foreign(rng: random.Random) -> tuple[str, str]:
    """A title in another script, and the same in Latin letters by one of the usual standards."""
    words, letters, standards = rng.choice(
        (
            (_RUSSIAN, _LETTERS, _CYRILLIC),
            (_UKRAINIAN, _LETTERS, _CYRILLIC),
            (_GREEK, _HELLENIC_LETTERS, _HELLENIC),
            (_PERSIAN, _ARABIC_LETTERS, {"ala": _SEMITIC["ala"], "plain": _SEMITIC["plain"]}),
            (_ARABIC, _ARABIC_LETTERS, {"arabic": _SEMITIC["arabic"]}),
        )
    )
    start = rng.randrange(len(words) - 6)
    title = " ".join(words[start : start + 6])
    table = dict(zip(letters, rng.choice(list(standards.values())).split(), strict=True))
    return title.capitalize(), _latin(title, table, is_abjad=words in (_PERSIAN, _ARABIC)).capitalize()


def two_standards(rng: random.Random) -> tuple[str, str]:
    """One Cyrillic title in Latin letters by two standards."""
    words = rng.choice((_RUSSIAN, _UKRAINIAN))
    start = rng.randrange(len(words) - 6)
    title = " ".join(words[start : start + 6])
    one, two = rng.sample(list(_CYRILLIC.values()), 2)
    tables = [dict(zip(_LETTERS, each.split(), strict=True)) for each in (one, two)]
    first, second = (_latin(title, table, is_abjad=False).capitalize() for table in tables)
    return first, second


def _latin(title: str, table: dict[str, str], *, is_abjad: bool) -> str:
    plain = title if not set(title) & set("άέήίόύώϊϋΐΰς") else _without_accents(title)
    out = []
    for word in plain.split():
        latin = [table.get(letter, letter) for letter in word]
        if is_abjad:  # short vowels are spoken and not written
            latin = [
                ("a" if at and not _vowel(latin[at - 1]) and not _vowel(each) and at % 2 else "") + each
                for at, each in enumerate(latin)
            ]
        out.append("".join(latin).replace("-", ""))
    return " ".join(out)


def _vowel(text: str) -> bool:
    return text[:1] in "aāáeiīou"


def _without_accents(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return plain.replace("ς", "σ")
