"""Wikitext as a reader of the page sees it."""

import re
from html import unescape

from refcheck.gazetteer.item_types import by_name
from refcheck.gazetteer.variables import WIKITEXT_IDENTIFIERS
from refcheck.text.deferred import deferred

IDENTIFIERS = by_name(WIKITEXT_IDENTIFIERS, ", ")
"""Variables whose values are identifiers, by parameters, and by templates that print an identifier: ``{{doi|10.1000/x}}``."""

_UNSEEN = "\u2060"
"""It stands where markup was, so that all else keeps its place; what reads print takes no notice of it."""

_LINK = re.compile(r"(\[\[(?:[^|\[\]]*\|)?)([^|\[\]]*)\]\]")
_MARKUP = re.compile(r"'{2,5}|<!--(?:(?!<!--).)*?-->|<ref\b[^<>]*(?<=/)>", re.DOTALL)
_TEMPLATE = deferred(r"(?P<before>\w?)\{\{(?P<inner>[^{}]*)\}\}(?=(?P<behind>\w?))")
_ARGUMENT = deferred(r"\|(?:\s*\d\s*=)?([^|=]*)(?=\||\Z)")
"""A value that a template has without a name: ``|Salix`` of ``{{lang|la|Salix}}``."""

_CODE = deferred(r"\s*[a-z]{2,3}(?:-\w{2,8})*\s*")
"""A language: ``la``, ``zh-Hant``."""

_SIGNS = {"!": "|", "=": "="} | {
    name: unescape(f"&{name};")
    for name in ("amp", "bull", "deg", "hellip", "mdash", "middot", "minus", "nbsp", "ndash", "shy", "thinsp", "times")
}
"""Signs by the templates that print them: ``{{ndash}}``. What is called like other signs of HTML marks languages: ``{{it}}``."""

_DEEPEST = 4
"""Templates within templates that are looked into. Source: set by hand."""

TITLED = deferred(r"([^\d\"'“”„«»:]{2,200}: )''(?!')([^'\n]+(?:'[^'\n]+)*)''(?=(\s?[.,;(])?)")
"""People, and the title in italics: ``Ada Lund, Ben Roe: ''Salix.'' In: ``."""


def shown(value: str) -> str:
    """Return a value on one line as it is seen; a template of which nobody can tell what it shows stays as it is.

    >>> shown("On ''old'' {{lang|la|Salix}} in [[Oslo|the town]]"), shown("{{chem|H|2|O}}")
    ('On old Salix in the town', '{{chem|H|2|O}}')
    """
    return " ".join(_plain(value).replace(_UNSEEN, "").split())


def printed(note: str) -> str:
    """Return what is seen of a note, each letter in its place; italics that mark a title are quotation marks."""
    if (found := TITLED.match(note)) and (found[3] or found[2][-1] in ".!?"):
        note = f"{found[1]}“{_UNSEEN}{found[2]}{_UNSEEN}”{note[found.end() :]}"
    return _TEMPLATE.sub(lambda unknown: unknown["before"].ljust(len(unknown[0]), _UNSEEN), _plain(note))


def _plain(text: str) -> str:
    text = _LINK.sub(_text_of_link, _MARKUP.sub(lambda mark: _UNSEEN * len(mark[0]), text))
    for _ in range(_DEEPEST):
        text = _TEMPLATE.sub(_text_of_template, text)
    return text


def _text_of_link(link: re.Match[str]) -> str:
    """Return the text of a link; an identifier (``[[doi:10.1000/x]]``) is parted from what stands behind it."""
    behind = " " if link[2].partition(":")[0].lower() in IDENTIFIERS else _UNSEEN
    return _UNSEEN * len(link[1]) + link[2] + behind * 2


def _text_of_template(template: re.Match[str]) -> str:
    """Return the text that a template shows: an identifier behind its label, the one value, or the one beside a language."""
    inner, before = template["inner"], template["before"]
    name = inner.partition("|")[0].strip().lower()
    if "|" not in inner:  # a sign, or a mark of the wiki's own
        is_unknown = before and template["behind"] and name not in _SIGNS
        return template[0] if is_unknown else before + _SIGNS.get(name, "").ljust(len(inner) + 4, _UNSEEN)
    values, is_identifier = [*_ARGUMENT.finditer(inner)], name in IDENTIFIERS
    is_code = [_CODE.fullmatch(each[1]) is not None for each in values]
    if not values or not (len(values) == 1 or is_identifier or any(is_code[:2])):
        return template[0]
    value = values[-1 if is_code[0] and not is_identifier else 0]
    label = f"{name}:" if is_identifier else f"{name} " if name.endswith(".") else ""
    if name == "pmc":
        label = "" if value[1].strip().upper().startswith("PMC") else "PMC"
    behind = (" " if is_identifier else _UNSEEN) * (len(inner) + 2 - value.end())
    return f"{before}{label.rjust(value.start(1) + 2, _UNSEEN)}{value[1]}{behind}"
