"""A baseline: the adopted findings of a list, so that only new ones are shown; and how a finding is recognised again.

It is a JSON file with one line for each finding. A finding is recognised by its reference's fingerprint and its code, whatever
the file, the place in the list and the wording of the message; one that is not about a reference of the list, by its message.
The names of the files are also recorded, to determine whether a run has covered all of them.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Set
from typing import Any, Self

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.model import Finding, Reference, Report, Work


@frozen
class Fingerprints:
    """The fingerprints of a report's references, by file and key (a key may occur twice)."""

    _by_key: Mapping[tuple[str, str], tuple[str, ...]]

    @classmethod
    def of(cls, report: Report) -> Self:
        """Return the fingerprints of all references of a report."""
        found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for audited in report.references:
            reference = audited.case.reference
            found[audited.file, reference.key][reference.fingerprint] = None
        return cls({place: tuple(fingerprints) for place, fingerprints in found.items()})

    def about(self, file: str, finding: Finding) -> tuple[str, ...]:
        """Return the fingerprints of the references that a finding in the file names; a finding of the whole list has several."""
        return tuple(each for key in finding.references for each in self._by_key.get((file, key), ()))

    def decided(self, file: str, finding: Finding) -> tuple[str, ...]:
        """Return the fingerprints by which decisions refer to a finding: of its references, or without these of its message."""
        return self.about(file, finding) or (of_message(finding),)

    def pairs(self, file: str, finding: Finding) -> tuple[tuple[str, str], ...]:
        """Return the pairs by which a finding is recognised in another run: the fingerprint of each reference, and the code.

        A finding that is not about a reference of the report, such as a work cited but not listed, is recognised by its message.
        """
        about = self.about(file, finding) or (
            hashlib.sha256(finding.message.encode("utf-8", "replace")).hexdigest()[:16],
        )
        return tuple((each, finding.code) for each in about)


def of_message(finding: Finding) -> str:
    """Return the fingerprint of a finding that is not about a reference: that of a reference with the message as its text."""
    return Reference(key="", raw=finding.message, work=Work()).fingerprint


VERSION = 1

_SHOWN = 60
"""The most characters of a reference that are written beside its fingerprint, for people."""


@frozen(kw_only=True, order=True)
class Adopted:
    """An adopted finding. ``reference`` is the beginning of the reference, for people, or without one of the message."""

    reference: str
    fingerprint: str
    code: str


@frozen(kw_only=True)
class Baseline:
    """The adopted findings of ``files``; ``name`` is the name of the baseline's own file."""

    name: str
    files: tuple[str, ...] = ()
    adopted: tuple[Adopted, ...] = ()

    @classmethod
    def of(cls, report: Report, name: str) -> Self:
        """Return a baseline of all findings that the report shows."""
        fingerprints = Fingerprints.of(report)
        begins = {
            audited.case.reference.fingerprint: _beginning(audited.case.reference.raw) for audited in report.references
        }
        located = [
            *((audited.file, finding) for audited in report.references for finding in audited.findings),
            *((each.file, each.finding) for each in report.list_findings),
        ]
        adopted = {
            Adopted(
                fingerprint=fingerprint, code=code, reference=begins.get(fingerprint) or _beginning(finding.message)
            )
            for file, finding in located
            for fingerprint, code in fingerprints.pairs(file, finding)
        }
        files = tuple(sorted({audited.file for audited in report.references}))
        return cls(name=name, files=files, adopted=tuple(sorted(adopted)))

    @classmethod
    def from_json(cls, text: str, name: str) -> Self:
        """Return the baseline that ``to_json`` wrote.

        Raises:
            SettingsError: the text is not a baseline.
        """
        try:
            data = json.loads(text)
            if data["baseline"] != VERSION:
                raise SettingsError(
                    f"{name}: has baseline version {data['baseline']!r}; only version {VERSION} can be read"
                )
            adopted = tuple(_adopted(item) for item in data["findings"])
            return cls(name=name, files=tuple(map(str, data["files"])), adopted=adopted)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise SettingsError(f"{name}: is not a baseline written by `refcheck check --write-baseline`") from error

    def to_json(self) -> str:
        """Return the baseline as JSON, one finding per line."""
        files = json.dumps(self.files, ensure_ascii=False)
        lines = ",".join(f"\n  {_line(each)}" for each in self.adopted)
        return f'{{\n "baseline": {VERSION},\n "files": {files},\n "findings": [{lines}\n ]\n}}\n'

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return the adopted findings, as pairs of fingerprint and code."""
        return frozenset((each.fingerprint, each.code) for each in self.adopted)

    def stale(self, met: Set[tuple[str, str]]) -> tuple[Adopted, ...]:
        """Return the adopted findings that are not among those ``met`` in a run."""
        return tuple(each for each in self.adopted if (each.fingerprint, each.code) not in met)


def _beginning(raw: str) -> str:
    text = " ".join(raw.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _line(adopted: Adopted) -> str:
    item = {"fingerprint": adopted.fingerprint, "code": adopted.code, "reference": adopted.reference}
    return json.dumps(item, ensure_ascii=False)


def _adopted(item: dict[str, Any]) -> Adopted:
    values = {key: item[key] for key in ("fingerprint", "code", "reference")}
    if not all(isinstance(value, str) for value in values.values()):
        raise TypeError("an entry of a baseline is text")
    return Adopted(**values)
