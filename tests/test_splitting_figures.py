"""Tables of figures, pasted alone: no reference is made of their rows, and no list of short references is taken for one."""

from collections.abc import Sequence

import pytest

from refcheck.parsing import split

NAMES = (
    "LSTM",
    "ResNet-50",
    "LLaMA 7B",
    "SVM (linear)",
    "Oxley et al. (2019)",
    "Ruiz and Voss, 2020",
    "Norway",
    "Sample 12",
)
VALUES: dict[str, Sequence[str]] = {
    "decimals": ("84.2", "83.15", "9.9", "71.0", "8.75", "90.1", "88.4", "12.0"),
    "shares": ("84.2%", "83 %", "7%", "9.9%", "100%", "45.3%", "12%", "71.2%"),
    "without a nought": (".45**", ".31", "-.12*", ".08", ".27***", ".40", ".11", "-.05"),
    "with deviations": (
        "12.5 ± 0.3",
        "1.2 ± 0.1",
        "8.0 ± 1.1",
        "3.3 ± 0.9",
        "2.1 ± 0.4",
        "9.9 ± 0.2",
        "7.5 ± 0.6",
        "4.0 ± 0.5",
    ),
    "with intervals": ("1.23 (1.02–1.48)", "0.98 (0.81, 1.19)", "1.56 (1.10 to 2.21)", "1.1 (0.9–1.3)", "2.0 (1.5–2.6)")
    * 2,
    "counts and shares": (
        "210 (51.0%)",
        "105 (52.5%)",
        "98 (23.8%)",
        "60 (30.0%)",
        "1,204 (7.1%)",
        "3 (0.2%)",
        "8 (9%)",
        "9 (1%)",
    ),
    "large": ("67,349", "392,702", "110M", "1.5B", "175B", "5,678", "12,345", "363,870"),
    "some left out": ("84.2", "-", "9.9", "–", "71.2", "n/a", "88.1", "12.0"),
}
PARTS = ["\t", " | ", " & ", "; ", ", ", "    ", " "]


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("head", ["", "Table 3. Results on the test set\n", "Method{0}Year{0}F1{0}N\n"])
def test_a_table_of_figures_gives_no_reference(kind: str, part: str, head: str) -> None:
    values = VALUES[kind]
    rows = [part.join((name, values[place], values[place - 1], values[place - 2])) for place, name in enumerate(NAMES)]
    assert split(head.format(part) + "\n".join(rows)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Nature 171, 737 (1953)\nPhys. Rev. 140, A1133 (1965)\nScience 12, 345 (1999)",
        "Phys. Rev. Lett., 61, 1023 (1988)\nNature, 171, 737 (1953)\nScience, 12, 345 (1999)",
        "410 U.S. 113 (1973)\n347 U.S. 483 (1954)\n5 U.S. 137 (1803)",
        "J. Oxley, Phys. Rev. B 61, 10267 (2000).\nK. Ruiz, Nature 12, 345 (2001).\nD. Voss, Science 3, 4 (2002).",
        "Ruiz K 2000 Nature 33 1234\nVoss D 2001 Science 12 345–7\nOxley T 2002 J. Phys. A 33 1234–40",
        "Oxley J., 2010, ApJ, 712, 345\nRuiz K., 2011, MNRAS, 410, 1234\nVoss D., 2012, A&A, 500, A12",
        "US 5,123,456 (1992)\nUS 6,123,456 (1999)\nEP 1,234,567 (2001)",
        "Oxley 1999, 12.\nRuiz 2001, 45–67.\nVoss 2003, 3.",
        "Oxley, J. (2010)\nRuiz, K. (2011)\nVoss, D. (2012)",
        "BMJ 2010;340:c365\nLancet 2011;377:12-20\nJAMA 2012;307:345-9",
    ],
)
def test_short_references_are_no_table(text: str) -> None:
    assert split(text)
