"""Markup in the values of records, bibliographies and pasted references: tags, MathML and entities, escaped once or repeatedly.

Tags and entities are defined here and nowhere else. :func:`clean` returns a value for display; :func:`edits` yields what is
removed at which position, for code that must know the position of every character (:mod:`refcheck.text.rendered`).
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5

from refcheck.text.edits import Edit
from refcheck.text.mojibake import mended
from refcheck.text.recoding import recoded

_TAG = re.compile(r"""</?(?P<name>[A-Za-z][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*/?>""")
"""A tag of JATS, MathML, HTML or face markup: <i>, </jats:sub>, <mml:math display="inline">, <p class=ref>. A "<" that
starts no tag is left alone: in "a <b and c> d" and in "p < 0.05" nothing matches."""

_TEX = re.compile(r"<(?P<name>(?:mml:)?annotation|(?:jats:)?tex-math)\b[^<>]*>[^<]*</(?P=name)>")
"""The source of a formula beside its MathML: <mml:annotation encoding="TeX">x^2</mml:annotation>, <tex-math>x^2</tex-
math>."""

_BETWEEN_ELEMENTS = re.compile(r"(</?mml:[^<>]*>)\s+(?=</?mml:)")
r"""White space between the elements of a formula: <mml:mi>x</mml:mi> <mml:mn>2</mml:mn>, <mml:mrow>\n  <mml:mi>."""

_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
"""The wrapper of unparsed text: <![CDATA[ and ]]>."""

_ENTITY = re.compile(r"&(?: ?#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6})| ?(?:amp|lt|gt|quot)|[A-Za-z][A-Za-z0-9]{1,31});")
"""An entity with its semicolon, possibly with a space after the ampersand: "&amp;", "&eacute;", "&#8211;", "&#x2013;", "& amp;"."""

_BLOCKS = "br break div dd dl dt h1 h2 h3 h4 h5 h6 li list list-item ol p sec subtitle table tbody td title tr ul"
"""Elements that separate words: they are replaced by a space."""

_INLINE = (
    "a abbr b big bold cite code em emph font formula i inf inline-formula ins italic math mark mfrac mi mn mo mover mrow ms msqrt"
    " msub msubsup msup mtext munder named-content nobr ovl q roman s sans-serif sc scp small span strike strong styled-content"
    " sub sup tex tt u underline var"
)
"""Elements that may be within a word: their tags are removed. An element that is not listed may be an author's own angle bracket
and stays."""

_SPACE, _NOTHING = frozenset(_BLOCKS.split()), frozenset(_INLINE.split())

_PREFIXES = ("jats:", "mml:")

_SOFT_HYPHEN = "\u00ad"

DEEPEST = 4
"""How many times markup may be escaped: ``&amp;amp;lt;``."""


def clean(text: str) -> str:
    """Return the text for display: without markup, with entities decoded, mojibake repaired and spaces collapsed, in NFC.

    >>> clean("Effect of CO<sub>2</sub> on <i>E.&amp;nbsp;coli</i>")
    'Effect of CO2 on E. coli'
    >>> clean("Caf&amp;eacute;s &lt;i&gt;in vivo&lt;/i&gt; &#8211; p &lt; 0.05")
    'Cafés in vivo – p < 0.05'
    """
    text = " ".join(unmarked(text).split())
    if text.isascii():
        return text
    return " ".join(unicodedata.normalize("NFC", mended(text).replace(_SOFT_HYPHEN, "")).split())


def unmarked(text: str) -> str:
    """Return the text without tags and with its entities decoded, even if escaped repeatedly; white space stays."""
    for _ in range(DEEPEST):
        if "<" not in text and "&" not in text:
            break
        before = text
        text = _decoded(_without_tags(text))
        if text == before:
            break
    return text


def edits(text: str) -> Iterator[Edit]:
    """Yield, in order, the edits that remove one layer of markup: one for each tag and each entity."""
    if "<" not in text and "&" not in text:
        return
    found = [
        *((each.start(), each.end(), "") for pattern in (_TEX, _CDATA) for each in pattern.finditer(text)),
        *((each.end(1), each.end(), "") for each in _BETWEEN_ELEMENTS.finditer(text)),
        *((tag.start(), tag.end(), new) for tag in _TAG.finditer(text) if (new := _replacement(tag)) != tag[0]),
        *((each.start(), each.end(), new) for each in _ENTITY.finditer(text) if (new := _character(each)) != each[0]),
    ]
    last = 0
    for start, end, new in sorted(found, key=lambda edit: (edit[0], -edit[1])):
        if start >= last:
            yield start, end, new
            last = end


def is_element(name: str) -> bool:
    """Return whether the name is that of an element that marks up text in printed references."""
    return name.lower() in _SPACE | _NOTHING


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    return _TAG.sub(_replacement, _BETWEEN_ELEMENTS.sub(r"\1", _TEX.sub("", _CDATA.sub("", text))))


def _decoded(text: str) -> str:
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    """Return the character of an entity; the entity itself where its name is unknown."""
    name = entity[0][1:].strip()
    return recoded(html.unescape(f"&{name}")) if name[0] == "#" else html5.get(name, entity[0])


def _replacement(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    bare = name.removeprefix("jats:")
    if bare in _SPACE:
        return " "
    return "" if bare in _NOTHING or name.startswith(_PREFIXES) else tag[0]
