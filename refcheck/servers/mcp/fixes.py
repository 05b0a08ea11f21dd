"""A corrected text as an answer: what was changed, and the text page by page."""

from collections.abc import Iterator, Set
from difflib import SequenceMatcher

from refcheck.fixing import Mended
from refcheck.model import Safety
from refcheck.servers.mcp.answers import FixResult
from refcheck.servers.mcp.shortening import both, paged

_CHANGE, _CHANGES, _CODES = 80, 20, 12
"""Code points of a change, changes, and codes that are told at most."""


def fixed(mended: Mended, wanted: Set[Safety], offset: int, limit: int) -> FixResult:
    """Return a text with the fixes that were wanted: so many lines of it, and with the first ones what was changed."""
    lines = mended.after.splitlines(keepends=True)
    page, following = paged(lines, offset, limit)
    made = mended.changes
    said = [f"{made} {'fix' if made == 1 else 'fixes'} made"]
    if Safety.UNSAFE not in wanted:
        more = f"{mended.withheld} more, and " if mended.withheld else ""
        said.append(f"fixes=all makes {more}what registries say")
    if mended.is_incomplete:
        said.append("a registry could not be asked")
    changes = list(_changes(mended.before, mended.after))
    told = [*changes[:_CHANGES], *([f"and {len(changes) - _CHANGES} more"] if len(changes) > _CHANGES else [])]
    refused = [f"reference {each.key}: {', '.join(each.codes)}: {each.why}" for each in mended.refused]
    is_first = offset == 0
    return FixResult(
        said="; ".join(said),
        codes=dict(mended.codes.most_common(_CODES)) if is_first else {},
        changes=told if is_first else [],
        refused=refused[:_CHANGES] if is_first else [],
        lines=len(lines),
        next_offset=following,
        text="".join(page),
    )


def _changes(before: str, after: str) -> Iterator[str]:
    """Yield each changed stretch of lines, both sides."""
    old, new = before.splitlines(), after.splitlines()
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal" and end - start == last - first:
            yield from (" → ".join(both(*pair, _CHANGE)) for pair in zip(old[start:end], new[first:last], strict=True))
        elif tag != "equal":
            yield " → ".join(both(" ".join(old[start:end]), " ".join(new[first:last]), _CHANGE))
