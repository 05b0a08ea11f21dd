"""Requests read: a list and its options, out of JSON, a form, or the bytes themselves, and never more than may be."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Any

from attrs import frozen
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


@frozen(kw_only=True)
class Given:
    """What a request gives: a list, what is wished with it, and what else the request says."""

    source: Source
    options: Options


async def given(request: Request, limits: Limits) -> Given:
    """Return the list that a request gives, whatever its type.

    Raises:
        ProblemError: it gives none, or too much.
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
    return Given(source=Source(data=data, name=name), options=_options(request.query_params))


async def json_of(request: Request, limits: Limits) -> object:
    """Return the JSON that a request gives.

    Raises:
        ProblemError: it gives none, or too much.
    """
    return loaded(await body(request, limits))


async def body(request: Request, limits: Limits) -> bytes:
    """Return the body of a request.

    Raises:
        ProblemError: it is too large, or does not come.
    """
    return b"".join([part async for part in _parts(request, limits)])


async def _parts(request: Request, limits: Limits) -> AsyncGenerator[bytes, None]:
    """Return a body as it comes, until it is too much or takes too long."""
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
        raise ProblemError(problem("too-long", "The upload did not come to its end.")) from None
    except ClientDisconnect:
        raise ProblemError(problem("invalid", "The upload was broken off.")) from None


def _too_large(limits: Limits) -> ProblemError:
    return ProblemError(problem("too-large", f"One upload may have {limits.upload // 1_000_000} MB."))


class _InMemory(MultiPartParser):
    """Keeps a file in memory, which is bounded already: nothing is written to a disk."""

    spool_max_size = 1 << 40


async def _of_form(request: Request, limits: Limits) -> Given:
    """Return the file or the text of a form; its options are fields."""
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
        return Given(source=Source(data=data, name=name), options=_options(texts))
    finally:
        await form.close()


def _of_json(data: bytes) -> Given:
    told = loaded(data)
    if not isinstance(told, dict) or not isinstance(text := told.get("text"), str):
        raise ProblemError(problem("invalid", "The body is an object with a text."))
    _demand_known(told, ("text", "name", "options"))
    options = told.get("options", {})
    if not isinstance(options, dict):
        raise ProblemError(problem("invalid", "options are an object."))
    _demand_known(options, _OPTIONS)
    name = options.pop("name", None) or told.get("name", PASTED)
    if not isinstance(name, str):
        raise ProblemError(problem("invalid", "name is a text."))
    language = _language(options.pop("language", ENGLISH))
    for wrong in (key for key, value in options.items() if not isinstance(value, bool)):
        raise ProblemError(problem("invalid", f"{wrong} is true or false."))
    source = Source(data=text.encode("utf-8", "replace"), name=name or PASTED)
    return Given(source=source, options=Options(**options, language=language))


def _demand_known(given: Iterable[str], known: tuple[str, ...]) -> None:
    """Refuse what would not be heeded: an ``offline`` in the wrong place sends a list to the registries."""
    for name in given:
        if name not in known:
            raise ProblemError(problem("invalid", f"{name[:80]} is not understood here; only {', '.join(known)}."))


def loaded(data: bytes) -> Any:
    """JSON read.

    Raises:
        ProblemError: it is none.
    """
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise ProblemError(problem("invalid", "The body is no JSON.")) from None


def _options(given: Mapping[str, str]) -> Options:
    """Return switches of a query or a form: ``1`` and ``true`` are on, what is absent is off."""
    switches = {}
    for name in _SWITCHES:
        value = given.get(name, "0").lower()
        if value not in ("0", "1", "true", "false", ""):
            raise ProblemError(problem("invalid", f"{name} is 0 or 1."))
        switches[name] = value in ("1", "true")
    return Options(**switches, language=_language(given.get("language", ENGLISH)))


def _language(given: object) -> str:
    if not isinstance(given, str) or given not in languages():
        raise ProblemError(problem("invalid", f"language is one of {', '.join(languages())}."))
    return given
