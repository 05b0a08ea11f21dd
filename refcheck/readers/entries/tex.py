"""LaTeX in the values of a bibliography → the text that it prints.

Accents are composed, symbols are looked up by name, and commands that only format the text are removed with their braces. No
command is executed, and none can be defined.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape

from latexcodec.codec import load_unicode_latex_table

from refcheck.text.combining import DOTLESS

_SPECIAL = re.compile(r"[\\$~`&]|--|''")
"""Characters of a text that must be decoded; if it has only braces, these are just removed."""

_QUOTED_LETTER = re.compile(r"(\\[uvcHkrdbt`'^~=.])\"(\w)\"")
"""An accent over a letter whose braces became quotation marks: ``P\\u"a"r``."""

_NO_BRACES = str.maketrans("", "", "{}")

_NUMBER = r"(?:\d+[.,]?\d*|[.,]\d+)"
_DIMENSION = (
    rf"[-+\s]*(?:{_NUMBER}\s*(?:true\s*)?(?:pt|em|ex|cm|mm|in|bp|pc|sp|dd|cc|mu|fil{{1,3}})(?![^\W\d_])"
    rf"|(?:{_NUMBER}|\\[A-Za-z@]+(?=\\fontdimen))?(?:\\fontdimen\s*\d+\s*)?\\[A-Za-z@]+)"
)
_GLUE = rf"{_DIMENSION}(?:\s*(?i:plus){_DIMENSION})?(?:\s*(?i:minus){_DIMENSION})?\s?"
_LENGTH = (
    rf"\\(?!small|med|big)(?:[A-Za-z]*(?:skip|kern|sep|indent)|raise|lower|move(?:left|right))\s*=?{_GLUE}"
    rf"|\\[A-Za-z]*(?:size|fuzz|width|height|depth|margin|space)\s*=(?=[-+\s]*[\d.,]){_GLUE}|\\[hv]space\*?\s*\{{[^{{}}]*\}}"
    r"|\\(?:[A-Za-z]*penalty|spacefactor|looseness|tolerance|hangafter)\s*=?[-+\s]*(?:\d+|\\[A-Za-z@]+)\s?"
    rf"|\\[hv](?:box|top)\s*(?:to|spread){_DIMENSION}|\\[hv]rule(?:\s*(?:width|height|depth){_DIMENSION})+"
)
r"""A command of TeX's own with the length or the number that it takes: "\\hskip 1em plus 0.5em minus 0.4em", "\\parindent=0pt",
"\\penalty0 ", "\\hbox to 3em". Source: "The TeXbook" (D. E. Knuth), chapter 24."""

_APART = re.compile(r"\\[hm]s(?:kip|pace)[*\s{\d.,]*(?:[1-9]|\\(?!z@))")
r"""A horizontal space that separates two words: "\\hskip 1em", "\\hspace{.5em}"; not "\\hskip 0pt plus 1pt"."""

_TOKEN = re.compile(
    rf"(?P<length>{_LENGTH})"
    r"|\\(?P<word>[A-Za-z]++)\*?[ \t\r\n]*+|\\(?P<sign>[\s\S])|(?P<print>-{2,3}|``|''|`)|(?P<mark>[{}$~])"
    r"|(?P<entity>&(?:#x?[0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});)|(?P<text>[^\\{}$~`'&-]++|[\s\S])"
)
"""One token: ``\\emph``, ``\\'``, ``---``, ``{``, ``&amp;``, or plain text."""

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}
"""Accent commands as combining marks."""

_ALONE = {"\u0303": "~", "\u0302": "^", "\u0300": "`", "\u0301": "\u00b4", "\u0308": "\u00a8"}
"""Accents over nothing: ``\\~{}`` is a tilde."""

_SIGNS = {" ": " ", "\n": " ", "\t": " ", "\\": " ", ",": " ", ";": " ", ":": " ", "-": "", "/": "", "!": "", "@": ""}
"""Commands of one character that are not accents. Any other prints the character itself: ``\\&``, ``\\_``."""

_LIGATURES = {"``": "\u201c", "''": "\u201d", "`": "\u2018", "--": "\u2013", "---": "\u2014"}
_NO_SCRIPTS = str.maketrans("", "", "^_")
"""A translation that removes the characters for sub- and superscripts, which are not printed."""

_MOST_ACCENTS = 3
"""The largest number of accents on one letter."""

_NAMES = {
    "j": "\u0237",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "BibTeX": "BibTeX",
    "textquotesingle": "'",
    "textasciigrave": "`",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textdollar": "$",
    "textgreater": ">",
    "textless": "<",
    "textquotedbl": '"',
    "textquotedblleft": "\u201c",
    "textquotedblright": "\u201d",
    "textquoteleft": "\u2018",
    "textquoteright": "\u2019",
    "dots": "\u2026",
    "textasciicircum": "^",
    "textunderscore": "_",
    "slash": "/",
    "space": " ",
    "quad": " ",
    "qquad": " ",
    "newline": " ",
    "newblock": " ",
    "par": " ",
    "sim": "~",
    "sqrt": "\u221a",
    "le": "≤",
    "ge": "≥",
    "to": "→",
    "textonehalf": "½",
    "textperthousand": "‰",
} | {
    "hbar": "ħ", "hslash": "ħ", "langle": "⟨", "rangle": "⟩", "odot": "⊙", "dagger": "†", "perp": "⊥", "parallel": "∥",
    "propto": "∝", "circ": "°", "prime": "′", "simeq": "≃", "lesssim": "≲", "gtrsim": "≳",
}  # fmt: skip
"""Commands that the codec's table lacks, or translates to a rarer character."""

_MACROS = """actaa Acta Astron.|aj AJ|ao Appl. Opt.|aap A&A|aapr A&A Rev.|aaps A&AS|aplett Astrophys. Lett.|apj ApJ|apjl ApJL
apjlett ApJL|apjs ApJS|apjsupp ApJS|applopt Appl. Opt.|apspr Astrophys. Space Phys. Res.|apss Ap&SS|araa ARA&A|azh AZh
baas BAAS|bac BAICz|bain BAN|caa Chinese Astron. Astrophys.|cjaa Chinese J. Astron. Astrophys.|fcp Fund. Cosmic Phys.
gca Geochim. Cosmochim. Acta|grl Geophys. Res. Lett.|iaucirc IAU Circ.|icarus Icarus|jcap JCAP|jcp J. Chem. Phys.
jgr J. Geophys. Res.|jqsrt JQSRT|jrasc JRASC|memras MmRAS|memsai MmSAI|mnras MNRAS|nat Nature|nar New Astron. Rev.
nphysa Nucl. Phys. A|pasa PASA|pasj PASJ|pasp PASP|physrep Phys. Rep.|physscr Phys. Scr.|planss Planet. Space Sci.
pra Phys. Rev. A|prb Phys. Rev. B|prc Phys. Rev. C|prd Phys. Rev. D|pre Phys. Rev. E|prl Phys. Rev. Lett.
procspie Proc. SPIE|psj PSJ|qjras QJRAS|rmxaa Rev. Mex. Astron. Astrofis.|skytel S&T|solphys Sol. Phys.
sovast Soviet Astron.|ssr Space Sci. Rev.|zap ZAp"""
_JOURNALS = dict(entry.split(" ", 1) for entry in _MACROS.replace("\n", "|").split("|"))
"""Macros of astronomy, without their backslash, and the journals that they print: ``\\mnras``, ``\\prb``.

Source: AASTeX's list of journal macros, which the Astrophysics Data System writes into its BibTeX.
"""

_SILENT = frozenset({"cite", "citep", "citet", "label", "ref", "href", "color", "textcolor", "footnotemark"})
"""Commands whose first argument is not printed."""


@cache
def _symbols() -> dict[str, str]:
    """Return the characters that commands of one word print: ``ss``, ``oe``, ``alpha``."""
    known: dict[str, str] = {}
    for row in load_unicode_latex_table():
        if row.decode and row.latex.startswith("\\") and row.latex[1:].isalpha() and len(row.latex) > 1:
            known.setdefault(row.latex[1:], row.unicode)
    return {name: sign for name, sign in known.items() if name not in _ACCENTS} | _NAMES


def _textual(command: str) -> str:
    r"""Return the symbol that a command for text mode prints: ``\texttimes``, ``\texteuro``; empty for any other command."""
    name = command.removeprefix("text")
    if name == command:
        return ""
    try:
        return _symbols().get(name) or unicodedata.lookup(f"{name} sign")
    except KeyError:
        return ""


def decode(source: str) -> str:
    """Return the text that a value of LaTeX prints, on one line."""
    if source.isalnum():
        return source
    if _SPECIAL.search(source):
        source = _QUOTED_LETTER.sub(r"\1{\2}", source) if '"' in source else source
        source = "".join(_Printer().printed(source))
    elif "{" in source or "}" in source:
        source = source.translate(_NO_BRACES)
    return " ".join(source.split())


class _Printer:
    """The decoder of one value. ``accents`` are the combining marks whose letter has not been read yet, the outermost first."""

    def __init__(self) -> None:
        self.accents: list[str] = []
        self.in_math = False

    def printed(self, source: str) -> Iterator[str]:
        """Yield the pieces that are printed, in order."""
        at = 0
        while token := _TOKEN.match(source, at):
            at = token.end()
            if token["word"] in _SILENT:  # its argument is taken to contain no groups
                at = (source.find("}", at) + 1 or len(source)) if source[at : at + 1] == "{" else at
                continue
            piece = self._piece(token)
            if piece and self.accents and token.lastgroup != "mark":
                piece = self._accented(piece.lstrip())
            yield piece

    def _piece(self, token: re.Match[str]) -> str:
        """Return the text that one token prints; an accent is kept for the letter that follows."""
        text = token[token.lastgroup or 0]
        match token.lastgroup:
            case "text":
                return text.translate(_NO_SCRIPTS) if self.in_math else text
            case "word" | "sign" if text in _ACCENTS:
                self.accents.append(_ACCENTS[text])
                return ""
            case "length":
                return " " if _APART.match(text) else ""
            case "word":
                return _symbols().get(text) or _JOURNALS.get(text) or _textual(text)
            case "sign":
                return _SIGNS.get(text, text)
            case "print":
                return _LIGATURES[text]
            case "entity":
                return unescape(text)
        return self._mark(text)

    def _mark(self, mark: str) -> str:
        if mark == "$":
            self.in_math = not self.in_math
        if mark == "}" and self.accents:
            alone = "".join(_ALONE.get(accent, "") for accent in self.accents[-_MOST_ACCENTS:])
            self.accents.clear()
            return alone
        return " " if mark == "~" else ""

    def _accented(self, piece: str) -> str:
        """Return a piece with the waiting accents on its first letter."""
        if not piece:
            return ""
        marks = "".join(reversed(self.accents[-_MOST_ACCENTS:]))
        self.accents.clear()
        return unicodedata.normalize("NFC", DOTLESS.get(piece[0], piece[0]) + marks) + piece[1:]
