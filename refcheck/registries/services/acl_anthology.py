"""The ACL Anthology: papers of computational linguistics, by the number in their URLs. It cannot be searched by title.

Source: the description of each paper in MODS, beside its page (``https://aclanthology.org/2020.acl-main.1.xml``), and the format of
its numbers (``https://aclanthology.org/info/ids/``). There is no search API, only files of the whole Anthology. It states no limit;
its metadata are CC BY 4.0.
"""

import re
from collections.abc import Iterator, Sequence

from refcheck.model import Name, Record, Work
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.body import Element, text_of
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.searches import Searched
from refcheck.registries.transport.stated import page_range, stated_date

_MODS = "{http://www.loc.gov/mods/v3}"

_NUMBER = r"(?P<number>[A-Z]\d\d-\d{4}|\d{4}\.[a-z\d]+-[a-z\d]+\.\d+)"
"""The number of a paper: ``P19-1001``, ``2020.acl-main.1``."""

_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:aclanthology\.(?:org|info)/|aclweb\.org/anthology/)(?:papers/)?(?:[A-Z]/[A-Z]\d\d/)?"
    + _NUMBER
    + r"(?:v\d+)?(?:\.pdf|\.bib|/)?",
    re.IGNORECASE,
)
"""https://aclanthology.org/2020.acl-main.1/, https://www.aclweb.org/anthology/P19-1001.pdf,
http://aclweb.org/anthology/P/P11/P11-1001.pdf"""

_DOI = re.compile(r"10\.(?:18653/v1|3115/v1)/" + _NUMBER, re.IGNORECASE)
"""The Anthology's own DOIs: 10.18653/v1/P19-1001, 10.18653/v1/2020.acl-main.1, 10.3115/v1/P14-1001"""


class AclAnthology(Searched):
    """The descriptions of papers, one request each."""

    name = "ACL Anthology"
    holds = "papers at aclanthology.org"
    is_home = True
    accept = "application/xml"
    empty = frozenset({404})

    def may_hold(self, work: Work) -> bool:
        """Return whether a work has a URL or DOI of the Anthology."""
        return _number(work) is not None

    def _search_url(self, work: Work) -> str:
        return f"{self._base_url}/{_number(work)}.xml"

    def _found(self, reply: Reply) -> Sequence[Record] | Failure:
        root = reply.xml()
        if isinstance(root, Failure):
            return root
        if root.tag not in (f"{_MODS}modsCollection", f"{_MODS}mods"):
            return broken("gave an answer that is not the description of a paper")
        works = (_work(each) for each in root.iter(f"{_MODS}mods"))
        return [self._record(work, work.url or self._base_url) for work in works if work.title]


def _number(work: Work) -> str | None:
    """Return the number of a paper, in upper case if it is an old one, in lower case if it is a new one."""
    found = _ADDRESS.fullmatch(work.url or "") or _DOI.fullmatch(work.doi or "")
    if found is None:
        return None
    number = found["number"]
    return number.lower() if number[0].isdigit() else number.upper()


def _work(paper: Element) -> Work:
    host = paper.find(f"{_MODS}relatedItem[@type='host']")
    pages = paper.find(f"{_MODS}part/{_MODS}extent[@unit='page']")
    first, last = (_text(pages, name) or None for name in ("start", "end"))
    genre = _text(paper, "genre") or _text(host, "genre")
    return Work(
        type="article-journal" if "journal" in genre or "periodical" in genre else "paper-conference",
        title=_text(paper, "titleInfo/title") or None,
        author=tuple(_people(paper, "author")),
        editor=tuple(_people(host, "editor")) if host is not None else (),
        container_title=_text(host, "titleInfo/title") or None,
        volume=_text(paper, "part/detail[@type='volume']/number") or None,
        issue=_text(paper, "part/detail[@type='issue']/number") or None,
        page=page_range(first, last),
        issued=stated_date(_text(paper, "originInfo/dateIssued") or _text(paper, "part/date")),
        publisher=_text(host, "originInfo/publisher") or None,
        publisher_place=_text(host, "originInfo/place/placeTerm") or None,
        doi=_text(paper, "identifier[@type='doi']").lower() or None,
        url=_text(paper, "location/url") or None,
    )


def _people(element: Element, role: str) -> Iterator[Name]:
    for person in element.iterfind(f"{_MODS}name"):
        if _text(person, "role/roleTerm").casefold() == role:
            given, family = (_text(person, f"namePart[@type='{part}']") for part in ("given", "family"))
            yield Name(family=family, given=given or None) if family else Name(literal=_text(person, "namePart"))


def _text(element: Element | None, path: str) -> str:
    """Return the text at a path of MODS elements; empty if there is none."""
    if element is None:
        return ""
    return text_of(element.find("/".join(f"{_MODS}{step}" for step in path.split("/"))))
