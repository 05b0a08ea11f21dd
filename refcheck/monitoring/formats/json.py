"""For programs."""

import json

from refcheck.monitoring.bulletin import Bulletin
from refcheck.monitoring.news import Told


def render(bulletin: Bulletin) -> str:
    """The news as JSON; those that were told before stand apart."""
    data = {
        "made": bulletin.made.isoformat(),
        "sources": list(bulletin.sources),
        "works": bulletin.monitored.works,
        "references": bulletin.monitored.references,
        "news": list(map(_entry, bulletin.news)),
        "earlier": list(map(_entry, bulletin.earlier)),
        "gaps": [
            {"registry": registry, "why": why, "works": number} for registry, why, number in bulletin.monitored.gaps
        ],
    }
    return f"{json.dumps(data, indent=1)}\n"


def _entry(told: Told) -> dict[str, object]:
    news = told.news
    return {
        "id": str(news.uuid),
        "told": told.told.isoformat(),
        "work": f"{news.id.scheme.value}:{news.id.value}",
        "kind": news.kind,
        "message": news.message,
        "notice": news.notice,
        "day": str(news.day) if news.day else None,
        "url": news.url,
        "cited": [{"document": each.document, "key": each.key, "work": each.work} for each in news.cited],
    }
