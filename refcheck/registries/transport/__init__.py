"""Transport: requests whose results are values, lists of identifiers in one URL, threads, and refcheck's ``User-Agent``."""

from functools import cache

_DISTRIBUTION = "refcheck-audit"


@cache
def project() -> str:
    """Return name and version, or only the name where refcheck is not installed. Cached: the look-up takes milliseconds."""
    from importlib.metadata import PackageNotFoundError, version  # here, because it imports the whole of email

    try:
        return f"{_DISTRIBUTION}/{version(_DISTRIBUTION)}"
    except PackageNotFoundError:
        return _DISTRIBUTION


def user_agent(mailto: str | None, program: str | None = None) -> str:
    """Return the ``User-Agent``: the calling program if it is named, the project, and the user's e-mail address if it is given.

    There is no default e-mail address.
    """
    named = f"{program} {project()}" if program else project()
    return f"{named} (mailto:{mailto})" if mailto else named
