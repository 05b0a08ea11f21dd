"""One entry of a reference list as the splitter found it, before anybody reads it."""

from attrs import frozen

from refcheck.model import Span


@frozen(kw_only=True)
class Entry:
    """Where one reference stands in the text.

    ``key`` is the number printed before it, or ``None``. ``raw`` is the pieces of the text at ``spans``, joined by
    newlines: one piece a line where the entry is wrapped over several, without the lines' indentation.
    """

    key: str | None
    raw: str
    spans: tuple[Span, ...]
