"""What a mended identifier is replaced by where it is printed: what was cut off and still means something is kept there."""

from collections.abc import Iterator

from refcheck.checks.brackets import mirrored, unmatched
from refcheck.model import Fix, Identifier, Reference, Repair, Safety

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
