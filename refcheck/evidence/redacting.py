"""Addresses without what is nobody's business: keys, and the e-mail address of who asked."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from refcheck.registries.connections import Connections

REDACTED = "REDACTED"

_ADDRESS = "url"
"""The key that an address stands under, in answers and reports alike."""


class Redaction:
    """Takes known secrets out of addresses and bodies. What a document itself says stays: it is evidence."""

    def __init__(self, connections: Connections) -> None:
        """The secrets are those that ``connections`` hold."""
        named = (
            connections.mailto,
            connections.openalex_key,
            connections.semantic_scholar_key,
            connections.google_books_key,
        )
        forms = {form for secret in named if secret for form in (secret, quote(secret, safe=""), quote_plus(secret))}
        self._forms = sorted(forms, key=len, reverse=True)

    def text(self, text: str) -> str:
        """A text without them."""
        for form in self._forms:
            text = text.replace(form, REDACTED)
        return text

    def body(self, body: bytes) -> bytes:
        """A body without them."""
        for form in self._forms:
            body = body.replace(form.encode(), REDACTED.encode())
        return body

    def data(self, data: Any) -> Any:
        """JSON-ready data whose addresses are without them, however deep they stand."""
        if isinstance(data, Mapping):
            return {
                key: self.text(value) if key == _ADDRESS and isinstance(value, str) else self.data(value)
                for key, value in data.items()
            }
        return list(map(self.data, data)) if isinstance(data, list | tuple) else data
