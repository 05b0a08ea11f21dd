"""Optional merging of duplicates: a bibliography with each work once, and the citing documents with the keys that remain."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from attrs import evolve

from refcheck.errors import SourceError
from refcheck.fixing.cited_keys import left_over, occurrences_in_text
from refcheck.fixing.correcting import Audit, Mended
from refcheck.fixing.duplicates import CODE as DUPLICATE
from refcheck.fixing.duplicates import merges
from refcheck.fixing.edits import Edit, Refused, applied
from refcheck.model import Bibliography, Document, ListFinding, Span
from refcheck.office import Change, Stamp, changed
from refcheck.readers import binary_format, decode
from refcheck.reading import read_as_set
from refcheck.settings import Decided, Settings, apply, following

_APART = re.compile(r"\s*[,;]\s*@?")
"""The separator of two keys in one citation: ``, `` in LaTeX, ``; @`` in Markdown."""

_AS_MARKDOWN = "document.md"
"""The file name under which the text of a Word document is searched for keys: it cites them, if at all, as in Markdown."""

_ROUNDS = 20
"""The most rounds of merging: a work that is listed several times needs several rounds."""


Wants = Callable[[Decided | None], bool]
"""A function that says whether two entries are merged, by the user's decision, if there is one."""


def unless_refused(decided: Decided | None) -> bool:
    """Return whether to merge two entries if all are merged except those whose merging the user refused."""
    return decided is not Decided.REFUSED


def where_accepted(decided: Decided | None) -> bool:
    """Return whether to merge two entries if only those are merged whose merging the user accepted."""
    return decided is Decided.ACCEPTED


def merged(
    mended: Mended,
    settings: Settings,
    audit: Audit,
    wants: Wants = unless_refused,
    citing: Mapping[str, bytes] = MappingProxyType({}),
) -> Mended:
    """Return a bibliography in which entries are merged that are certainly the same work.

    An entry is kept if its key occurs in one of the ``citing`` documents where it is not certain to be a citation.

    Raises:
        SourceError: the file is not BibTeX, or cannot be written.
    """
    settings = following(settings, mended.renamed)
    held = unsure(citing, [each.key for each in mended.bibliography.references])
    for _ in range(_ROUNDS):
        read, own = read_as_set(mended.data, mended.name, settings)
        if read.document.format != "bibtex":
            raise SourceError(f"{mended.name}: is {read.document.format}; duplicates are merged in BibTeX")
        listed = [each for each in apply(audit(read), own).list_findings if wants(_decided(each, read, settings))]
        found = merges(read, listed, held)
        if not found.edits:
            return evolve(mended, bibliography=read, refused=(*mended.refused, *found.refused))
        decoded = decode(mended.data, mended.name)
        mended = evolve(
            mended,
            after=applied(decoded.text, found.edits),
            data=decoded.rewritten([(edit.span, edit.replacement) for edit in found.edits]),
            codes=mended.codes + Counter({DUPLICATE: len(found.keys)}),
            keys={**{gone: found.keys.get(stays, stays) for gone, stays in mended.keys.items()}, **found.keys},
        )
    return mended


def _decided(found: ListFinding, read: Bibliography, settings: Settings) -> Decided | None:
    """Return the decision about merging the references of a finding."""
    named = {each.fingerprint for each in read.references if each.key in found.finding.references}
    about = (each.decided for each in settings.edits if each.code == DUPLICATE and each.fingerprint in named)
    return next(about, None)


def unsure(citing: Mapping[str, bytes], keys: Iterable[str]) -> dict[str, str]:
    """Return the keys that occur in documents where they are not certain to be citations, each with the reason to keep it.

    Raises:
        SourceError: a document cannot be read.
    """
    told: dict[str, str] = {}
    for name, data in citing.items():
        is_office = binary_format(name, data) is not None
        text = read_as_set(data, name, Settings())[0].document.text if is_office else decode(data, name).text
        for key, line in left_over(_AS_MARKDOWN if is_office else name, text, keys):
            capitals = "" if key in text else " with other capitals"
            why = f"the key “{key}” occurs{capitals} in line {line} of {name}, perhaps not as a citation"
            told.setdefault(key, why)
    return told


def with_keys(data: bytes, name: str, keys: Mapping[str, str]) -> Mended:
    """Return a document in LaTeX, Markdown, Typst, Org or reStructuredText with the keys that remain in its citations.

    Raises:
        SourceError: the document cannot be read.
    """
    decoded = decode(data, name)
    edits = tuple(_citations(name, decoded.text, keys))
    return _cited(
        name,
        Document(name=name, format="", text=decoded.text),
        decoded.rewritten([(edit.span, edit.replacement) for edit in edits]) if edits else data,
        edits,
    )


def document_with_keys(data: bytes, name: str, keys: Mapping[str, str], stamp: Stamp) -> Mended:
    """Return a Word or LibreOffice document with these keys in tracked changes; citations of citation programs are refused.

    Raises:
        SourceError: the document cannot be read or written.
    """
    document = read_as_set(data, name, Settings())[0].document
    edits = tuple(_citations(_AS_MARKDOWN, document.text, keys))
    wanted = {Change(span=edit.span, replacement=edit.replacement): edit for edit in edits}
    made = changed(data, document, tuple(wanted), stamp)
    refused = [Refused(key=wanted[change].key, codes=(DUPLICATE,), why=why) for change, why in made.refused]
    edits = tuple(edit for change, edit in wanted.items() if change not in dict(made.refused))
    for program in sorted({node.program for node in document.nodes if node.program} if keys else ()):
        why = f"its citations come from {program}: merge the works in its library, too"
        refused.append(Refused(key=", ".join(keys), codes=(DUPLICATE,), why=why))
    return _cited(name, document, made.data if edits else data, edits, refused)


def _cited(
    name: str, document: Document, data: bytes, edits: tuple[Edit, ...], refused: Iterable[Refused] = ()
) -> Mended:
    return Mended(
        name=name,
        before=document.text,
        after=applied(document.text, edits),
        data=data,
        bibliography=Bibliography(document=document),
        codes=Counter({DUPLICATE: len(edits)} if edits else ()),
        refused=tuple(refused),
    )


def _citations(name: str, text: str, keys: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits that replace removed keys by those that remain, each only once within a citation."""
    held: dict[str, str] = {}
    end = 0
    for key, span in sorted(occurrences_in_text(name, text), key=lambda each: each[1].start):
        held = held if _APART.fullmatch(text, end, span.start) else {}
        stays = keys.get(key, key)
        if held.setdefault(stays, key) != key:
            yield Edit(span=Span(end, span.end), replacement="", key=stays, codes=(DUPLICATE,))
        elif key in keys:
            yield Edit(span=span, replacement=stays, key=stays, codes=(DUPLICATE,))
        end = span.end
