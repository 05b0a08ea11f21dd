"""How refcheck names itself to those that it asks."""

from refcheck import __version__

PROJECT = f"refcheck-audit/{__version__}"


def user_agent(mailto: str | None) -> str:
    """The ``User-Agent``: name and version, and the caller's own address where one is given. There is no default address."""
    return f"{PROJECT} (mailto:{mailto})" if mailto else PROJECT
