"""Answers as HTTP has them."""

import json
from typing import Any

from starlette.responses import Response

from refcheck.servers.page.problems import Problem


class JsonResponse(Response):
    """JSON in UTF-8."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """What is ready already is sent as it is."""
        if isinstance(content, bytes):
            return content
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


class ProblemResponse(JsonResponse):
    """A problem (RFC 9457)."""

    media_type = "application/problem+json"

    def __init__(self, problem: Problem) -> None:
        """Say what is wrong."""
        headers = {"cache-control": "no-store"}
        if problem.status == 401:
            headers["www-authenticate"] = "Bearer"
        if problem.status in (429, 503):
            headers["retry-after"] = "10"
        super().__init__(problem.as_json(), problem.status, headers)
