"""Text as registries hold it, cleaned for people: markup, MathML, entities and line breaks."""

import html
import re
import unicodedata

# A tag of JATS, MathML or face markup: <i>, </jats:sub>, <mml:math display="inline">. A "<" that begins none is left alone:
# in "a <b and c> d" and in "p < 0.05" nothing matches. Attributes must have a value in quotes.
_TAG = re.compile(r"""</?(?P<name>[A-Za-z][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>""")

# The source of a formula beside its MathML: <mml:annotation encoding="TeX">x^2</mml:annotation>, <tex-math>x^2</tex-math>.
_TEX = re.compile(r"<(?P<name>(?:mml:)?annotation|(?:jats:)?tex-math)\b[^<>]*>[^<]*</(?P=name)>")

# White space between the elements of a formula: <mml:mi>x</mml:mi> <mml:mn>2</mml:mn>, <mml:mrow>\n  <mml:mi>
_BETWEEN_ELEMENTS = re.compile(r"(</?mml:[^<>]*>)\s+(?=</?mml:)")

# The wrapper of unparsed text: <![CDATA[ and ]]>
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")

_BLOCKS = "br break div li list list-item p sec subtitle title"
"""Elements that part words: they leave a space."""

_INLINE = (
    "a b bold em emph font formula i inf inline-formula italic math mfrac mi mn mo mover mrow ms msqrt msub msubsup msup mtext"
    " munder ovl s sc scp small span strong sub sup tex tt u"
)
"""Elements within a word: they leave nothing. Whatever is not listed may be an author's own angle bracket and stays."""

_SPACE, _NOTHING = frozenset(_BLOCKS.split()), frozenset(_INLINE.split())

_PREFIXES = ("jats:", "mml:")

_SOFT_HYPHEN = "\u00ad"


def clean(text: str) -> str:
    """The text without markup, with entities decoded (twice: ``&amp;lt;`` occurs), in NFC, its spaces collapsed.

    >>> clean("Effect of CO<sub>2</sub> on <i>E.&amp;nbsp;coli</i>")
    'Effect of CO2 on E. coli'
    """
    if "<" in text or "&" in text:
        text = _without_tags(text)
        text = _without_tags(html.unescape(html.unescape(text)))
    return " ".join(unicodedata.normalize("NFC", text.replace(_SOFT_HYPHEN, "")).split())


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    return _TAG.sub(_instead, _BETWEEN_ELEMENTS.sub(r"\1", _TEX.sub("", _CDATA.sub("", text))))


def _instead(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    bare = name.removeprefix("jats:")
    if bare in _SPACE:
        return " "
    return "" if bare in _NOTHING or name.startswith(_PREFIXES) else tag[0]
