"""Which references a finding is about, by their fingerprints: how a finding is known again in another run."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import Self

from attrs import frozen

from refcheck.model import Finding, Report


@frozen
class Fingerprints:
    """The fingerprints of a report's references, by file and key (a key may be given twice)."""

    _by_key: Mapping[tuple[str, str], tuple[str, ...]]

    @classmethod
    def of(cls, report: Report) -> Self:
        """Those of every reference of the report."""
        found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for audited in report.references:
            reference = audited.case.reference
            found[audited.file, reference.key][reference.fingerprint] = None
        return cls({place: tuple(fingerprints) for place, fingerprints in found.items()})

    def about(self, file: str, finding: Finding) -> tuple[str, ...]:
        """The references that a finding in that file names. A finding of the whole list has several."""
        return tuple(each for key in finding.references for each in self._by_key.get((file, key), ()))

    def pairs(self, file: str, finding: Finding) -> tuple[tuple[str, str], ...]:
        """Return what a finding is known by in another run: each reference with the rule.

        One that is about no reference of the report, such as a work that is cited and not listed, is known by what it says.
        """
        about = self.about(file, finding) or (
            hashlib.sha256(finding.message.encode("utf-8", "replace")).hexdigest()[:16],
        )
        return tuple((each, finding.code) for each in about)
