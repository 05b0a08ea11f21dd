"""Answers as bytes, for keeping: the same JSON as the report's."""

import json

from cattrs import BaseValidationError, Converter
from cattrs.gen import make_dict_unstructure_fn
from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from refcheck.model import Found, Hits, NotFound, Record, Work
from refcheck.model.csl import from_csl, to_csl

Known = Found | NotFound | Hits
"""The answers that can be kept: all but ``Unavailable``."""

_TAGS: dict[type, str] = {Found: "found", NotFound: "not-found", Hits: "hits"}


def to_json(answer: Known) -> bytes:
    """The answer, without loss."""
    data = _CONVERTER.unstructure(answer, unstructure_as=Known)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_json(data: bytes) -> Known | None:
    """The answer that ``to_json`` wrote, or ``None`` for anything else."""
    try:
        answer: Known = _CONVERTER.structure(json.loads(data.decode("utf-8", "surrogatepass")), Known)  # type: ignore[arg-type]  # a union is a form, not a type
    except (ValueError, KeyError, TypeError, BaseValidationError):
        return None
    return answer


def _make_converter() -> Converter:
    converter = make_converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Work, lambda work: to_csl(work, key=""))
    converter.register_structure_hook(Work, lambda value, _: from_csl(value))
    converter.register_unstructure_hook(
        Record, make_dict_unstructure_fn(Record, converter, _cattrs_omit_if_default=True)
    )
    configure_tagged_union(Known, converter, tag_generator=_TAGS.__getitem__, tag_name="answer")
    return converter


_CONVERTER = _make_converter()
