"""Works in styles, beside what citeproc-js makes of the same data.

    python styles.py WORKS.jsonl[.gz] NODE_MODULES [--works 200] [--styles 20] [--seed 1] [--show 5]

WORKS are records of Crossref's REST API, one a line; NODE_MODULES is where ``npm install citeproc`` put it. Works and styles are drawn
by the seed. "Same" is the same but for blanks, markup and compatibility characters; "alike" is it also where the
other processor prints ``..`` or ``.,``, brackets again around the letter behind a year, a hyphen in pages that were given with a dash,
or the label of a variable that has no value, against CSL.
"""

import argparse
import gzip
import json
import random
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

from refcheck.model import Provenance, Reference
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.styles import find_style, pandoc
from refcheck.styles.collection import NAMESPACE, names
from refcheck.styles.items import item

OTHER = """
const fs = require("fs"), CSL = require(process.argv[2] + "/citeproc");
const [items, style, locales] = JSON.parse(fs.readFileSync(0, "utf8")), by = {};
items.forEach(each => by[each.id] = each);
const engine = new CSL.Engine({
  retrieveLocale: name => locales[name] || locales["en-US"],
  retrieveItem: id => JSON.parse(JSON.stringify(by[id])),
}, style, "en-US", 0);
engine.opt.development_extensions.wrap_url_and_doi = false;
engine.setOutputFormat("html");
engine.updateItems(items.map(each => each.id));
const [about, entries] = engine.makeBibliography();
console.log(JSON.stringify([about.entry_ids.map(each => each[0]), entries]));
"""

LOCALES = re.compile(rb'<locale xmlns[^>]*xml:lang="(?P<language>[^"]+)".*?</locale>', re.DOTALL)
TAGS = re.compile(r"<[^>]+>")
STOPS = re.compile("[.,;:]+([.,;:])")
LETTER = re.compile(r"(?<=\d)([\])])\W?([a-z])\1?(?!\w)")


def guarded(source: bytes) -> bytes:
    """The style with each label printed only where its variable has a value: as CSL has it, and so the same style."""
    tree = etree.fromstring(source)
    for label in list(tree.iterfind(f".//{NAMESPACE}label[@variable]")):
        choose = label.makeelement(f"{NAMESPACE}choose")
        label.addprevious(choose)
        found = choose.makeelement(f"{NAMESPACE}if", variable=label.get("variable"))
        choose.append(found)
        found.append(label)
    return etree.tostring(tree)


def bare(text: str) -> str:
    """Letters and signs, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def printed(entry: str) -> str:
    return bare(unescape(TAGS.sub("", entry)))


def plain(text: str, page: str) -> str:
    """The same with each run of stops as one, the letter of a year within its brackets, and pages with the dash that they were given."""
    return STOPS.sub(r"\1", LETTER.sub(r"\2\1", text.replace(page.replace("–", "-"), page) if page else text))


def locales() -> dict[str, str]:
    """The terms that pandoc has within it, so that both print the same ones."""
    found = LOCALES.finditer(Path(pandoc.needed()).read_bytes())
    return {each["language"].decode(): each[0].decode() for each in found}


def other(items: list[dict[str, Any]], style: bytes, modules: str, terms: dict[str, str]) -> dict[str, str]:
    with TemporaryDirectory() as folder:
        script = Path(folder, "run.js")
        script.write_text(OTHER)
        given = json.dumps([items, style.decode(), terms])
        done = subprocess.run(
            ["node", str(script), str(Path(modules).resolve())],
            input=given,
            capture_output=True,
            text=True,
            check=True,
        )
    keys, entries = json.loads(done.stdout)
    return dict(zip(keys, entries, strict=True)) if len(keys) == len(entries) else {}


def ours(items: list[dict[str, Any]], style: Any) -> dict[str, str]:
    tree = pandoc.bibliography(items, style)
    entries = ((entry["c"][0][0].removeprefix("ref-"), entry["c"][1]) for entry in tree["blocks"])
    return {key: "".join(words(blocks)) for key, blocks in entries}


def words(node: Any) -> Iterator[str]:
    """The text of a tree of pandoc's; quotation marks have been printed by the processor."""
    if isinstance(node, dict) and node["t"] == "Str":
        yield node["c"]
    elif isinstance(node, dict) and node["t"] == "Link":
        yield from words(node["c"][1])
    else:
        for each in node.get("c", ()) if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from words(each)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("works")
    parser.add_argument("modules")
    parser.add_argument("--works", dest="number", type=int, default=200)
    parser.add_argument("--styles", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", help="one style, by its name")
    given = parser.parse_args()
    draw = random.Random(given.seed)
    opened = gzip.open if given.works.endswith(".gz") else open
    with opened(given.works, "rt") as lines:
        records = [each for each in map(json.loads, lines) if each.get("title") and len(each.get("author", ())) < 12]
    kinds = sorted({each["type"] for each in records} - {"component", "journal", "journal-issue", "other"})
    drawn: list[dict[str, Any]] = []
    while len(drawn) < given.number:  # half of them articles, the others of every kind
        kind = "journal-article" if len(drawn) % 2 else draw.choice(kinds)
        drawn.append(draw.choice([each for each in records if each["type"] == kind]))
    about = Provenance(registry="Crossref", url="", retrieved=datetime.now(UTC))
    works = [crossref_record(each, about).work for each in drawn]
    items = [item(Reference(key=f"r{number}", raw="", work=work)) for number, work in enumerate(works)]
    terms = locales()
    total = same = alike = 0
    chosen: list[str] = []
    for name in [given.only] if given.only else draw.sample(sorted(names()), 10 * given.styles):
        if len(chosen) == given.styles:
            break
        try:
            style = find_style(name)
            beside = other(items, style.source, given.modules, terms)
        except Exception as error:  # a style without a list, or one that the other cannot run
            print(f"{name}: left out ({type(error).__name__})")
            continue
        if not beside:
            print(f"{name}: left out (its entries cannot be told apart)")
            continue
        chosen.append(name)
        own = ours(items, style)
        pairs = [(printed(beside[key]), bare(own.get(key, ""))) for key in beside]
        right = sum(one == two for one, two in pairs)
        again = other(items, guarded(style.source), given.modules, terms)
        pages = {key: str(items[int(key[1:])].get("page", "")) for key in beside}
        near = sum(
            pair[0] == pair[1] or plain(printed(again.get(key, "")), pages[key]) == plain(pair[1], pages[key])
            for key, pair in zip(beside, pairs, strict=True)
        )
        total, same, alike = total + len(pairs), same + right, alike + near
        print(f"{name:60} {right:4} {near:4} of {len(pairs)}")
        for one, two in [pair for pair in pairs if pair[0] != pair[1]][: given.show]:
            print(f"    {one}\n    {two}")
    print(f"same {same / total:.4f}, alike {alike / total:.4f}, of {total}")


if __name__ == "__main__":
    main()
