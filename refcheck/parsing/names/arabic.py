"""The Arabic "and", which is a letter that touches the next word: "أحمد، علي، وخليل، سعاد", "المصري، إيمان ويوسف، هالة"."""

import re

_AND = re.compile(r"(?P<comma>[،,]\s?|\s)و(?=[\u0620-\u06ff]{3})")
""""و" before a word of three letters and more, with or without the comma before it."""

_COMMA = re.compile(r"[،,]")
"""What parts family and given name, or two people."""


def parted_by_and(body: str) -> str:
    """The list with a semicolon for each such "and", so that nothing moves.

    Names begin with that letter, too. It is "and" where an odd number of commas stand before it, so that the pairs of family and
    given name are whole, and another pair or the article follows.
    """
    parted = body
    start = 0
    for found in _AND.finditer(body):
        commas = len(_COMMA.findall(body, start, found.start()))
        rest = body[found.end() :]
        if commas % 2 and (_COMMA.search(rest) or rest.startswith("ال")):
            parted = parted[: found.start()] + ";".rjust(found.end() - found.start()) + parted[found.end() :]
            start = found.end()
    return parted
