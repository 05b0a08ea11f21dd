"""Evidence of a run, filed as a case that another person can check a year later without querying any registry."""

from refcheck.evidence.answers import FiledAnswer, filed_answers
from refcheck.evidence.minimal import minimal, to_toml
from refcheck.evidence.packing import Filing, Inputs, pack
from refcheck.evidence.replaying import Change, Replay, audited_again, compare, replay
from refcheck.evidence.sealing import Sealed

__all__ = [
    "Change",
    "FiledAnswer",
    "Filing",
    "Inputs",
    "Replay",
    "Sealed",
    "audited_again",
    "compare",
    "filed_answers",
    "minimal",
    "pack",
    "replay",
    "to_toml",
]
