"""One finding for a list in which one thing is written in several ways."""

from collections.abc import Iterator, Mapping, Sequence

from refcheck.model import Finding, Rule

_SHOWN = 4
"""So many ways are shown in the message."""


def mixed(rule: Rule, what: str, keys: Mapping[str, Sequence[str]], examples: Mapping[str, str]) -> Iterator[Finding]:
    """The finding, where there is more than one way. It names the references that are not written in the commonest.

    Args:
        rule: the rule that finds it.
        what: what is done in several ways, to begin the message with (``DOIs are labelled``).
        keys: the keys of the references by the way they are written in.
        examples: for each way, how it looks.
    """
    ways = sorted(keys, key=lambda way: -len(keys[way]))
    if len(ways) < 2:
        return
    shown = ", ".join(f"“{examples[way]}” ({len(keys[way])})" for way in ways[:_SHOWN])
    more = f" and {len(ways) - _SHOWN} more" if len(ways) > _SHOWN else ""
    rare = dict.fromkeys(key for way in ways[1:] for key in keys[way])
    yield Finding(rule=rule, message=f"{what} in {len(ways)} ways: {shown}{more}.", references=tuple(rare))
