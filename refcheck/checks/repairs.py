"""Findings for the repairs of identifiers: one for each repair, with its own code and a fix of the printed identifier."""

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
from refcheck.model.csl import variable
from refcheck.text.deferred import deferred

_LONG = 50
"""For an identifier with more characters, the message has only the part that changed; the finding has all of it."""

_AROUND = 12
"""The number of characters shown around a change, as context."""

_REACH = 80
"""How far before an identifier its resolver's URL may begin, in code points."""

_NEAR = 15
"""How far before an identifier a space in the resolver's URL is looked for, in code points."""

_ESCAPES = ("-with-latex-escape", "-with-html-entity")
"""The endings of the codes of repairs that undo an escape: BibTeX writes ``\\_``, and JATS ``&lt;``."""

_ENCODED, _TWICE = "doi-percent-encoded", "%25"


def repaired(case: Case) -> Iterator[Finding]:
    """Yield the repairs that led from the printed identifiers to their readings, one finding for each code in an identifier.

    The fix is the whole identifier as read. If a registry has the reading, its record is the evidence. Escapes in a structured
    source belong to its format and are not reported, nor is the percent-encoding of a DOI within a URL.
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
"""A URL up to the identifier that it leads to: ``htps://doi.org/``, ``https:/arxiv.org/abs/``."""

_BROKEN = "url-with-broken-scheme"


_SPACED = deferred(r"\bhttps?\s?:\s?/\s?/\s?(?:www\.)?(?:dx\.)?doi\s?\.\s?org\s?/\s?\Z", re.IGNORECASE)
"""The resolver's URL up to a DOI, with or without spaces in it: ``https: //doi.org/``."""


def _resolver(reference: Reference, identifier: Identifier) -> Iterator[Finding]:
    """Yield a finding if the resolver's URL before an identifier has a broken scheme, or a space in it or after it.

    The resolver's URL is not an identifier of its own.
    """
    start = identifier.span.start
    reach = max(0, start - _REACH)
    if identifier.scheme is Scheme.URL or field_around(reference, identifier) is not None:
        return
    before = _ADDRESS.search(reference.raw, reach, start)
    for address in url.find(before[0] + identifier.value) if before else ():
        broken = next((repair for repair in address.repairs if repair.code == _BROKEN), None)
        if before and broken is not None and broken.at == 0 and address.span.end > len(before[0]):
            span = Span(before.start() + address.span.start, start)
            yield _finding(reference, span, replay(span.of(reference.raw), (broken,)), _BROKEN, phrase(broken.why))
    is_near = " " in reference.raw[max(0, start - _NEAR) : start]
    spaced = _SPACED.search(reference.raw, reach, start) if is_near else None
    if spaced and "\n" not in spaced[0] and (right := "".join(spaced[0].split())) != spaced[0]:
        yield _finding(reference, Span(*spaced.span()), right, "url-with-inner-space", worded("space-in-address"))


def _finding(reference: Reference, span: Span, right: str, code: str, why: Message) -> Finding:
    return Finding(
        rule=repair_rules()[code],
        message=worded("read-as", raw=span.of(reference.raw), value=right, why=why),
        span=span,
        fix=Fix(span=span, replacement=right, safety=Safety.SAFE),
    )


def _is_in_address(printed: str, identifier: Identifier) -> bool:
    """Return whether a DOI is printed in the resolver's URL, encoded once: "https://doi.org/10.1000/a%3C1%3E"."""
    before = printed[: identifier.span.start]
    return before.endswith("doi.org/") and "://" in before.split()[-1] and _TWICE not in identifier.raw


def _change(raw: str, value: str) -> tuple[str, str]:
    """Return both sides of a change; for a long identifier, only the part that changed, with some context."""
    if max(len(raw), len(value)) <= _LONG:
        return raw, value
    start = max(0, Prefix.similarity(raw, value) - _AROUND)
    end = max(0, Prefix.similarity(raw[:start:-1], value[:start:-1]) - _AROUND)
    return _part(raw, start, end), _part(value, start, end)


def _part(text: str, start: int, end: int) -> str:
    """Return the text without its first ``start`` and its last ``end`` characters, each replaced by an ellipsis."""
    return f"{'…' if start else ''}{text[start : len(text) - end]}{'…' if end else ''}"


def _confirmation(answers: Iterable[LookupResult], identifier: Identifier) -> tuple[Evidence, ...]:
    """Return the evidence of the registries that have a record of the identifier as read."""
    return tuple(
        says(asked.answer.record, variable(identifier.scheme.value), cited=identifier.raw, registered=identifier.value)
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
"""Endings of the codes of repairs that cut off text that is part of the reference but not of the identifier."""

_STOPS = ",;"
"""Punctuation that stays with the identifier."""

_FIELD_ENDS = "}\"'),<"
"""Characters that follow a value in BibTeX, JSON and XML."""


def replacement(reference: Reference, identifier: Identifier) -> Fix | None:
    """Return the fix of the printed identifier; ``None`` if it is printed correctly.

    It is as safe as the least safe of the repairs. At the end of a field of a structured source, text that was cut off has nowhere
    to go and is lost, which is unsafe.
    """
    cuts = list(_cuts(identifier))
    is_field = reference.structured and not _continues(reference.raw, identifier.span.end)
    kept = "" if is_field else "".join(_kept(reference, identifier, repair) for repair in reversed(cuts))
    unsafe = any(repair.safety is Safety.UNSAFE for repair in identifier.repairs) or (
        is_field and any(map(_says, cuts))
    )
    text = identifier.value + kept
    if text == identifier.raw:
        return None
    return Fix(span=identifier.span, replacement=text, safety=Safety.UNSAFE if unsafe else Safety.SAFE)


def _continues(raw: str, at: int) -> bool:
    """Return whether a field of a structured source continues after that position."""
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
    """Return the part of a cut that stays in the reference: words, after a space, or a bracket, turned to close an earlier one."""
    if _says(cut):
        stop, words = (cut.before[0], cut.before[1:]) if cut.before[0] in _STOPS else ("", cut.before)
        return f"{stop} {words.lstrip(' .')}"
    alone = unmatched(reference).alone
    opened = {reference.raw[at] for at in alone if at < identifier.span.start}
    lost = (reference.raw[at] for at in alone if at in range(identifier.span.start, identifier.span.end))
    return "".join(mirrored(bracket) for bracket in lost if bracket in opened and bracket in cut.before)
