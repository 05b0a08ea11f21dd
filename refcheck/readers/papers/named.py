"""The bibliographies that a document names: read where they lie beside it, and cut down to what it cites."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from attrs import evolve, frozen

from refcheck.model import Bibliography, Citation
from refcheck.readers.data import bibtex, csl_json, csl_yaml, hayagriva
from refcheck.readers.data.bibtex.scanner import Strings
from refcheck.readers.sources.siblings import Siblings

ALL = "*"
"""What stands for every key: ``\\nocite{*}``, ``@*``."""

_BIBTEX = (".bib", ".bibtex")


def _yaml(text: str, name: str) -> Bibliography:
    return csl_yaml.read(text, name) if csl_yaml.recognises(name, text) else hayagriva.read(text, name)


_READERS: Mapping[str, Callable[[str, str], Bibliography]] = {
    ".json": csl_json.read,
    ".yaml": _yaml,
    ".yml": _yaml,
}
_SHOWN = 5
"""How many keys are shown in a note."""


@frozen(kw_only=True)
class Named:
    """The bibliographies that were read of those ``files`` that are named. ``aliases`` are keys that stand for others in them.

    ``beside`` has the notes on every file that was sought.
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
        """Yield the keys of entries for those that a text has."""
        for key in keys:
            yield from self.aliases.get(key, (key,))


def named(
    files: Iterable[str],
    cited: Collection[str],
    beside: Siblings,
    along: Mapping[str, str] | None = None,
    same: Callable[[str], str] = str,
) -> Named:
    """Return the bibliographies that are there, each with the references that are cited: with all of them where nothing is.

    A name without a suffix is that of a ``.bib`` file. ``along`` are the texts of those that a document of LaTeX itself holds,
    which reads all as one: what one of them abbreviates, those behind it know, and entries inherit from those of any other. Others
    read each by itself. A cited key that no entry has stands for the one that ``same`` makes the same of, if any.
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
    """Return the text of a bibliography, its name and what reads it, which is ``None`` for BibTeX."""
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
    """Return the citations by the keys of entries: all of them where ``known`` is ``None``, else those of ``known`` keys."""
    kept = (
        evolve(each, keys=tuple(key for key in read.meant(each.keys) if key != ALL and (known is None or key in known)))
        for each in pointers
    )
    return tuple(each for each in kept if each.keys)


def completed(
    own: Bibliography, read: Named, pointers: Sequence[Citation], *, uncited: Collection[str]
) -> Bibliography:
    """Return a document's bibliography with all that is to be said of it.

    Args:
        own: its references, those of what it names among them.
        read: the bibliographies that it names and that were read.
        pointers: what it cites by key, which is told where it neither holds a list nor names a bibliography.
        uncited: the keys whose entries are wanted without being cited: ``*`` are all.
    """
    listed = (each.key for each in own.references) if ALL in uncited else read.meant(uncited)
    unnamed = () if own.references or read.files else _unnamed(pointers)
    return evolve(own, uncited=frozenset(listed), notes=(*read.beside.notes, *unnamed, *own.notes))


def _unnamed(pointers: Sequence[Citation]) -> Iterator[str]:
    keys = list(dict.fromkeys(key for pointer in pointers for key in pointer.keys if key != ALL))
    shown = ", ".join(keys[:_SHOWN]) + (" …" if len(keys) > _SHOWN else "")
    if keys:
        yield f"Keys are cited ({shown}), and no bibliography is named that has them; check the file that has them."
