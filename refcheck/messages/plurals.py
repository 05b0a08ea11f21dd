"""The plural categories of numbers. Source: CLDR's rules for cardinal numbers."""

ONE, FEW, MANY, OTHER = "one", "few", "many", "other"

_NOUGHT_IS_ONE = frozenset({"fa", "fr", "pt"})
"""Languages in which nought is counted like one."""


def plural(language: str, number: int) -> str:
    """Return the category of a whole number in a language.

    >>> [plural("ru", number) for number in (1, 3, 5, 11, 21)]
    ['one', 'few', 'many', 'many', 'one']
    >>> plural("fr", 0), plural("zh", 1)
    ('one', 'other')
    """
    match language:
        case "zh":
            return OTHER
        case "ru":
            return _slavic(number)
        case _:
            return ONE if number == 1 or (number == 0 and language in _NOUGHT_IS_ONE) else OTHER


def _slavic(number: int) -> str:
    last, teens = number % 10, number % 100 in range(11, 15)
    if last == 1 and not teens:
        return ONE
    return FEW if last in range(2, 5) and not teens else MANY
