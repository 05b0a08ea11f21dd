"""The words of the page: the same in every language, each of them used, and none missing."""

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest

import refcheck.servers.page as page
from refcheck.model import Severity, Unit, Verdict
from refcheck.resolving.progress import Stage
from refcheck.servers.page.downloads import FORMS
from refcheck.servers.page.problems import KINDS

STATIC = Path(page.__file__).parent / "static"
LANGUAGES = ("de", "en", "es", "fa", "fr", "pt", "ru", "zh")

PLURALS = {"ru": {"one", "few", "many", "other"}, "zh": {"other"}}
"""The forms that a language has for whole numbers below a million (CLDR), where they are not singular and plural."""

SAME_AS_INVALID = {"not-found", "not-allowed", "not-acceptable"}
"""Problems that a page makes only by its own mistake."""

NAMED = re.compile(r"\{(\w+)\}")
IN_QUOTES = re.compile(r'"([a-z-]+\.[a-z-]+)"')
BUILT = re.compile(r"`([a-z-]+\.(?:[a-z]+-)?)\$\{")

Words = dict[str, str | dict[str, str]]


def words(language: str) -> Words:
    held: Words = json.loads((STATIC / "messages" / f"{language}.json").read_text(encoding="utf-8"))
    return held


def named(message: str | dict[str, str]) -> set[str]:
    return set(NAMED.findall(message if isinstance(message, str) else " ".join(message.values())))


def scripts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.js")))


def markup() -> Any:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse((STATIC / "index.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_all_that_english_says(language: str) -> None:
    own, english = words(language), words("en")
    assert list(own) == list(english), "the same keys in the same order"
    assert {key for key in own if named(own[key]) != named(english[key])} == set()
    assert {key for key in own if isinstance(own[key], str) != isinstance(english[key], str)} == set()
    forms = PLURALS.get(language, {"one", "other"})
    assert {key for key, said in own.items() if isinstance(said, dict) and set(said) != forms} == set()
    assert {key for key, said in own.items() if not said} == set()


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_sentences_are_translated(language: str) -> None:
    own, english = words(language), words("en")
    same = {key for key, said in english.items() if said == own[key]}
    assert {key for key in same if len(str(english[key]).split()) > 3} == set()


def test_each_message_is_used_and_each_that_is_used_is_there() -> None:
    root = markup()
    attributes = ("data-text", "data-label", "data-placeholder")
    in_page = {element.get(name) for element in root.iter() for name in attributes if element.get(name)}
    in_scripts = {key for key in IN_QUOTES.findall(scripts()) if key.partition(".")[0] in families()}
    prefixes = tuple(BUILT.findall(scripts()))
    english = set(words("en"))
    assert (in_page | in_scripts) - english == set(), "missing"
    assert {key for key in english - in_page - in_scripts if not key.startswith(prefixes)} == set(), "not used"


def families() -> set[str]:
    return {key.partition(".")[0] for key in words("en")}


def test_what_a_key_is_built_of_has_its_words() -> None:
    english = words("en")
    kinds = set(KINDS) - SAME_AS_INVALID | {"unreachable"}
    built = {
        *(f"{family}.{verdict}" for family in ("verdict", "means", "counted") for verdict in Verdict),
        *(f"severity.{severity}" for severity in Severity),
        *(f"place.{unit}" for unit in Unit if unit is not Unit.NOTHING),
        *(f"{family}.{kind}" for family in ("problem", "advice") for kind in kinds),
        *(f"format.{name}" for name in FORMS),
        *(f"stage.{stage.replace(' ', '-').lower()}" for stage in Stage),
    }
    assert built - set(english) == set()
    assert {key for key in english if key.startswith("stage.")} <= built, "of a stage that there is not"
    assert {key for key in english if key.startswith(("problem.", "advice."))} <= built, (
        "of a problem that there is not"
    )


def test_the_page_is_valid_and_says_what_the_english_file_says() -> None:
    english = words("en")
    elements = list(markup().iter())
    said = {element.get("data-text"): "".join(element.itertext()) for element in elements if element.get("data-text")}
    assert {key: text for key, text in said.items() if text != english[key]} == {}
    for name, shown in (("data-label", "aria-label"), ("data-placeholder", "placeholder")):
        assert {e.get(name) for e in elements if e.get(name) and e.get(shown) != english[e.get(name)]} == set()


def test_nothing_in_the_page_is_inline_or_from_elsewhere() -> None:
    elements = list(markup().iter())
    assert [each.tag for each in elements if each.tag == "style" or (each.tag == "script" and each.text)] == []
    assert [name for each in elements for name in each.attrib if name == "style" or name.startswith("on")] == []
    addresses = [each.get(name) for each in elements for name in ("src", "href") if each.get(name)]
    assert [each for each in addresses if ":" in each or each.startswith("/")] == []
    ids = [each.get("id") for each in elements if each.get("id")]
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-describedby", "for"):
        assert {named for each in elements for named in (each.get(name) or "").split()} - set(ids) == set()


def test_the_languages_are_those_that_can_be_chosen() -> None:
    offered = {each.get("value") for each in markup().find(".//select[@id='language']")}
    listed = re.search(r"LANGUAGES = (\[.*?\])", (STATIC / "language.js").read_text(encoding="utf-8"))
    assert listed is not None
    assert (
        offered
        == set(json.loads(listed[1]))
        == {path.stem for path in (STATIC / "messages").iterdir()}
        == set(LANGUAGES)
    )


def test_the_scripts_are_asked_for_all_at_once() -> None:
    """A script that imports another would otherwise wait for it, and that for the next."""
    links = [each.get("href") for each in markup().iter() if each.get("rel") == "modulepreload"]
    scripts = {path.name for path in STATIC.glob("*.js")} - {"language.js", "main.js"}
    assert sorted(links) == sorted(f"static/{name}" for name in scripts)
