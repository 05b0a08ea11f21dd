"""Whether an address of the web goes on behind white space.

Lines break and typesetters stretch inside an address; but behind a whole one stands prose or the date of
access.
"""

import re

_OTHER = re.compile(
    r"https?:|www\.|doi\b|10\.\d{4}|pmid\b|(?:last\s)?(?:accessed|available|availble|retrieved|visited|viewed)\b|[(\[“\"<]",
    re.IGNORECASE,
)
"""Another thing that begins: ``http:``, ``Accessed``, ``(``."""

_EXTENSION = r"\.(?:pdf|docx?|html?|xhtml|aspx?|php|jsp|xlsx?|pptx?|txt|xml|epub|csv|jpe?g|png|zip)\b"

_PATH = re.compile(
    rf"[\w%~+.,=&?#@:-]+/\S*\w/?|\S*\w{_EXTENSION}.*|(?=\S*[\d_=%-])[a-z0-9][\w%~+.,=&?-]*[_=%-][\w%~+.,=&?-]*",
    re.IGNORECASE,
)
"""What looks like more of a path: ``default/files/report.pdf``, ``report.pdf``, ``some-long_title``."""

_CODE = re.compile(r"(?=[a-z-]*\d)[a-z0-9][\w%~+.,=&?/-]*", re.IGNORECASE)
"""Letters and digits with at least one digit: ``7e75af0aadab``."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_/.][\w.-]+)*/?")
"""A word in small letters, or several with hyphens: ``title``, ``and-local``."""

_STOP = frozenset(
    {"and", "or", "in", "on", "at", "by", "for", "from", "the", "see", "also", "as", "is", "was", "with", "to", "of"}
)
"""Small words that are rather prose."""

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
"""A year: ``2020``."""

_HOST_ONLY = re.compile(r"(?:[a-z]{3,6}\s?[:;]?\s?[/\\]{1,4})?\s?(?:www\s?\.)?\s?[a-z0-9.-]*", re.IGNORECASE)
"""An address that stops within its host: ``https://``, ``https://www.``, ``http://example``."""

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,18}(?=[/?#:]|$)\S*", re.IGNORECASE)
"""A host, and what follows it: ``example.org/path``."""

_HOST_TAIL = re.compile(r"\.?(?:[a-z0-9-]+\.)*[a-z]{2,18}(?=/)\S*", re.IGNORECASE)
"""The end of a host with a path: ``.org/path``, ``org/path``."""

_FILE_NAME = re.compile(rf"(?:[ \n][\w()&'+-]{{1,30}}){{0,5}}[ \n][\w()&'+.-]{{0,60}}\w{_EXTENSION}", re.IGNORECASE)
"""Words and an extension: `` Annual Report 2020.pdf``."""

_CLOSING = ".,;:!?'\"’”)]}"


def continues(head: str, gap: str, tail: str) -> bool:
    """Whether ``tail`` belongs to the address that begins with ``head``.

    Args:
        head: the address as printed, up to the gap.
        gap: the white space.
        tail: what stands behind it, up to the next white space.
    """
    core = tail.rstrip(_CLOSING)
    if not core or (_OTHER.match(core) and not head.endswith(("/", ":"))):
        return False
    if _HOST_ONLY.fullmatch(head):
        return _goes_on_in_host(head, core)
    if _OTHER.match(core):
        return False
    last, first = head[-1], core[0]
    if first in "/-_?&=#%" and core[1:2].isalnum():
        return True
    if first == ".":
        return re.fullmatch(_EXTENSION + ".*", core, re.IGNORECASE) is not None
    if last in "/":
        return _PATH.fullmatch(core) is not None and not _YEAR.fullmatch(core)
    if last in "-_":
        return (
            _CODE.fullmatch(core) or _PATH.fullmatch(core) or _SLUG.fullmatch(core)
        ) is not None and core not in _STOP
    if last in "=&?%":
        return (_CODE.fullmatch(core) or _PATH.fullmatch(core)) is not None
    if last == ".":
        return re.fullmatch(_EXTENSION[2:] + ".*", core, re.IGNORECASE) is not None
    return "\n" in gap and core[0].islower() and ("/" in core or re.search(_EXTENSION, core) is not None)


def file_name_end(text: str, start: int, end: int) -> int | None:
    """The end of a file's name with blanks in it, where an address stops in the midst of one at ``end``."""
    name = text[start:end].rpartition("/")[2]
    if not name or not name[-1].isalnum() or "." in name or text.count("/", start, end) < 3:
        return None
    found = _FILE_NAME.match(text, end)
    return found.end() if found else None


def _goes_on_in_host(head: str, core: str) -> bool:
    if head.endswith(("/", ":", "\\")):
        return _HOST.match(core) is not None or core.startswith("/")
    if head.endswith(".") or "." not in head:
        return (_HOST.match(core) or _HOST_TAIL.match(core)) is not None
    return (
        core.startswith(("/", ".")) and core[1:2].isalnum() and (_HOST_TAIL.match(core) is not None or core[0] == "/")
    )
