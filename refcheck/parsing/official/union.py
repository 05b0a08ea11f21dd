"""Acts of the European Union: "Council Directive 92/43/EEC of 21 May 1992 on … [1992] OJ L206/7".

Sources: the Interinstitutional Style Guide of the European Union, 1.2.2 and 3.1 (how acts are numbered, "Regulation (EU) 2016/679",
"Directive 2000/60/EC"); OSCOLA 4, 2.6.1 ("[1992] OJ L206/7"); the usage of other languages ("ABl. L 140 vom 5.6.2009, S. 16",
"JO L 257 du 28.8.2014, p. 73").
"""

from refcheck.gazetteer.subjects import gazettes
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.names import names_organisation
from refcheck.parsing.official.forms import Mark, Official, date_after, marked, number_of_list, stripped
from refcheck.text.deferred import deferred

_ACT = deferred(
    rf"(?:[^\W\d_]+\s){{0,4}}?(?i:{alternatives(wordings(Term.UNION_ACT))})\s(?:\([A-Z]{{2,5}}(?:,\s?Euratom)?\)\s)?(?:(?:Nr|No|N|n|nr)?[.°ºo]?\s?)?"
    r"\d{2,4}/\d{1,4}(?:/[A-Z]{2,4})*(?=[\s,.:]).*"
)
"""An act and its number: "Council Directive 92/43/EEC", "Verordnung (EG) Nr. 1907/2006"."""

_END = deferred(
    rf"[.,(]?\s(?:\[\d{{4}}\]\s)?(?P<container>{alternatives(gazettes())})\.?(?=\W|$)|\.?\s?https?:|[\s.,(]{{1,3}}(?i:{alternatives(wordings(Term.AVAILABLE))})\b.{{0,12}}https?:"
)
"""The text that ends an act's title: where it is published, or a URL."""


def words() -> frozenset[str]:
    """Return words of which every such citation contains one: those that say whose act it is."""
    return frozenset({"eec", "ec", "eu", "eg", "ewg", "ce", "ue", "cee", "jha", "we", "ес", "єс", "euratom"})


def read(text: str, start: int) -> Official | None:
    """Return the act that a text cites."""
    issuer = _ISSUER.match(text, start)
    after = [(issuer.end(), marked(text, issuer))] if issuer and names_organisation(issuer["author"]) else ()
    for place, before in ((start, ()), *after):
        if found := _ACT.match(text, place):
            end = _END.search(text, found.start(), found.end())
            title = Mark("title", *stripped(text, found.start(), end.start() if end else found.end()))
            marks = [*number_of_list(text, start), *before, title, *(marked(text, end) if end else ())]
            return Official("legislation", [*marks, *date_after(text, title, marks)], rest="note")
    return None


_ISSUER = deferred(r"(?P<author>[^.(\d]{3,80}?)[.,]?\s(?:\((?P<date>\d{4}[^()]{0,24})\)[.,:]?\s|(?<=\.\s))")
"""The organisation that issued a document, and the date, before it: "European Parliament and Council. (2016). ", "European
Union. "."""
