"""Annotated bibliographies: what is said of a reference is no reference, and no part of one."""

import textwrap
import tomllib
from collections.abc import Callable, Sequence

import pytest
from tables import CASES

from refcheck import read
from refcheck.layout.lines import lines_of
from refcheck.parsing.splitting.sifting.paragraphs import without_annotations

STYLES: dict[str, Sequence[str]] = tomllib.loads((CASES / "buttons.toml").read_text(encoding="utf-8"))["styles"]
SAID = (
    "This study asks how people lived along the water, and it is of use for the second chapter.",
    "The authors argue that towns were moved because of floods. It rests on registers, but says little of what came later.",
    "A short but careful book. It was reviewed badly in 2005, though later work (Roe 2013) has shown that the figures were right.",
    "Describes the first large survey and shows that salt can be measured with simple tools.",
    "I will use this to support my claim about dams, which Lund and Okafor doubt.",
    "Useful overview. Lund and Okafor disagree with Poe (2009) on nearly every point.",
)
LAYOUTS: dict[str, Callable[[str], str]] = {
    "a paragraph": lambda said: f"\n\n{said}",
    "the next line": lambda said: f"\n{said}",
    "wrapped": lambda said: "\n\n" + textwrap.fill(said, 60),
    "indented": lambda said: "\n" + textwrap.fill(said, 60, initial_indent="    ", subsequent_indent="    "),
    "with a label": lambda said: f"\nAnnotation: {said}",
    "an abstract": lambda said: f"\n\nAbstract: {said}",
    "an abstract under its heading": lambda said: f"\nAbstract\n{said}",
    "with keywords": lambda said: f"\nKeywords: rivers, towns\nAbstract: {said}",
    "in brackets": lambda said: f"\n[{said}]",
    "behind a bullet": lambda said: f"\n• {said}",
    "of interest": lambda _: "\n•• Of considerable interest",
    "of special interest": lambda _: "\n* of special interest",
    "two paragraphs": lambda said: f"\n\n{said}\n\nIt is the best that there is on the matter.",
}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("head", "number", "width", "every"), [("", "", 0, 1), ("References\n\n", "{}. ", 70, 1), ("", "[{}] ", 70, 2)]
)
def test_annotations_are_left_out(style: str, layout: str, head: str, number: str, width: int, every: int) -> None:
    references = STYLES[style]
    printed = [number.format(place) + reference for place, reference in enumerate(references, start=1)]
    shown = [textwrap.fill(each, width) if width else each for each in printed]
    said = [LAYOUTS[layout](SAID[place]) if place % every == 0 else "" for place in range(len(shown))]
    found = read(head + "\n\n".join(map("".join, zip(shown, said, strict=True)))).references
    assert [squeezed(each.raw) for each in found] == list(map(squeezed, references))


@pytest.mark.parametrize(
    "references",
    [
        (
            "Plato. Republic.",
            "Roe, C. (2013). Dams and people. Water Policy, 4, 16–29.",
            "World Health Organization. Report on lakes. Geneva.",
            "Poe, D. (2009). Measuring salt in lakes. Lake Studies, 7, 101–112.",
        ),
        (
            "Roe, C. (2013). What is a dam, and why it was built. Water, 4, 16–29.",
            "Towns that were lost because of floods (2014). Oslo: Quay.",
            "Poe, D. (2009). How salt can be measured in lakes. Lake Studies, 7, 101–112.",
        ),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_references_that_say_little_are_no_annotations(references: Sequence[str], between: str) -> None:
    lines = lines_of(between.join(references))
    assert without_annotations(lines) == lines
