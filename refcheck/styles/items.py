"""Reference → the CSL-JSON item that a processor prints: the only place where data are cleaned for it.

Source: the CSL-JSON schema (``csl-data.json``, version 1.0.2). Quotation marks are straight, since the processor turns them into
the style's, and apostrophes are not; a title has no final period; a range of pages has an en dash and both ends in full
(``345–360`` for ``345-60``); a page that is given as a range (``6-6``) is one page; placeholders (``n/a``) are left out; initials
in one word (``AB``) are separated; and a date that has numbers has only these, without its printed form.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from refcheck.lexicon import Term, is_undated, wordings
from refcheck.lexicon.language import certainly_not_english
from refcheck.matching import without_placeholders
from refcheck.matching.transformations.abbreviation import is_cut_of
from refcheck.model import Reference, Work
from refcheck.model.csl import UNTYPED
from refcheck.readers.entries.columned import TYPES, bare
from refcheck.text.characters import HYPHENS
from refcheck.text.folding import fold
from refcheck.text.initials import glued_initials
from refcheck.text.pages import whole_pages
from refcheck.writers._common import as_csl, full_title

_RANGES = ("page", "issue", "volume", "chapter-number")

_RANGE = re.compile(r"(?P<first>[\w.]+)\s*[-‐‑‒–—−]+\s*(?P<last>[\w.]+)")
"""A range of two numbers: ``345-360``, ``e12–e19``."""

_NUMBER = re.compile(r"(?P<letters>[^\W\d_]*)(?P<figures>[0-9]+)")
"""A page number: ``345``, ``E446``."""

_APOSTROPHE = re.compile(r"(?<=\w)['‘](?=[\w«])|(?<!\w)['‘](?=\d\ds?\b|n['’] )|(?<= [’'‘]n)'")
"""A character that is an apostrophe: ``syndrome's``, ``'14``, ``rock 'n' roll``."""

_IN_DOUBLE = re.compile(r"(?<!\w)[\"“„‟](?! )([^\"“”„‟]+)(?<! )[\"“”](?!\w)")
"""A text between double quotation marks: ``a “new” look``."""

_IN_SINGLE = re.compile(r"(?<!\w)['‘‚](?! )((?:[^'‘’‚]|’(?=\w))+)(?<! )['’](?!\w)")
"""A text between single quotation marks: ``a ‘new’ look``."""

_SMALL = re.compile(
    r"(?:(?<=\s)(?:about|above|across|after|against|along|among|around|before|behind|below|beneath|beside|between|beyond|during|"
    r"et|except|inside|like|near|off|onto|out|outside|over|past|per|since|than|through|throughout|toward|towards|under|until|"
    r"upon|versus|via|vs|within|without)(?=[\s,])|(?<=\w-)like\b)"
)
"""A word that stays in lower case in a title whose words are capitalised: ``during``. Not every processor knows all of them."""


_WORD = re.compile(r"[^\W\d_]+")
"""A word: a run of letters."""

_VERSION = re.compile(r"\b[Vv]ersion (\d[\w.-]*\w|\d)")
"""A version in a note: ``R package version 0.2.2``."""

_FINAL_STOP = re.compile(r"(?:(?<=[^\W_]{4})|(?<=[)\]]))\.\Z")
"""A period after the last word of a title, which is not an abbreviation: ``How rivers move.``."""


def item(reference: Reference) -> dict[str, Any]:
    """Return the item of a reference, with its key as the ``id``."""
    return {name: value for name, value in _variables(reference) if value not in (None, "", [])}


def _variables(reference: Reference) -> Iterator[tuple[str, Any]]:
    work = without_placeholders(reference.work, Work())
    plain = as_csl(evolve(reference, work=work))
    plain.pop("custom", None)
    plain |= _from_notes(work, str(plain.get("status", "")), plain.pop("note", ""))
    if _is_label(work):
        plain.pop("genre", None)
    if work.issued and _says_no_date(work.issued.raw or ""):
        plain.pop("issued", None)  # the style has its own words for that
    title = _FINAL_STOP.sub("", full_title(work))
    for name, value in plain.items():
        yield name, value if name in ("id", "type", "DOI", "URL") else _clean(name, value)
    yield "type", _kind(work)
    yield "title", _cased(title)
    for name in ("container-title", "collection-title", "event-title"):
        if name in plain:
            yield name, _cased(plain[name], plain[name])
    if page := _ranged(whole_pages(work.page or work.article_number or "")):
        yield "page", page
        yield "page-first", page.partition("–")[0]
    if shorter := _shorter(work):
        yield "container-title-short", shorter
    if work.author and work.author_et_al:
        yield "author", [*_clean("author", plain["author"]), {"literal": "others"}]


def _shorter(work: Work) -> str | None:
    """Return an abbreviated name of the container, or else a shorter one: ``J Clin Oncol``, but not an acronym (``JCO``)."""
    name = work.container_title or ""
    shorter = [each for each in work.container_title_alternative if len(each) < len(name)]
    cut = [each for each in shorter if is_cut_of(fold(each), fold(name))]
    return next((each for each in (*cut, *shorter) if each in cut or " " in each), None)


def _from_notes(work: Work, status: str, note: str) -> Iterator[tuple[str, Any]]:
    """Yield what a style prints of notes: that a work is forthcoming, as its date if it has none, and the version of software."""
    for text in (note, status, (work.issued.raw or "") if work.issued else ""):
        words = " ".join(_WORD.findall(text))
        if wording := next((each for each in wordings(Term.FORTHCOMING) if bare(each) == bare(words)), None):
            said = words if words.lower() == wording else wording  # biblatex writes it as one word
            yield ("status", said) if work.year else ("issued", {"raw": said})
    if (version := _VERSION.search(note)) and version[1] not in (work.title or ""):
        yield "version", version[1]


def _cased(title: str, name: str = "") -> str:
    """Return a title or ``name`` with the case of words protected that English does not capitalise: in other languages, all."""
    kept = ".+" if certainly_not_english(title, name) else _SMALL
    return re.sub(kept, r'<span class="nocase">\g<0></span>', _quoted(title))


def _says_no_date(printed: str) -> bool:
    """Return whether a date is only an abbreviation of "no date": ``n.d.``, ``o. J.``; “in press” says more."""
    return is_undated(printed) and all(len(word) == 1 for word in _WORD.findall(printed))


def _is_label(work: Work) -> bool:
    """Return whether a genre is a database's label: any genre of an article, and one that repeats the type (``Book chapter``)."""
    named = TYPES.get(bare(work.genre or "")) if work.container_title else None
    return _kind(work) == "article-journal" or (named is not None and named == work.type)


def _kind(work: Work) -> str:
    """Return the type of a work; if that is not known, the type that its fields suggest."""
    if work.type:
        return work.type
    if work.container_title:
        return "article-journal" if work.volume or work.issue else "chapter"
    return "book" if work.publisher else UNTYPED


def _clean(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_clean(name, each) for each in value]
    if isinstance(value, Mapping):
        kept = {part: each for part, each in value.items() if part != "raw" or "date-parts" not in value}
        parts = {part: _clean(part, each) for part, each in kept.items()}
        return parts if parts.get("family", "").isupper() else parts | _spaced(parts.get("given", ""))
    if not isinstance(value, str):
        return value
    return _ranged(value) if name in _RANGES else _quoted(value.translate(HYPHENS) if name == "given" else value)


def _spaced(given: str) -> dict[str, str]:
    """Return initials that are printed as one word (``AB``) separately, as processors need them; empty for other given names."""
    letters = glued_initials(given.rstrip("."))
    return {"given": " ".join(f"{letter}." for letter in letters)} if letters else {}


def _ranged(value: str) -> str:
    """Return a range with an en dash; two numbers that do not increase are not a range (``2011-3``, ``e0099-15``)."""
    found = _RANGE.fullmatch(value)
    if found is None:
        return value
    first, last = found["first"], found["last"]
    start, end = _NUMBER.fullmatch(first), _NUMBER.fullmatch(last)
    if first == last:
        return first
    if start and end and (start["letters"] != end["letters"] or int(start["figures"]) > int(end["figures"])):
        return value
    return f"{first}–{last}"


def _quoted(text: str) -> str:
    """Return the text with straight quotation marks around quotations, and only there."""
    return _IN_SINGLE.sub(r"'\1'", _IN_DOUBLE.sub(r'"\1"', _APOSTROPHE.sub("’", text)))
