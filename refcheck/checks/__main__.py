"""``python -m refcheck.checks FOLDER`` writes the documentation of every rule and repair into a folder, one page for each code.

Pages of codes that no longer exist are deleted.
"""

import sys
from pathlib import Path

from refcheck.checks.pages import pages


def main(folder: Path) -> None:
    """Write the pages, and delete those of codes that no longer exist."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = pages()
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    for page in folder.glob("*.md"):
        if page.stem not in texts:
            page.unlink()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m refcheck.checks FOLDER")
    main(Path(sys.argv[1]))
