"""Values that a reference gives in full and its record abbreviates: they are kept as cited, as it does not contradict them.

So are values that the record only writes differently (with spaces where markup was, as in ``CO 2``, with another hyphen, or in
lower case), and values that lost accents, a character, mathematics or lower case there. A publisher is kept as cited if both are
imprints of one publisher.
"""

import re
import unicodedata
from typing import Any

from attrs import evolve, fields_dict

from refcheck.gazetteer.item_types import PERIODICALS
from refcheck.gazetteer.publishers import LEGAL_FORMS, imprint_words, publishers_of
from refcheck.matching.transformations.abbreviation import is_cut_of
from refcheck.model import Name, Work
from refcheck.text.characters import DASHES, HYPHENS, LOST
from refcheck.text.folding import fold, fold_name, squeeze
from refcheck.writers._common import full_title

_BEHIND_FIRST = re.compile(rf"\s*[-{DASHES}]")
"""A dash after the first page of a range: ``–360``."""

_SUBTITLE = re.compile(r"\s?:")
"""A colon before a subtitle: ``: a survey``, `` : a survey``."""

_JOINED = re.compile(r"\d|\w-\w|\w[A-Z]")
"""Evidence that a word is correctly one word: ``CO2``, ``NOx-rich``, ``mRNA``; ``ofrivers`` has none."""

_WORD = re.compile(r"[^\W\d_]+")
"""A given name or an initial: ``Ann``, ``B``."""


def fuller(cited: Work, registered: Work) -> dict[str, Any]:
    """Return the values to print where the cited values, or other values of the record, are fuller than the registered ones.

    >>> fuller(Work(page="345-360"), Work(page="345")), fuller(Work(page="345-360"), Work(page="345-361"))
    ({'page': '345-360'}, {})
    """
    title = full_title(registered)
    found = _same(cited, evolve(registered, title=title))
    if _continues(cited.page, registered.page, _BEHIND_FIRST):
        found["page"] = cited.page
    if "title" in found or _continues(cited.title, title, _SUBTITLE):
        found |= {"title": cited.title, "subtitle": None}
    if cited.publisher and registered.publisher and _is_publisher(cited.publisher, registered.publisher):
        found["publisher"] = cited.publisher
    if registered.container_title:
        found |= _container(cited, registered)
    elif registered.collection_title and fold(registered.collection_title) == fold(cited.container_title or ""):
        found["container_title"] = None
    for role in ("author", "editor", "translator"):
        ours, theirs = getattr(cited, role), getattr(registered, role)
        if len(ours) == len(theirs) and ours:
            found[role] = tuple(map(_in_full, ours, theirs))
    if cited.issued and registered.issued and (cited.year, registered.issued.month) == (registered.year, None):
        found["issued"] = cited.issued
    return found if registered.container_title else found | _without_container(cited, registered)


def _without_container(cited: Work, registered: Work) -> dict[str, Any]:
    """Return the cited type for a registered article without a journal; for a preprint the cited publisher, or else the server."""
    if registered.type in PERIODICALS and cited.type:
        return {"type": cited.type}
    if registered.type != "article" or not registered.container_title_alternative:
        return {}
    server = registered.container_title_alternative[0]
    is_named = fold(server) in fold(cited.container_title or "")
    return {"publisher": cited.publisher or server} | ({"container_title": None} if is_named else {})


def _same(cited: Work | Name, registered: Work | Name) -> dict[str, Any]:
    """Return the cited texts that the record only writes differently."""
    pairs = ((name, getattr(cited, name), getattr(registered, name)) for name in fields_dict(type(cited)))
    return {name: ours for name, ours, theirs in pairs if _is_same(ours, theirs)}


def _is_same(cited: Any, registered: Any) -> bool:
    """Return whether two texts differ only in spaces within words, hyphens, lower case, or in what the registered text lost.

    >>> _is_same("CO2‐rich lakes", "CO 2 -rich lakes"), _is_same("Anna", "anna"), _is_same("The ofrivers", "The of rivers")
    (True, True, False)
    """
    if not isinstance(cited, str) or not isinstance(registered, str):
        return False
    ours, theirs = (each.translate(HYPHENS) for each in (cited, registered))
    if theirs.islower() and not ours.isupper():
        ours = ours.lower()
    if _is_worse(theirs, ours):
        return True
    is_same = len(ours) <= len(theirs) and "".join(ours.split()) == "".join(theirs.split())
    return is_same and all(map(_JOINED.search, set(ours.split()).difference(theirs.split())))


def _is_worse(registered: str, cited: str) -> bool:
    """Return whether a registered text is the cited one that lost a character, accents, lower case or mathematical symbols.

    >>> _is_worse("Fl�sse", "Flüsse"), _is_worse("RIVERS", "Rivers"), _is_worse("√s = 2", "s = 2"), _is_worse("s=2", "√s = 2")
    (True, True, False, True)
    >>> _is_worse("The rivers' law", "The Rivers’ Law"), _is_worse("The fish", "The ﬁsh")
    (False, False)
    """
    if LOST in f"{registered}{cited}":
        return LOST not in cited
    if cited.isupper() or squeeze(fold(registered)) != squeeze(fold(cited)):
        return False
    ours, theirs = (sum(map(_is_easily_lost, text)) for text in (cited, registered))
    return ours > theirs or (_is_loud(registered) and not _is_loud(cited))


def _is_easily_lost(sign: str) -> bool:
    """Return whether a character is a non-ASCII letter (no ligature or wide letter), a superscript or a mathematical symbol."""
    kind = unicodedata.category(sign)
    is_letter = kind in ("Lu", "Ll", "Lo") and unicodedata.normalize("NFKC", sign) == sign
    return not sign.isascii() and (is_letter or kind in ("No", "Sm"))


def _is_loud(text: str) -> bool:
    """Return whether most letters of a text are capitals, and it has a word that is too long for an acronym."""
    capitals, letters = sum(map(str.isupper, text)), sum(map(str.isalpha, text))
    return 2 * capitals > letters and max(map(len, text.split())) >= _LONG


_LONG = 6
"""The fewest letters of a capitalised word that is not an acronym. Source: a judgement; not fitted."""


def _is_publisher(cited: str, registered: str) -> bool:
    """Return whether a cited publisher is the registered one with another legal form, or an imprint of the same publisher.

    >>> _is_publisher("Marsh Books", "Marsh Books Ltd"), _is_publisher("Springer", "Springer Berlin Heidelberg")
    (True, True)
    >>> _is_publisher("SPRINGER", "Springer"), _is_publisher("Marsh Books", "Marsh Press")
    (False, False)
    """
    key, other = fold(cited), fold(registered)
    is_whole = " " in key or key in imprint_words()
    more = set(other.split()).symmetric_difference(key.split())
    is_of_house = is_whole and not publishers_of(key).isdisjoint(publishers_of(other))
    return bool(more) and (more <= LEGAL_FORMS or is_of_house)


def _continues(cited: str | None, registered: str | None, mark: re.Pattern[str]) -> bool:
    """Return whether the cited text is the registered one, continued after a mark."""
    if not cited or not registered or not cited.casefold().startswith(registered.casefold()):
        return False
    return mark.match(cited, len(registered)) is not None


def _container(cited: Work, registered: Work) -> dict[str, Any]:
    """Return the full name of the container, and its other names, with the cited name first if that is an abbreviation.

    >>> registered = Work(container_title="Journal of Rivers")
    >>> _container(Work(container_title="J. Riv."), registered)["container_title_alternative"]
    ('J. Riv.',)
    >>> _container(Work(container_title="Jounal of Rivers"), registered)["container_title_alternative"]
    ()
    """
    names = [name for name in (registered.container_title, *registered.container_title_alternative) if name]
    ours = cited.container_title or ""
    alike = sorted(names, key=lambda name: (fold(name) != fold(ours), not is_cut_of(fold(ours), fold(name))))
    meant = alike[0] if ours else names[0]
    longer = [each for each in (*names, ours) if len(each) > len(meant) and is_cut_of(fold(meant), fold(each))]
    name = max([meant, *longer], key=len)
    name = ours if _is_same(ours, name) else name
    own = [ours] if is_cut_of(fold(ours), fold(name)) else []  # a misspelling is not an abbreviation
    others = dict.fromkeys(each for each in (*own, *names) if each != name)
    return {"container_title": name, "container_title_alternative": tuple(others)}


def _in_full(cited: Name, registered: Name) -> Name:
    """Return a registered name with cited parts that are equivalent, and with cited given names in place of initials."""
    registered = evolve(registered, **_same(cited, registered))
    given = registered.given or ""
    if given.islower() and given[0].upper() == (cited.given or "")[:1]:
        registered = evolve(registered, given=given.title())
    ours, theirs = (_WORD.findall(name.given or "") for name in (cited, registered))
    is_one = fold_name(cited.full_family) == fold_name(registered.full_family) and len(ours) >= len(theirs) > 0
    are_initials = all(len(each) == 1 for each in theirs) and any(len(each) > 1 for each in ours)
    begin_so = all(our.casefold().startswith(their.casefold()) for our, their in zip(ours, theirs, strict=False))
    return evolve(registered, given=cited.given) if is_one and are_initials and begin_so else registered
