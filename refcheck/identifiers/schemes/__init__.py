"""The schemes of identifiers, one a file, each with python-stdnum's verbs and ``find``; what the verbs are made of."""

from collections.abc import Callable

from stdnum.exceptions import InvalidFormat, ValidationError


def well_formed(number: str, is_bare: Callable[[str], object]) -> str:
    """Return the number, which ``is_bare`` finds to be one.

    Raises:
        InvalidFormat: it is none.
    """
    if not is_bare(number):
        raise InvalidFormat()
    return number


def passes(validate: Callable[[str], str], number: str) -> bool:
    """Return whether ``validate`` lets a number through."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False
