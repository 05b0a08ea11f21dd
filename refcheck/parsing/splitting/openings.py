"""Openings of lines, and what they say about whether a reference begins there."""

import re
from enum import StrEnum

from refcheck.gazetteer.publishers import imprint_words
from refcheck.lexicon import Term, month_names, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Span
from refcheck.parsing.splitting import YEAR
from refcheck.text.characters import LETTERS
from refcheck.text.deferred import deferred

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽΆ-ΫЀ-Я"  # roughly: the ranges include some small letters, which do no harm
_WORD = rf"[{_UPPER}][^\W\d_]*(?:['’`´-][^\W\d_]+)*"

_PARTICLES = words(Term.PARTICLE, Term.ARTICLE)

_LABELS = words(Term.VOLUME, Term.PAGE)
_LATER = _LABELS | {
    each
    for each in words(Term.ACCESSED, Term.AVAILABLE, Term.IDENTIFIER, Term.ISSUE, Term.EDITOR, Term.IN, Term.LATER)
    if len(each) > 1
}
"""Words that open the later lines of a reference: "In: Braun", "Vol. 3", "Retrieved from", "eds."."""

_IMPRINT = imprint_words() | words(Term.PUBLISHER, Term.PUBLISHER_WORD)
"""Words of imprints, which may precede a year as names do: "Springer, Dordrecht (1997)", "Random House, 2012."."""

_ANNUAL = words(Term.ANNUAL)
"""Words for "year" right before a year, which are not names: "Tahun 2003"."""

_IBID = words(Term.IBID)

_DASHES = re.compile(r"[—―–‒_]{2,}|-{3,}|[—―]|[–-] [–-]")
"""A repeated author: "———.", "---,", "__, 2010", "– – –"."""

_LABEL = re.compile(
    r"[\[［【〔](?!\d{4}-)(?=[^\]］】〕]*[\dA-Z])(?:[^\s\]］】〕]{1,12}|[^\]]{3,40}\d{4}[a-z]?)[\]］】〕]"
)
"""A label in brackets: "[12]", "[Knu84]", "［3］"."""

_LIST_MARKS = "•‣⁃▪●○◦■□▢►▸▹▶◆◇❖★☆✓✔✗✘→➔➢➤∙·†‡§¶|~+*–—\uf0a7\uf0b7\uf0d8-"
"""List marks, including those of Word's symbol fonts."""

BULLET = re.compile(
    r"[*-]\s+\[{3}[^\[\]]{1,60}\]{3}\s*|\.\.\s+\[#[\w-]{0,40}\]\s+|"
    rf"(?:[{_LIST_MARKS}]{{1,3}}|[\^↑](?: Jump up(?: to)?:)?(?:\s(?:[a-z]{{1,2}}|\d\.\d)(?=\s))*)\s+(?=[^\W\d_]|[\[“\"„«‘'])"
    r"|o\s+(?=[^\W\d_a-z])|\*{1,3}(?=[^\W\d_][^*]*$)|\.\.\s+(?=\[)|\.{1,3}\s+(?=[^\W\d_a-z])"
)
"""A list mark: "• Smith", "- Smith", "✓ Smith", "*Smith"; Word's round mark as it is pasted: "o Smith"; a wiki's links back to the
text: "^ Smith", "^ a b Smith", "^ Jump up to: a b Smith", "↑ Smith"; reStructuredText's mark of a citation: ".. [Smi03] Smith",
".. [#] Smith"; AsciiDoc's marks of a numbered item: ". Smith", and of a bibliography's item: "* [[[Smi03]]] Smith"."""

LETTERED = deferred(r"\(?[a-z]\)\s+")
"""The letter of one of several works under a number: "(a) Smith", "b) Jones"."""

_SEE = alternatives(wordings(Term.SEE) - {"link"})
POINTING = (
    rf"(?:(?:[^\W\d_][\w'’-]{{0,24}},?\s+){{1,11}}?{_SEE}|(?!\w[^\W\d_a-z])(?i:{_SEE}))\b"
    r"(?:(?<![aeiou])\.)?,?(?:\s[a-z][a-z. ]{2,20}(?=[,:]))?[,:]?"
)
INTRODUCING = rf"(?:{POINTING}|[^\W\d_][\w'’-]{{0,24}}(?:,?\s+[^\W\d_A-Z][\w'’-]{{0,24}}){{0,10}}:)"
"""A few words before a work, without a name, a number or the end of a sentence: up to "see", "For reviews of reeds, see, e.g.,",
or, without names, up to a colon: "Selected examples:". A full stop may follow only an abbreviation, which does not end in a vowel:
"cf.". The initials of "Roe JF" and "Poe SE" are not such words."""

_INTRODUCTION, _POINTED = deferred(rf"{INTRODUCING}(?=\s)"), deferred(rf"{POINTING}$")

NUMBER = deferred(r"[\[(]?\d{1,5}[\]).]{1,2}\s+")
"""The number of a reference in a list: "12. Smith", "[12] Smith"."""

IDENTIFIER = re.compile(
    r"(?:[•‣▪●○◦■□►»›→·*–-]\s+|[\[(]?(?P<number>\d{1,5})[\]).:]{1,2}\s+)?"
    r"(?=<?(?:https?://|www\.)|10\.\d{4}|doi\b|pm(?:id|c)|arxiv|isbn|hdl\b|handle\b|97[89][- \d]\d)",
    re.IGNORECASE,
)
"""The text before an identifier at the beginning of a line: nothing, "https://example.org", a list mark, "- 10.1000/182", or a
number, "3. PMID"."""

_FAMILY_FIRST = re.compile(
    rf"(?:[^\W\d_]{{1,6}}['’]?\s?){{0,3}}{_WORD}(?:[ -]{_WORD})?\s?,\s?(?:[{_UPPER}][^\W\d_]*\.?(?:[ -](?=[{_UPPER}]))?){{1,3}}"
)
"""Family name first: "Smith, J.", "de la Cruz Soto, María", "O’Neil-Brown, K"."""

_CAPITALS_FIRST = re.compile(
    rf"[{_UPPER}]{{2,}}(?:[-’'][{_UPPER}]{{2,}})*(?: [{_UPPER}]{{2,}})? {_WORD}(?: {_WORD})?(?=,| \(| (?:et|and|und|y|e|&) )"
)
"""A family name in capitals and a given name, without a comma: "ABBOTT Hanna, « Les", "BRANDT Karl et OLSEN Pierre"."""

_PLACE = re.compile(
    rf"{_WORD}(?: {_WORD})?, (?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|"
    r"T[NX]|UK|USA|UT|V[AT]|W[AIVY]|Mass|Conn|Calif)\b\.?(?=[:,]|$)"
)
"""A place, which looks like a name: "Cambridge, MA: MIT Press", "Oxford, UK"."""

_MONTH = re.compile(rf"{alternatives(month_names())}\.?,? ?\d", re.IGNORECASE)
"""A date, which looks like a name and a year: "April, 2008", "Mai 2010"."""

_NAME_OF_PERSON = re.compile(rf"{_WORD}(?:, ?[{_UPPER}]\.| [A-Z]{{1,3}},)")
"""A family name that is a label elsewhere: "Page, M.", "Page MJ,"."""

_INITIALS_FIRST = re.compile(
    rf"(?:(?:[{_UPPER}][^\W\d_]?\.[ -]{{0,2}}){{1,4}}|[B-HJ-Z](?:[ -]?[A-Z]){{0,2}} (?=[A-Z][^\W\d_]{{2}}))"
    rf"\s?(?:[^\W\d_]{{1,4}}\s){{0,3}}{_WORD}"
)
"""Initials first: "J. Smith", "J.-P. Serre", "A.B. van
der Waals", "KW McCain"."""

_INITIALS_LAST = re.compile(
    rf"(?:[^\W\d_]+\s){{0,2}}{_WORD}\s(?:[{_UPPER}]\.?[ -]?){{1,4}}(?:[,.;:&(]|\s(?:[^\W\d_]|\d{{4}})|$)"
)
"""Initials last, without a comma before them: "Smith JA,", "van Dam T.", "Li X (2010)"."""

_YEAR = re.compile(rf"(?<![\w/–-])\(?{YEAR}(?:/{YEAR})?[a-z]?(?![\d/–-])\)?(?P<mark>[:.,;]?)(?=[^\w(]*\w)")
"""A year after which the text continues: "(2010). The", "1998: Die", "2003, Title"; not "Dordrecht (1997)" at a line's end."""

_NO_NAME = re.compile(r"[:?!“”\"«»„\d]")
"""Characters that no list of authors contains: "Title: Subtitle", "“Title”", "Vol. 12"."""

_BETWEEN = re.compile(rf"(?:[\s,;/&.]|(?:{'|'.join(sorted(words(Term.AND)))})\s)+")
"""The text between two names: ", ", "; ", " and ", ", & ", " / "."""

_SHORT_NAMES = deferred(
    r"(?:[一-鿿]{2,4}|[가-힣]{2,4}|[一-鿿]{1,3}[ぁ-ヿ一-鿿 ]{1,3}[一-鿿])"
    r"(?:\s?[,，、;；/・·]\s?(?:[一-鿿]{1,4}|[가-힣]{2,4}))*"
    r"\s?(?:[,，]\s?\d{4}|[.．(（]|[,，] ?[‘'“《])"
)
"""Names in Chinese, Japanese or Korean letters: "王力, 李明.", "张凯军，赵永杰，等.", "허난 (2015)", "井丽南, 2022"."""

_WHOLE_WORD = deferred(r"[^\W\d_]+(?:[-‐][^\W\d_A-Z]+)*")
"""A word with any parts in small letters that hyphens join to it, "Co-operation"; "Wiley-Blackwell" is two words."""


class Opening(StrEnum):
    """The kinds of line opening that are distinguished."""

    REPEATED_AUTHOR = "repeated author"
    IBIDEM = "ibidem"
    LABEL = "label"
    BULLET = "bullet"
    QUOTE = "quote"
    NAMES_AND_YEAR = "names and year"
    BODY_AND_YEAR = "body and year"
    SEVERAL_NAMES = "several names"
    FAMILY_FIRST = "family first"
    INITIALS_FIRST = "initials first"
    INITIALS_LAST = "initials last"
    LATER_WORD = "later word"
    CAPITAL = "capital"
    PARTICLE = "particle"
    SMALL = "small"
    UNCASED = "uncased"
    DIGIT = "digit"
    MARK = "mark"


NAMED = frozenset(
    {
        Opening.NAMES_AND_YEAR,
        Opening.SEVERAL_NAMES,
        Opening.FAMILY_FIRST,
        Opening.INITIALS_FIRST,
        Opening.INITIALS_LAST,
    }
)
"""The openings that are names of persons."""

_PATTERNS = (
    (_DASHES, Opening.REPEATED_AUTHOR),
    (_LABEL, Opening.LABEL),
    (BULLET, Opening.BULLET),
)
_NAMES = (
    (_INITIALS_FIRST, Opening.INITIALS_FIRST),
    (_FAMILY_FIRST, Opening.FAMILY_FIRST),
    (_INITIALS_LAST, Opening.INITIALS_LAST),
)
_MOST_UNCASED = 8
"""The most words before a year in brackets that may be authors in a script without capitals. Source: a judgement; not fitted."""
_REACH = 100
"""The number of first characters of a line that are examined."""


def opening(text: str) -> Opening:
    """Return the kind of opening of a line (without its number)."""
    head = LETTERED.sub("", text[:_REACH], count=1) if text[1:3].find(")") >= 0 else text[:_REACH]
    for pattern, kind in _PATTERNS:
        if pattern.match(head):
            return kind
    if head[:1].isdigit():
        return Opening.DIGIT
    if head[:1] in "“\"‘'«„»":
        return Opening.QUOTE
    word = LETTERS.match(head)
    if word is None:
        return Opening.MARK
    return _by_word(word.group(), head)


def introduction(text: str) -> Span:
    """Return the span of the phrase that introduces a text's first work, beside its letter if any: "For reviews, see: (a) Lund".

    Without a letter, the phrase must end with a word that points to a work. The span is empty if there is no such phrase.
    """
    number = NUMBER.match(text)
    start = number.end() if number else 0
    lettered = LETTERED.match(text, start)
    found = _INTRODUCTION.match(text, lettered.end() if lettered else start)
    after = text[found.end() :].lstrip() if found else ""
    points = found and (lettered or not found[0].endswith(":") or _POINTED.search(found[0]))
    is_one = LETTERED.match(after) or (points and opening(after) in NAMED)
    return Span(start, found.end() if found and is_one else start)


def _by_word(word: str, head: str) -> Opening:
    small = word.lower()
    if small in _IBID:
        return Opening.IBIDEM
    is_later = small in _LATER and not _INITIALS_FIRST.match(head) and not _NAME_OF_PERSON.match(head)
    if is_later or _MONTH.match(head) or _PLACE.match(head):
        return Opening.LATER_WORD
    if _CAPITALS_FIRST.match(head):
        return Opening.FAMILY_FIRST
    if dated := _before_a_year(head):
        return dated
    for pattern, kind in _NAMES:
        if name := pattern.match(head):
            gap = _BETWEEN.match(head, name.end())
            return Opening.SEVERAL_NAMES if gap and pattern.match(head, gap.end()) else kind
    if _SHORT_NAMES.match(head):
        return Opening.SEVERAL_NAMES
    if word[0].isupper():
        return Opening.CAPITAL
    if word[0].islower():
        return Opening.PARTICLE if small in _PARTICLES else Opening.SMALL
    return Opening.UNCASED


def _before_a_year(head: str) -> Opening | None:
    """Return the kind of opening if a line begins with authors and a year: persons or any authors; ``None`` if it does not."""
    year = _YEAR.search(head)
    before = LETTERS.findall(head, 0, year.start()) if year else []
    if year is None or not before or not head[0].isalpha() or _NO_NAME.search(head, 0, year.start()):
        return None
    is_called_year = year[0][0] != "(" and before[-1].lower() in _ANNUAL
    if is_called_year or any(word.lower() in _IMPRINT for word in _WHOLE_WORD.findall(head, 0, year.start())):
        return Opening.LATER_WORD
    if not head[0].isupper() and not head[0].islower():
        is_named = year[0][0] == "(" and len(before) <= _MOST_UNCASED
        return Opening.BODY_AND_YEAR if is_named else None
    if all(word[0].isupper() or len(word) <= 3 or word in _PARTICLES for word in before):
        return Opening.NAMES_AND_YEAR
    return Opening.BODY_AND_YEAR if year["mark"] or year.group().endswith(")") else None
