"""The references that fields hold, as bibliographies of their own."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from refcheck.model import Bibliography
from refcheck.readers.data import csl_json, endnote_xml
from refcheck.readers.documents.docx.fields import Cited


@frozen(kw_only=True)
class Attached:
    """The bibliographies, and the keys of the references that each field cites, by the field's number."""

    bibliographies: tuple[Bibliography, ...]
    keys: Mapping[int, tuple[str, ...]]


def attached(cited: Cited, own: Sequence[Bibliography]) -> Attached:
    """What the fields cite, and Word's ``own`` sources. An item's key is its place among those of the document, from 1."""
    keys = {source: str(place) for place, source in enumerate([*cited.csl, *cited.endnote], start=1)}
    return Attached(
        bibliographies=(*_read(cited, keys), *own),
        keys=cited.tags | {number: tuple(keys[each] for each in sources) for number, sources in cited.keys.items()},
    )


def _read(cited: Cited, keys: Mapping[str, str]) -> Iterator[Bibliography]:
    if cited.csl:
        items = "[\n" + ",\n".join(cited.csl.values()) + "\n]"
        yield _numbered(csl_json.read(items, "fields"), [keys[each] for each in cited.csl])
    if cited.endnote:
        records = "<xml><records>\n" + "\n".join(cited.endnote.values()) + "\n</records></xml>"
        yield _numbered(endnote_xml.read_bytes(records.encode(), "fields"), [keys[each] for each in cited.endnote])


def _numbered(bibliography: Bibliography, keys: Sequence[str]) -> Bibliography:
    references = zip(bibliography.references, keys, strict=True)
    return evolve(bibliography, references=tuple(evolve(each, key=key) for each, key in references))
