"""Comparison of a raw reply with its expected form: status, redirect, headers, content type, body."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from refcheck.registries.contracts import Contract, Form, Question
from refcheck.registries.contracts.shapes import MISSING, Difference, Places, differences, in_json, in_xml
from refcheck.registries.failures import Failure
from refcheck.registries.recording import Exchange
from refcheck.registries.transport.body import read_json, read_xml
from refcheck.registries.wrappers.pace import Limit, announced
from refcheck.text.recoding import recoded


@frozen
class Reply:
    """The last exchange of one request, and the number of redirects before it."""

    exchange: Exchange
    redirects: int = 0


def of_reply(contract: Contract, question: Question, reply: Reply, form: Form) -> Iterator[Difference]:
    """Yield the differences between a reply and its form."""
    exchange = reply.exchange
    if exchange.status != form.status:
        leads = f", to {exchange.headers['location']}" if "location" in exchange.headers else ""
        yield Difference(place="status", now=f"{exchange.status}{leads}", expected=str(form.status))
        return
    if form.is_behind_redirect and not reply.redirects:
        yield Difference(place="redirect", now=MISSING, expected="a redirect to the answer")
        return
    if not is_typed(exchange, form):
        yield Difference(place="content-type", now=exchange.headers["content-type"], expected=form.content_type)
    yield from differences(lambda name: _header(exchange, name), form.headers)
    if not form.body:
        return
    body = body_of(form, exchange)
    if isinstance(body, Failure):
        return
    if form.body == "xml":
        yield from _of_xml(contract, body, form)
        return
    yield from differences(in_json(body), form.rows)
    if form.order:
        yield from _out_of_order(question, in_json(body)(form.order).values, form.order)


def is_typed(exchange: Exchange, form: Form) -> bool:
    """Return whether a JSON or XML body has the expected content type; any other body, or one without a type, passes."""
    content_type = exchange.headers.get("content-type", "")
    return (
        form.body not in ("json", "xml")
        or not content_type
        or any(each in content_type for each in form.content_type.split("|"))
    )


def too_fast(exchange: Exchange, limit: Limit) -> Iterator[Difference]:
    """Yield a difference if a service announces a lower rate limit than the one in use."""
    count, interval = announced(exchange.headers)
    if count is not None and interval is not None and count * limit.seconds < limit.count * interval:
        kept = f"{limit.count} in {limit.seconds:g} s"
        yield Difference(
            place="x-rate-limit-limit", now=f"{count} in {interval} s", expected=f"at least {kept}, the limit in use"
        )


def _of_xml(contract: Contract, root: Any, form: Form) -> Iterator[Difference]:
    prefix, _, name = form.root.partition(":")
    expected = f"{{{contract.names[prefix]}}}{name}"
    if root.tag != expected:
        yield Difference(place="the outermost element", now=f"‘{root.tag}’", expected=f"‘{expected}’")
        return
    yield from differences(in_xml(root, contract.names), form.rows)


def _out_of_order(question: Question, values: Sequence[object], place: str) -> Iterator[Difference]:
    asked = [key.value.casefold() for key in question.lookup]
    answered = [place for place in (str(value).casefold() for value in values) if place in asked]
    if answered != sorted(answered, key=asked.index):
        yield Difference(place=place, now="in another order", expected="the order of the question")


def body_of(form: Form, exchange: Exchange) -> Any | Failure:
    """Return the body, read as its form states, or why it cannot be read."""
    what = f"answered {exchange.status} with something"
    if form.body == "lines":
        lines = recoded(exchange.body.decode("utf-8", "replace")).splitlines()
        return [line.split("|") for line in lines if line.strip()]
    return read_xml(exchange.body, what) if form.body == "xml" else read_json(exchange.body, what)


def _header(exchange: Exchange, name: str) -> Places:
    value = exchange.headers.get(name)
    return Places((value,)) if value is not None else Places(last=name)
