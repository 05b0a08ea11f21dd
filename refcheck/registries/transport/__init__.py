"""Transport: one request as a value, lists in one address, threads; and how refcheck names itself."""

from functools import cache

_DISTRIBUTION = "refcheck-audit"


@cache
def project() -> str:
    """Name and version; the name alone where refcheck runs without being installed. To look it up takes milliseconds."""
    from importlib.metadata import PackageNotFoundError, version  # brings the whole of email along

    try:
        return f"{_DISTRIBUTION}/{version(_DISTRIBUTION)}"
    except PackageNotFoundError:
        return _DISTRIBUTION


def user_agent(mailto: str | None, program: str | None = None) -> str:
    """The ``User-Agent``: the caller's own program where it is named, the project, and the caller's address where one is given.

    There is no default address.
    """
    named = f"{program} {project()}" if program else project()
    return f"{named} (mailto:{mailto})" if mailto else named
