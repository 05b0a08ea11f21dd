"""Every repair of an identifier is a finding of its own code, with the change that puts it right where it is printed."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Prefix

from refcheck.checks.brackets import mirrored, unmatched
from refcheck.checks.evidence import says
from refcheck.checks.places import field_around
from refcheck.identifiers import repair_rules, replay
from refcheck.identifiers.schemes import url
from refcheck.messages import Message, phrase, worded
from refcheck.model import (
    Case,
    Evidence,
    Finding,
    Fix,
    Found,
    Identifier,
    LookupResult,
    Reference,
    Repair,
    Safety,
    Scheme,
    Span,
)
from refcheck.text.deferred import deferred

_LONG = 50
"""Of an identifier of more characters only the part that changed is said; the finding has the whole."""

_AROUND = 12
"""How many characters around a change say where it is."""

_REACH = 80
"""How far before an identifier the address may begin that leads to it, in code points."""

_NEAR = 15
"""How far before an identifier a blank in the resolver's address is looked for, in code points."""

_ESCAPES = ("-with-latex-escape", "-with-html-entity")
"""How the codes of repairs end that undo an escape: BibTeX writes ``\\_``, and JATS ``&lt;``."""

_ENCODED, _TWICE = "doi-percent-encoded", "%25"


def repaired(case: Case) -> Iterator[Finding]:
    """Yield the repairs that led from the printed identifiers to their readings, one finding for each code in an identifier.

    The fix is the whole identifier as read. Where a registry holds the reading, that is the evidence. The escapes of a structured
    source are its format's and no fault, nor is the encoding that an address needs in an address.
    """
    for identifier in case.reference.identifiers:
        yield from _resolver(case.reference, identifier)
        if not identifier.repairs:
            continue
        raw, value = _change(identifier.raw, identifier.value)
        fix = replacement(case.reference, identifier)
        evidence = _confirmation(case.answers, identifier)
        for repair in {repair.code: repair for repair in reversed(identifier.repairs)}.values():
            if case.reference.structured and repair.code.endswith(_ESCAPES):
                continue
            if repair.code == _ENCODED and _is_in_address(case.reference.raw, identifier):
                continue
            yield Finding(
                rule=repair_rules()[repair.code],
                message=worded("read-as", raw=raw, value=value, why=phrase(repair.why)),
                span=identifier.span,
                evidence=evidence,
                fix=fix,
            )


_ADDRESS = deferred(r"[^\s\"'“”<>(){}\[\]=,;]{1,80}/\Z")
"""An address up to the identifier that it leads to: ``htps://doi.org/``, ``https:/arxiv.org/abs/``."""

_BROKEN = "url-with-broken-scheme"


_SPACED = deferred(r"\bhttps?\s?:\s?/\s?/\s?(?:www\.)?(?:dx\.)?doi\s?\.\s?org\s?/\s?\Z", re.IGNORECASE)
"""The resolver's address up to a DOI, with blanks in it or without: ``https: //doi.org/``."""


def _resolver(reference: Reference, identifier: Identifier) -> Iterator[Finding]:
    """Yield that the resolver's address before an identifier begins with a broken scheme, or that a blank is in it or behind it;
    it is no identifier of its own."""
    start = identifier.span.start
    reach = max(0, start - _REACH)
    if identifier.scheme is Scheme.URL or field_around(reference, identifier) is not None:
        return
    before = _ADDRESS.search(reference.raw, reach, start)
    for address in url.find(before[0] + identifier.value) if before else ():
        broken = next((repair for repair in address.repairs if repair.code == _BROKEN), None)
        if before and broken is not None and broken.at == 0 and address.span.end > len(before[0]):
            span = Span(before.start() + address.span.start, start)
            yield _mended(reference, span, replay(span.of(reference.raw), (broken,)), _BROKEN, phrase(broken.why))
    is_near = " " in reference.raw[max(0, start - _NEAR) : start]
    spaced = _SPACED.search(reference.raw, reach, start) if is_near else None
    if spaced and "\n" not in spaced[0] and (right := "".join(spaced[0].split())) != spaced[0]:
        yield _mended(reference, Span(*spaced.span()), right, "url-with-inner-space", worded("space-in-address"))


def _mended(reference: Reference, span: Span, right: str, code: str, why: Message) -> Finding:
    return Finding(
        rule=repair_rules()[code],
        message=worded("read-as", raw=span.of(reference.raw), value=right, why=why),
        span=span,
        fix=Fix(span=span, replacement=right, safety=Safety.SAFE),
    )


def _is_in_address(printed: str, identifier: Identifier) -> bool:
    """Return whether a DOI is printed in an address, encoded once: "https://doi.org/10.1000/a%3C1%3E"."""
    before = printed[: identifier.span.start]
    return before.endswith("/") and "://" in before.split()[-1] and _TWICE not in identifier.raw


def _change(raw: str, value: str) -> tuple[str, str]:
    """Return both sides of a change: of a long identifier the part that changed, with what stands around it."""
    if max(len(raw), len(value)) <= _LONG:
        return raw, value
    start = max(0, Prefix.similarity(raw, value) - _AROUND)
    end = max(0, Prefix.similarity(raw[:start:-1], value[:start:-1]) - _AROUND)
    return _part(raw, start, end), _part(value, start, end)


def _part(text: str, start: int, end: int) -> str:
    """Return the text without its first ``start`` and its last ``end`` characters, the gaps marked."""
    return f"{'…' if start else ''}{text[start : len(text) - end]}{'…' if end else ''}"


def _confirmation(answers: Iterable[LookupResult], identifier: Identifier) -> tuple[Evidence, ...]:
    """Return who holds the identifier as it was read."""
    return tuple(
        says(asked.answer.record, identifier.scheme.value, cited=identifier.raw, registered=identifier.value)
        for asked in answers
        if isinstance(asked.answer, Found) and asked.id == identifier.id
    )


_SAYING = (
    "-access-date",
    "-dotted-line",
    "-identifier-appended",
    "-publication-status",
    "-site-appended",
    "-text-appended",
    "-text-behind-space",
    "-year-appended",
)
"""Endings of the codes of repairs that cut off what is no part of the identifier and yet part of the reference."""

_STOPS = ",;"
"""Punctuation that stays with the identifier."""

_FIELD_ENDS = "}\"'),<"
"""What stands behind a value in BibTeX, JSON and XML."""


def replacement(reference: Reference, identifier: Identifier) -> Fix | None:
    """Return the change that puts the identifier right; ``None`` where it is printed as it should be.

    It is as safe as the least safe of the repairs. At the end of a given field there is no sentence that goes on: what was cut off
    is lost there, and that is unsafe.
    """
    cuts = list(_cuts(identifier))
    is_field = reference.structured and not _goes_on(reference.raw, identifier.span.end)
    kept = "" if is_field else "".join(_kept(reference, identifier, repair) for repair in reversed(cuts))
    unsafe = any(repair.safety is Safety.UNSAFE for repair in identifier.repairs) or (
        is_field and any(map(_says, cuts))
    )
    text = identifier.value + kept
    if text == identifier.raw:
        return None
    return Fix(span=identifier.span, replacement=text, safety=Safety.UNSAFE if unsafe else Safety.SAFE)


def _goes_on(raw: str, at: int) -> bool:
    """Return whether a given field holds more behind that place."""
    rest = raw[at:].partition("\n")[0].strip()
    return bool(rest) and rest[0] not in _FIELD_ENDS


def _cuts(identifier: Identifier) -> Iterator[Repair]:
    """Yield the repairs that cut something off the end."""
    length = len(identifier.raw)
    for repair in identifier.repairs:
        if not repair.after and repair.at + len(repair.before) == length:
            yield repair
        length += len(repair.after) - len(repair.before)


def _says(repair: Repair) -> bool:
    return repair.code.endswith(_SAYING)


def _kept(reference: Reference, identifier: Identifier, cut: Repair) -> str:
    """Return what of a cut stays in the reference: words, behind a space, and a bracket that closes one, turned if need be."""
    if _says(cut):
        stop, words = (cut.before[0], cut.before[1:]) if cut.before[0] in _STOPS else ("", cut.before)
        return f"{stop} {words.lstrip(' .')}"
    alone = unmatched(reference).alone
    begun = {reference.raw[at] for at in alone if at < identifier.span.start}
    lost = (reference.raw[at] for at in alone if at in range(identifier.span.start, identifier.span.end))
    return "".join(mirrored(bracket) for bracket in lost if bracket in begun and bracket in cut.before)
