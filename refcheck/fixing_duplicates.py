"""Duplicates merged on wish: a bibliography with each work once, and the documents that cite it with the keys that stay."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import evolve

from refcheck.errors import SourceError
from refcheck.fixing import DUPLICATE, Audit, Edit, Mended, applied, merges
from refcheck.model import Bibliography, Document, Span
from refcheck.readers import decode
from refcheck.reading import read_as_set
from refcheck.settings import Settings, apply

_ROUNDS = 20
"""A work that is listed so often is merged with itself so often."""

_COMMAND = re.compile(r"\\[A-Za-z]*[cC]ite[A-Za-z]*\*?(?:\[[^\]]{0,200}\]){0,2}\{(?P<keys>[^{}]{1,2000})\}")
r"""A command of LaTeX that cites: ``\citep[see][]{okafor2012, roe2013}``."""

_PANDOC = re.compile(r"(?<![\w@])@\{?(?P<keys>[\w][\w:.#$%&+?<>~/-]{0,200})")
"""A key of Pandoc's Markdown, or of Typst: ``@okafor2012``."""

_KEY = re.compile(r"[^\s,]+")


def merged(mended: Mended, settings: Settings, audit: Audit) -> tuple[Mended, Mapping[str, str]]:
    """Return a bibliography with the entries merged that are surely one work, and the keys that are gone with those that stay.

    Raises:
        SourceError: it is no BibTeX, or cannot be written.
    """
    keys: dict[str, str] = {}
    for _ in range(_ROUNDS):
        read, own = read_as_set(mended.data, mended.name, settings)
        if read.document.format != "bibtex":
            raise SourceError(f"{mended.name}: is {read.document.format}; duplicates are merged in BibTeX")
        found = merges(read, apply(audit(read), own).list_findings)
        if not found.edits:
            return evolve(mended, refused=(*mended.refused, *found.refused)), keys
        decoded = decode(mended.data, mended.name)
        after = applied(decoded.text, found.edits)
        data = decoded.rewritten([(edit.span, edit.replacement) for edit in found.edits])
        keys = {**{gone: found.keys.get(stays, stays) for gone, stays in keys.items()}, **found.keys}
        codes = mended.codes + Counter({DUPLICATE: len(found.keys)})
        mended = evolve(mended, after=after, data=data, changes=mended.changes + len(found.keys), codes=codes)
    return mended, keys


def with_keys(data: bytes, name: str, keys: Mapping[str, str]) -> Mended:
    """Return a document of LaTeX, Markdown or Typst that cites the keys that stay.

    Raises:
        SourceError: it cannot be read.
    """
    decoded = decode(data, name)
    edits = list(_citations(decoded.text, keys))
    after = applied(decoded.text, edits)
    document = Document(name=name, format="", text=after)
    made = Mended(name=name, before=decoded.text, after=after, data=data, bibliography=Bibliography(document=document))
    if not edits:
        return made
    data = decoded.rewritten([(edit.span, edit.replacement) for edit in edits])
    return evolve(made, data=data, changes=len(edits), codes=Counter({DUPLICATE: len(edits)}))


def _citations(text: str, keys: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits that cite the keys that stay for those that are gone."""
    pattern = _COMMAND if "\\" in text and _COMMAND.search(text) else _PANDOC
    for found in pattern.finditer(text):
        for key in _KEY.finditer(text, *found.span("keys")):
            word = key[0] if pattern is _COMMAND else key[0].rstrip(".:?")
            if word in keys:
                span = Span(key.start(), key.start() + len(word))
                yield Edit(span=span, replacement=keys[word], key=keys[word], codes=(DUPLICATE,))
