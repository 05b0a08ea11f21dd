"""A report as a reference list in a style: text, HTML, Word, Markdown or BibTeX, with remarks where a person should check."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from attrs import evolve

from refcheck.checks import is_short_form, unsure
from refcheck.gazetteer.item_types import PERIODICALS
from refcheck.lexicon import Term, wordings
from refcheck.messages import ENGLISH, Message, is_key, joined, worded
from refcheck.model import DATA, CheckedReference, Reference, Report, Work
from refcheck.reports import rendered
from refcheck.reports.corrected import corrected, writable
from refcheck.settings import EditDecision
from refcheck.styles import pandoc
from refcheck.styles.accepted import accepted
from refcheck.styles.collection import Style, find_style
from refcheck.styles.items import item
from refcheck.styles.workarounds import leaves_of, text_of, write
from refcheck.text.folding import alphanumerics
from refcheck.text.visible import brief

Node = dict[str, Any]
"""A block of pandoc's tree, or an element of one."""

FORMS = {"text": "plain", "html": "html", "markdown": "commonmark", "docx": "docx", "bibtex": ""}
"""The formats, and pandoc's names for them."""


class Order(Enum):
    """The order of the entries: that of the style (by names, or as cited), or that of the list itself."""

    STYLE = "style"
    LIST = "list"


def formatted(
    report: Report,
    style: Style | str,
    form: str = "text",
    order: Order = Order.STYLE,
    edits: Iterable[EditDecision] = (),
) -> bytes:
    """Return the references of a report as the style prints them, without short forms ("Ibid., 52.") and data that was not read.

    Args:
        report: the report, whose verified references are printed with the registered values, and the others as they were read.
        style: a style, or the name of one: ``apa``, ``nature``, a journal, a ``.csl`` file.
        form: one of ``FORMS``.
        order: the order of the entries.
        edits: decisions about single changes.

    Raises:
        SettingsError: there is no such style, or pandoc is not installed.
        ValueError: there is no such format.
    """
    if form not in FORMS:
        raise ValueError(f"there is no format {form!r}; the formats are {', '.join(FORMS)}")
    pairs = zip(report.references, accepted(report, edits), strict=True)
    references = tuple(each for audited, each in pairs if not (is_short_form(each) or is_unread_data(audited)))
    if form == "bibtex":
        return rendered(evolve(corrected(report), references=references), form).encode()
    style = find_style(style) if isinstance(style, str) else style
    tree, entries = entries_of(references, style, report.language)
    places = range(len(references)) if order is Order.LIST else entries
    blocks = [_marked(entries[at], references[at], report.language) for at in places if at in entries]
    return pandoc.written({**tree, "blocks": _dressed(blocks, form)}, FORMS[form])


def is_unread_data(audited: CheckedReference) -> bool:
    """Return whether nothing was read of an entry of data: its source is not a printed reference, and is left out."""
    return audited.case.reference.is_unread and audited.format in DATA


def entries_of(
    references: Sequence[Reference], style: Style, language: str = ENGLISH
) -> tuple[pandoc.Tree, Mapping[int, Node]]:
    """Return references as a style prints them, and the entries by the places of their references, in the style's order."""
    tree = pandoc.bibliography([_item(each, f"r{at}") for at, each in enumerate(references)], style, language)
    entries = {int(entry["c"][0][0].removeprefix("ref-r")): entry for entry in tree["blocks"]}
    return tree, with_letters(entries, [each.work for each in references])


def _item(reference: Reference, key: str) -> dict[str, Any]:
    """Return the item of a reference under a unique key; for one that was not understood, a placeholder for its text."""
    if reference.work == Work():
        return {"id": key, "type": "document", "title": f'<span class="nocase">{key}</span>'}
    return item(evolve(reference, key=key))


def _advice(fields: Sequence[str], reference: Reference, language: str) -> str:
    """Return the remark, in a language, on which fields to check: their names, or the texts of those that have none."""
    names = dict.fromkeys(name for field in fields for name in _names(field, reference))
    return worded("look-at", fields=joined("comma", names)).into(language)


def _names(field: str, reference: Reference) -> Iterator[Message]:
    if is_key(key := f"field-{field.replace('_', '-')}"):
        yield worded(key)
        return
    value = getattr(reference.work, field, None) or item(reference).get(field)
    texts = [value] if field else [span.of(reference.raw) for span in reference.unread]
    for text in texts:
        words = " ".join(text.split()).strip(" .,;:()[]") if isinstance(text, str) else ""
        if any(map(str.isalnum, words)) or field:
            yield worded("quoted", text=brief(words, _LONGEST)) if words else worded("field-other")


_LONGEST = 40
"""The most characters of a text that a remark quotes. Source: a judgement: half a line."""


def _marked(entry: Node, reference: Reference, language: str) -> Node:
    """Return an entry, with a remark at its end if the reader was not sure."""
    last = entry["c"][1][-1]
    content = last["c"]
    printed = text_of(entry)
    emptied = tuple(_emptied(printed, reference.work))
    is_empty = not any(map(str.isalnum, printed)) or emptied
    if reference.work == Work() or (is_empty and not reference.structured):
        kept = [each for each in content if each["t"] == "Span" and "csl-left-margin" in each["c"][0][1]]
        content = [*kept, *_words(writable(" ".join(reference.raw.split())))]
    if fields := (*unsure(reference), *emptied, *_unprinted(printed, reference)):
        content = [
            *content,
            {"t": "Space"},
            {"t": "Span", "c": [["", ["refcheck-look"], []], _words(_advice(fields, reference, language))]},
        ]
    return {**entry, "c": [entry["c"][0], [*entry["c"][1][:-1], {**last, "c": content}]]}


def _emptied(printed: str, work: Work) -> Iterator[str]:
    """Yield unprinted fields that an entry, beside names, consists of: a note, a genre ("personal communication"), a URL."""
    is_titled, is_placed = work.title, work.volume or work.page or work.doi or work.arxiv or work.number
    is_issued = is_titled and (work.container_title or work.publisher or work.isbn)
    for name, stands_alone in (("note", not is_titled), ("genre", not is_titled), ("url", not is_issued)):
        value = alphanumerics(getattr(work, name) or "")
        if stands_alone and not is_placed and value not in alphanumerics(printed):
            yield name


def _unprinted(printed: str, reference: Reference) -> Iterator[str]:
    """Yield fields that distinguish a work and are not printed: status, version, the number of a judgment or a law, a note."""
    work, variables = reference.work, item(reference)
    yield from (name for name in ("status", "version") if str(variables.get(name, "")).lower() not in printed.lower())
    accessed = (
        work.accessed.year if work.accessed and not (work.url or work.doi) else None
    )  # styles print it beside a URL
    if accessed and printed.count(str(accessed)) <= (accessed == work.year):
        yield "accessed"
    is_official, figures = work.type in _OFFICIAL, set(_FIGURES.findall(printed))
    if is_official and not figures.issuperset(_FIGURES.findall(work.number or "")):
        yield "number"
    has_notes = is_official or not (reference.structured or work.type in PERIODICALS)
    is_notice = (work.note or "").lower().lstrip("[(").startswith(tuple(wordings(Term.CORRECTION)))
    is_printed = figures.issuperset(_FIGURES.findall(work.note or ""))
    if not is_printed and (is_notice or (has_notes and not work.page)):
        yield "note"


_OFFICIAL = frozenset({"legal_case", "legislation", "regulation"})
_FIGURES = re.compile(r"\d+")


def _words(text: str) -> list[Node]:
    nodes: list[Node] = []
    for word in text.split():
        nodes += [{"t": "Space"}, {"t": "Str", "c": word}]
    return nodes[1:]


def _dressed(blocks: list[Node], form: str) -> list[Node]:
    """Return the entries for a format: with the classes of a bibliography, or without them."""
    kept = ("csl-", "refcheck-") if form in ("html", "docx") else ()
    entries = [_of_spans(entry, kept) for entry in blocks]
    if kept:
        return [{"t": "Div", "c": [["refs", ["references", "csl-bib-body"], []], entries]}]
    return [paragraph for entry in entries for paragraph in entry["c"][1]]


def _of_spans(node: Any, kept: tuple[str, ...]) -> Any:
    """Return a tree without spans, which Markdown would write as HTML, except those whose class begins with one of ``kept``."""
    if isinstance(node, dict):
        return {**node, "c": _of_spans(node["c"], kept)} if "c" in node else node
    if not isinstance(node, list):
        return node
    nodes = []
    for each in node:
        is_span = isinstance(each, dict) and each.get("t") == "Span"
        if is_span and not any(name.startswith(kept) for name in each["c"][0][1]):
            nodes += _of_spans(each["c"][1], kept)
        else:
            nodes.append(_of_spans(each, kept))
    return nodes


_LETTERED = re.compile(r"(?P<year>\d{4})(?P<letter>[a-z])")
"""A year with its letter: ``2013a``."""


def with_letters(entries: Mapping[int, Node], works: Sequence[Work]) -> Mapping[int, Node]:
    """Return entries with the letters after the year that their works have in the list, in the order of the letters.

    A style assigns letters in the order of titles. They are kept if their set differs from the list's, or if the list has none.

    Args:
        entries: printed entries, each by the place of its work; their letters are changed in place.
        works: the works, whose dates have the letters as printed in the list.
    """
    groups: dict[object, dict[int, str]] = defaultdict(dict)
    printed: dict[int, re.Match[str]] = {}
    for at, entry in entries.items():
        work = works[at]
        own = _LETTERED.fullmatch(work.issued.raw or "") if work.issued else None
        found = re.search(rf"(?<!\w){own['year']}(?P<letter>[a-z])(?!\w)", text_of(entry)) if own else None
        if own and found:
            groups[work.author, work.author_et_al, own["year"]][at] = own["letter"]
            printed[at] = found
    order = list(entries)
    for letters in groups.values():
        if sorted(printed[at]["letter"] for at in letters) != sorted(letters.values()):
            continue
        for at, letter in letters.items():
            write(list(leaves_of(entries[at])), [(*printed[at].span("letter"), letter)])
        if len({printed[at].string[: printed[at].start()] for at in letters}) == 1:  # no dash replaces the names
            slots = sorted(map(order.index, letters))
            for slot, at in zip(slots, sorted(letters, key=letters.__getitem__), strict=True):
                order[slot] = at
    return {at: entries[at] for at in order}
