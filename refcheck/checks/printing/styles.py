"""One finding for a list in which one thing is written in several ways."""

from collections.abc import Iterator, Mapping, Sequence

from refcheck.messages import joined, worded
from refcheck.model import Finding, Rule

_SHOWN = 4
"""So many ways are shown in the message."""


def mixed(rule: Rule, what: str, keys: Mapping[str, Sequence[str]], examples: Mapping[str, str]) -> Iterator[Finding]:
    """The finding, where there is more than one way. It names the references that are not written in the commonest.

    Args:
        rule: the rule that finds it.
        what: the key of the message that says what is done in several ways (``labels-of-dois``).
        keys: the keys of the references by the way they are written in.
        examples: for each way, how it looks.
    """
    ways = sorted(keys, key=lambda way: -len(keys[way]))
    if len(ways) < 2:
        return
    shown = joined("comma", (worded("way", way=examples[way], times=len(keys[way])) for way in ways[:_SHOWN]))
    more = worded("and-more", count=len(ways) - _SHOWN) if len(ways) > _SHOWN else ""
    rare = dict.fromkeys(key for way in ways[1:] for key in keys[way])
    message = worded(what, count=len(ways), ways=shown, more=more)
    yield Finding(rule=rule, message=message, references=tuple(rare))
