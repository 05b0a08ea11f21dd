"""The references that fields hold, as bibliographies of their own."""

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from refcheck.model import Bibliography
from refcheck.readers import csl_json
from refcheck.readers._docx.fields import Cited


@frozen(kw_only=True)
class Attached:
    """The bibliographies, and the keys of the references that each field cites, by the field's number."""

    bibliographies: tuple[Bibliography, ...]
    keys: Mapping[int, tuple[str, ...]]


def attached(cited: Cited, own: Sequence[Bibliography]) -> Attached:
    """What the fields cite, and Word's ``own`` sources. A CSL item's key is its place among those of the document, from 1."""
    if not cited.csl:
        return Attached(bibliographies=tuple(own), keys=cited.tags)
    items = csl_json.read("[\n" + ",\n".join(cited.csl.values()) + "\n]", "fields")
    keys = {source: str(place) for place, source in enumerate(cited.csl, start=1)}
    numbered = tuple(evolve(each, key=key) for each, key in zip(items.references, keys.values(), strict=True))
    return Attached(
        bibliographies=(evolve(items, references=numbered), *own),
        keys=cited.tags | {number: tuple(keys[each] for each in sources) for number, sources in cited.keys.items()},
    )
