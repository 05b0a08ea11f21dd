"""Texts of a known kind that no format reads: they are refused, because pieces of them would be taken for references."""

import json
import re
from collections.abc import Iterator

from refcheck.model.formats import file_type
from refcheck.text.deferred import deferred
from refcheck.text.markup import is_element

_TAGGED = re.compile(
    r"[ \t]*(?:[A-Z][A-Z0-9]{1,3}[ ]{0,3}-[ \t]|%[A-Z0-9@][ \t]|@[A-Za-z]+\{|[a-z_-]{2,20}[ \t]*=[ \t]*[{\"])"
)
"""A line of an export with tags: "AU  - Doe, J.", "%A Doe, J.", "@book{doe,", "  author = {Doe, J.},"."""

_INDESIGN = deferred(r"<(?:ASCII|ANSI|UNICODE|SJIS)-(?:WIN|MAC)>")
"""The start of InDesign's tagged text: "<ASCII-WIN>", "<UNICODE-MAC>". Source: Adobe, "Tagged Text", start tags."""

_MARC = deferred(r"=LDR\s|\d{5}[a-z ]{5}22\d{5}[\w ]{3}4500|\d{5}[a-z]{3}[a-z ]{2}22\d{5}")
"""The start of MARC, as text or in ISO 2709, perhaps with an empty leader: "=LDR  00000nam", "00714cam a2200205",
"00232    a2200073   4500". Source: MARC 21, the leader."""

_OBJECTS = deferred(r'[\ufeff\s]*(?:\[\s*)?\{\s*"[^"\r\n]{0,100}"\s*:')
"""The start of JSON that has objects: '[{"title": ', '{"items": '; not '[1] Doe' nor '{{cite'."""

_REPORT = re.compile(
    rb'[\xef\xbb\xbf\s]*(?:\{\s*"schema_version":\s*\d+,\s*(?:"language":\s*"[^"]*",\s*)?"run":\s*\{'
    rb'|<!DOCTYPE html><html[^>]*><head>(?:<meta[^>]*>){0,12}?<meta name="generator" content="refcheck '
    rb"|### refcheck: |\"file\",\"line\",\"reference\",\"verdict\",)"
)
"""The start of a report of refcheck: as JSON, HTML, Markdown or CSV."""

REPORT = "is a report of refcheck: check the list itself, or use `refcheck report`"
"""Why a report is refused: its sentences would be taken for references."""

_MOST_TAGGED = 0.6
"""The share of tagged lines from which a text is an export. Source: a judgement; not fitted."""
_FEWEST = 4
_LOOKED_AT = 200_000
"""How much of a text is examined, in code points."""
_LARGEST_JSON = 20_000_000


def is_report(data: bytes) -> bool:
    """Return whether a file is a report that refcheck wrote."""
    return _REPORT.match(data) is not None


def refusal(name: str, text: str) -> str | None:
    """Return why a text that no format recognises cannot be a printed list; ``None`` if it may be one."""
    return next(_reasons(name, text), None)


def misnamed(name: str) -> str | None:
    """Return the reason to refuse a file that is not a document but named like one; ``None`` if it is not named so."""
    known = file_type(name)
    if known is None or not known.is_office:
        return None
    return f"is not a valid {known.kind}: save it again, or copy the reference list as text"


def _reasons(name: str, text: str) -> Iterator[str]:
    bare = text.lstrip("\ufeff \t\r\n")
    if not bare:
        return
    if why := misnamed(name):
        yield why
    if _INDESIGN.match(bare):
        yield "is InDesign's tagged text, which cannot be read: export or copy the list as plain text"
    if bare[0] in "=0123456789" and _MARC.match(bare):
        yield "is MARC, which cannot be read: export the records as RIS or BibTeX"
    if root := _xml_root(bare):
        yield f"is XML with the root <{root}>, which cannot be read: export it as RIS or BibTeX"
    if bare[0] in "{[" and (why := _about_json(text)):
        yield why
    known = file_type(name)
    lines = [line for line in bare[:_LOOKED_AT].splitlines() if line.strip()]
    tagged = sum(map(bool, map(_TAGGED.match, lines)))
    if len(lines) >= _FEWEST and tagged >= _MOST_TAGGED * len(lines):
        yield "looks like a tagged export that cannot be read: export it as RIS or BibTeX"
    if known and known.kind and not known.is_office:
        yield f"cannot be read as {known.kind}; copy the list as text, or rename it .txt"


def _xml_root(text: str) -> str:
    """Return the root of a text that is XML as a whole, unless it is markup of printed text such as ``<p>`` and ``<i>``."""
    if text[0] != "<":
        return ""
    from refcheck.readers.sources.xml import root_name  # here, because few texts need it

    root = root_name(text[:_LOOKED_AT].encode("utf-8", "replace"))
    is_whole = text.startswith("<?xml") or text.rstrip().endswith((f"</{root}>", f":{root}>"))
    return root if root and is_whole and not is_element(root) else ""


def _about_json(text: str) -> str:
    """Return why a text that is JSON, or was meant to be, is not read; empty for any other text."""
    if len(text) > _LARGEST_JSON:
        return ""
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        if _OBJECTS.match(text) is None:
            return ""
        if not error.msg.startswith("Extra data"):
            return f"JSON, line {error.lineno}, column {error.colno}: {error.msg}"
        data = [{}]  # objects one a line
    except (ValueError, RecursionError):
        return ""
    is_nested = any(isinstance(each, dict | list) for each in (data if isinstance(data, list) else [data]))
    return "is JSON of a kind that cannot be read: export it as RIS or BibTeX" if data and is_nested else ""
