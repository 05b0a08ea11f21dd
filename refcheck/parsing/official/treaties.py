"""Treaties: "Convention on X, opened for signature 23 May 1969, 1155 UNTS 331 (entered into force 27 January 1980)".

Sources: The Bluebook, rule 21.4 ("21 U.S.T. 483", "729 U.N.T.S. 161"); OSCOLA 4, 2.9 and AGLC 4, rule 8 ("(adopted …, entered into
force …)").
"""

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.official.forms import Official, date_in, marked, number_of_list, words_in
from refcheck.text.deferred import deferred

_CUES = deferred(
    r"U\.?\s?N\.?\s?T\.?\s?S\b|Treaty\sSeries|U\.\s?S\.\s?T\.\s\d|T\.\s?I\.\s?A\.\s?S|\bI\.?L\.?M\.?\s\d|\d\sI\.?L\.?M\b|opened\sfor\ssignature|entered\sinto\sforce"
    r"|\bOJ\sC\s?\d|,\s(?:[^\W\d_]+,\s)?(?:\d{1,2}\.?\s[^\W\d_]+|[^\W\d_]+\s\d{1,2},)\s\d{4}\.?$|\((?:[^()]*,\s)?as\samended\)"
    r"|\([^()]{0,40}\d{1,2}\.?\s[^\W\d_]+\s\d{4}(?:\sг\.)?\)"
)
"""Text in the citation of a treaty: where it is printed, when it came into force, or its date."""

_TREATY = deferred(
    rf"(?P<author>[^.,“”\"]{{2,60}}[.,]\s)?(?P<title>(?:(?:[Tt]he|Consolidated\s[Vv]ersion\sof\sthe)\s)?(?:[A-ZÀ-Þ][^\W\d_]+\s){{0,3}}?(?i:{alternatives(wordings(Term.TREATY))})"
    r"(?=\s)[^“”\";?]{3,250}?)(?P<end>,\s(?=opened|adopted|signed|done|\w+\.?\s\d|\d|UN|[A-Z]\w+,\s\d)|\s[(\[]|\.\s|\.?$)"
)
"""A treaty's name: "Treaty on the Non-Use of Deep Waters", up to a date, a bracket or the end."""


def words() -> frozenset[str]:
    """Return words of which every such citation contains one."""
    return words_in(wordings(Term.TREATY))


def read(text: str, start: int) -> Official | None:
    """Return the treaty that a text cites."""
    found = _TREATY.match(text, start)
    if found is None or _CUES.search(text) is None:
        return None
    date = date_in(text, found.end("title"), len(text))
    return Official("treaty", [*number_of_list(text, start), *marked(text, found), *date], rest="note")
