"""How lists of references are set: from references to rows whose roles are known."""

import random
import string
from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from refcheck.parsing.splitting.roles.tagging import Role
from training.lines.rows import BLANK, Row, drawn, of_role, paragraphs, wrapped
from training.lines.words import Tongue, styled


@frozen
class Setting:
    """The means of a layout: the language of what stands around, the width of a line, and how often words are parted."""

    tongue: Tongue
    width: int
    hyphens: float

    @property
    def chance(self) -> random.Random:
        """The lots."""
        return self.tongue.chance

    def entry(self, text: str, first: str = "", rest: str = "") -> list[Row]:
        """Return one entry, wrapped."""
        lines = wrapped(text, self.width, first, rest, hyphens=self.hyphens, chance=self.chance)
        return [*of_role(Role.BEGINS, lines[:1]), *of_role(Role.CONTINUES, lines[1:])]


Layout = Callable[[Sequence[str], Setting], list[Row]]


def _each(refs: Sequence[str], make: Callable[[int, str], list[Row]], blanks: int = 0) -> list[Row]:
    return [row for number, ref in enumerate(refs, 1) for row in [*make(number, ref), *[BLANK] * blanks]]


def one_a_line(refs: Sequence[str], setting: Setting) -> list[Row]:
    return of_role(Role.BEGINS, refs)


def one_a_line_blank(refs: Sequence[str], setting: Setting) -> list[Row]:
    return _each(refs, lambda _, ref: [Row(ref, Role.BEGINS)], setting.chance.choice((1, 1, 2)))


def flush(refs: Sequence[str], setting: Setting) -> list[Row]:
    return _each(refs, lambda _, ref: setting.entry(ref))


def flush_blank(refs: Sequence[str], setting: Setting) -> list[Row]:
    return _each(refs, lambda _, ref: setting.entry(ref), 1)


def hanging(refs: Sequence[str], setting: Setting) -> list[Row]:
    rest = " " * setting.chance.choice((2, 3, 4, 5, 8))
    return _each(refs, lambda _, ref: setting.entry(ref, "", rest), setting.chance.random() < 0.2)


def tab_hanging(refs: Sequence[str], setting: Setting) -> list[Row]:
    return _each(
        refs,
        lambda _, ref: [
            row if row.role is Role.BEGINS else Row("\t" + row.text, row.role) for row in setting.entry(ref)
        ],
    )


def first_indented(refs: Sequence[str], setting: Setting) -> list[Row]:
    first = " " * setting.chance.choice((2, 3, 5, 8))
    return _each(refs, lambda _, ref: setting.entry(ref, first))


def double_spaced(refs: Sequence[str], setting: Setting) -> list[Row]:
    rest = setting.chance.choice(("", "    "))
    return _each(refs, lambda _, ref: [each for row in setting.entry(ref, "", rest) for each in (row, BLANK)])


def numbered(refs: Sequence[str], setting: Setting) -> list[Row]:
    form = setting.chance.choice(
        ("[{}] ", "{}. ", "{}. ", "({}) ", "{}) ", "[{}]", "{}.", "{} ", "{}\t", "【{}】", "［{}］")
    )
    start = setting.chance.choice((1, 1, 1, 1, 1, 14, 87))
    rest = " " * setting.chance.choice((0, 0, 3, 4, 5))
    first = " " * setting.chance.choice((0, 0, 0, 1))
    blanks = setting.chance.choice((0, 0, 0, 1))
    return _each(refs, lambda number, ref: setting.entry(form.format(number + start - 1) + ref, first, rest), blanks)


def numbered_unwrapped(refs: Sequence[str], setting: Setting) -> list[Row]:
    form = setting.chance.choice(("[{}] {}", "{}. {}", "({}) {}", "{}) {}", "{} {}", "{}- {}"))
    return _each(
        refs, lambda number, ref: [Row(form.format(number, ref), Role.BEGINS)], setting.chance.choice((0, 0, 1))
    )


def superscript(refs: Sequence[str], setting: Setting) -> list[Row]:
    digits = str.maketrans(string.digits, "⁰¹²³⁴⁵⁶⁷⁸⁹")
    is_raised = setting.chance.random() < 0.6
    return _each(
        refs,
        lambda number, ref: setting.entry((str(number).translate(digits) + " " if is_raised else f"{number}") + ref),
    )


def number_alone(refs: Sequence[str], setting: Setting) -> list[Row]:
    form = setting.chance.choice(("[{}]", "{}.", "{}"))

    def made(number: int, ref: str) -> list[Row]:
        return [Row(form.format(number), Role.BEGINS), *(Row(row.text, Role.CONTINUES) for row in setting.entry(ref))]

    return _each(refs, made, setting.chance.choice((0, 1)))


def numbered_apart(refs: Sequence[str], setting: Setting) -> list[Row]:
    """Numbered, and parted by something else: a figure, sections, an advert."""
    rows = numbered(refs, setting)
    starts = [place for place, row in enumerate(rows) if row.role is Role.BEGINS]
    at = setting.chance.choice(starts[1:] or [0])
    group = setting.chance.choice(("caption", "table", "back", "back"))
    count = setting.chance.randint(2, 14)
    return [*rows[:at], BLANK, *drawn(group, setting.tongue, count, setting.width), BLANK, *rows[at:]]


def bulleted(refs: Sequence[str], setting: Setting) -> list[Row]:
    bullet = setting.chance.choice("•-–*▪·o")
    rest = setting.chance.choice(("", "  "))
    return _each(refs, lambda _, ref: setting.entry(f"{bullet} {ref}", "", rest), setting.chance.choice((0, 0, 1)))


def labels(refs: Sequence[str], setting: Setting) -> list[Row]:
    def label(ref: str) -> str:
        letters = "".join(filter(str.isalpha, ref))[:3] or "Anon"
        return f"[{letters}{setting.chance.randint(10, 99)}]"

    rest = setting.chance.choice(("", "        "))
    return _each(refs, lambda _, ref: setting.entry(f"{label(ref)} {ref}", "", rest))


def with_buttons(refs: Sequence[str], setting: Setting) -> list[Row]:
    chance = setting.chance
    usual = drawn("button", setting.tongue, 12)
    usual = [row for row in usual if row.role]
    forms = chance.choice((("[{}] ", 1), ("{}. ", 1), ("", 0)))
    few = chance.sample(usual, min(3, len(usual)))

    def made(number: int, ref: str) -> list[Row]:
        behind = chance.sample(few, chance.randint(0 if chance.random() < 0.3 else 1, len(few)))
        return [*setting.entry(forms[0].format(number) + ref), *behind]

    return _each(refs, made, chance.choice((0, 0, 1)))


def annotated(refs: Sequence[str], setting: Setting) -> list[Row]:
    chance = setting.chance
    indent = chance.choice(("", "    "))
    apart = chance.random() < 0.5

    def made(_: int, ref: str) -> list[Row]:
        said = (
            drawn("annotation", setting.tongue, 1, setting.width)[: chance.randint(1, 9)]
            if chance.random() < 0.8
            else []
        )
        return [
            *setting.entry(ref, "", indent if apart else ""),
            *[BLANK] * apart,
            *(Row(indent + row.text, row.role) if row.role else row for row in said),
        ]

    return _each(refs, made, 1)


def in_parts(refs: Sequence[str], setting: Setting) -> list[Row]:
    """With headings of parts: "Primary sources", years."""
    rows: list[Row] = []
    chance = setting.chance
    layout = chance.choice((one_a_line, hanging, flush_blank, bulleted, one_a_line_blank))
    year = chance.random() < 0.3
    at, number = 0, 2024
    while at < len(refs):
        count = chance.randint(2, 9)
        title = (
            str(number)
            if year
            else chance.choice(
                (setting.tongue.title(), styled(setting.tongue.word(), chance), f"{chance.choice('ABCDEFGH')}")
            )
        )
        rows += [
            BLANK,
            Row(title[:60], Role.HEADING),
            *[BLANK] * chance.randint(0, 1),
            *layout(refs[at : at + count], setting),
        ]
        at, number = at + count, number - 1
    return rows


def link_lines(refs: Sequence[str], setting: Setting) -> list[Row]:
    """Each with its identifier on a line of its own."""
    chance = setting.chance
    form = chance.choice(
        (
            "https://doi.org/10.{nn}/{w}.{nn}",
            "doi: 10.{nn}/{w}-{n}",
            "DOI: 10.{nn}/{w}.{Y}.{nn}",
            "{U}",
            "PMID: {nn}{nn}",
            "Available from: {U}",
        )
    )

    def made(_: int, ref: str) -> list[Row]:
        link = [Row(setting.tongue.filled(form), Role.CONTINUES)] if chance.random() < 0.8 else []
        return [*setting.entry(ref), *link]

    return _each(refs, made, chance.choice((0, 1)))


def field_lines(refs: Sequence[str], setting: Setting) -> list[Row]:
    """Broken at each full stop, as catalogues and profiles show them."""

    def made(_: int, ref: str) -> list[Row]:
        pieces = [piece for piece in ref.replace(". ", ".\n").split("\n") if piece.strip()]
        return [*of_role(Role.BEGINS, pieces[:1]), *of_role(Role.CONTINUES, pieces[1:])]

    return _each(refs, made, 1)


def wiki(refs: Sequence[str], setting: Setting) -> list[Row]:
    mark = setting.chance.choice(("^ ", "↑ ", "^ a b ", "↑ 1.0 1.1 "))
    return of_role(Role.BEGINS, [mark + ref for ref in refs])


def dashes(refs: Sequence[str], setting: Setting) -> list[Row]:
    """With dashes for the author of the entry before."""
    dash = setting.chance.choice(("———", "---", "——", "_____", "—, "))
    cut = [
        ref if setting.chance.random() < 0.6 or "," not in ref[:40] else dash + ref[ref.index(",") :] for ref in refs
    ]
    return hanging(cut, setting)


def ragged(refs: Sequence[str], setting: Setting) -> list[Row]:
    """Wrapped at no certain width, as a page of proportional letters is pasted."""
    rows: list[Row] = []
    for ref in refs:
        width = int(setting.width * setting.chance.uniform(0.8, 1.15))
        lines = wrapped(ref, max(width, 30))
        rows += [*of_role(Role.BEGINS, lines[:1]), *of_role(Role.CONTINUES, lines[1:])]
    return rows


def endnotes(refs: Sequence[str], setting: Setting) -> list[Row]:
    """Notes that cite, some of them with words before and behind."""
    chance, tongue = setting.chance, setting.tongue
    form = chance.choice(("{}. ", "{} ", "[{}] "))
    words = ("See ", "Cf. ", "Vgl. ", "See also ", "For example, ")

    def made(number: int, ref: str) -> list[Row]:
        lot = chance.random()
        if lot < 0.15:
            ref = chance.choice(
                ("Ibid., {n}.", "Ibid.", "{F}, {T}, {n}.", "Ebd., S. {n}.", "{F} (n {i}) {n}.")
            ).format_map(_Filling(tongue))
        elif lot < 0.4:
            ref = chance.choice(words) + ref
        elif lot < 0.5:
            ref = f"{ref} {tongue.sentence()}"
        return setting.entry(form.format(number) + ref)

    return _each(refs, made)


def short_citations(refs: Sequence[str], setting: Setting) -> list[Row]:
    """Notes without their numbers, most of which name again what was cited before."""
    chance, tongue = setting.chance, setting.tongue
    forms = (
        "{F}, a. a. O., S. {n}",
        "{N}, op. cit., p. {n}.",
        "{F}, {T}, S. {n} f.",
        "Ebd.",
        "vgl. {N}: {T}, in: {W} {n}/{Y}, S. {nn}",
        "{N}/{N}: {T}, {P} {Y}",
        "{N}: {T}, {D}",
        "Ibid., {n}–{n}.",
    )
    patterns = chance.sample(forms, 4)
    made = [ref if chance.random() < 0.4 else tongue.filled(chance.choice(patterns)) for ref in refs]
    return chance.choice((one_a_line, flush, numbered_unwrapped))(made, setting)


def numbered_run(refs: Sequence[str], setting: Setting) -> list[Row]:
    """All in one paragraph, each behind its number."""
    form = setting.chance.choice(("[{}] {}", "({}) {}", "{}. {}"))
    text, starts = "", set()
    for number, ref in enumerate(refs, 1):
        text += " " * bool(text)
        starts.add(len(text.split()))
        text += form.format(number, ref)
    if setting.width > 1000:
        return [Row(text, Role.BEGINS)]
    rows, done = [], 0
    for line in wrapped(text, setting.width):
        rows.append(Row(line, Role.BEGINS if done in starts else Role.CONTINUES))
        done += len(line.split())
    return rows


class _Filling(dict[str, str]):
    def __init__(self, tongue: Tongue) -> None:
        super().__init__()
        self._tongue = tongue

    def __missing__(self, name: str) -> str:
        return self._tongue.filled("{" + name + "}", 3)


def paragraphs_within(refs: Sequence[str], setting: Setting) -> list[Row]:
    """With a paragraph of prose now and then."""
    rows: list[Row] = []
    for ref in refs:
        if setting.chance.random() < 0.06:
            rows += [BLANK, *paragraphs(setting.tongue, 1, setting.width), BLANK]
        rows += setting.entry(ref, "", "    ")
    return rows


LAYOUTS: Mapping[str, Layout] = {
    made.__name__.replace("_", " "): made
    for made in (
        one_a_line, one_a_line_blank, flush, flush_blank, hanging, tab_hanging, first_indented, double_spaced, numbered,
        numbered_unwrapped, superscript, number_alone, numbered_apart, bulleted, labels, with_buttons, annotated, in_parts,
        link_lines, field_lines, wiki, dashes, ragged, endnotes, numbered_run, short_citations, paragraphs_within,
    )
}  # fmt: skip
"""The kinds of layout."""
