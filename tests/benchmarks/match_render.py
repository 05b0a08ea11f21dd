"""Works printed as references, in eleven styles, with the noise that references have."""

import random
import re
import unicodedata
from collections.abc import Callable

from attrs import evolve, frozen

from refcheck.model import Name, Work

Style = Callable[["Parts"], str]
Noise = Callable[[Work, random.Random], Work]
Smudge = Callable[[str, random.Random], str]


@frozen
class Parts:
    """The texts that a style puts together; empty where the work has none."""

    work: Work
    title: str
    year: str
    container: str
    volume: str
    issue: str
    pages: str
    publisher: str
    place: str

    @classmethod
    def of(cls, work: Work) -> "Parts":
        title = (work.title or "").rstrip(".")
        if work.subtitle:
            title = f"{title}: {work.subtitle}"
        return cls(
            work=work,
            title=title,
            year=str(work.issued.year) if work.issued and work.issued.year else "n.d.",
            container=work.container_title or "",
            volume=work.volume or "",
            issue=work.issue or "",
            pages=(work.page or work.article_number or "").replace("-", "–"),
            publisher=(work.publisher or "") if not work.container_title or work.type in ("chapter", "entry") else "",
            place=work.publisher_place or "",
        )

    def names(
        self, one: Callable[[Name], str], *, most: int, between: str = ", ", last: str = ", ", et_al: str = " et al."
    ) -> str:
        """The authors, or the editors of a book without; cut after ``most``."""
        people = self.work.author or self.work.editor
        printed = [one(name) for name in people[:most] if one(name)]
        if len(people) > most:
            return between.join(printed) + et_al
        return last.join([between.join(printed[:-1]), printed[-1]]) if len(printed) > 1 else "".join(printed)


def initials(name: Name, after: str = ".", between: str = " ") -> str:
    """``J. W.`` with the defaults; ``JW`` with two empty texts."""
    return between.join(word[0] + after for word in re.split(r"[\s.-]+", name.given or "") if word[:1].isalpha())


def family(name: Name) -> str:
    """The family name with its particle, or the whole of a name that is not split."""
    return name.literal or " ".join(part for part in (name.particle, name.family) if part)


def _family_initials(name: Name) -> str:
    return ", ".join(part for part in (family(name), initials(name)) if part)


def _initials_family(name: Name) -> str:
    return " ".join(part for part in (initials(name), family(name)) if part)


def _bare_initials(name: Name) -> str:
    return " ".join(part for part in (family(name), initials(name, "", "")) if part)


def _full(name: Name) -> str:
    return " ".join(part for part in (name.given, family(name)) if part)


def _inverted(name: Name) -> str:
    return ", ".join(part for part in (family(name), name.given) if part)


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _if(text: str, form: str) -> str:
    return form.format(text) if text else ""


def apa(p: Parts) -> str:
    place = _join(_if(p.container, "{},"), f"{p.volume}{_if(p.issue, '({})')}{_if(p.pages, ', {}')}").strip(" ,")
    if p.work.type == "chapter":
        place = f"In {p.container}{_if(p.pages, ' (pp. {})')}"
    return _join(
        p.names(_family_initials, most=7, last=", & ", et_al=", et al."),
        f"({p.year}).",
        f"{p.title}.",
        _if(place, "{}."),
        _if(p.publisher, "{}."),
    )


def mla(p: Parts) -> str:
    people = p.work.author or p.work.editor
    lead = _inverted(people[0]) if people else ""
    if len(people) == 2:
        lead += f", and {_full(people[1])}"
    elif len(people) > 2:
        lead += ", et al"
    where = ", ".join(
        part
        for part in (
            p.container,
            _if(p.volume, "vol. {}"),
            _if(p.issue, "no. {}"),
            p.publisher,
            p.year,
            _if(p.pages, "pp. {}"),
        )
        if part
    )
    return _join(_if(lead, "{}."), f"“{p.title}.”", f"{where}.")


def chicago(p: Parts) -> str:
    people = p.work.author or p.work.editor
    lead = ", ".join([_inverted(people[0]), *(_full(name) for name in people[1:6])]) if people else ""
    if len(people) > 1:
        head, _, last = lead.rpartition(", ")
        lead = f"{head}, and {last}"
    where = _join(p.container, p.volume, _if(p.issue, "({})")) + _if(p.pages, ": {}")
    return _join(
        _if(lead, "{}."),
        f"{p.year}.",
        f"“{p.title}.”",
        f"{where}.",
        _if(_join(_if(p.place, "{}:"), p.publisher), "{}."),
    )


def vancouver(p: Parts) -> str:
    where = f"{p.year};{p.volume}{_if(p.issue, '({})')}{_if(p.pages, ':{}')}"
    return _join(
        _if(p.names(_bare_initials, most=6, et_al=", et al"), "{}."),
        f"{p.title}.",
        _if(p.container, "{}."),
        _if(p.publisher, "{};"),
        f"{where}.",
    )


def harvard(p: Parts) -> str:
    where = ", ".join(
        part
        for part in (p.container, _if(p.volume, "vol. {}"), _if(p.issue, "no. {}"), _if(p.pages, "pp. {}"), p.publisher)
        if part
    )
    return _join(p.names(_family_initials, most=4, last=" and "), f"{p.year},", f"‘{p.title}’,", f"{where}.")


def ieee(p: Parts) -> str:
    where = ", ".join(
        part
        for part in (
            p.container,
            _if(p.volume, "vol. {}"),
            _if(p.issue, "no. {}"),
            _if(p.pages, "pp. {}"),
            p.publisher,
            p.year,
        )
        if part
    )
    return "[1] " + _join(_if(p.names(_initials_family, most=6, last=", and "), "{},"), f"“{p.title},”", f"{where}.")


def nature(p: Parts) -> str:
    where = _join(p.container, _if(p.volume, "{},"), p.pages, p.publisher)
    return _join(p.names(_family_initials, most=5, last=" & "), f"{p.title}.", where, f"({p.year}).")


def springer(p: Parts) -> str:
    where = _join(p.container, f"{p.volume}{_if(p.issue, '({})')}{_if(p.pages, ':{}')}", p.publisher)
    return _join(p.names(_bare_initials, most=3), f"({p.year})", f"{p.title}.", where)


def lncs(p: Parts) -> str:
    where = _join(p.container, _if(p.volume, "{}"), _if(p.issue, "({})")) + _if(p.pages, ", {}")
    inside = "In: " if p.work.type in ("chapter", "paper-conference") else ""
    return _join(
        _if(p.names(_family_initials, most=10), "{}:"), f"{p.title}.", f"{inside}{where}", p.publisher, f"({p.year})"
    )


def quoted(p: Parts) -> str:
    people = p.work.author or p.work.editor
    lead = (
        " and ".join(
            filter(
                None,
                [
                    ", ".join([_inverted(people[0]), *(_full(n) for n in people[1:-1])]),
                    _full(people[-1]) if len(people) > 1 else "",
                ],
            )
        )
        if people
        else ""
    )
    where = ", ".join(
        part
        for part in (p.container, _if(p.volume, "Vol. {}"), _if(p.issue, "No. {}"), _if(p.pages, "pp. {}"), p.publisher)
        if part
    )
    return _join(lead, f"({p.year}),", f"“{p.title}”,", f"{where}.")


def physics(p: Parts) -> str:
    """Without the title, where the rest tells the work."""
    if not (p.container and p.volume and p.pages and p.work.author):
        return lncs(p)
    where = f"{p.container} {p.volume}, {p.pages.split('–')[0]} ({p.year})"
    return f"{p.names(_initials_family, most=4, last=' and ')}, {where}."


STYLES: dict[str, Style] = {
    style.__name__: style
    for style in (apa, mla, chicago, vancouver, harvard, ieee, nature, springer, lncs, quoted, physics)
}
UNTITLED = ("physics",)
"""Styles that leave the title out where volume and page tell the work."""


def _without_subtitle(work: Work, rng: random.Random) -> Work:
    title = work.title or ""
    if work.subtitle:
        return evolve(work, subtitle=None)
    head = title.split(": ")[0]
    return evolve(work, title=head) if len(head) > 20 else work


def _short_container(work: Work, rng: random.Random) -> Work:
    shorter = [name for name in work.container_title_alternative if len(name) < len(work.container_title or "")]
    return evolve(work, container_title=shorter[0]) if shorter else work


def _capitals(work: Work, rng: random.Random) -> Work:
    return evolve(work, title=(work.title or "").upper())


def _lower(work: Work, rng: random.Random) -> Work:
    return evolve(work, title=(work.title or "").capitalize())


def _no_issue(work: Work, rng: random.Random) -> Work:
    return evolve(work, issue=None)


def _no_pages(work: Work, rng: random.Random) -> Work:
    return evolve(work, page=None, article_number=None)


def _first_page(work: Work, rng: random.Random) -> Work:
    return evolve(work, page=(work.page or "").split("-")[0] or None)


def _short_range(work: Work, rng: random.Random) -> Work:
    first, _, last = (work.page or "").partition("-")
    same = len(first) == len(last) > 2 and first[:-2] == last[:-2]
    return evolve(work, page=f"{first}-{last[-2:]}") if same else work


def _other_year(work: Work, rng: random.Random) -> Work:
    return evolve(work, issued=rng.choice(work.issued_alternative)) if work.issued_alternative else work


def _wrong_year(work: Work, rng: random.Random) -> Work:
    if work.issued is None or work.issued.year is None:
        return work
    return evolve(work, issued=evolve(work.issued, year=work.issued.year + rng.choice((-1, 1))))


def _wrong_page(work: Work, rng: random.Random) -> Work:
    first, dash, last = (work.page or "").partition("-")
    return evolve(work, page=f"{int(first) + rng.choice((-1, 1, 10))}{dash}{last}") if first.isdecimal() else work


def _wrong_volume(work: Work, rng: random.Random) -> Work:
    volume = work.volume or ""
    return evolve(work, volume=str(int(volume) + rng.choice((-1, 1, 10)))) if volume.isdecimal() else work


def _wrong_author(work: Work, rng: random.Random) -> Work:
    """The first author left out, or a letter of the name."""
    if not work.author:
        return work
    first, *others = work.author
    if others and rng.random() < 0.5:
        return evolve(work, author=tuple(others))
    name = first.family or ""
    at = rng.randrange(1, max(2, len(name)))
    return evolve(work, author=(evolve(first, family=(name[:at] + name[at + 1 :]) or None), *others))


def _wrong_word(work: Work, rng: random.Random) -> Work:
    """One word of a long title left out, or another in its place."""
    words = (work.title or "").split()
    if len(words) < 6:
        return work
    words[rng.randrange(1, len(words))] = rng.choice(("", "effects", "novel"))
    return evolve(work, title=" ".join(filter(None, words)))


def _slip(work: Work, rng: random.Random) -> Work:
    title = work.title or ""
    places = [place for place, letter in enumerate(title) if letter.isalpha()]
    if len(places) < 15:
        return work
    at = rng.choice(places)
    return evolve(work, title=title[:at] + rng.choice(("", title[at] * 2, "e")) + title[at + 1 :])


def _plain_letters(text: str, rng: random.Random) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _ligatures(text: str, rng: random.Random) -> str:
    return text.replace("fi", "ﬁ").replace("fl", "ﬂ")


def _line_end(text: str, rng: random.Random) -> str:
    places = [found.start() + 3 for found in re.finditer(r"\b[a-z]{7,}\b", text)]
    at = rng.choice(places) if places else 0
    return f"{text[:at]}- {text[at:]}" if at else text


def _wide_spaces(text: str, rng: random.Random) -> str:
    return text.replace(", ", ",  ", 2)


def _tail(text: str, rng: random.Random) -> str:
    return f"{text} {rng.choice(_TAILS)}"


def _hyphens(text: str, rng: random.Random) -> str:
    return text.replace("–", "-")


_NOISE: tuple[tuple[Noise, float], ...] = (
    (_without_subtitle, 0.08),
    (_short_container, 0.35),
    (_capitals, 0.06),
    (_lower, 0.35),
    (_no_issue, 0.3),
    (_no_pages, 0.06),
    (_first_page, 0.1),
    (_short_range, 0.15),
    (_other_year, 0.25),
    (_wrong_year, 0.04),
    (_wrong_page, 0.03),
    (_wrong_volume, 0.03),
    (_wrong_author, 0.04),
    (_wrong_word, 0.05),
    (_slip, 0.08),
)
_TAILS = (
    "Available at: https://example.org/library/item/20417 (accessed 3 May 2021).",
    "[Online; accessed 12 March 2020].",
    "PMID: 18271964.",
    "(in Persian).",
    "In: Richardson, T., Okafor, B. & Lindqvist, M. (eds.).",
    "Special issue on methods and applications.",
)
_SMUDGES: tuple[tuple[Smudge, float], ...] = (
    (_plain_letters, 0.15),
    (_ligatures, 0.1),
    (_line_end, 0.12),
    (_wide_spaces, 0.1),
    (_hyphens, 0.5),
    (_tail, 0.2),
)


def render(work: Work, style: str, rng: random.Random) -> str:
    """A reference to the work in a style of ``STYLES``, with some noise."""
    for noise, share in _NOISE:
        if rng.random() < share:
            work = noise(work, rng)
    text = STYLES[style](Parts.of(work))
    for smudge, share in _SMUDGES:
        if rng.random() < share:
            text = smudge(text, rng)
    return " ".join(text.split()) if rng.random() < 0.9 else text
