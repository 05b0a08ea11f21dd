"""robots.txt: what a host asks programs to leave alone.

Source: RFC 9309. What is not there forbids nothing; what cannot be read now forbids everything.
"""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from refcheck.model import Cause
from refcheck.registries.failures import Failure
from refcheck.registries.pages.hosts import Hosts
from refcheck.registries.pages.visiting import Get, Visit, visit
from refcheck.registries.transport.agent import project


class Robots:
    """The rules of every host, each read once."""

    def __init__(self, hosts: Hosts) -> None:
        """The rules are kept with what else is known of ``hosts``."""
        self._hosts = hosts
        self._agent = project().partition("/")[0]

    def why_not(self, url: str, get: Get) -> Failure | None:
        """Why a page is not asked for; ``None`` where the host has nothing against it."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        rules = self._hosts[parts.hostname or ""].cached(f"robots of {root}", lambda: _rules(f"{root}/robots.txt", get))
        if rules.can_fetch(self._agent, url):
            return None
        return Failure("asks programs to leave the page alone", Cause.BLOCKED)


def _rules(url: str, get: Get) -> RobotFileParser:
    found = visit(url, get)
    if not isinstance(found, Visit) or found.reply.status >= 500:
        text = "User-agent: *\nDisallow: /"
    else:
        text = found.reply.body.decode("utf-8", "replace") if found.reply.status < 400 else ""
    rules = RobotFileParser(url)
    rules.parse(text.splitlines())
    return rules
