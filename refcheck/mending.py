"""A file made right: read → audit → plan → write, until nothing is left to fix."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set

from attrs import evolve, field, frozen

from refcheck.errors import SourceError
from refcheck.fixing import FORMATS, Refused, applied, diff, is_fixable, plan
from refcheck.model import Bibliography, Report, Safety
from refcheck.readers import decode
from refcheck.reading import read_as_set
from refcheck.settings import Settings, apply, following, renamed

_ROUNDS = 20
"""After so many rounds the fixes are thought to undo one another. Two are usual: one that fixes, one that finds nothing."""

Audit = Callable[[Bibliography], Report]
"""How a list is audited; whom that asks is its own business."""


@frozen(kw_only=True)
class Mended:
    """A file before and after.

    ``data`` is the file as it would be now, ``codes`` counts the changes by the findings that they are for. ``refused`` are
    fixes that cannot be made, ``withheld`` counts those that were not wanted. ``renamed`` are the fingerprints that waivers and
    choices name and that are other ones now. ``is_incomplete`` says that a registry could not be asked.
    """

    name: str
    before: str
    after: str
    data: bytes
    codes: Counter[str] = field(factory=Counter)
    refused: tuple[Refused, ...] = ()
    withheld: int = 0
    renamed: Mapping[str, str] = field(factory=dict)
    is_incomplete: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything was fixed."""
        return self.before != self.after

    def diff(self) -> Iterator[str]:
        """The lines of the difference, as ``patch`` takes them."""
        return diff(self.before, self.after, self.name)


def mend(data: bytes, name: str, *, settings: Settings, audit: Audit, wanted: Set[Safety]) -> Mended:
    """Make the fixes of all findings that the settings show, as far as they are of a wanted safety.

    Every byte that no fix names stays as it is, and what comes out has nothing left to fix: where a fix brings another to light,
    that is made too. A baseline hides nothing here, and waivers and choices go with a reference whose fingerprint changes.

    Raises:
        SourceError: the file cannot be read, is of a format that cannot be fixed, or its fixes do not come to an end.
    """
    settings = evolve(settings, baseline=None)
    decided = {each.fingerprint: each.fingerprint for each in settings.decisions}
    decoded = decode(data, name)
    mended = Mended(name=name, before=decoded.text, after=decoded.text, data=data)
    bibliography, own = read_as_set(data, name, settings)
    if not is_fixable(bibliography.document):
        raise SourceError(f"{name}: is {bibliography.document.format}; what can be fixed is {', '.join(FORMATS)}")
    for _ in range(_ROUNDS):
        report = apply(audit(bibliography), own)
        planned = plan(bibliography.document, report.references, wanted, decoded.can_write)
        incomplete = bool(report.run.incomplete)
        mended = evolve(mended, refused=planned.refused, withheld=planned.withheld, is_incomplete=incomplete)
        if not planned.edits:
            return evolve(mended, renamed={was: now for was, now in decided.items() if was != now})
        after = applied(decoded.text, planned.edits)
        data = decoded.rewritten([(edit.span, edit.replacement) for edit in planned.edits])
        decoded = decode(data, name)
        if decoded.text != after:
            raise SourceError(f"{name}: its mixed encodings do not allow the fixes; nothing was changed")
        codes = mended.codes + Counter(code for edit in planned.edits for code in edit.codes)
        mended = evolve(mended, after=after, data=data, codes=codes)
        names = renamed(bibliography, read_as_set(data, name, settings)[0])
        decided = {was: names.get(now, now) for was, now in decided.items()}
        settings = following(settings, names)
        bibliography, own = read_as_set(data, name, settings)
    raise SourceError(f"{name}: its fixes do not come to an end; nothing was changed")
