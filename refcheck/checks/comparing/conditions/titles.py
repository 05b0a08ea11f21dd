"""Titles and names that differ in spelling, in small words, or in what stands beside the title."""

from collections.abc import Callable

from refcheck.checks.comparing import slips
from refcheck.checks.comparing.conditions.condition import Condition
from refcheck.checks.comparing.joint import Joint
from refcheck.model import Change
from refcheck.text.folding import fold
from refcheck.text.spelling import is_part


def _is_slip_of(side: slips.Side) -> Callable[[Joint], bool]:
    """Return the condition that one side has slipped, as other records tell."""
    return lambda joint: slips.is_slip(joint.agreement) and slips.erring(joint.case, joint.agreement) is side


def _alone(joint: Joint) -> list[str]:
    """Return what one title has alone, folded, piece by piece; nothing where a word stands for another."""
    found = joint.agreement.differences
    is_beside = all(each.change in (Change.MISSING, Change.EXTRA) for each in found)
    return [fold(each.cited or each.registered) for each in found] if is_beside else []


def _has_author_in_title(joint: Joint) -> bool:
    """Whether all that one title has alone are words of the authors' names."""
    people = (*joint.cited.author, *joint.registered.author)
    names = {"by", "and", *(word for name in people for word in fold(str(name)).split())}
    alone = _alone(joint)
    return bool(alone) and all(names >= {*piece.split()} for piece in alone)


def _lacks_part(joint: Joint) -> bool:
    """Whether all that one title has alone is the number of a part, of which the other says nothing."""
    alone = _alone(joint)
    return joint.is_placed and len(alone) == 1 and is_part(alone[0])


def _has_volume_in_title(joint: Joint) -> bool:
    """Whether all that one title has alone is the number of the volume, which the other side has where volumes stand."""
    alone, volumes = _alone(joint), (joint.cited.volume, joint.registered.volume)
    return len(alone) == 1 and is_part(alone[0]) and alone[0].split()[-1] in volumes


CONDITIONS = (
    Condition(
        name="slip-of-record",
        variables=("title", "author", "editor"),
        why="; other records have the cited spelling, so the record seems to err",
        rate="as below",
        holds=_is_slip_of(slips.Side.REGISTERED),
    ),
    Condition(
        name="slip-of-reference",
        variables=("title", "author", "editor"),
        why="; other records have the registered spelling",
        rate="as below",
        holds=_is_slip_of(slips.Side.CITED),
    ),
    Condition(
        name="slip",
        variables=("title", "author", "editor"),
        why="; which of the two errs is not known",
        rate="of title pairs that differ one print errs in 61 %, and records err as prints do",
        holds=lambda joint: slips.is_slip(joint.agreement),
    ),
    Condition(
        name="small-words",
        variables=("title",),
        why="; the rest of it agrees",
        rate="of title pairs that differ 8 % do in symbols and small words",
        holds=lambda joint: slips.in_small_words(joint.agreement),
    ),
    Condition(
        name="damaged-record",
        variables=("title", "container-title", "author"),
        beside=("title", "container-title", "author"),
        why="; the record has lost letters",
        rate="the record is at fault wherever it has signs that no language has",
        holds=lambda joint: slips.in_damaged_text(joint.agreement),
    ),
    Condition(
        name="formula",
        variables=("title",),
        why="; a formula stands for a name",
        rate="of title pairs that differ 8 % do in symbols and small words",
        holds=lambda joint: slips.in_formula(joint.agreement),
    ),
    Condition(
        name="piece-beside",
        variables=("title",),
        why="; the rest of it agrees",
        rate="of title pairs that differ 13 % have a label or a heading in front, 11 % a tail",
        holds=lambda joint: slips.in_piece_beside(joint.agreement) or slips.in_code_before(joint.agreement),
    ),
    Condition(
        name="author-in-title",
        variables=("title",),
        why="; an author's name stands in one of the two",
        rate="of title pairs that differ 24 % have something in front or a tail",
        holds=_has_author_in_title,
    ),
    Condition(
        name="volume-in-title",
        variables=("title",),
        why="; it is the number of the volume",
        rate="the two say the same in two places",
        holds=_has_volume_in_title,
    ),
    Condition(
        name="part-left-out",
        variables=("title",),
        why="; one of the two leaves the part out",
        rate="volume or year and the page agree, where no other part stands",
        holds=_lacks_part,
    ),
    Condition(
        name="cut-off",
        variables=("title",),
        why="; the registered title breaks off",
        rate="of title pairs that differ 11 % have a tail or are cut",
        holds=lambda joint: slips.is_cut_off(joint.agreement),
    ),
    Condition(
        name="rubric",
        variables=("title",),
        why="; one of the two is the rubric that it stands under",
        rate="of title pairs that differ 13 % have a label or a rubric; volume or year and the page agree",
        holds=lambda joint: joint.is_placed and slips.in_rubric(joint.agreement),
    ),
)
"""The conditions, the likeliest first."""
