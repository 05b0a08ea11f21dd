"""Text → LaTeX as BibTeX wants it."""

import re

_ESCAPES = str.maketrans(
    {
        "\\": "\\textbackslash{}",
        "{": "\\textbraceleft{}",
        "}": "\\textbraceright{}",
        "$": "\\$",
        "&": "\\&",
        "%": "\\%",
        "#": "\\#",
        "_": "\\_",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        "`": "\\textasciigrave{}",
    }
)
"""Characters that are no text in LaTeX. Braces have names, so that those of an entry stay balanced."""

_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')")
"""Where two signs would print as one: between the hyphens of ``--``."""

_WORD = re.compile(r"\S+")

_LONG = 4
"""A word of fewer letters is written small in any title."""


def escaped(text: str) -> str:
    """The LaTeX that prints ``text``."""
    return _LIGATURE.sub("{}", text.translate(_ESCAPES)) if text else ""


def title(text: str) -> str:
    """The LaTeX that prints a title with its capitals, whatever a style does to titles.

    Words with a capital inside are kept from change (``{DNA}``), and in a title in sentence case every word with a capital but
    the first.
    """
    words = text.split()
    long = [word for word in words[1:] if len(word) >= _LONG]
    in_sentence_case = 2 * sum(word[:1].islower() for word in long) > len(long)

    def kept(found: re.Match[str]) -> str:
        word = found[0]
        inner = any(char.isupper() for char in word[1:])
        first = found.start() == 0 or text[: found.start()].rstrip()[-1:] == ":"
        keep = inner or (in_sentence_case and not first and word[:1].isupper())
        return f"{{{escaped(word)}}}" if keep else escaped(word)

    return _WORD.sub(kept, text)


def verbatim(text: str) -> str:
    """An address or an identifier, which LaTeX prints as it stands; only braces would upset an entry."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
