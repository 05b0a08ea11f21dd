"""The processor: pandoc, an external program that turns items and a style into a tree.

It can read the files named in its options and nothing else (``--sandbox``), and has no network access. Source: pandoc's manual.
"""

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from refcheck.errors import SettingsError
from refcheck.messages import ENGLISH
from refcheck.styles.collection import Style
from refcheck.styles.workarounds import corrected_style, mend, numbers_apart, substitute

Tree = dict[str, Any]
"""A pandoc document: its version, its metadata and its blocks."""

_SECONDS = 300
"""The time limit in seconds: a thousand references take five."""


def needed() -> str:
    """Return the path of the program.

    Raises:
        SettingsError: the program is not installed.
    """
    found = find_spec("pypandoc")
    for folder in (found.submodule_search_locations or ()) if found else ():
        if path := shutil.which("pandoc", path=str(Path(folder) / "files")):
            return path
    if path := shutil.which("pandoc"):
        return path
    raise SettingsError("A citation style needs pandoc: pip install 'refcheck-audit[styles]'")


def bibliography(items: Sequence[Mapping[str, Any]], style: Style, language: str = ENGLISH) -> Tree:
    """Return the items as the style prints them: a tree whose blocks are the entries, in the style's order.

    Every item is cited once, in order, so that numbers and the letters after years are as in a text. The style's own words are in
    the language of the style, mostly English, or in ``language`` if that is not English.

    Raises:
        SettingsError: the program is not installed, or rejects the style.
    """
    with TemporaryDirectory(prefix="refcheck-") as folder:
        csl, data = Path(folder, "style.csl"), Path(folder, "items.json")
        csl.write_bytes(corrected_style(style.source))
        data.write_text(json.dumps([*map(numbers_apart, items)]), encoding="utf-8")
        cited = " ".join(f"[@{item['id']}]" for item in items)
        wanted = () if language == ENGLISH else (f"--metadata=lang:{language}",)
        options = ("--citeproc", *wanted, "-Mlink-bibliography=false", f"--csl={csl}", f"--bibliography={data}")
        tree: Tree = json.loads(_run(("-f", "markdown", "-t", "json", *options), cited.encode()))
    entries: list[Any] = next((block["c"][1] for block in tree["blocks"] if block["t"] == "Div"), [])
    by_key, same = {f"ref-{item['id']}": item for item in items}, substitute(style.source)
    for entry in entries:
        mend(entry["c"][1], by_key[entry["c"][0][0]], same)
    return {**tree, "meta": {}, "blocks": entries}


def written(tree: Tree, form: str) -> bytes:
    """Return a tree in one of pandoc's formats."""
    return _run(("-f", "json", "-t", form, "--wrap=none", "-o", "-"), json.dumps(tree).encode())


def _run(options: Iterable[str], given: bytes) -> bytes:
    try:
        done = subprocess.run(
            [needed(), "--sandbox", *options], input=given, capture_output=True, check=True, timeout=_SECONDS
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise SettingsError(f"pandoc could not print the list: {said}") from error
    except subprocess.TimeoutExpired as error:
        raise SettingsError("pandoc did not finish in time; give it a shorter list") from error
    return done.stdout
