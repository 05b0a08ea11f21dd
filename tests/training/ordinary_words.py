"""Write into the lexicon the ordinary words that it would take for misspelt headings: ``python -m training.ordinary_words FOLDER``.

FOLDER holds word lists of spellers, one word a line, named as Debian names them (``/usr/share/dict``); wordfreq, which is
no part of the project's environments, has the words that are frequent in a language.
"""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import refcheck.lexicon
from refcheck.lexicon import section
from refcheck.lexicon.misspelling import ordinary
from refcheck.lexicon.wordings import titles

FILE = Path(refcheck.lexicon.__file__).with_name("ordinary.txt")

#: How many words of a language are frequent; and how wide a line of the file is.
FREQUENT, WIDE = 40_000, 128

#: Languages whose words are not parted by blanks, or that wordfreq parts by programs of their own.
UNPARTED = frozenset({"bn", "hi", "ja", "ko", "ta", "zh"})

SPELLERS = {
    "ca": ["catala"],
    "da": ["danish"],
    "de": ["ngerman"],
    "en": ["american-english"],
    "es": ["spanish"],
    "fr": ["french"],
    "it": ["italian"],
    "nb": ["bokmaal", "nynorsk"],
    "nl": ["dutch"],
    "pl": ["polish"],
    "pt": ["portuguese", "brazilian"],
    "sv": ["swedish"],
    "uk": ["ukrainian"],
}
"""The word lists of the languages that have one: what is frequent and stands in none of them may be misspelt itself."""

_SHORTEST_FORMED = 7


def main(folder: str) -> None:
    """Add to the file, and say there of how many headings it knows."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    words = sorted(ordinary() | set(_taken_for_headings(Path(folder))))
    head = [line for line in lines if line.startswith("#") and not line.startswith("# Headings: ")]
    rows = [""]
    for word in words:
        if len(rows[-1]) + 1 + len(word) > WIDE:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".lstrip()
    FILE.write_text("\n".join([*head, f"# Headings: {len(titles())}", *rows, ""]), encoding="utf-8")


def _taken_for_headings(folder: Path) -> Iterator[str]:
    """Yield the frequent words that are no headings and would be taken for misspelt ones, but for forms of a heading."""
    import wordfreq

    for language in sorted(set(wordfreq.available_languages("small")) - UNPARTED):
        spelt = {
            word.strip().casefold()
            for name in SPELLERS.get(language, ())
            for word in (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
        }
        for word in map(str.casefold, wordfreq.top_n_list(language, FREQUENT)):
            is_word = word.isalpha() and (not spelt or word in spelt)
            if is_word and word not in titles() and section(word) and (language == "en" or not _is_form(word)):
                yield word


def _is_form(word: str) -> bool:
    """Return whether a word is all of a heading but its last two letters, with other ones behind: "literatūros" of "literatūra"."""
    letters = _letters(word)
    headings = (
        heading for title in titles() if len(heading := _letters(title)) >= _SHORTEST_FORMED and " " not in title
    )
    return any(letters.startswith(heading[:-2]) and len(letters) <= len(heading) + 2 for heading in headings)


def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", word.casefold())))


if __name__ == "__main__":
    main(*sys.argv[1:])
