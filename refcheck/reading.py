"""Files read in the light of the settings: what their comments allow, which readings were chosen."""

import os
from collections import defaultdict
from collections.abc import Sequence, Set

from attrs import evolve

from refcheck.checks import rules
from refcheck.model import Bibliography
from refcheck.readers import decode, read_bytes
from refcheck.readers.sources.along import ReadFile, keep
from refcheck.settings import Settings, allowed, choose, takes_comments


def read_as_set(data: bytes, name: str, settings: Settings) -> tuple[Bibliography, Settings]:
    """The references of a file as somebody chose to read them, and the settings with what the file's own comments allow.

    Raises:
        SourceError: it cannot be read.
    """
    keep(ReadFile(name=name, data=data))
    bibliography = choose(read_bytes(data, name), settings.choices)
    if not takes_comments(bibliography.document.format):
        return bibliography, settings
    waivers, notes = allowed(bibliography, decode(data, name).text, rules())
    noted = evolve(bibliography, notes=(*bibliography.notes, *notes))
    return noted, evolve(settings, waivers=(*settings.waivers, *waivers))


def each_once(bibliographies: Sequence[Bibliography]) -> list[Bibliography]:
    """The bibliographies without the entries that another one holds: those of a file that was read along with a manuscript.

    Of such a file what the manuscript does not cite is left; where nothing is, it is left out.
    """
    held: dict[str, set[str]] = defaultdict(set)
    for each in bibliographies:
        own = each.document
        for reference in each.references:
            if (file := own.home_of(reference.spans).name) != own.name:
                held[os.path.realpath(file)].add(reference.key)
    kept = (_without(each, held.get(os.path.realpath(each.document.name), set())) for each in bibliographies)
    return [after for before, after in zip(bibliographies, kept, strict=True) if after.references or after is before]


def _without(bibliography: Bibliography, keys: Set[str]) -> Bibliography:
    if not keys:
        return bibliography
    return evolve(bibliography, references=tuple(each for each in bibliography.references if each.key not in keys))
