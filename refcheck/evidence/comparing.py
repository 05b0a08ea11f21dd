"""Two reports on the same list, reference by reference: which verdicts changed, which findings are gone, which are new."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator

from attrs import frozen

from refcheck.model import CheckedReference, Finding, Report, Verdict


@frozen(kw_only=True)
class Change:
    """What is said otherwise of one reference; of a whole list ``key`` is empty, and there are no verdicts."""

    file: str
    key: str = ""
    before: Verdict | None = None
    now: Verdict | None = None
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``[29] verified → differs; new: volume-differs``, for a person."""
        verdicts = f" {self.before or 'not read'} → {self.now or 'not read'}" if self.before is not self.now else ""
        told = (("gone", self.gone), ("new", self.new))
        codes = "".join(f"; {word}: {', '.join(codes)}" for word, codes in told if codes)
        return f"{self.file}: [{self.key}]{verdicts}{codes}" if self.key else f"{self.file}: the list{codes}"


def compare(before: Report, now: Report) -> tuple[Change, ...]:
    """What the second report says otherwise than the first, of each reference and then of each list.

    References are known again by their file and fingerprint, those of one fingerprint by their order.
    """
    return (*_of_references(before, now), *_of_lists(before, now))


def _of_references(before: Report, now: Report) -> Iterator[Change]:
    later: dict[tuple[str, str], deque[CheckedReference]] = defaultdict(deque)
    for audited in now:
        later[_identity(audited)].append(audited)
    for audited in before:
        others = later[_identity(audited)]
        yield from _change(audited, others.popleft() if others else None)
    for others in later.values():
        for audited in others:
            yield from _change(None, audited)


def _change(before: CheckedReference | None, now: CheckedReference | None) -> Iterator[Change]:
    known = before or now
    if known is None:
        return
    gone, new = _codes(before.findings if before else ()), _codes(now.findings if now else ())
    verdicts = before.verdict if before else None, now.verdict if now else None
    if verdicts[0] is not verdicts[1] or gone != new:
        yield Change(
            file=known.file,
            key=known.key,
            before=verdicts[0],
            now=verdicts[1],
            gone=tuple((gone - new).elements()),
            new=tuple((new - gone).elements()),
        )


def _of_lists(before: Report, now: Report) -> Iterator[Change]:
    files = dict.fromkeys(each.file for report in (before, now) for each in report.list_findings)
    for file in files:
        gone, new = (
            _codes(tuple(each.finding for each in report.list_findings if each.file == file))
            for report in (before, now)
        )
        if gone != new:
            yield Change(file=file, gone=tuple((gone - new).elements()), new=tuple((new - gone).elements()))


def _identity(audited: CheckedReference) -> tuple[str, str]:
    return audited.file, audited.case.reference.fingerprint


def _codes(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(finding.code for finding in findings)
