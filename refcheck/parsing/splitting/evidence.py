"""How much a stretch of text looks like a part of a reference list, and how much like anything else."""

import re

from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.openings import Opening, opening
from refcheck.parsing.splitting.words import words
from refcheck.parsing.splitting.years import STANDING_YEAR

# Words that make sentences, and that titles, names and imprints seldom hold; as printed, so "may" but not "May".
_SENTENCE_WORDS = words(
    "is are was were be been being has have had having do does did this these those which who whom whose we our us they them",
    "their he she you your it its can could may might must shall should will would also but however therefore thus such there",
    "here when while because although than more most only some any each both if then",
    "ist sind war waren wird werden wurde wurden hat haben hatte hatten dass daß sich nicht auch wir sie er ihre ihrer diese",
    "dieser dieses diesem welche kann können muss sowie aber wenn als nur noch mehr",
    "est sont était étaient être été avait qui que nous vous ils elles leur leurs cette ces plus mais aussi ainsi peut",
    "son fue fueron ha han era se nos sus este esta estos estas también pero como puede más",
    "são foi foram tem têm não também mas pode mais seu sua seus suas pelos pelas",
    "sono stato stata stati hanno che si non questo questa questi anche ma come può più loro",
    "что это этот эта эти который которая которые было были является являются мы они при также однако так может быть",
    "است این که را شد شود شده می‌شود کرد کرده بود هستند دارد برای آن‌ها هذا هذه التي الذي كان كانت أن إلى قد",
    "zijn werd werden wordt niet ook deze dit dat kan heeft een är var och som det den har inte kan er av til ikke",
    "jest są był była nie się które który oraz może tym jako je jsou byl byla",
)
_CJK_SENTENCE = re.compile(r"[了我们本文这那吗]|です|ます|した|である|され|및|이다|한다|있다|였다|하는")

# What only references say: "In:", "(Eds.)", "Yale University Press", "Retrieved from", "[J/OL]".
_PHRASE = re.compile(
    r"(?<!\w)(?:in:|eds?\.|\(eds?\)|hrsg\.|hg\.|et al\b|u\.\s?a\.|\w+ press\b|verlag\b|proceedings\b|proc\.|available at"
    r"|availble at|available from|retrieved|accessed|doi\b|isbn\b|issn\b|arxiv\b|disponible|disponível|verfügbar|abgerufen"
    r"|unpublished|forthcoming|in press|journal\b|rev\.|phys\.|изд-во|//)|\[[JMCDNRSPAZ](?:/OL)?\]|》",
    re.IGNORECASE,
)
# Volume and issue: "12(3)", "12:345", "Vol. 3", "Bd. 2", "№ 4", "第3期".
_VOLUME = re.compile(
    r"\d\s?[(（]\d|\d\s?[:：]\s?\d|(?<!\w)(?:vol|no|nr|nº|n|bd|jg|núm|num|т|ч|вып)\.\s?\d|№ ?\d|第\s?\d|\d\s?[卷期号]",
    re.IGNORECASE,
)
# Labels of title pages: "Keywords: delta", "Received 3 May", "Document Type : Article".
_TITLE_PAGE = re.compile(
    r"(?:key ?words|schlüsselwörter|mots[- ]clés|palabras clave|palavras[- ]chave|parole chiave|ключевые слова|关键词|關鍵詞"
    r"|キーワード|کلیدواژه|received|accepted|document type|article type|how to cite|cite this|to cite this|citation"
    r"|corresponding author|department of|faculty of|abstract|summary|zusammenfassung|résumé|resumen|resumo|аннотация)\b",
    re.IGNORECASE,
)
# Addresses of persons: "m.oxley@example.org", "Tel. 555", "ORCID: 0000".
_PERSON = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?<!\w)(?:e-?mail|tel|fax|phone|telefon|mobile|orcid)\b\s?[.:]", re.IGNORECASE
)
# Initials, with points or without: "J. Smith", "A.-B.", "Smith JA,".
_INITIAL = re.compile(r"(?<![^\W\d_])[A-ZÀ-ÞА-Я]\.(?=[\s,;:&)A-ZА-Я-]|$)")
_INITIALS = re.compile(r"[^\W\d_]{2} [A-Z]{1,3}(?=[,.;:]|$)")
# Pages: "12–34", "pp. 12", "S. 45", "241 pp".
_PAGES = re.compile(r"\d\s?[-–—‑−]{1,2}\s?[A-Za-z]?\d|(?<!\w)(?:pp?|[Ss]|[Сс]|стр)\.\s?\d|\d ?pp?\b")
# Addresses of works: "https://example.org", "10.1000/182".
_ADDRESS = re.compile(r"https?://|www\.|10\.\d{4,9}/")

_CLUES = (
    (STANDING_YEAR, 1.2, 2),
    (_INITIAL, 0.7, 5),
    (_INITIALS, 0.7, 4),
    (_PAGES, 1.2, 2),
    (_VOLUME, 1.2, 3),
    (_PHRASE, 1.0, 3),
    (_ADDRESS, 1.2, 2),
    (_PERSON, -2.5, 2),
)
"""What is looked for, what each one found weighs, and how many are counted at most. Source: set by hand; what comes of it is
measured by ``tests/benchmarks/split.py``."""
_ON_TITLE_PAGES = -2.5
"""Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""

# A number or a list mark before the text: "12. ", "[12] ", "(3) ", "• ".
_MARK = re.compile(r"^(?:[\[(]?\d{1,4}(?:[.)\]]{1,2}\s?(?=\D)|\s+(?=[^\W\d_]))|[•‣▪●○◦■□►·*–-]\s+)")
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_OPENINGS = {
    Opening.REPEATED_AUTHOR: 2.0,
    Opening.IBIDEM: 2.0,
    Opening.LABEL: 1.5,
    Opening.NAMES_AND_YEAR: 2.0,
    Opening.BODY_AND_YEAR: 1.0,
    Opening.SEVERAL_NAMES: 1.5,
    Opening.FAMILY_FIRST: 0.7,
    Opening.INITIALS_FIRST: 0.7,
    Opening.INITIALS_LAST: 0.7,
    Opening.LATER_WORD: 0.3,
}
"""Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""

_ENDINGS = {Ending.NUMBER: 0.5, Ending.YEAR: 0.3, Ending.JOINED: 0.0, Ending.STOP: 0.0, Ending.WORD: -0.5}
"""Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""

_SENTENCE_WORD = -0.9
"""Source: set by hand; what comes of it is measured by ``tests/benchmarks/split.py``."""

_PLAIN = -0.35
"""What every hundred characters weigh by themselves. Source: set by hand; what comes of it is measured by
``tests/benchmarks/split.py``."""
_BEGINNING = 600
"""So many characters of a stretch are weighed."""


def evidence(text: str) -> float:
    """Log odds, roughly, that ``text`` (a line, or all of an entry) is of a reference list: above 0 speaks for it."""
    text = _MARK.sub("", text[:_BEGINNING], count=1)
    total = _OPENINGS.get(opening(text), 0.0) + _ENDINGS[ending(text)] + _PLAIN * len(text) / 100
    if _TITLE_PAGE.match(text):
        total += _ON_TITLE_PAGES
    for clue, weight, most in _CLUES:
        total += weight * min(len(clue.findall(text)), most)
    total += _SENTENCE_WORD * sum(word in _SENTENCE_WORDS for word in _WORD.findall(text))
    return total - 0.5 * len(_CJK_SENTENCE.findall(text))
