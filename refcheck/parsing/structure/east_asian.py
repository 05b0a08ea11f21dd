"""References in Chinese, Japanese and Korean: what GB/T 7714 and Japanese styles fix by place and by bracket."""

import re
from collections.abc import Sequence

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives, is_unspaced
from refcheck.parsing.structure.runs import printed, relabel, rule, runs
from refcheck.parsing.tagging.labels import bare
from refcheck.parsing.tagging.tokens import Token
from refcheck.text.scripts import script_of

_SCRIPTS = ("han", "hangul")

_STOPS = frozenset(".．。")

_KIND = re.compile(r"[\[［]\s?[A-Z]{1,2}(?:\s?/\s?[A-Z]{2})?\s?[\]］]")
"""The mark of a work's kind: "[M]", "[J/OL]"."""

_PERSON = re.compile(r"[^\W\d_]{2,4}(?:等|ら)?")
"""A person's name without a blank; "and others" may end it."""

_BODY = re.compile(alternatives([each for each in wordings(Term.BODY) if is_unspaced(each)]) + r"\Z")
"""The end of a body's name."""

_MARKS = re.compile(r"[,，、;；]\s*")


def _author_and_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "姓名. 题名[M]": before the mark of its kind the first sentence says who, the rest what (GB/T 7714)."""
    first = 1 if labels[0] == "citation-number" else 0
    last = labels.index("medium")
    if not _KIND.match(text, tokens[last].start):
        return labels
    numbered = next((at for at in range(last - 1, first, -1) if not tokens[at].text.isdecimal()), first) + 1
    if numbered < last and tokens[numbered].gap.strip() in _STOPS:
        last = numbered  # the scale of a map: ". 1:25000[CM]"
    stop = next((at for at in range(first + 1, last) if tokens[at].gap.strip() in _STOPS), None)
    if stop is None or script_of(text[tokens[first].start : tokens[stop].start]) not in _SCRIPTS:
        return labels
    named = printed(text, tokens, first, stop)
    persons = bare(labels[first]) == "author" and all(_PERSON.fullmatch(each) for each in _MARKS.split(named))
    if persons or _BODY.search(named):
        return relabel(relabel(labels, first, stop, "author"), stop, last, "title")
    return labels


def _number_behind_title(text: str, tokens: Sequence[Token], labels: list[str]) -> list[str]:
    """ "题名: 88105607.3[P]", "题名：国发〔2018〕22号[EB/OL]": the number of a patent or an act behind its title (GB/T 7714)."""
    mark = labels.index("medium")
    for first, end in runs(labels, "title"):
        colon = max((at for at in range(first + 1, end) if tokens[at].gap.strip() in (":", "：")), default=end)
        if end != mark or colon == end:
            continue
        number = printed(text, tokens, colon, end)
        patent = _PATENT.fullmatch(number) and text.startswith("[P", tokens[mark].start)
        if patent or _ACT.fullmatch(number):
            return relabel(labels, colon, end, "report-number")
    return labels


_PATENT = re.compile(r"(?:[A-Z]{2})?\s?(?:ZL)?\s?\d[\d.]{5,}[A-Z]?")
"""A patent's number: "88105607.3", "CN 201210012345.6", "ZL200810012345.X"."""

_ACT = re.compile(r"[^\W\d_]{1,12}[〔［\[(（](?:19|20)\d\d[〕］\])）]\s?\d{1,5}\s?号")
"""The number of an act of a Chinese office: "国发〔2018〕22号"."""

EAST_ASIAN_RULES = (
    rule(_author_and_title, needs="medium", unless="editor"),
    rule(_number_behind_title, needs="medium"),
)
