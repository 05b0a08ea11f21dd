"""What python-stdnum's verbs are made of, the same in every scheme."""

from collections.abc import Callable

from stdnum.exceptions import InvalidFormat, ValidationError


def well_formed(number: str, is_bare: Callable[[str], object]) -> str:
    """The number, which ``is_bare`` finds to be one.

    Raises:
        InvalidFormat: it is none.
    """
    if not is_bare(number):
        raise InvalidFormat()
    return number


def passes(validate: Callable[[str], str], number: str) -> bool:
    """Whether ``validate`` lets a number through."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False
