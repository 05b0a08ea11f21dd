"""Names of containers and of people that the record may have in another form, or may have of somebody else."""

from refcheck.checks.comparing.conditions.condition import Condition
from refcheck.checks.comparing.joint import Joint
from refcheck.model import Change

_PARTS = ("part-of-name", "no-section", "two-initials")
"""What explains a container's name in part, by what one side leaves out."""


def _has_editor_of_series(joint: Joint) -> bool:
    """Whether the record of a book in a series begins with one more author than are cited, and all of these agree."""
    work, found = joint.registered, joint.agreement.differences
    first = str(work.author[0]) if work.author else ""
    is_first = [(each.change, each.registered) for each in found] == [(Change.MISSING, first)]
    return is_first and joint.in_book and bool(work.collection_title or work.container_title)


CONDITIONS = (
    Condition(
        name="editor-of-series",
        variables=("author",),
        why="; the record of a book in a series may list the series' editor first",
        rate="not counted: of books in a series alone, and of one name before all that are cited",
        holds=_has_editor_of_series,
    ),
    Condition(
        name="editors-of-series",
        variables=("editor",),
        why="; the rest of it agrees, and records of books name a series' editors, too",
        rate="not counted",
        holds=lambda joint: joint.agreeing >= {"title", "author", "container-title"},
    ),
    Condition(
        name="part-of-name",
        variables=("container-title",),
        why="; one of the two names is a part of the other",
        rate="of containers that are called different at most 7 in 100 are another journal, and of parts of a name fewer",
        holds=lambda joint: joint.agreement.explained in _PARTS,
    ),
    Condition(
        name="issn-of-name",
        variables=("container-title",),
        why="; the ISSN is the registered one",
        rate="of 146 fair names 35 are a former or sister title",
        holds=lambda joint: joint.agreement.explained == "issn",
    ),
    Condition(
        name="slip-of-name",
        variables=("container-title",),
        why="; one of the two names seems misspelt",
        rate="of 118 containers in 10,000 that are called different 24 are misspelt or joined",
        holds=lambda joint: joint.agreement.explained == "slip",
    ),
)
"""The conditions."""
