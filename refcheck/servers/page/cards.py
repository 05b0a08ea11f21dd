"""References as they are told: the report's own card as markup, and beside it what a program needs of it."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import evolve

from refcheck.messages import ENGLISH
from refcheck.model import Case, CheckedReference, Finding, Reference, Verdict, Waived
from refcheck.reports.html.cards import became, card, codes, severities
from refcheck.reports.html.page import piece
from refcheck.reports.ordering import most_severe_first, priority
from refcheck.servers.page.events import JudgedReference, Left, ReadReference, ToldFinding, ToldRepair
from refcheck.servers.page.proposals import Proposal

_READING = "reading"
"""What stands in a card in the place of a verdict until there is one."""

Leaving = dict[tuple[str, str], dict[str, Left]]
"""File and key of a reference → the codes of its findings that somebody left."""

_NOTHING: Mapping[str, Left] = MappingProxyType({})


def read_reference(index: int, reference: Reference, language: str = ENGLISH) -> ReadReference:
    """Return a reference before anybody was asked."""
    audited = CheckedReference(file="", case=Case(reference=reference), verdict=Verdict.UNVERIFIED)
    shown = card(audited, anchor(index), language)
    return ReadReference(
        index=index,
        key=reference.key,
        raw=reference.raw,
        said=shown.said,
        html=piece(language, card=evolve(shown, verdict=_READING, called=_READING)),
    )


def anchor(index: int) -> str:
    """Return where the card of a reference stands on the page."""
    return f"r{index + 1}"


def judged_reference(
    index: int,
    audited: CheckedReference,
    language: str,
    *,
    proposals: tuple[Proposal, ...],
    left: Mapping[str, Left] = _NOTHING,
    unwanted: tuple[ToldRepair, ...] = (),
) -> JudgedReference:
    """Return a reference with its findings; those that somebody left stand in their places, and count no more.

    Args:
        index: its place in the list.
        audited: the reference.
        language: what it is told in.
        proposals: its changes.
        left: its waived findings by code.
        unwanted: its rejected repairs.
    """
    findings = most_severe_first(audited.findings)
    kept = tuple(each for each in findings if each.code not in left)
    counted = evolve(audited, findings=kept)
    shown = card(audited, anchor(index), language)
    words = {code: f"{each.by}: {each.reason}" for code, each in left.items()}
    remarks = tuple(
        evolve(remark, left=words.get(finding.code, ""))
        for remark, finding in zip(shown.remarks, findings, strict=True)
    )
    shown = evolve(
        shown,
        remarks=remarks,
        is_quiet=priority(counted).is_quiet,
        back=became(kept, language),
        codes=codes(kept),
        severities=severities(kept),
    )
    return JudgedReference(
        index=index,
        key=audited.key,
        verdict=audited.verdict.value,
        severity=max(kept, key=lambda each: each.severity.rank).severity.value if kept else "",
        priority=priority(counted),
        html=piece(language, card=shown),
        findings=tuple(_finding(each, left.get(each.code)) for each in findings),
        repairs=(*_repairs(audited.case.reference), *unwanted),
        proposals=proposals,
    )


def _finding(finding: Finding, left: Left | None) -> ToldFinding:
    return ToldFinding(
        rule=finding.code,
        severity=finding.severity.value,
        message=finding.message,
        fix=finding.fix is not None,
        waived=left,
    )


def _repairs(reference: Reference) -> Iterator[ToldRepair]:
    """Yield every mended reading, once for each repair that led to it."""
    for identifier in reference.identifiers:
        for code in dict.fromkeys(repair.code for repair in identifier.repairs):
            yield ToldRepair(code=code, before=identifier.raw, after=identifier.value)


def unwanted(reference: Reference, rejected: frozenset[str]) -> tuple[ToldRepair, ...]:
    """Return the mended readings of a reference as it was read that somebody did not want."""
    return tuple(
        evolve(repair, rejected=True)
        for identifier in reference.identifiers
        if any(each.code in rejected for each in identifier.repairs)
        for repair in _repairs(evolve(reference, identifiers=(identifier,)))
    )


def leaving(waived: Sequence[Waived]) -> Leaving:
    """Return who left which findings, by reference."""
    found: Leaving = {}
    for each in waived:
        for key in each.finding.references:
            found.setdefault((each.file, key), {})[each.finding.code] = Left(reason=each.why, by=each.who)
    return found
