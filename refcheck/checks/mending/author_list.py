"""Fixes of authors: the registered names in the reference's own style of name order, initials, commas and “et al.”."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from refcheck.checks.places import replacing
from refcheck.lexicon import Term, words
from refcheck.model import Field, Fix, Name, Reference, Safety, Span
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold_name
from refcheck.text.initials import glued_initials

_Order = Callable[[str, str], str]
"""A way to print a family name and a given name."""

_ORDERS: tuple[_Order, ...] = (
    lambda family, given: f"{family}, {given}",
    lambda family, given: f"{family} {given}",
    lambda family, given: f"{given} {family}",
)

_CONJUNCTIONS = words(Term.AND) | {"&"}

_NEVER = frozenset('{}\\"<>\n\r\t:=$')
"""Characters within or between names that show markup or a data format rather than plain names."""


def _initials(given: str) -> list[str]:
    parts = given.replace(".", ". ").replace("-", " ").split()
    return list(glued_initials(given)) or [part[0] for part in parts]


def _whole(part: str) -> str:
    return part


_GIVEN: tuple[Callable[[str], str], ...] = (
    lambda given: " ".join(f"{letter}." for letter in _initials(given)),
    lambda given: "".join(f"{letter}." for letter in _initials(given)),
    lambda given: "".join(_initials(given)),
    lambda given: " ".join(_initials(given)),
    str.upper,
    _whole,
)
"""Ways to print a given name; capitals come before the last one, which fits any name."""

_IN_FULL = _GIVEN[-2:]
_FAMILY: tuple[Callable[[str], str], ...] = (str.upper, _whole)

_SHORTEST_LOUD = 3
"""The length of the shortest family name whose capitals show how the list prints names."""


@frozen
class _Style:
    """How one name is printed: the order of its parts, and the form of each part."""

    order: _Order
    given: Callable[[str], str]
    family: Callable[[str], str]

    def printed(self, name: Name) -> str:
        family = " ".join(filter(None, (name.particle, self.family(name.family or ""))))
        if not name.given:
            return family
        text = self.order(family, self.given(name.given))
        return f"{text}, {name.suffix}" if name.suffix else text


def _all_styles(orders: Sequence[_Order]) -> tuple[_Style, ...]:
    return tuple(_Style(order, given, family) for given in _GIVEN for order in orders for family in _FAMILY)


_STYLES = _all_styles(_ORDERS)


def author_list(reference: Reference, registered: Sequence[Name]) -> Fix | None:
    """Return the fix that replaces the printed authors by the registered; ``None`` if the style is uncertain or nothing changes.

    Printed names that are among the registered ones stay as they are printed. The fix is unsafe.
    """
    fields = [field for field in reference.fields if field.name == "author"]
    cited = reference.work.author
    if not fields or len(fields) != len(cited) or not registered or len(registered) > _MOST:
        return None
    form = _form(reference, fields)
    between = [Span(one.span.end, other.span.start).of(reference.raw) for one, other in pairwise(fields)]
    names = list(registered[: len(cited)]) if reference.work.author_et_al else list(registered)
    if _chars(reference, fields, between) & _NEVER or (reference.work.author_et_al and len(names) == len(registered)):
        return None
    parts: list[str] = []
    for at, name in enumerate(names):
        shown = next((text for text, one in zip(form.printed, cited, strict=True) if _is_same(one, name)), None)
        moves = form.first is not form.others and shown is not None and (shown == form.printed[0]) is not (at == 0)
        if shown is None or moves:
            shown = _in_style(reference, form.others if at else form.first, name)
            if shown is None:
                return None
        parts.append(shown)
    text = _joined(parts, between, has_last=not (reference.structured or reference.work.author_et_al))
    if text is None or text == form.span.of(reference.raw):
        return None
    return Fix(span=form.span, replacement=text, safety=Safety.UNSAFE)


def one_author(reference: Reference, cited: str, registered: Name) -> Fix | None:
    """Return the fix that replaces one printed author by the registered person, in the list's style; ``None`` if that is uncertain.

    The name is replaced as a whole: the new family name with the old initials would be nobody's. The fix is unsafe.
    """
    fields = [field for field in reference.fields if field.name == "author"]
    places = [at for at, name in enumerate(reference.work.author) if str(name) == cited]
    if len(fields) != len(reference.work.author) or len(places) != 1:
        return None
    at = places[0]
    if not reference.work.author[at].given and reference.work.author[at].family and registered.family:
        return replacing(reference, "author", cited, in_printed_case(registered.full_family, cited))
    between = [Span(one.span.end, other.span.start).of(reference.raw) for one, other in pairwise(fields)]
    if _chars(reference, fields, between) & _NEVER:
        return None
    form = _form(reference, fields)
    text = _in_style(reference, form.others if at else form.first, registered)
    if text is None:
        return None
    span = Span(fields[at].span.start, min(fields[at].span.end, form.span.end))
    return Fix(span=span, replacement=text, safety=Safety.UNSAFE)


def in_commands(reference: Reference, cited: str, family: str) -> Fix | None:
    """Return the fix of an author's family name in a name with TeX commands for accents.

    The whole name is replaced, with the family name first; ``None`` if more than accents would be lost.
    """
    fields = (field.span for field in reference.fields if field.name == "author")
    for span, name in zip(fields, reference.work.author, strict=False):
        text = span.of(reference.raw)
        is_plain = name.family and name.given and not (name.particle or name.suffix or _MORE_THAN_ACCENTS.search(text))
        if str(name) == cited and is_plain and "\\" in text:
            return Fix(span=span, replacement=f"{family}, {name.given}", safety=Safety.UNSAFE)
    return None


_MORE_THAN_ACCENTS = deferred(r"\\[A-Za-z]{3}|[:<>$=\n]")
"""A longer command, or a character of a notation other than TeX: ``\\relax``, ``"family": "Roe"``."""


def in_printed_case(family: str, printed: str) -> str:
    """Return a family name, in capitals if the printed name that it replaces is in capitals (and is not initials)."""
    return family.upper() if printed.isupper() and len(printed) >= _SHORTEST_LOUD else family


def _in_style(reference: Reference, style: _Style | None, name: Name) -> str | None:
    """Return a registered name in the list's style; ``None`` if the style is unknown, or a structured field would be misread.

    It would be misread with a suffix, or with a family name of two words after the given name.
    """
    if style is None or not name.family or name.family.isupper():
        return None
    in_full = [each for each in reference.work.author if not _has_initials_alone(each.given or "")]
    if style.given in _IN_FULL and 2 * len(in_full) <= len(reference.work.author):
        return None
    is_last = style.order("f", "g").startswith("g")
    if reference.structured and name.given and (name.suffix or (is_last and " " in name.family)):
        return None
    return style.printed(name)


def _has_initials_alone(given: str) -> bool:
    return bool(glued_initials(given)) or all(len(part) <= 1 for part in given.replace(".", " ").split())


def _chars(reference: Reference, fields: Sequence[Field], between: Sequence[str]) -> set[str]:
    """Return the characters of the author list; for a structured source, without those of the format around each name or its parts.

    There, each name is on a line (``AU  - Okafor, Ben``), or its parts are members (``{"family": "Okafor", "given": "Ben"}``).
    """
    characters = set(Span(fields[0].span.start, fields[-1].span.end).of(reference.raw))
    if not reference.structured or len(set(between)) != 1:
        return characters
    if _parts(reference.work.author[0], fields[0].span.of(reference.raw)) is None:
        return characters - {"\n", "\r"} if between[0].rstrip().endswith("-") else characters
    return set("".join(value for name in reference.work.author for value in (name.family, name.given) if value))


def _parts(name: Name, text: str) -> tuple[str, str, str] | None:
    """Return the text before, between and after the family and the given name; ``None`` if they are not in this order."""
    if not name.family or not name.given or text.count(name.family) != 1 or text.count(name.given) != 1:
        return None
    before, _, rest = text.partition(name.family)
    middle, given, after = rest.partition(name.given)
    return (before, middle, after) if given else None


_MOST = 20
"""The longest author list that is rewritten: the user would not check a longer one."""


@frozen
class _Form:
    """The printed names, their span, and the styles of the first name and of the others, ``None`` if uncertain."""

    span: Span
    printed: Sequence[str]
    first: _Style | None
    others: _Style | None

    @property
    def sureness(self) -> int:
        """How certain the styles are: higher if one style fits all names, and if it uses initials."""
        if self.first is None or self.others is None:
            return 0
        return 1 if self.first is not self.others else 2 if self.first.given in _IN_FULL else 3


def _form(reference: Reference, fields: Sequence[Field]) -> _Form:
    """Return the form of the printed names; the full stop after the last name may end the sentence instead."""
    span = Span(fields[0].span.start, fields[-1].span.end)
    printed = [field.span.of(reference.raw) for field in fields]
    cited = reference.work.author
    styles = _STYLES
    if reference.structured and (parts := _parts(cited[0], printed[0])) is not None:
        before, middle, after = parts
        styles = _all_styles((lambda family, given: f"{before}{family}{middle}{given}{after}",))
    forms = [_Form(span, printed, *_styles(cited, printed, styles))]
    if printed[-1].endswith(".") and len(cited) > 1:
        last = evolve(cited[-1], given=(cited[-1].given or "").removesuffix("."))
        ended = [*printed[:-1], printed[-1][:-1]]
        forms.append(_Form(Span(span.start, span.end - 1), ended, *_styles([*cited[:-1], last], ended, styles)))
    return max(forms, key=lambda form: form.sureness)


def _styles(
    cited: Sequence[Name], printed: Sequence[str], styles: Sequence[_Style]
) -> tuple[_Style | None, _Style | None]:
    """Return the styles of the first name and of the others: the same one if it fits all names, or two with different orders."""
    pairs = zip(cited, printed, strict=True)
    if all(len(name.family or "") < _SHORTEST_LOUD for name in cited):
        styles = [each for each in styles if each.family is _whole]
    fitting = [{each for each in styles if name.given and each.printed(name) == text} for name, text in pairs]
    for style in styles:
        if all(style in each for each in fitting):
            return style, style
    in_two_orders = (
        (first, others)
        for first in styles
        for others in styles
        if first in fitting[0] and all(others in each for each in fitting[1:])
        if others.order is _ORDERS[-1] and others.given is first.given
    )
    return next(in_two_orders, (None, None))


def _is_same(cited: Name, registered: Name) -> bool:
    family = fold_name(cited.family or cited.literal or "")
    if not family or family != fold_name(registered.family or registered.literal or ""):
        return False
    given, other = fold_name(cited.given or ""), fold_name(registered.given or "")
    return not given or not other or given[0] == other[0]


def _joined(parts: Sequence[str], between: Sequence[str], *, has_last: bool) -> str | None:
    """Return the names joined by the printed separators, or ``None`` if these are not uniform.

    ``has_last`` says whether a conjunction before the last name is kept there.
    """
    if len(parts) == 1:
        return parts[0]
    if not between or len(set(between[:-1])) > 1:
        return None
    last = between[-1]
    has_word = any(word in _CONJUNCTIONS for word in last.replace(",", " ").replace(";", " ").split())
    middle = between[0] if len(between) > 1 or not (has_word and has_last) else ("; " if ";" in last else ", ")
    return middle.join(parts[:-1]) + (last if has_last and has_word else middle) + parts[-1]
