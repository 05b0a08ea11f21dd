"""What a word is by itself: its shape, and whether it is one of the words that references are labelled with."""

from bisect import bisect

from refcheck.gazetteer.places import CITIES
from refcheck.lexicon import Term, words
from refcheck.parsing.vocabulary import is_unspaced

_MONTHS = """january jan february feb march mar april apr may june jun july jul august aug september sep sept october oct
november nov december dec januar jänner februar märz maerz mai juni juli oktober okt dezember dez janvier février fevrier
fév avril juin juillet août aout septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto
septiembre setiembre octubre noviembre diciembre ene janeiro fevereiro março abr maio junho julho setembro set outubro
out novembro dezembro gennaio gen febbraio aprile maggio mag giugno giu luglio lug settembre ottobre ott novembre dicembre dic
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
styczeń stycznia luty lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"""
_SEASONS = "spring summer autumn fall winter frühjahr sommer herbst printemps été automne hiver primavera verano otoño invierno"

_CLASSES: dict[str, str] = {
    "month": _MONTHS,
    "season": _SEASONS,
    "volume": "vol vols volume volumes v band bd bde bände jahrgang jg tome tomo tom t том т vil cilt köt 卷 권 巻",
    "nth": "第 제",
    "issue": "no nos nr num number numbers issue iss heft h fasc fascicule fascicolo n numéro número nº n° вып № 期 호 号 sayı č",
    "page": "p pp pg pgs page pages s ss seite seiten стр с páginas pág págs pagine pags str pagg 页 頁 쪽 sayfa oldal",
    "column": "col cols column sp spalte art article artno eid",
    "role": "ed eds edd editor editors edited hrsg hg hgg herausgegeben éd éds dir dirs coord coords org orgs organizadores"
    " organizador comp comps cur ред editado éditeur curatore kiad 主编 编",
    "translated": "translated translator trans transl trad traduction tradução tradotto übersetzt übers перевод пер 译",
    "in": "in dans en em nel w в",
    "and": "and und et y e og och ve i и",
    "etal": "al alii coll colleagues others otros outros autres др 等 외",
    "journal": "journal journals review reviews revue revista rivista zeitschrift letters lett annals annales annalen archiv"
    " archives archive bulletin bull magazine quarterly transactions trans acta advances gazette jahrbuch jb yearbook"
    " newsletter rev j z ann mag phys chem sci med журнал вестник 学报 杂志 学会誌 논문지 dergisi časopis",
    "meeting": "proceedings proc conference conf symposium symp workshop congress colloquium meeting tagung kongress actes"
    " anais atti congresso simpósio lecture lectures notes lncs lnai",
    "publisher": "press verlag publisher publishers publishing publications books éditions editions editora editorial ed"
    " editore edizioni edition wiley springer elsevier routledge oxford cambridge university presses sons inc ltd llc gmbh"
    " co company buchhandlung wydawnictwo издательство изд наука 出版社 출판사",
    "body": "institute institut institution instituto ministry department dept center centre council committee commission"
    " association organization organisation society bureau office agency bank foundation federation board group universität"
    " université universidad universidade università faculty school college academy laboratory laboratories nations union"
    " bundesministerium ministerium stiftung amt ministère ministerio ministério corporation consortium collaboration",
    "thesis": "thesis theses dissertation diss thèse tese tesis tesi dissertação doktorarbeit phd ph doctoral doctorat master"
    " masters msc magister habilitation диссертация 博士论文 학위논문",
    "report": "report reports technical tech memo memorandum working paper papers discussion preprint manuscript rapport bericht"
    " relatório informe unpublished arxiv hep astro quant math cond gr nucl standard patent",
    "edition-word": "edition edn ed aufl auflage édition edição edición edizione издание изд rev revised 版 st nd rd th",
    "series": "series ser serie série reihe collection coll colección schriftenreihe",
    "supplement": "suppl supplement special part pt pts chapter chap ch kap kapitel section sec sect no",
    "available": "available availble retrieved disponible disponível disponibile verfügbar abrufbar unter download url http https"
    " www online internet web source via from at доступа 可在 获取",
    "accessed": "accessed access acesso consulted visited accedido consulté abgerufen zugriff zuletzt stand viewed cited last"
    " checked letzter дата обращения 访问",
    "press": "forthcoming press accepted submitted appear erscheinen impresa prensa prelo preparation",
    "nodate": "nd sd oj",
    "suffix": "jr sr ii iii iv jun sen",
    "particle": "van von de der den di da del della la le du dos das do af av zu ten ter bin ibn al el y st",
    "place": "new paulo rio janeiro mass ma ny nj ca dc uk usa germany france méxico buenos aires brasília "
    + " ".join(CITIES),
    "journal-abbr": "int am eur nat natl lett appl res soc assoc comput eng tech technol biol psychol econ polit math clin",
    "identifier": "doi isbn issn pmid pmcid hdl handle",
}
KEYWORDS: dict[str, str] = {}
for _name, _words in _CLASSES.items():
    for _word in _words.split():
        KEYWORDS.setdefault(_word, _name)

#: Classes whose words the lexicon knows in many languages.
_TERMS = {
    "month": Term.MONTH,
    "season": Term.SEASON,
    "volume": Term.VOLUME,
    "issue": Term.ISSUE,
    "page": Term.PAGE,
    "column": Term.ARTICLE_NUMBER,
    "role": Term.EDITOR,
    "translated": Term.TRANSLATOR,
    "in": Term.IN,
    "and": Term.AND,
    "journal": Term.JOURNAL,
    "meeting": Term.MEETING,
    "publisher": Term.PUBLISHER,
    "body": Term.BODY,
    "thesis": Term.THESIS,
    "report": Term.REPORT,
    "edition-word": Term.EDITION,
    "series": Term.SERIES,
    "supplement": Term.SUPPLEMENT,
    "available": Term.AVAILABLE,
    "accessed": Term.ACCESSED,
    "press": Term.FORTHCOMING,
}
for _name, _term in _TERMS.items():
    for _word in sorted(words(_term)):
        if len(_word) > 2 or not _word.isascii():
            KEYWORDS.setdefault(_word, _name)


def shape(word: str) -> str:
    """The word's shape: ``Y`` a year, ``9``–``999999`` other numbers by length, ``X`` one capital, ``XX`` several,
    ``Xx`` capitalised, ``xX`` mixed, ``x`` small, ``c`` of a script without capitals, ``c0``–``c6`` of one
    without blanks, by length.
    """
    if word.isdecimal():
        return "Y" if len(word) == 4 and "1400" <= word <= "2099" else "9" * min(len(word), 6)
    if word.isupper():
        return "X" if len(word) == 1 else "XX" if len(word) < 5 else "XXX"
    if word.islower():
        return "x" if len(word) > 1 else "x1"
    if word[:1].isupper():
        rest = word[1:]
        return "Xx" if rest.islower() else "Xc" if "-" in word else "XxX"
    if any(letter.isupper() or letter.islower() for letter in word):
        return "xX"
    return f"c{bisect(_LENGTHS, len(word))}" if is_unspaced(word) else "c"


#: Lengths of words in scripts without blanks at which they look like something else: a sign, names, a journal, a title.
_LENGTHS = (2, 3, 4, 5, 7, 10)


def keyword(word: str) -> str:
    """The class of a labelling word (``volume``, ``page``, ``month`` …), or nothing."""
    return KEYWORDS.get(word.lower(), "")
