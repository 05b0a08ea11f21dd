"""Words of printed names: initials, particles, suffixes, roles, "and" and "et al." in their many spellings."""

import re
from functools import lru_cache

PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "di",
        "da",
        "du",
        "del",
        "della",
        "dello",
        "dei",
        "degli",
        "delle",
        "dos",
        "das",
        "do",
        "des",
        "ter",
        "ten",
        "te",
        "zu",
        "zur",
        "zum",
        "af",
        "av",
        "vom",
        "dal",
        "dalla",
        "la",
        "le",
        "lo",
        "los",
        "las",
        "y",
        "e",
        "bin",
        "ibn",
        "ben",
        "al",
        "el",
        "op",
        "het",
        "'t",
        "st",
        "vander",
        "vande",
        "und",
        "d'",
        "de'",
        "zum",
    ]
)
SUFFIXES = frozenset(
    ["jr", "sr", "ii", "iii", "iv", "jnr", "snr", "junior", "senior", "júnior", "filho", "neto", "sobrinho", "fils"]
)
_SECOND_HALVES = frozenset(
    [
        "zadeh",
        "zade",
        "nejad",
        "nezhad",
        "nezhād",
        "pour",
        "poor",
        "pur",
        "nia",
        "niya",
        "rad",
        "fard",
        "manesh",
        "doust",
        "dust",
        "abadi",
        "oghli",
        "oghlu",
        "beigi",
    ]
)
AND = frozenset(
    [
        "and",
        "und",
        "et",
        "y",
        "e",
        "og",
        "och",
        "ve",
        "i",
        "и",
        "&",
        "＆",
        "u",
        "with",
        "с",
        "та",
        "és",
        "en",
        "ja",
        "és",
        "og",
    ]
)
_DIGRAPHS = frozenset(
    [
        "yu",
        "ya",
        "ye",
        "yo",
        "ch",
        "sh",
        "zh",
        "kh",
        "ts",
        "ph",
        "th",
        "st",
        "ju",
        "ja",
        "je",
        "dz",
        "ey",
        "chr",
        "fr",
        "wm",
        "chas",
        "geo",
        "jos",
        "jas",
        "thos",
        "hj",
        "al",
        "gy",
        "sz",
        "cs",
        "zs",
        "ll",
        "dj",
        "nj",
        "lj",
        "ю",
        "я",
    ]
)

#: "et al." and its kin at the end of a list of names: "et al.", "and others", "and Collegues", "u.a.", "и др.", "و همکاران", "等".
ET_AL = re.compile(
    r"[\s,;&(\[]*(?:"
    r"(?:(?<=[\s,;.])|^)et[.\s]{0,2}\s?al(?:ii|ia|\b)\.?"
    r"|(?<=[\s,;.])et\s(?:coll|autres)\b\.?"
    r"|(?:(?<=[\s,;.])(?:and|&)\s+(?:(?:his|her|their)\s+)?|(?<=[;,]\s))(?:others|co-?workers|coll?e[a-z]{1,3}gues|collegues|colleages)\b"
    r"|(?<=[\s,;.])u\.\s?a\.(?=$|[\s,;:)(\]])|(?<=[\s,;.])und\s+(?:andere|mitarbeiter)\b|(?<=[\s,;.])u\.\s?Mitarb\."
    r"|(?<=[\s,;.])[ye]\s+(?:otros|outros|cols?|colaboradores)\b\.?|(?<=[\s,;.])e\s+altri\b|(?<=[\s,;.])i\s+in(?:ni|\.)(?=$|[\s,;:)])"
    r"|(?<=[\s,;.])a\s+kol\.|(?<=[\s,;.])(?:ve\s+(?:ark|diğerleri)\b\.?|vd\.|m\.fl\.|m\.\s?fl\.|és\s+mtsai\.?|og\s+andre\b|med\s+flera\b)"
    r"|и\s+др(?:угие|\.)|та\s+ін\."
    r"|و\s*(?:همکاران|دیگران|آخرون)|وآخرون"
    r"|[等]\s?(?:著|编|編|译|人)?|ほか|他(?=\s*$)|외(?=\s*(?:\d+인?|명)?\s*$)"
    r")\s*[\])]?",
    re.IGNORECASE,
)

#: The role of editors, translators …, in brackets or not: "(Eds.)", ", editors", "Hrsg.", "(coord.)", "a cura di", "edited by".
ROLE = re.compile(
    r"[\s,;]*(?:[(\[]\s*)?(?<![^\W\d_])(?:eds?|edd|editors?|hrsg|hgg?|herausgeber|éds?|dirs?|coords?|coordinador(?:es)?|orgs?|organizador(?:es|as?)?"
    r"|comps?|curs?|a\s?cura\sdi|a\sc\.\sdi|edited\sby|ed\.\sby|ed\.\sde|bearb|red|ред|сост|trans|transl|trad|übers|主编|编著|编|译|編|著|저|역)\b\.?"
    r"(?:\s+(?:by|von|par|por|di)\b)?\s*[)\]]?\.?",
    re.IGNORECASE,
)

#: Letters that one of the spellings of "et al." and of a role holds: a quick look before the slow one.
MAYBE_ET_AL = re.compile(
    r"al|and|oth|&|work|olle|u\.|und|cols|ros|tri|in\.|inni|kol|ve|vd|fl|és|og|med|ol[.l]|aut|др|ін|[و等ほ他외]",
    re.IGNORECASE,
)
MAYBE_ROLE = re.compile(
    r"[(\[]|\b(?:eds?|edd|hr?s?g|hgg|editors?|dirs?|coords?|orgs?|comps?|curs?|cura|éd|bearb|red|transl?|trad|übers)\b|[编編译著저역]|herausg|edited|org|coord|ред|сост",
    re.IGNORECASE,
)

#: Words that a body's name holds and a person's does not.
ORGANISATION = re.compile(
    r"\b(?:universit\w*|universidad\w*|institut\w*|minist(?:ry|er\w*|èr\w*)|commissions?|committees?|councils?|departments?|bureau|office|agency|"
    r"associat\w*|associação|organi[sz]ation|society|gesellschaft|bundes\w+|statisti\w+|group|collaborations?|team|network|foundation|"
    r"stiftung|bank|company|corporation|inc|ltd|press|nations|union|cent(?:er|re)s?|federation|board|authority|service|services|congress|"
    r"government|administration|consortium|academy|college|library|museum|kommission|verband|ausschuss|parlament\w*|parliament|"
    r"court|programme|program|project|initiative|conference|instituto|fundação|ministerio|sociedade|conselho|secretaria|departamento|"
    r"republic|people|states|european|international|national|world|global|health|party|committee|trust|alliance|forum|fund|"
    r"journal|news|times|research|development|brasil|brazil|министерство|институт|университет)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def is_initials(word: str) -> bool:
    """Whether a word is nothing but initials: ``J.``, ``J.-P.``, ``JC``, ``Yu.``, ``A.B.C``."""
    core = word.strip("(),;")
    if not core:
        return False
    parts = [part for part in re.split(r"[.\-‐‑–]", core) if part]
    if not parts or len(parts) > 5:
        return False
    if all(len(part) == 1 and part.isalpha() and (part.isupper() or not part.islower()) for part in parts):
        return True
    if "." in core:
        return all(
            (len(part) == 1 and part.isupper())
            or (part.lower() in _DIGRAPHS and part[0].isupper())
            or (len(parts) == 1 and part.isupper() and len(part) <= 4)
            for part in parts
        )
    return len(parts) == 1 and parts[0].isalpha() and parts[0].isupper() and len(parts[0]) <= 4 and parts[0].isascii()


def is_particle(word: str) -> bool:
    """Whether a word is a particle as printed: in small letters, or after an apostrophe (``d'``)."""
    return word[:1].islower() and word.lower().rstrip(".") in PARTICLES


def is_suffix(word: str) -> bool:
    """Whether a word is a suffix: ``Jr.``, ``III``."""
    return word.lower().strip(".,()") in SUFFIXES


def is_and(word: str) -> bool:
    """Whether a word joins two names. A single capital (``Y.``, ``E``) is an initial and no "and"."""
    return word in AND or (word.lower() in AND and len(word) > 1 and word.isupper())


def is_second_half(word: str) -> bool:
    """Whether a word is the second half of a Persian family name of two words: "Komai Zadeh", "Dehghani Firouzabadi"."""
    low = word.lower()
    return low in _SECOND_HALVES or (low.endswith("abadi") and len(low) > 6)


def can_be_spoken(word: str) -> bool:
    """Whether a word in capitals may be a family name ("LIU", "WANG") rather than initials ("JGA", "TM")."""
    return len(word) >= 3 and "." not in word and word[0] not in "AEIOU" and word[1] in "AEIOU"
