"""The words of the page, and messages split at their quotations, so that right-to-left text does not reorder what is around it."""

import unicodedata
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from refcheck.lexicon import MONTHS
from refcheck.messages import ENGLISH, Message, is_key, phrase, speaker, worded
from refcheck.model import (
    OFFLINE,
    Answer,
    Found,
    LookupResult,
    Match,
    Method,
    NotFound,
    Scope,
    Searched,
    Unavailable,
    Verdict,
)
from refcheck.reports.html.printed import LONGEST
from refcheck.text.visible import ISOLATE, POP, Isolated, visible


def verdict_meaning(verdict: Verdict, language: str = ENGLISH) -> str:
    """Return the meaning of a verdict in words."""
    return speaker(language)(f"means-{verdict.value}")


def field_name(variable: str | None, language: str = ENGLISH) -> str:
    """Return the plain word for a CSL variable."""
    return field_phrase(variable).into(language)


def field_phrase(variable: str | None) -> Message:
    """Return the plain word for a CSL variable as a message, which can be translated."""
    key = f"field-{variable}"
    return worded(key) if is_key(key) else phrase(variable or "")


def found_how(match: Match, language: str = ENGLISH) -> str:
    """Return how the record of a reference was found; for a search, with the probability that it is the work."""
    say, how = speaker(language), worded(f"found-{match.method.value}")
    if match.method is not Method.SEARCH:
        return how.into(language)
    return say("found-sure", how=how, share=f"{min(match.score, 0.99):.0%}")


def answered(asked: LookupResult, language: str = ENGLISH) -> str:
    """Return what a registry answered about an identifier."""
    return speaker(language)("said-of", what=asked.id.value, said=_said(asked.answer))


def searched(search: Searched, language: str = ENGLISH) -> str:
    """Return the outcome of a search that did not find the work."""
    say = speaker(language)
    if isinstance(search.answer, Unavailable):
        return say("search-failed", said=_said(search.answer))
    key = "search-nothing-sure" if search.answer.hits else "search-nothing-like"
    return say(key, registry=phrase(search.answer.registry))


def _said(answer: Answer) -> Message:
    match answer:
        case Found():
            return worded("held-by", registry=phrase(answer.record.provenance.registry))
        case NotFound(scope=Scope.REGISTRATION):
            return worded("registered-nowhere", registry=answer.registry)
        case NotFound():
            return worded("not-held-by", registry=phrase(answer.registry))
        case Unavailable(registry=registry) if registry == OFFLINE:
            return worded("nobody-since", why=phrase(answer.why))
        case Unavailable():
            return worded("could-not-tell", registry=phrase(answer.registry), why=phrase(answer.why))


def day(when: date, language: str = ENGLISH) -> str:
    """Return a date: ``24 November 2026``; in other languages ``2026-11-24``."""
    if language != ENGLISH:
        return f"{when:%Y-%m-%d}"
    return f"{when.day} {MONTHS[when.month - 1].capitalize()} {when.year}"


def shown(text: str) -> str:
    """Return untrusted text for the page: invisible characters are written out, and overlong text is cut: ``… (+1,200)``."""
    if len(text) <= LONGEST:
        return visible(text)
    return f"{visible(text[:LONGEST])} … (+{len(text) - LONGEST:,})"


_RIGHT_TO_LEFT = ("R", "AL")


@frozen(kw_only=True)
class Phrase:
    """A part of a message; ``quoted`` for a quotation with its quotation marks."""

    text: str
    quoted: bool = False


def phrases(message: str, quotes: str = "“”") -> tuple[Phrase, ...]:
    """Return the message, split at its quotations where it contains letters written from right to left.

    A message in a right-to-left language has Unicode isolates around its values; the page puts an element in their place.
    """
    if isinstance(message, Isolated):
        return tuple(_isolated(message))
    opening, closing = quotes[0], quotes[1]
    if message.isascii() or not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in message):
        return (Phrase(text=message),)
    parts, reached, depth = [], 0, 0
    for at, letter in enumerate(message):
        if letter == opening:
            if depth == 0:
                parts.append(Phrase(text=message[reached:at]))
                reached = at
            depth += 1
        elif letter == closing and depth:
            depth -= 1
            if depth == 0:
                parts.append(Phrase(text=message[reached : at + 1], quoted=True))
                reached = at + 1
    return tuple(part for part in (*parts, Phrase(text=message[reached:], quoted=depth > 0)) if part.text)


def _isolated(message: str) -> Iterator[Phrase]:
    """Yield the parts inside and outside the outermost isolates, without the isolate characters."""
    depth, part = 0, ""
    for letter in message:
        deeper = depth + (letter == ISOLATE) - (letter == POP)
        if (deeper > 0) != (depth > 0) and part:
            yield Phrase(text=part, quoted=depth > 0)
            part = ""
        part += "" if letter in (ISOLATE, POP) else letter
        depth = deeper
    if part:
        yield Phrase(text=part, quoted=depth > 0)
