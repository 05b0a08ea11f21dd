"""What the program says, in one voice: every message is written down in ``cases/messages.toml``, and read there by a person."""

import re
import tomllib

import pytest
from messages_made import FILE, messages, written

WRITTEN = tomllib.loads(FILE.read_text(encoding="utf-8"))
FINDINGS = [text for table in ("rules", "repairs") for texts in WRITTEN[table].values() for text in texts]
ALL = [*FINDINGS, *(text for texts in WRITTEN["errors"].values() for text in texts)]

QUOTED = re.compile(r"“[^”]*”")
"""What others have written."""

SLIPS = {
    "two full stops": re.compile(r"(?<!\.)\.\.(?!\.)"),
    "two blanks": re.compile(r"\S  \S"),
    "one of several": re.compile(
        r"(?<![\d.,/-])1 (?:references|notes|warnings|errors|findings|fixes|requests|lines)\b"
    ),
    "the program speaks of itself": re.compile(r"\b(?:I|we|our|us)\b"),
    "a shout": re.compile(r"!(?:$|\s)"),
    "an accusation": re.compile(r"\b(?:fake|fabricated|hallucinat\w+|invented|fraud\w*)\b", re.IGNORECASE),
}


def test_every_message_is_written_down() -> None:
    assert FILE.read_text(encoding="utf-8") == written(messages()), (
        "run: PYTHONPATH=tests python tests/messages_made.py"
    )


@pytest.mark.parametrize("slip", SLIPS)
def test_no_message_slips(slip: str) -> None:
    assert [text for text in ALL if SLIPS[slip].search(QUOTED.sub("“”", text))] == []


def test_what_was_found_is_told_in_sentences() -> None:
    begun = re.compile(r"[A-Z0-9“\[]|https?://|arXiv:")
    ended = re.compile(r"[.”)\]’“‘(»]$|[\dA-Za-z/]$")
    assert [text for text in FINDINGS if not (begun.match(text) and ended.search(text))] == []
