"""What the service says of itself, so that a page can tell people before they give anything."""

from typing import Any

from refcheck._version import __version__
from refcheck.messages import languages
from refcheck.servers.page.about import ACCEPTS, downloads, services
from refcheck.servers.web.limits import Limits
from refcheck.servers.web.tasks import House


def about(house: House, limits: Limits, *, keeps: bool) -> dict[str, Any]:
    """Version, limits, what is taken and given, and who is asked."""
    return {
        "version": __version__,
        "offline": house.offline,
        "links": house.connections.links and not house.offline,
        "keep": keeps,
        "cache": house.connections.cache_path() is not None,
        "forgets_after": limits.forgets_after,
        "languages": list(languages()),
        "limits": {"bytes": limits.upload, "seconds": int(limits.seconds)},
        "accepts": list(ACCEPTS),
        "downloads": downloads(),
        "services": [] if house.offline else list(services(house.connections)),
    }
