"""Judgement of what the answer of a host says about the requested page.

Source: RFC 9110 §15 for the statuses. Publishers, and the protection services in front of them, answer programs with 401, 403, 429,
503 or 999, whatever a person would see: such an answer says nothing about the page.
"""

from datetime import datetime
from urllib.parse import urlsplit

from refcheck.model import Cause
from refcheck.registries.failures import CHALLENGES, Failure
from refcheck.registries.pages.page_text import Page
from refcheck.registries.pages.visiting import Visit
from refcheck.registries.transport.body import retry_after
from refcheck.registries.transport.get import Reply

GONE = (404, 410)

_SIGN_IN = ("sign in", "log in", "login", "sign on", "anmelden", "connexion", "iniciar sesión", "вход", "ورود")
"""Beginnings of the titles of login pages."""

_MISSING = (
    "error 404",
    "page not found",
    "not found",
    "page cannot be found",
    "page can't be found",
    "page could not be found",
    "page does not exist",
    "page doesn't exist",
    "no longer available",
    "no longer exists",
    "seite nicht gefunden",
    "page introuvable",
    "page non trouvée",
    "página no encontrada",
    "página não encontrada",
    "pagina non trovata",
    "страница не найдена",
    "صفحه یافت نشد",
    "صفحه پیدا نشد",
    "sayfa bulunamadı",
    "页面不存在",
    "页面未找到",
    "ページが見つかりません",
)
"""Words in the titles and headings of error pages for missing pages."""

_LONGEST = 70
"""Characters. A longer title or heading has such words for another reason, e.g. "Access Denied: The Practice of Filtering …"."""

_FOR_SALE = ("is for sale", "domain for sale", "buy this domain", "domain parking", "parked domain", "domain is parked")
_FRONT_TITLES = ("welcome to", "home page", "homepage")
_FRONT_PATHS = ("index", "home", "default", "main", "welcome")
_LANGUAGES = " ar az bg cs da de el en es et fa fi fr he hi hu hy it ja ka kk ko ky lt lv nl no pl pt ro ru sk sr sv tr uk uz zh "
"""Parts of a path that name a language: ``/en/``."""


def why_undecided(reply: Reply, page: Page, now: datetime) -> Failure | None:
    """Return why an answer does not show whether the page exists; ``None`` if it does."""
    status = reply.status
    said = _said(page)
    if "cf-mitigated" in reply.headers or any(text.startswith(CHALLENGES) for text in said):
        return Failure(f"answered {status}: requires a person (captcha)", Cause.BLOCKED)
    if 200 <= status < 300 and any(text.startswith(_SIGN_IN) for text in said):
        return Failure("requires a login", Cause.BLOCKED)
    if status in GONE or 200 <= status < 300:
        return None
    if status in (429, 503):
        return Failure(
            f"answered {status}: too busy, or it refuses programs", Cause.BUSY, retry_after(reply.headers, now)
        )
    if 500 <= status < 600:
        return Failure(f"answered {status}", Cause.BROKEN)
    if 300 <= status < 400:
        return Failure(f"answered {status} without a redirect target", Cause.UNKNOWN)
    return Failure(f"answered {status}: rejects automated requests", Cause.BLOCKED)


def suspicion(url: str, visit: Visit) -> str | None:
    """Return why it is doubtful that the page reached is the one requested, in words that follow "it"."""
    said = _said(visit.page)
    if any(text.startswith("404") or any(words in text for words in _MISSING) for text in said):
        return "says that something was not found"
    if any(words in text for text in said for words in _FOR_SALE):
        return "offers its domain for sale"
    if not visit.reply.body.strip():
        return "is empty"
    is_front = is_deep(url) and not is_deep(visit.reply.url)
    if visit.redirects and (is_front or any(text.startswith(_FRONT_TITLES) for text in said)):
        return "is a front page"
    return None


def is_deep(url: str) -> bool:
    """Return whether a URL is not that of a front page (``/``, ``/en/``, ``/index.html``)."""
    parts = urlsplit(url)
    names = [name.casefold().split(".")[0] for name in parts.path.split("/") if name]
    deep = [name for name in names if f" {name} " not in _LANGUAGES and name not in _FRONT_PATHS]
    return bool(deep) or bool(parts.query)


def _said(page: Page) -> tuple[str, ...]:
    """Return those of the titles and the heading that are short, in lower case."""
    return tuple(text.casefold() for text in (*page.titles, page.heading) if len(text) <= _LONGEST)
