"""The bibliographies that a document names: read if they are beside it, and reduced to the entries that it cites."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from attrs import evolve, frozen

from refcheck.model import Bibliography, Citation
from refcheck.model.formats import suffixes_of
from refcheck.readers.data import bibtex, csl_json, csl_yaml, hayagriva
from refcheck.readers.data.bibtex.scanner import Strings
from refcheck.readers.sources.siblings import Siblings

ALL = "*"
"""The key that stands for every key: ``\\nocite{*}``, ``@*``."""

_BIBTEX = suffixes_of("bibtex")


def _yaml(text: str, name: str) -> Bibliography:
    return csl_yaml.read(text, name) if csl_yaml.recognises(name, text) else hayagriva.read(text, name)


_READERS: Mapping[str, Callable[[str, str], Bibliography]] = {
    ".json": csl_json.read,
    ".yaml": _yaml,
    ".yml": _yaml,
}
_SHOWN = 5
"""The largest number of keys in a note."""


@frozen(kw_only=True)
class Named:
    """The bibliographies that were read, of the named ``files``. ``aliases`` are keys that stand for others in them.

    ``beside`` has the notes on every file that was looked for.
    """

    bibliographies: tuple[Bibliography, ...]
    aliases: Mapping[str, tuple[str, ...]]
    files: Collection[str]
    beside: Siblings

    @property
    def is_whole(self) -> bool:
        """Whether every bibliography that is named was read."""
        return len(self.bibliographies) == len(self.files)

    def meant(self, keys: Iterable[str]) -> Iterator[str]:
        """Yield the keys of entries for keys in a text, which may be aliases."""
        for key in keys:
            yield from self.aliases.get(key, (key,))


def named(
    files: Iterable[str],
    cited: Collection[str],
    beside: Siblings,
    along: Mapping[str, str] | None = None,
    same: Callable[[str], str] = str,
) -> Named:
    """Return the bibliographies that exist, each with the cited references, or with all of them if nothing is cited.

    A name without a suffix is that of a ``.bib`` file. ``along`` are the texts of bibliographies that are embedded in a LaTeX
    document. LaTeX reads all bibliographies as one: abbreviations apply to the files after them, and entries inherit from those of
    any file. If ``along`` is ``None``, each file is read separately. A cited key without an entry stands for the entry whose key
    is equal to it under ``same``, if there is one.
    """
    wanted = dict.fromkeys(files)
    texts = [*filter(None, (_text(file, beside, along or {}) for file in wanted))]
    joint = "\n".join(text for text, _, reader in texts if reader is None) if along is not None else ""
    strings: Strings = {}
    found = tuple(
        reader(text, name) if reader else bibtex.read_among(text, name, strings if joint else {}, joint)
        for text, name, reader in texts
    )
    sources = (each.document.text for each in found if each.document.format == bibtex.NAME)
    aliases = {alias: keys for text in sources for alias, keys in bibtex.aliases(text).items()}
    keys = {each.key: (each.key,) for bibliography in found for each in bibliography.references} | aliases
    alike = {same(key): keys[key] for key in keys}
    aliases |= {key: alike[same(key)] for key in cited if key not in keys and same(key) in alike}
    whole = Named(bibliographies=found, aliases=aliases, files=wanted, beside=beside)
    meant = set(whole.meant(cited))
    return evolve(whole, bibliographies=tuple(_cited(each, meant) for each in found))


def _text(
    file: str, beside: Siblings, along: Mapping[str, str]
) -> tuple[str, str, Callable[[str, str], Bibliography] | None] | None:
    """Return the text of a bibliography, its name and its reader, which is ``None`` for BibTeX."""
    ending = PurePath(file).suffix.lower()
    reader = _READERS.get(ending)
    suffix = "" if ending in (*_READERS, *_BIBTEX) else ".bib"
    if file + suffix in along:
        return along[file + suffix], "", reader
    text = beside.read(file, suffix)
    return None if text is None else (text, beside.name_of(file, suffix), reader)


def _cited(bibliography: Bibliography, cited: Collection[str]) -> Bibliography:
    if ALL in cited or not cited:
        return bibliography
    return evolve(bibliography, references=tuple(each for each in bibliography.references if each.key in cited))


def resolved(pointers: Sequence[Citation], read: Named, known: Collection[str] | None) -> tuple[Citation, ...]:
    """Return the citations with the keys of entries: all of them if ``known`` is ``None``, else those with ``known`` keys."""
    kept = (
        evolve(each, keys=tuple(key for key in read.meant(each.keys) if key != ALL and (known is None or key in known)))
        for each in pointers
    )
    return tuple(each for each in kept if each.keys)


def completed(
    own: Bibliography, read: Named, pointers: Sequence[Citation], *, uncited: Collection[str]
) -> Bibliography:
    """Return a document's bibliography, completed by its uncited keys and all notes.

    Args:
        own: its references, including those of the bibliographies that it names.
        read: the bibliographies that it names and that were read.
        pointers: its citations by key, which are noted if it neither contains a list nor names a bibliography.
        uncited: the keys whose entries are listed without a citation; ``*`` means all.
    """
    listed = (each.key for each in own.references) if ALL in uncited else read.meant(uncited)
    unnamed = () if own.references or read.files else _unnamed(pointers)
    return evolve(own, uncited=frozenset(listed), notes=(*read.beside.notes, *unnamed, *own.notes))


def _unnamed(pointers: Sequence[Citation]) -> Iterator[str]:
    keys = list(dict.fromkeys(key for pointer in pointers for key in pointer.keys if key != ALL))
    shown = ", ".join(keys[:_SHOWN]) + (" …" if len(keys) > _SHOWN else "")
    if keys:
        yield f"The text cites keys ({shown}) but names no bibliography; check the file with their entries."
