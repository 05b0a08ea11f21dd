"""Lists as they are copied from publishers' pages, with the words of their buttons: ``PYTHONPATH=tests python tests/benchmarks/page_buttons.py``.

Nothing is wanted but this checkout: the words are those of ``tests/cases/buttons.toml``, the references are made. Each style is
printed with each kind of buttons, numbered in four ways, wrapped at sixty characters or not, with a book that has no buttons or not.
Printed is in how many lists all references are found, and no word of a button is in any field.
"""

from collections.abc import Sequence
from itertools import product

from test_buttons import BEHIND, STYLES, page

from refcheck import read

NUMBERS = ("", "{n}. ", "[{n}] ", "{n}\n")
WIDTHS = (400, 60)
BARE: tuple[Sequence[int], ...] = ((), (4,))


def is_right(text: str, references: Sequence[str]) -> bool:
    """Whether all references are found, with the words that they have printed alone."""
    found = read(text).references
    fields = [field.value for each in found for field in each.fields]
    return len(found) == len(references) and not any(
        word in value for value in fields for word in ("Scholar", "rossref", "rossRef", "PubMed", "INSPIRE", "Scopus")
    )


def main() -> None:
    """Measure and print."""
    print(f"{'lists with':24}{'numbers':>10}{'wrapped':>9}{'lists':>7}{'right':>7}")
    total = right = 0
    for bare, number, width in product(BARE, NUMBERS, WIDTHS):
        lists = [
            (page(references, behind, number=number, bare=bare, width=width), references)
            for references in STYLES.values()
            for behind in BEHIND.values()
        ]
        found = sum(is_right(*each) for each in lists)
        total, right = total + len(lists), right + found
        title = "a book without buttons" if bare else "buttons behind all"
        shown = number.strip() or "none"
        print(f"{title:24}{shown:>10}{'yes' if width < 400 else 'no':>9}{len(lists):7}{found:7}")
    print(f"{'all':43}{total:7}{right:7}  {right / total:.3f}")


if __name__ == "__main__":
    main()
