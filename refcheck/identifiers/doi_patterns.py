"""The patterns by which large registrants build the suffixes of their DOIs.

A pattern is written as the suffix is printed, in lower case, with its parts in angle brackets and each part's own
pattern after a colon: ``j.<journal:[a-z]+>.<year:\\d{4}>.<item:\\d{5}>``. Parts with the same name are joined.

Source: the registrants' own DOIs; for Elsevier's PII,
``https://en.wikipedia.org/wiki/Publisher_Item_Identifier``.
"""

from collections.abc import Mapping

_YEAR = r"(?:18|19|20)\d\d"
_CHECK = r"[\dx]"
_ISSN = rf"<issn:\d{{4}}>-<issn:\d{{3}}{_CHECK}>"
_DATED = rf"<year:{_YEAR}>"

_PII = (
    rf"s{_ISSN}(<yy:\d\d>)<item:\d{{5}}>-<check:[\da-z]>",
    rf"{_ISSN}(<yy:\d\d>)<item:\d{{5}}>-<check:[\da-z]>",
)
_ELSEVIER = (
    *_PII,
    rf"j.<journal:[a-z]+>.{_DATED}.<month:\d\d>.<item:\d{{3}}>",
    rf"j.<journal:[a-z]+>.{_DATED}.<item:1\d{{5}}>",
    rf"b<isbn:978>-<isbn:\d>-<isbn:\d{{2}}>-<isbn:\d{{6}}>-<isbn:\d>.<item:\d{{5}}>-<check:{_CHECK}>",
    rf"b<isbn:978>-<isbn:\d>-<isbn:\d{{3}}>-<isbn:\d{{5}}>-<isbn:\d>.<item:\d{{5}}>-<check:{_CHECK}>",
    rf"b<isbn:978>-<isbn:\d>-<isbn:\d{{4}}>-<isbn:\d{{4}}>-<isbn:\d>.<item:\d{{5}}>-<check:{_CHECK}>",
)
_SPRINGER_ARTICLE = r"s<journal:\d{5}>-<yyy:0\d\d>-<item:\d{4,5}>-<check:[\da-z]>"
_SPRINGER_CHAPTER = (
    r"<isbn:978>-<isbn:[03]>-<isbn:\d{3}>-<isbn:\d{5}>-<isbn:\d>_<chapter:\d{1,3}>",
    r"<isbn:978>-<isbn:1>-<isbn:\d{4}>-<isbn:\d{4}>-<isbn:\d>_<chapter:\d{1,3}>",
)
_SPRINGER_BOOK = (r"<isbn:978-[\d-]{10,12}-\d>_<chapter:\d{1,3}>", r"<isbn:978-[\d-]{10,12}-\d>")
_BLACKWELL = (
    rf"j.{_ISSN}.{_DATED}.<item:tb\d{{5}}>.x",
    rf"j.{_ISSN}.{_DATED}.<item:\d{{5}}>.x",
    rf"j.{_ISSN}.{_DATED}.<item:mp\d{{5}}>.x",
)
_TAYLOR = (rf"<issn:[012]\d{{6}}{_CHECK}>.{_DATED}.<item:\d{{6,8}}>",)

PATTERNS: Mapping[str, tuple[str, ...]] = {
    "10.1002": _BLACKWELL,
    "10.1007": (_SPRINGER_ARTICLE, *_SPRINGER_CHAPTER),
    "10.1016": _ELSEVIER,
    "10.1021": (r"<journal:[a-z]{2}><item:\d{6}[\da-z]>", r"acs.<journal:[a-z]+>.<item:\d[a-z]\d{5}>"),
    "10.1038": (_SPRINGER_ARTICLE, r"<journal:[a-z]+>.<year:20\d\d>.<item:\d{1,4}>"),
    "10.1039": (r"<item:[a-d]\d[a-z]{2}\d{5}[a-z]>", r"<item:[ab]\d{6}[a-z]>"),
    "10.1046": _BLACKWELL,
    "10.1051": (r"<journal:[a-z]+>:<item:\d{7,8}>", r"<journal:[a-z]+>/<item:\d{7,10}>"),
    "10.1053": _ELSEVIER,
    "10.1055": (rf"s-{_DATED}-<item:\d{{5,7}}>", r"s-<yyyy:00\d\d>-<item:\d{5,7}>"),
    "10.1057": (_SPRINGER_ARTICLE, *_SPRINGER_CHAPTER),
    "10.1073": (r"pnas.<item:\d{9,10}>",),
    "10.1080": _TAYLOR,
    "10.1088": (rf"{_ISSN}/<item:[a-z]{{2}}\w{{4}}>",),
    "10.1089": (rf"<journal:[a-z]+>.{_DATED}.<item:\d{{4}}>",),
    "10.1097": (
        r"<section:\d\d>.<journal:[a-z]+>.<item:\d{10}>.<item:\d{5}>.<check:[\da-f]{2}>",
        r"<journal:[a-z]{2,3}>.<item:\d{16}>",
        r"<journal:[a-z]{2,3}>.<item:0b\d{3}e\d{10}>",
    ),
    "10.1098": (rf"rs<journal:[a-z]{{2}}>.{_DATED}.<item:\d{{4}}>",),
    "10.1109": (rf"<journal:[a-z]+>.{_DATED}.<item:\d{{5,7}}>",),
    "10.1111": _BLACKWELL,
    "10.1113": _BLACKWELL,
    "10.1126": (r"science.<item:\d{7}>", r"science.<item:[a-z]{3}\d{4}>", r"sciadv.<item:[a-z]{3}\d{4}>"),
    "10.1128": (r"<journal:[a-z]+>.<item:\d{5}>-<yy:\d\d>",),
    "10.1136": (rf"<journal:[a-z]+>-{_DATED}-<item:\d{{6}}>", rf"<journal:[a-z]+>.{_DATED}.<item:\d{{6}}>"),
    "10.1140": (_SPRINGER_ARTICLE,),
    "10.1146": (r"annurev-<journal:[a-z]+>-<date:\d{6}>-<item:\d{6}>",),
    "10.1152": (rf"<journal:[a-z]+>.<item:\d{{5}}>.{_DATED}",),
    "10.1155": (rf"{_DATED}/<item:\d{{5,7}}>",),
    "10.1158": (rf"{_ISSN}.<journal:[a-z]+>-<yy:\d\d>-<item:\d{{4}}>",),
    "10.1164": (
        r"<journal:ajrccm>.<volume:\d{3}>.<issue:\d>.<item:\d{7}>",
        r"<journal:ajrccm>.<volume:\d{3}>.<issue:\d\d>.<item:\d{7}>",
        r"<journal:rccm>.<item:\d{6}>-<item:\d{3,4}\w\w>",
    ),
    "10.1175": (r"<journal:[a-z]+>-d-<yy:\d\d>-<item:\d{4,5}>.<part:1>",),
    "10.1177": (r"<item:\d{16}>",),
    "10.1186": (_SPRINGER_ARTICLE, rf"{_ISSN}-<volume:\d{{1,2}}>-<item:\d{{1,3}}>"),
    "10.1200": (rf"jco.{_DATED}.<item:\d\d>.<item:\d{{4}}>",),
    "10.1207": (r"s<issn:\d{7}[\dx]><journal:[a-z]{2,4}><volume:\d\d><issue:\d\d>_<item:\d{1,2}>",),
    "10.1245": (_SPRINGER_ARTICLE,),
    "10.1371": (r"journal.<journal:p[a-z]{3}>.<item:\d{7}>",),
    "10.1523": (rf"jneurosci.<item:\d{{4}}>-<yy:\d\d>.{_DATED}",),
    "10.2139": (r"ssrn.<item:\d{6,7}>",),
    "10.3389": (rf"<journal:f[a-z]{{3,5}}>.{_DATED}.<item:\d{{5,7}}>",),
    "10.4103": (rf"{_ISSN}.<item:\d{{4,6}}>",),
    "10.5281": (r"zenodo.<item:\d{4,9}>",),
    "10.7554": (r"elife.<item:\d{5}>",),
    "10.7717": (r"peerj.<item:\d{1,5}>",),
    "10.48550": (r"arxiv.<arxiv:\d{4}>.<arxiv:\d{5}>",),
}
"""Prefix → patterns of the suffix, in lower case, whose parts have a fixed length or are separated by letters."""

_ISBN_10 = (rf"<item:1-\d{{4}}-\d{{4}}-{_CHECK}>", rf"<item:[03]-\d{{3}}-\d{{5}}-{_CHECK}>")
_WILEY_ARTICLE = r"<journal:[a-z]{2,5}>.<item:[1-7]\d{4}>"
_VOLUME_ISSUE_PAGE = r"<journal:[a-z]+>.<volume:\d{1,3}>.<issue:\d{1,2}>.<page:\d{1,4}>"

LOOSE: Mapping[str, tuple[str, ...]] = {
    "10.1001": (_VOLUME_ISSUE_PAGE,),
    "10.1002": (_WILEY_ARTICLE, r"<isbn:97[89]\d{10}>.ch<chapter:\d{1,3}>"),
    "10.1007": (*_SPRINGER_BOOK, *_ISBN_10),
    "10.1016": (rf"c20\d\d-0-<item:\d{{5}}>-<check:{_CHECK}>",),
    "10.1037": (rf"{_ISSN}.<volume:\d{{1,3}}>.<issue:\d{{1,2}}>.<page:\d{{1,4}}>",),
    "10.1057": _SPRINGER_BOOK,
    "10.1051": (rf"{_ISSN}:<item:\d{{7,9}}>", rf"{_ISSN}/<item:\d{{7,9}}>"),
    "10.1055": (r"a-<item:\d{4}>-<item:\d{4}>",),
    "10.1061": (rf"(asce){_ISSN}({_DATED})<volume:\d{{1,3}}>:<issue:\d{{1,2}}>(<page:\d{{1,4}}>)",),
    "10.1073": (r"pnas.<volume:\d{2,3}>.<issue:\d{1,2}>.<page:\d{1,5}>",),
    "10.1088": (rf"{_ISSN}/<volume:\d{{1,3}}>/<issue:\d{{1,2}}[a-z]?>/<page:\w{{1,6}}>",),
    "10.1101": (_VOLUME_ISSUE_PAGE,),
    "10.1103": (
        r"<journal:physrev[a-z]*>.<volume:\d{1,3}>.<page:\d{1,6}>",
        r"revmodphys.<volume:\d{1,3}>.<page:\d{1,6}>",
    ),
    "10.1111": (_WILEY_ARTICLE,),
    "10.1128": (rf"<journal:[a-z]+>.<volume:\d{{1,3}}>.<issue:\d{{1,2}}>.<page:\d{{1,5}}>-<last:\d{{1,5}}>.{_DATED}",),
    "10.1152": (rf"<journal:[a-z]+>.{_DATED}.<volume:\d{{1,3}}>.<issue:\d{{1,2}}>.<page:[a-z]?\d{{1,5}}>",),
    "10.1139": (
        r"<journal:[a-z]+>-<volume:\d\d>-<issue:\d{1,2}>-<page:\d{1,4}>",
        r"<journal:[a-z]+>-<volume:\d\d>-<issues:\d{1,2}-\d{1,2}>-<page:\d{1,4}>",
    ),
    "10.1192": (_VOLUME_ISSUE_PAGE,),
    "10.1201": (r"b<item:\d{5}>-<chapter:\d{1,3}>",),
    "10.1210": (_VOLUME_ISSUE_PAGE,),
    "10.1242": (_VOLUME_ISSUE_PAGE,),
    "10.1523": (rf"jneurosci.<volume:\d{{2}}>-<issue:\d{{2}}>-<page:\d{{5}}>.{_DATED}",),
    "10.1257": (_VOLUME_ISSUE_PAGE,),
    "10.1596": (r"1813-9450-<item:\d{4}>",),
    "10.5194": (rf"<journal:[a-z]+>-<volume:\d{{1,3}}>-<page:\d{{1,5}}>-{_DATED}",),
    "10.7202": (r"<item:\d{6,7}>ar",),
    "10.7326": (r"<item:[a-z]\d\d>-<item:\d{4}>",),
}
"""Patterns that cannot be matched without punctuation, as the ends of their numbers are then unknown."""
