"""Reading of requests: a list and its options from JSON, from a form, or from the body itself, within the limits."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Any

from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from refcheck.messages import ENGLISH, languages
from refcheck.servers.page.desk import PASTED, Options, Source
from refcheck.servers.page.problems import ProblemError, problem
from refcheck.servers.web.jobs import Limits

logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # it would log what it cannot read of a form

_JSON = "application/json"
_FORM = "multipart/form-data"
_SWITCHES = ("links", "offline", "keep")
_OPTIONS = ("name", "language", *_SWITCHES)
_QUERY = ("wait", "to")


async def given(request: Request, limits: Limits) -> tuple[Source, Options]:
    """Return the list in a request, whatever its content type, and its options.

    Raises:
        ProblemError: the request has no list, or is too large.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    states_all = kind == _FORM or (kind == _JSON and not request.query_params.get("name"))
    _demand_known(request.query_params, _QUERY if states_all else (*_OPTIONS, *_QUERY))
    if kind == _FORM:
        return await _of_form(request, limits)
    data = await body(request, limits)
    if states_all:
        return _of_json(data)
    name = request.query_params.get("name") or PASTED
    return Source(data=data, name=name), _options(request.query_params)


async def json_of(request: Request, limits: Limits) -> object:
    """Return the JSON value in a request.

    Raises:
        ProblemError: the body is not JSON, or is too large.
    """
    return loaded(await body(request, limits))


async def body(request: Request, limits: Limits) -> bytes:
    """Return the body of a request.

    Raises:
        ProblemError: the body is too large, or does not arrive completely.
    """
    return b"".join([part async for part in _parts(request, limits)])


async def _parts(request: Request, limits: Limits) -> AsyncGenerator[bytes, None]:
    """Yield a body as it arrives; raise an error if it is too large or takes too long."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:20]) > limits.upload:
        raise _too_large(limits)
    taken = 0
    until = asyncio.get_running_loop().time() + limits.upload_seconds
    stream = request.stream()
    try:
        while True:
            async with asyncio.timeout_at(until):
                part = await anext(stream, None)
            if part is None:
                return
            taken += len(part)
            if taken > limits.upload:
                raise _too_large(limits)
            yield part
    except TimeoutError:
        raise ProblemError(problem("too-long", "The upload took too long; try again.")) from None
    except ClientDisconnect:
        raise ProblemError(problem("invalid", "The upload was interrupted.")) from None


def _too_large(limits: Limits) -> ProblemError:
    return ProblemError(problem("too-large", f"An upload may have at most {limits.upload // 1_000_000} MB."))


class _InMemory(MultiPartParser):
    """Keeps a file in memory, as its size is limited already; nothing is written to disk."""

    spool_max_size = 1 << 40


async def _of_form(request: Request, limits: Limits) -> tuple[Source, Options]:
    """Return the file or the text of a form, with its fields as options."""
    try:
        form = await _InMemory(
            request.headers, _parts(request, limits), max_files=1, max_fields=8, max_part_size=limits.upload
        ).parse()
    except (MultiPartException, KeyError, UnicodeError) as error:
        raise ProblemError(problem("invalid", "The form cannot be read.")) from error
    try:
        texts = {name: value for name, value in form.items() if isinstance(value, str)}
        _demand_known(texts, ("text", *_OPTIONS))
        file = next((value for value in form.values() if not isinstance(value, str)), None)
        data = await file.read() if file is not None else texts.get("text", "").encode("utf-8", "replace")
        name = texts.get("name") or (file.filename if file is not None else None) or PASTED
        return Source(data=data, name=name), _options(texts)
    finally:
        await form.close()


def _of_json(data: bytes) -> tuple[Source, Options]:
    content = loaded(data)
    if not isinstance(content, dict) or not isinstance(text := content.get("text"), str):
        raise ProblemError(problem("invalid", "The body must be an object with a text."))
    _demand_known(content, ("text", "name", "options"))
    options = content.get("options", {})
    if not isinstance(options, dict):
        raise ProblemError(problem("invalid", "options must be an object."))
    _demand_known(options, _OPTIONS)
    name = options.pop("name", None) or content.get("name", PASTED)
    if not isinstance(name, str):
        raise ProblemError(problem("invalid", "name must be a text."))
    language = _language(options.pop("language", ENGLISH))
    for wrong in (key for key, value in options.items() if not isinstance(value, bool)):
        raise ProblemError(problem("invalid", f"{wrong} must be true or false."))
    return Source(data=text.encode("utf-8", "replace"), name=name or PASTED), Options(**options, language=language)


def _demand_known(given: Iterable[str], known: tuple[str, ...]) -> None:
    """Refuse names that would be ignored: an ``offline`` in the wrong place would send a list to the registries."""
    for name in given:
        if name not in known:
            raise ProblemError(problem("invalid", f"{name[:80]} is not known here; use only {', '.join(known)}."))


def loaded(data: bytes) -> Any:
    """Return the value of JSON data.

    Raises:
        ProblemError: the data are not JSON.
    """
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise ProblemError(problem("invalid", "The body is not JSON.")) from None


def _options(given: Mapping[str, str]) -> Options:
    """Return the options of a query or a form: ``1`` and ``true`` are on, an absent switch is off."""
    switches = {}
    for name in _SWITCHES:
        value = given.get(name, "0").lower()
        if value not in ("0", "1", "true", "false", ""):
            raise ProblemError(problem("invalid", f"{name} must be 0 or 1."))
        switches[name] = value in ("1", "true")
    return Options(**switches, language=_language(given.get("language", ENGLISH)))


def _language(given: object) -> str:
    if not isinstance(given, str) or given not in languages():
        raise ProblemError(problem("invalid", f"language must be one of {', '.join(languages())}."))
    return given
