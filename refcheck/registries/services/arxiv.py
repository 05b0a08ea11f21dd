"""arXiv: preprints. It is searched by title; arXiv identifiers are looked up at DataCite by their DOIs.

Source: the arXiv API user's manual (``/api/query?search_query=…``, Atom). Its terms of use ask for no more than one request in
three seconds, over one connection (https://info.arxiv.org/help/api/tou.html). Thank you to arXiv for use of its open access
interoperability.
"""

import re
from collections.abc import Sequence

from refcheck.gazetteer.registrants import unregistered_venue
from refcheck.identifiers.schemes.arxiv import to_doi
from refcheck.model import Date, Id, Record, Relation, Scheme, Update, Work
from refcheck.registries.failures import WITHHELD, Failure, broken
from refcheck.registries.transport.body import Element, text_of
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.searches import ROWS, Searched, first_family, title_words
from refcheck.registries.transport.stated import stated_date, stated_name
from refcheck.text.folding import fold_name

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"

_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_ERRORS = "/api/errors"
"""A part of the identifier of an entry that is an error message: arXiv reports an error as the only entry of a feed."""

_ID = re.compile(r"arxiv\.org/abs/(?P<id>[\w.-]+(?:/\d{7})?)v(?P<version>\d+)$")
"""http://arxiv.org/abs/2101.00001v2, http://arxiv.org/abs/hep-th/9901001v1"""

_WITHDRAWN = re.compile(r"\bwithdrawn\b", re.IGNORECASE)
"""A word in the comment of a withdrawn paper: ``This paper has been withdrawn``."""


class Arxiv(Searched):
    """arXiv's search."""

    name = "arXiv"
    holds = "preprints of arXiv"
    accept = "application/atom+xml"

    def may_hold(self, work: Work) -> bool:
        """Return whether a work names arXiv, or is a paper of a venue that registers no DOIs, as such papers are often on arXiv."""
        text_fields = " ".join(
            filter(None, (work.container_title, work.publisher, work.genre, work.archive, work.note, work.url))
        )
        if "arxiv" in text_fields.casefold():
            return True
        return work.type in ("paper-conference", "chapter") and bool(
            unregistered_venue(work.container_title or "", None)
        )

    def _search_url(self, work: Work) -> str:
        author = fold_name(first_family(work))  # arXiv indexes names without diacritics
        text = f'ti:"{title_words(work)}"' + (f" AND au:{author.split()[-1]}" if author else "")
        return self._address("/api/query", search_query=text, max_results=ROWS)

    def _found(self, reply: Reply) -> Sequence[Record] | Failure:
        root = reply.xml()
        if isinstance(root, Failure):
            return root
        if root.tag != f"{_ATOM}feed":
            return broken("gave an answer that is not a feed")
        entries = list(root.iter(f"{_ATOM}entry"))
        if any(_ERRORS in text_of(entry.find(f"{_ATOM}id")) for entry in entries):
            return broken("could not search")
        if not entries and text_of(root.find(_TOTAL)).strip("0"):
            return WITHHELD
        return [record for entry in entries if (record := self._entry(entry)) is not None]

    def _entry(self, entry: Element) -> Record | None:
        address = _ID.search(text_of(entry.find(f"{_ATOM}id")))
        title = text_of(entry.find(f"{_ATOM}title"))
        if address is None or not title:
            return None
        arxiv, version = address["id"], int(address["version"])
        published = text_of(entry.find(f"{_ARXIV}doi"))
        dates = [stated_date(text_of(entry.find(f"{_ATOM}{name}"))) for name in ("published", "updated")]
        is_withdrawn = _WITHDRAWN.search(text_of(entry.find(f"{_ARXIV}comment")))
        work = Work(
            type="article",
            title=title,
            author=tuple(stated_name(text_of(name)) for name in entry.iter(f"{_ATOM}name")),
            container_title="arXiv",
            issued=dates[0],
            issued_alternative=tuple(date for date in dates[1:] if isinstance(date, Date) and date != dates[0]),
            publisher="arXiv",
            doi=to_doi(arxiv).lower(),
            url=f"https://arxiv.org/abs/{arxiv}",
            arxiv=arxiv,
            note=text_of(entry.find(f"{_ARXIV}journal_ref")) or None,
        )
        relations = [Relation(type="is-preprint-of", id_type="doi", id=published.lower())] if published else []
        relations += [Relation(type="is-version-of", id_type="arxiv", id=f"{arxiv}v{version}")]
        return self._record(
            work,
            f"https://arxiv.org/abs/{arxiv}v{version}",
            key=Id(Scheme.ARXIV, arxiv),
            updates=(Update(type="withdrawal", source=self.name),) if is_withdrawn else (),
            relations=tuple(relations),
        )
