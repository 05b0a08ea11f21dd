"""Where a reference without a record was looked for, and how a person can check it: one line."""

from collections.abc import Iterator

from refcheck.identifiers.official_numbers import known_by
from refcheck.identifiers.schemes import isbn
from refcheck.model import OFFLINE, Case, Cause, NotFound, Scheme, Unavailable

_OFFLINE = "not looked up: the run is offline"
_NOBODY = "not looked up: no registry covers this type of work"


def unsettled(case: Case) -> str:
    """Who was asked and what they can hold, who could not be asked, and what would settle it; empty where a record is held."""
    if case.match is not None:
        return ""
    asked = ", ".join(_asked(case))
    closed = ", ".join(_closed(case))
    nobody = _OFFLINE if _is_offline(case) else "" if closed else _NOBODY
    parts = (f"not found in {asked}" if asked else nobody, f"could not ask {closed}" if closed else "")
    settles = "; or ".join(dict.fromkeys(_settling(case)))
    return "; ".join([part for part in parts if part] + ([f"to check it, {settles}"] if settles else []))


def _asked(case: Case) -> Iterator[str]:
    """Those that answered, each once, with what they can hold."""
    holding = {each.registry: each.holds for each in case.search.asked if not each.why} if case.search else {}
    looked = (
        asked.answer.registry
        for asked in case.answers
        if isinstance(asked.answer, NotFound) and asked.id.scheme is not Scheme.URL
    )
    for name in dict.fromkeys((*looked, *holding)):
        yield f"{name} ({holding[name]})" if holding.get(name) else name


def _closed(case: Case) -> Iterator[str]:
    """Those that could not be asked, with the reason."""
    seen: dict[str, str] = {}
    for asked in case.answers:
        if isinstance(asked.answer, Unavailable) and asked.id.scheme is not Scheme.URL:
            seen.setdefault(asked.answer.registry, asked.answer.why)
    for each in case.search.gaps if case.search else ():
        seen.setdefault(each.registry, each.why)
    yield from (f"{name} ({why})" for name, why in seen.items() if name != OFFLINE)


def _settling(case: Case) -> Iterator[str]:
    """What somebody could do, the least trouble first."""
    work = case.reference.work
    answers = {asked.id: asked.answer for asked in case.answers}
    if _is_offline(case):
        yield "run without --offline"
    elif any(isinstance(answer, Unavailable) and answer.is_gap for answer in _everybody(case)):
        yield "run again later"
    for identifier in case.reference.of_scheme(Scheme.URL):
        answer = answers.get(identifier.id)
        if answer is None or (isinstance(answer, Unavailable) and answer.registry == OFFLINE):
            yield "look at its page (run with --links)"
        elif isinstance(answer, Unavailable):
            yield f"open {identifier.value} by hand"
        elif isinstance(answer, NotFound):
            yield "find its page or a copy (the address is dead)"
    for identifier in case.reference.of_scheme(Scheme.ISBN):
        yield _in_a_catalogue(identifier.value)
    numbers = known_by(case.reference)
    for number in numbers:
        yield f"look up {number.url}"
    if not case.reference.identifiers and not numbers:
        yield "give an ISBN" if work.type == "book" else "give a DOI, an address or another identifier"


def _in_a_catalogue(number: str) -> str:
    """Where a book is to be looked for: what an ISBN says of its publisher, which takes no network."""
    known = isbn.registrant(number)
    whose = f" (of the group “{known.group}”, publisher {known.prefix})" if known else ""
    return f"look up ISBN {isbn.format(number)} in a library's catalogue{whose}"


def _is_offline(case: Case) -> bool:
    return any(isinstance(answer, Unavailable) and answer.registry == OFFLINE for answer in _everybody(case))


def _everybody(case: Case) -> Iterator[object]:
    """The answers of registries, and that of the search."""
    yield from (asked.answer for asked in case.answers if asked.id.scheme is not Scheme.URL)
    if case.search is not None:
        yield case.search.answer
        yield from (Unavailable(registry=each.registry, why=each.why, cause=Cause.UNKNOWN) for each in case.search.gaps)
