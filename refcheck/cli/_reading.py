"""Files read in the light of the settings: what their comments allow, which readings were chosen."""

from collections.abc import Sequence

from attrs import evolve

from refcheck.cli._streams import data_of
from refcheck.model import Bibliography
from refcheck.settings import Settings, Waiver, allowed, choose, takes_comments


def read_with_settings(files: Sequence[str], settings: Settings) -> tuple[list[Bibliography], Settings]:
    """The references of files, read as somebody chose to, and the settings with what the files' own comments allow.

    Raises:
        SourceError: a file cannot be read.
    """
    bibliographies: list[Bibliography] = []
    waivers = list(settings.waivers)
    for file in files:
        bibliography, of_file = with_settings(data_of(file), file, settings)
        bibliographies.append(bibliography)
        waivers += of_file
    return bibliographies, evolve(settings, waivers=tuple(waivers))


def with_settings(data: bytes, file: str, settings: Settings) -> tuple[Bibliography, tuple[Waiver, ...]]:
    """The references of one file, and what its comments allow.

    Raises:
        SourceError: it cannot be read.
    """
    from refcheck.checks import rules
    from refcheck.readers import decode, read_bytes

    bibliography = choose(read_bytes(data, file), settings.choices)
    if not takes_comments(bibliography.document.format):
        return bibliography, ()
    waivers, notes = allowed(bibliography, decode(data, file).text, rules())
    return evolve(bibliography, notes=(*bibliography.notes, *notes)), waivers
