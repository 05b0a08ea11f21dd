"""Layouts in which people paste reference lists: each is a function from references to a text that holds them."""

import random
import textwrap
from collections.abc import Callable, Sequence

Layout = Callable[[Sequence[str], random.Random], str]

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_VOWELS = frozenset("aeiouyáéíóúàèìòùâêôäöü")

_FRONT = """The Rivers of the Lower Delta and the Towns Beside Them

Document Type : Original Article

Authors

Maria Oxley 1
Tomas Brandt 2

1 Department of Geography, University of Northmoor, Northmoor, United Kingdom
2 Institute for Water Studies, Seeburg, Germany

10.5555/delta.2019.4471.120

Abstract

Towns in the delta have moved with their rivers for as long as there are records of either. This article asks how often they did so between 1750 and 1950, and what it cost the people who lived in them (Oxley 2011; Brandt and Ruiz 2014). We use parish registers, tax rolls and 412 maps, and we show that a town moved once in 37 years on the average. The results suggest that the moves were not the disasters that the literature has made of them.
Methods: The maps were scanned, placed on a common grid and compared by hand; the registers were read twice by two of us, and differences were settled by a third reader who did not know the maps.

Keywords

delta; towns; historical maps; parish registers; migration

"""
_BACK = """

Appendix A. The maps

The maps are kept in three archives, which are open to the public on weekdays. They were photographed in the summer of 2016 with the kind help of the archivists, and the pictures are held by the authors.

About the authors

Maria Oxley is a lecturer in geography at the University of Northmoor. She works on towns that have moved. E-mail: m.oxley@northmoor.example
"""
_HEADINGS = (
    "References",
    "BIBLIOGRAPHY",
    "Works Cited",
    "Literatur",
    "Literaturverzeichnis",
    "Bibliographie",
    "Referencias",
    "Bibliografía",
    "Références",
    "Riferimenti bibliografici",
    "Список литературы",
    "منابع",
    "参考文献",
    "7. References",
)


def wrap(text: str, width: int = 80, first: str = "", rest: str = "") -> str:
    """The text in lines of at most ``width`` columns, with the two indentations."""
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def hyphenate(text: str, width: int = 70) -> str:
    """The text in lines, with words parted at line ends by a hyphen as a typesetter does."""
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 1
        if len(word) <= room or not line:
            line = f"{line} {word}".strip()
            continue
        cut = _syllable(word, room - 1)
        if cut:
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return "\n".join([*lines, line])


def _syllable(word: str, room: int) -> int:
    """Where a plain word may be parted so that its first part has at most ``room`` letters, or 0."""
    if not word.strip(".,;:").isalpha() or len(word) < 7:
        return 0
    places = (
        at for at in range(min(room, len(word) - 4), 2, -1) if word[at - 1] in _VOWELS and word[at] not in _VOWELS
    )
    return next(places, 0)


def one_a_line(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(refs)


def windows_line_ends(refs: Sequence[str], _: random.Random) -> str:
    return "\ufeff" + "\r\n".join(refs) + "\r\n"


def blank_lines_between(refs: Sequence[str], _: random.Random) -> str:
    return "\n\n".join(refs)


def wrapped_and_blank_lines(refs: Sequence[str], _: random.Random) -> str:
    return "\n\n".join(map(wrap, refs))


def wrapped_flush(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(map(wrap, refs))


def wrapped_hyphenated(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(map(hyphenate, refs))


def hanging(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(wrap(ref, 80, "", "    ") for ref in refs)


def same_author_dashes(refs: Sequence[str], rng: random.Random) -> str:
    return hanging(refs, rng)


def ibid_in_footnotes(refs: Sequence[str], rng: random.Random) -> str:
    return numbered_bare(refs, rng)


def first_line_indented(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(wrap(ref, 80, "   ", "") for ref in refs)


def tab_indented(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(wrap(ref, 76).replace("\n", "\n\t") for ref in refs)


def numbered_brackets(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(wrap(f"[{n}] {ref}") for n, ref in enumerate(refs, 1))


def numbered_point(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(wrap(f"{n:3}. {ref}", 80, "", "     ") for n, ref in enumerate(refs, 1))


def numbered_parentheses(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(f"({n}) {ref}" for n, ref in enumerate(refs, 1))


def numbered_half_parenthesis(refs: Sequence[str], _: random.Random) -> str:
    return "\n\n".join(wrap(f"{n}) {ref}", 72) for n, ref in enumerate(refs, 1))


def numbered_superscript(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(wrap(f"{str(n).translate(_SUPERSCRIPTS)} {ref}") for n, ref in enumerate(refs, 1))


def numbered_bare(refs: Sequence[str], rng: random.Random) -> str:
    first = rng.choice((1, 1, 14))
    return "\n".join(wrap(f"{n} {ref}") for n, ref in enumerate(refs, first))


def numbered_run(refs: Sequence[str], rng: random.Random) -> str:
    form = rng.choice(("[{}] {}", "({}) {}", "{}. {}"))
    return " ".join(form.format(n, ref) for n, ref in enumerate(refs, 1))


def numbered_run_wrapped(refs: Sequence[str], rng: random.Random) -> str:
    return wrap(numbered_run(refs, rng))


def joined_in_footnotes(refs: Sequence[str], rng: random.Random) -> str:
    notes, rest = [], [ref.rstrip(" .;") for ref in refs]
    while rest:
        count = rng.randint(1, 3)
        notes.append("; ".join(rest[:count]) + ".")
        rest = rest[count:]
    return "\n".join(f"{n} {note}" for n, note in enumerate(notes, 1))


def columns_one_after_another(refs: Sequence[str], _: random.Random) -> str:
    return "\n".join(hyphenate(ref, 46) for ref in refs)


def columns_side_by_side(refs: Sequence[str], _: random.Random) -> str:
    lines = "\n".join(wrap(ref, 48, "", "  ") for ref in refs).split("\n")
    page = 80
    pages = [lines[at : at + page] for at in range(0, len(lines), page)]
    return "\f".join(_side_by_side(page) for page in pages)


def _side_by_side(lines: Sequence[str]) -> str:
    half = (len(lines) + 1) // 2
    left, right = lines[:half], [*lines[half:], ""][:half]
    return "\n".join(f"{a:<52}{b}".rstrip() for a, b in zip(left, right, strict=True))


def with_furniture(refs: Sequence[str], rng: random.Random) -> str:
    """Wrapped with hanging lines, with running heads, page numbers and a download notice at every 30 lines or so."""
    return _furnish("\n".join(wrap(ref, 80, "", "  ") for ref in refs).split("\n"), rng)


def flush_with_furniture(refs: Sequence[str], rng: random.Random) -> str:
    return _furnish(wrapped_flush(refs, rng).split("\n"), rng)


def _furnish(lines: Sequence[str], rng: random.Random) -> str:
    heads = rng.choice((("M. Oxley et al.", "Delta Studies 12 (2019) 120–141"), ("DELTA STUDIES", "OXLEY AND BRANDT")))
    notice = "Downloaded from https://journals.example/delta by University of Northmoor on 12 May 2020"
    pages = [lines[at : at + 30] for at in range(0, len(lines), 30)]
    text: list[str] = []
    for number, page in enumerate(pages, 131):
        text += page
        if number - 131 < len(pages) - 1:
            text += ["", notice, f"{number}", "\f" + heads[number % 2], ""]
    return "\n".join(text)


def under_a_heading(refs: Sequence[str], rng: random.Random) -> str:
    return _FRONT + rng.choice(_HEADINGS) + "\n\n" + "\n".join(refs) + _BACK


def wrapped_under_a_heading(refs: Sequence[str], rng: random.Random) -> str:
    return (
        textwrap.dedent(_wrap_all(_FRONT)) + rng.choice(_HEADINGS) + "\n" + wrapped_flush(refs, rng) + _wrap_all(_BACK)
    )


def after_front_matter(refs: Sequence[str], _: random.Random) -> str:
    return _FRONT + "\n".join(refs)


def _wrap_all(text: str) -> str:
    return "\n".join(wrap(line) if line else line for line in text.split("\n"))


def bulleted(refs: Sequence[str], rng: random.Random) -> str:
    bullet = rng.choice("•-–*")
    return "\n".join(wrap(f"{bullet} {ref}", 80, "", "  ") for ref in refs)


LAYOUTS: dict[str, Layout] = {
    function.__name__.replace("_", " "): function
    for function in (
        one_a_line,
        windows_line_ends,
        blank_lines_between,
        wrapped_and_blank_lines,
        wrapped_flush,
        wrapped_hyphenated,
        hanging,
        same_author_dashes,
        first_line_indented,
        tab_indented,
        bulleted,
        numbered_brackets,
        numbered_point,
        numbered_parentheses,
        numbered_half_parenthesis,
        numbered_superscript,
        numbered_bare,
        numbered_run,
        numbered_run_wrapped,
        joined_in_footnotes,
        ibid_in_footnotes,
        columns_one_after_another,
        columns_side_by_side,
        with_furniture,
        flush_with_furniture,
        under_a_heading,
        wrapped_under_a_heading,
        after_front_matter,
    )
}
