"""A venue's own classes of findings: what must be fixed, what is to be explained, what is a note.

A policy is a TOML file with a ``name`` and classes, the most severe first::

    name = "A conference"

    [[class]]
    name = "must be fixed"
    verdicts = ["broken"]
    codes = ["doi-*", "title-of-other-authors"]

A reference is in the first class that its verdict or one of its findings falls in. A class with ``outages = true`` also has the
references for which a registry could not be queried, whatever their verdict.
"""

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.model import CheckedReference, Report, Verdict
from refcheck.system.regular_files import MAX_SETTINGS, read_text
from refcheck.text.visible import visible

_SHIPPED = Path(__file__).parent / "policies"
_VERDICTS = frozenset(verdict.value for verdict in Verdict)


@frozen(kw_only=True)
class PolicyClass:
    """One class: the verdicts and the patterns of codes (``doi-*``) that put a reference into it, and whether ``outages`` do."""

    name: str
    verdicts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    outages: bool = False

    def holds(self, audited: CheckedReference) -> bool:
        """Return whether a reference meets the conditions of this class."""
        if audited.verdict.value in self.verdicts or (self.outages and audited.case.outages):
            return True
        return any(fnmatchcase(each.rule.code, code) for each in audited.findings for code in self.codes)


@frozen(kw_only=True)
class Policy:
    """A venue's policy; ``classes`` from the most to the least severe."""

    name: str
    classes: tuple[PolicyClass, ...]

    def summary(self, report: Report) -> Iterator[str]:
        """Yield one line for each class, with the number and the keys of its references, of several files file by file."""
        left = list(report.references)
        has_several = len({audited.file for audited in left}) > 1
        for each in self.classes:
            held = [audited for audited in left if each.holds(audited)]
            left = [audited for audited in left if not each.holds(audited)]
            keys = "; ".join(
                f"{f'{visible(file)}: ' * has_several}{', '.join(audited.key for audited in own)}"
                for file, own in groupby(held, key=lambda audited: audited.file)
            )
            yield f"{each.name}: {len(held)}{f' ({keys})' if keys else ''}"
        yield f"none of these: {len(left)}"


def shipped() -> tuple[str, ...]:
    """Return the names of the policies that are shipped as examples."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


def read_policy(name: str) -> Policy:
    """Return the shipped policy of that name, or the policy in the file of that name.

    Raises:
        SettingsError: there is no such file, or it is not a valid policy; the message says what is wrong.
    """
    path = _SHIPPED / f"{name}.toml" if name in shipped() else Path(name)
    try:
        given = tomllib.loads(read_text(path, most=MAX_SETTINGS))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(
            f"{name} is not a policy ({reason}); the shipped policies are {', '.join(shipped())}"
        ) from error
    classes = given.get("class")
    if not isinstance(given.get("name"), str) or not isinstance(classes, list) or not classes:
        raise SettingsError(f"{name}: a policy must have a name and classes ([[class]])")
    return Policy(name=given["name"], classes=tuple(_class(name, each) for each in classes))


def _class(file: str, given: object) -> PolicyClass:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        raise SettingsError(f"{file}: a class of a policy must have a name")
    if unknown := sorted(set(given) - {"name", "verdicts", "codes", "outages"}):
        raise SettingsError(
            f"{file}: the class “{given['name']}” cannot have {', '.join(unknown)}; only name, verdicts, codes and outages"
        )
    lists = {key: given.get(key, []) for key in ("verdicts", "codes")}
    if not all(isinstance(value, list) and all(isinstance(each, str) for each in value) for value in lists.values()):
        raise SettingsError(f"{file}: verdicts and codes of the class “{given['name']}” must be lists of strings")
    if unknown := sorted(set(lists["verdicts"]) - _VERDICTS):
        raise SettingsError(
            f"{file}: {', '.join(unknown)} is not a verdict; the verdicts are {', '.join(sorted(_VERDICTS))}"
        )
    if not isinstance(outages := given.get("outages", False), bool):
        raise SettingsError(f"{file}: outages of the class “{given['name']}” must be true or false")
    conditions = {key: tuple(value) for key, value in lists.items()}
    return PolicyClass(name=given["name"], **conditions, outages=outages)
