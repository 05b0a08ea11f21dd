"""Sentences for people: each has a key, an English template in ``en.toml``, and templates in other languages beside it.

A message is made where something is found, from its key and values, and is English text from then on. It keeps the key and
values, so that it can be rendered in another language. A message without a translation is rendered in English.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from pathlib import Path
from types import MappingProxyType

from attrs import evolve

from refcheck.model import CheckedReference, Finding, Report
from refcheck.text.visible import Isolated, isolate

ENGLISH = "en"

Value = str | int
Template = str | Mapping[str, str]
"""A sentence; or, if it has a count, one for each plural category of CLDR."""

_FOLDER = Path(__file__).parent
_NUMBER = re.compile(r"\d+")
"""A number: ``503``."""

_NONE: Mapping[str, Value] = MappingProxyType({})


class Message(str):
    """A text with the key and the values that it was made of."""

    key: str
    values: Mapping[str, Value]
    english: str

    def __new__(cls, text: str, key: str = "", values: Mapping[str, Value] = _NONE, english: str = "") -> "Message":
        """Create a message from a text that is already rendered, and its English."""
        made = super().__new__(cls, text)
        made.key, made.values, made.english = key, dict(values), english or text
        return made

    def into(self, language: str) -> str:
        """Return the text in one of the ``languages()``; in English if there is no translation."""
        template = _table(language).get(self.key) if self.key and language != ENGLISH else None
        if not template:
            return Message(self.english, self.key, self.values)
        made = _Isolated if is_right_to_left(language) else Message
        return made(_filled(template, self.values, language), self.key, self.values, self.english)


class _Isolated(Message, Isolated):
    """A message in a language that is written from right to left, with isolates around its values."""


def worded(key: str, /, **values: Value) -> Message:
    """Return the message of a key, in English. Values may be messages themselves, which are translated with it.

    Raises:
        KeyError: ``en.toml`` has no such key.
    """
    return Message(_filled(_table(ENGLISH)[key], values, ENGLISH), key, values)


def joined(key: str, parts: Iterable[str]) -> str:
    """Return texts joined pairwise by the message of a key: ``{one}, {other}``; a single text unchanged, and no text as empty."""
    rest = iter(parts)
    return reduce(lambda one, other: worded(key, one=one, other=other), rest, next(rest, ""))


def phrase(text: str) -> Message:
    """Return a phrase in the source code as a message, which is recognised by its English text, e.g. the reason of a repair."""
    return text if isinstance(text, Message) else _known(text)


def is_key(key: str) -> bool:
    """Return whether there is a message with this key."""
    return key in _table(ENGLISH)


def translate(text: str, language: str) -> str:
    """Return a message in another language; any other text unchanged."""
    return text.into(language) if isinstance(text, Message) else text


def speaker(language: str) -> Callable[..., str]:
    """Return a function that renders a key and its values in a language: ``say("waived", count=2)``."""

    def say(key: str, /, **values: Value) -> str:
        return worded(key, **values).into(language)

    return say


@cache
def languages() -> tuple[str, ...]:
    """Return the codes (ISO 639-1) of the languages that have tables, English first."""
    return (ENGLISH, *sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != ENGLISH))


def is_right_to_left(language: str) -> bool:
    """Return whether one of the ``languages()`` is written from right to left."""
    return language in languages() and _table(language)["direction"] == "rtl"


def require_language(language: str) -> None:
    """Raise ``ValueError`` if messages have no such language."""
    if language not in languages():
        raise ValueError(f"no language {language!r}; there are {', '.join(languages())}")


def translated(report: Report, language: str) -> Report:
    """Return the report with its messages in one of the ``languages()``, and with that as its language.

    Raises:
        ValueError: there is no such language.
    """
    if language == report.language:
        return report
    require_language(language)
    return evolve(reworded(report, lambda text: phrase(text).into(language)), language=language)


def reworded(report: Report, change: Callable[[str], str]) -> Report:
    """Return the report with each of its sentences changed: titles and messages of findings, and reasons for what is undecided."""

    def of_finding(finding: Finding) -> Finding:
        title = finding.rule.title
        told = title if isinstance(title, Message) else Message(title, f"rule-{finding.code}")
        return evolve(finding, rule=evolve(finding.rule, title=change(told)), message=change(finding.message))

    def of_reference(audited: CheckedReference) -> CheckedReference:
        findings = tuple(map(of_finding, audited.findings))
        return evolve(audited, findings=findings, unsettled=change(audited.unsettled))

    incomplete = tuple(evolve(gap, why=change(gap.why)) for gap in report.run.incomplete)
    return evolve(
        report,
        references=tuple(map(of_reference, report.references)),
        list_findings=tuple(evolve(each, finding=of_finding(each.finding)) for each in report.list_findings),
        waived=tuple(evolve(each, finding=of_finding(each.finding)) for each in report.waived),
        run=evolve(report.run, incomplete=incomplete),
    )


def _known(text: str) -> Message:
    """Return a phrase by its text; if it is not known as a whole, its first number is taken for a value: ``answered 503``."""
    keys, number = _keys(), _NUMBER.search(text)
    if text in keys or not number:
        return Message(text, keys.get(text, ""))
    return Message(text, keys.get(_NUMBER.sub("{number}", text, count=1), ""), {"number": number[0]})


def quotes(language: str) -> str:
    """Return the opening and closing quotation mark of a language."""
    return str(_table(language)["quotes"])


def _filled(template: Template, values: Mapping[str, Value], language: str) -> str:
    """Return a template with its values filled in; without a count, in the singular. Of two full stops, one remains."""
    if not isinstance(template, str):
        template = template[plural(language, int(values.get("count", 1)))]
    is_isolated = is_right_to_left(language)
    told = values
    if language != ENGLISH:
        told = {name: _value(value, language, is_isolated=is_isolated) for name, value in values.items()}
    stopped = {
        name: value.removesuffix(".")
        for name, value in told.items()
        if isinstance(value, str) and f"{{{name}}}." in template
    }
    return template.format_map({**told, **stopped})


def _value(value: Value, language: str, *, is_isolated: bool) -> Value:
    if isinstance(value, Message):
        return value.into(language)
    needs_isolates = is_isolated and isinstance(value, str) and not isinstance(value, Isolated)
    return isolate(str(value)) if needs_isolates else value


@cache
def _table(language: str) -> Mapping[str, Template]:
    """Return the templates of a language by their keys, from all tables of its file, whose names are headings for translators."""
    tables = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return MappingProxyType({key: text for table in tables.values() for key, text in table.items()})


@cache
def _keys() -> Mapping[str, str]:
    """Return the keys of all templates that are plain texts, by their English texts."""
    return MappingProxyType({text: key for key, text in _table(ENGLISH).items() if isinstance(text, str)})


ONE, FEW, MANY, OTHER = "one", "few", "many", "other"
"""The plural categories of numbers. Source: CLDR's rules for cardinal numbers."""

_NOUGHT_IS_ONE = frozenset({"fa", "fr", "pt"})
"""Languages in which zero takes the singular."""


def plural(language: str, number: int) -> str:
    """Return the plural category of an integer in a language.

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
