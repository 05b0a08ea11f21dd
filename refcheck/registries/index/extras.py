"""Further data in an index: aliases of DOIs, and Retraction Watch's notices.

Both are documents that no search finds. An alias is looked up as a DOI; a record that is added with that DOI replaces it. Notices
have a key of their own, so that they remain when the record is added again.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve
from cattrs.preconf.json import make_converter

from refcheck.errors import RecordsError
from refcheck.identifiers.schemes import doi
from refcheck.model import Id, Record, Update
from refcheck.registries.index.manifest import DICTIONARY, Manifest
from refcheck.registries.index.shard import Document
from refcheck.registries.index.stored import Packing, encoded
from refcheck.registries.index.writing import Writing, never_new, shard_of
from refcheck.registries.services.retraction_watch import RetractionWatch, with_notices

_ALIAS_OF, _UPDATES = "alias-of", "updates"
_CONVERTER = make_converter(omit_if_default=True)

Body = Mapping[str, Any]


def add_aliases(folder: Path, file: Path) -> Manifest:
    """Add the aliases in a CSV file: the alias, and the DOI that replaces it. A heading is skipped.

    Raises:
        RecordsError: the file cannot be read, or the line named does not have two DOIs; there is no index, or an unfinished one.
    """
    pairs = [(alias, {_ALIAS_OF: primary}) for alias, primary in _aliases(file)]
    return _put(folder, pairs, lambda manifest: evolve(manifest, aliases=manifest.aliases + len(pairs)))


def add_notices(folder: Path, file: Path) -> Manifest:
    """Add the notices of Retraction Watch's table; they replace those of an earlier table.

    Raises:
        RecordsError: the file is not such a table; there is no index in ``folder``, or an unfinished one.
    """
    watch = RetractionWatch.read(file)
    bodies = [
        (notices_key(key.value), {_UPDATES: [_CONVERTER.unstructure(update) for update in watch.updates(key)]})
        for key in watch.ids()
    ]
    return _put(folder, bodies, lambda manifest: evolve(manifest, notices=manifest.notices + len(bodies)))


def alias_of(body: Body) -> str | None:
    """Return the key that an alias stands for, or ``None`` if the body is not an alias."""
    return body.get(_ALIAS_OF)


def notices_key(doi: str) -> str:
    """Return the key of the notices about a DOI."""
    return f"retraction-watch {doi}"


def noted(record: Record, body: Body) -> Record:
    """Return the record with those notices of a body that it does not have yet."""
    return with_notices(record, (_CONVERTER.structure(each, Update) for each in body[_UPDATES]))


def _put(folder: Path, bodies: Sequence[tuple[str, Body]], counted: Callable[[Manifest], Manifest]) -> Manifest:
    manifest = Manifest.read(folder)
    if not manifest.finished:
        raise RecordsError(f"{folder}: adding records was interrupted; finish that first")
    packing = Packing((folder / DICTIONARY).read_bytes())
    writing = Writing(folder, manifest, never_new, enough=1)
    for key, body in bodies:
        writing.put(shard_of(key, manifest.shards), (Document(key, "", "", packing.pack(encoded(body))),))
    writing.advance(counted(evolve(manifest, finished=False)), 1)
    return writing.finish()


def _aliases(file: Path) -> Iterator[tuple[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for number, cells in enumerate(csv.reader(lines), start=1):
                dois = [Id.doi(doi.compact(cell)).value for cell in cells]
                if len(dois) == 2 and all(each.startswith("10.") and "/" in each for each in dois):
                    yield dois[0], dois[1]
                elif cells and number > 1:
                    raise RecordsError(f"{file}, line {number}: not an alias and a DOI")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RecordsError(f"{file}: cannot be read: {error}") from error
