"""Files read in the light of the settings: what their comments allow, which readings were chosen."""

from attrs import evolve

from refcheck.checks import rules
from refcheck.model import Bibliography
from refcheck.readers import decode, read_bytes
from refcheck.settings import Settings, allowed, choose, takes_comments


def read_as_set(data: bytes, name: str, settings: Settings) -> tuple[Bibliography, Settings]:
    """The references of a file as somebody chose to read them, and the settings with what the file's own comments allow.

    Raises:
        SourceError: it cannot be read.
    """
    bibliography = choose(read_bytes(data, name), settings.choices)
    if not takes_comments(bibliography.document.format):
        return bibliography, settings
    waivers, notes = allowed(bibliography, decode(data, name).text, rules())
    noted = evolve(bibliography, notes=(*bibliography.notes, *notes))
    return noted, evolve(settings, waivers=(*settings.waivers, *waivers))
