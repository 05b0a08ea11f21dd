"""JATS articles: references, DOIs and pointers read, and planted faults between text and list that are found.

    python tests/benchmarks/jats.py FOLDER [--show]

FOLDER holds articles as JATS XML; what their elements say is the gold. Each is read as it is, and again as plain text with its list
behind it. In both, references that are cited are taken out of the list and references that nobody cites are put into it.
"""

import copy
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from refcheck import check
from refcheck.model import Bibliography
from refcheck.readers import read, read_bytes
from refcheck.registries import Connections
from refcheck.registries.ladder import offline

Element = etree._Element
HREF = "{http://www.w3.org/1999/xlink}href"
DOI = re.compile(r"10\.\d{4,9}/\S+")
RULES = ("cited-but-not-listed", "listed-but-not-cited", "cited-year-differs", "cited-name-differs")
STRANGERS = (
    ("Quillfeather", "T", "Lanterns of the northern shore", "Journal of Coastal Lights", "2003", "12", "101"),
    ("Abernathyson", "P", "Weights and measures of small markets", "Annals of Trade", "1997", "8", "55"),
    ("Vosskuhlen", "H", "Bridges without rivers", "Review of Structures", "2011", "31", "212"),
)
"""Made references that no text cites."""


def main() -> None:
    """Print both tables."""
    folder, is_shown = Path(sys.argv[1]), "--show" in sys.argv
    read_counts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for path in sorted(folder.glob("*.xml")):
        root = etree.parse(path, etree.XMLParser(resolve_entities=False, recover=True)).getroot()
        read_counts += _read_against_gold(path, root, is_shown)
        for planted in (_plant_in_xml, _plant_in_text):
            faults += planted(path, root, is_shown)
    print(f"{'':12s} {'there':>7s} {'read':>7s} {'share':>7s} {'extra':>6s}")
    for what in ("references", "DOIs", "pointers"):
        there, found, extra = (read_counts[f"{what} {kind}"] for kind in ("there", "read", "extra"))
        print(f"{what:12s} {there:7d} {found:7d} {found / max(there, 1):7.4f} {extra:6d}")
    print(f"\n{'planted':44s} {'there':>6s} {'found':>6s} {'share':>6s} {'false':>6s} {'in 100':>6s}")
    for form in ("xml", "text"):
        for rule in RULES[:2]:
            there, found, false = (faults[f"{form} {rule} {kind}"] for kind in ("there", "found", "false"))
            looked = faults[f"{form} {rule} looked at"]
            share, rate = found / max(there, 1), 100 * false / max(looked, 1)
            print(f"{form:5s} {rule:38s} {there:6d} {found:6d} {share:6.3f} {false:6d} {rate:6.2f}")
        others = sum(faults[f"{form} {rule} false"] for rule in RULES[2:])
        looked = faults[f"{form} {RULES[0]} looked at"]
        print(f"{form:5s} {'other years, other names':38s} {'':20s} {others:6d} {100 * others / max(looked, 1):6.2f}")
    print(f"\n{faults['text understood']} of {faults['text articles']} texts are understood")


def _read_against_gold(path: Path, root: Element, is_shown: bool) -> Counter[str]:
    bibliography = read(path)
    refs = list(root.iter("ref"))
    counts: Counter[str] = Counter()
    wanted = Counter(_letters(_set(ref)) for ref in refs)
    found = Counter(_letters(each.raw) for each in bibliography.references)
    counts["references there"] = len(refs)
    counts["references read"] = min(len(refs), len(bibliography.references))
    counts["references extra"] = max(0, len(bibliography.references) - len(refs))
    gold = [_dois(ref) for ref in refs]
    read_dois = [
        {each.value.lower() for each in reference.identifiers if each.scheme.value == "doi"}
        for reference in bibliography.references
    ]
    for number, (want, have) in enumerate(zip(gold, read_dois, strict=False)):
        counts["DOIs there"] += len(want)
        counts["DOIs read"] += len(want & have)
        counts["DOIs extra"] += len(have - want)
        if is_shown and want != have:
            print(f"{path.name} {number}: DOIs {want} read as {have}")
    pointers = Counter(id_ for xref in _pointers(root) for id_ in xref.get("rid", "").split())
    ids = {reference.key: (ref.get("id") or "") for reference, ref in zip(bibliography.references, refs, strict=False)}
    pointed = Counter(ids.get(key, key) for citation in bibliography.citations for key in citation.keys)
    counts["pointers there"] = pointers.total()
    counts["pointers read"] = (pointers & pointed).total()
    counts["pointers extra"] = (pointed - pointers).total()
    if is_shown and (pointers != pointed or len(wanted - found) > 0):
        print(
            f"{path.name}: {len(wanted - found)} texts differ; pointers {pointers - pointed} missed, {pointed - pointers} extra"
        )
    return counts


def _plant_in_xml(path: Path, root: Element, is_shown: bool) -> Counter[str]:
    root = copy.deepcopy(root)
    cited = [ref for ref in root.iter("ref") if (ref.get("id") or "") in _cited_ids(root)]
    uncited = sum((ref.get("id") or "") not in _cited_ids(root) for ref in root.iter("ref"))
    chosen = random.Random(path.name).sample(cited, min(3, len(cited) // 4))
    for ref in chosen:
        if (parent := ref.getparent()) is not None:
            parent.remove(ref)
    last = next(root.iter("ref-list"), None)
    if last is None:
        return Counter()
    for number, stranger in enumerate(STRANGERS):
        last.append(_ref(f"stranger{number}", stranger))
    bibliography = read_bytes(etree.tostring(root), path.name)
    return _judged("xml", path, bibliography, [(ref.get("id") or "") for ref in chosen], uncited, is_shown)


def _plant_in_text(path: Path, root: Element, is_shown: bool) -> Counter[str]:
    cited_ids = _cited_ids(root)
    refs = list(root.iter("ref"))
    is_numeric = (
        sum(_all_text(each).strip(" []().,").isdecimal() for each in _pointers(root)) > len(list(_pointers(root))) / 2
    )
    bases = {(ref.get("id") or ""): number for number, ref in enumerate(refs, start=1)}
    body = "\n\n".join(_paragraphs(root, bases if is_numeric else None))
    cited = [ref for ref in refs if (ref.get("id") or "") in cited_ids]
    uncited = len(refs) - len(cited)
    chosen = random.Random(path.name).sample(cited, min(3, len(cited) // 4))
    listed = [(bases[(ref.get("id") or "")], _set(ref)) for ref in refs if ref not in chosen]
    listed += [(len(refs) + 1 + number, _text_of(each)) for number, each in enumerate(STRANGERS)]
    lines = [f"{number}. {text}" if is_numeric else text for number, text in listed]
    bibliography = read(f"{body}\n\nReferences\n\n" + "\n".join(lines) + "\n")
    counts = _judged("text", path, bibliography, [(ref.get("id") or "") for ref in chosen], uncited, is_shown)
    counts["text articles"] += 1
    counts["text understood"] += bool(bibliography.citations)
    return counts


def _judged(
    form: str, path: Path, bibliography: Bibliography, removed: list[str], uncited: int, is_shown: bool
) -> Counter[str]:
    report = check(bibliography, registry=offline(Connections()))
    told = [finding for finding in report.findings() if finding.rule.code in RULES]
    by_rule = Counter(finding.rule.code for finding in told)
    strangers = sum(
        any(stranger[0] in _said(finding, bibliography) for finding in told if finding.rule.code == RULES[1])
        for stranger in STRANGERS
    )
    missing = by_rule[RULES[0]]
    counts: Counter[str] = Counter()
    counts[f"{form} {RULES[0]} there"] = len(removed)
    counts[f"{form} {RULES[0]} found"] = min(missing, len(removed))
    counts[f"{form} {RULES[0]} false"] = max(0, missing - len(removed))
    counts[f"{form} {RULES[0]} looked at"] = len(bibliography.citations)
    counts[f"{form} {RULES[1]} there"] = len(STRANGERS)
    counts[f"{form} {RULES[1]} found"] = strangers
    counts[f"{form} {RULES[1]} false"] = max(0, by_rule[RULES[1]] - strangers - uncited)
    counts[f"{form} {RULES[1]} looked at"] = len(bibliography.references)
    for rule in RULES[2:]:
        counts[f"{form} {rule} false"] = by_rule[rule]
    if is_shown:
        print(f"{path.name} {form}: removed {removed}, uncited {uncited}")
        for finding in told:
            print("   ", finding.rule.code, finding.message[:160])
    return counts


def _said(finding: object, bibliography: Bibliography) -> str:
    keys = getattr(finding, "references", ())
    return str(finding) + " ".join(each.raw for each in bibliography.references if each.key in keys)


def _pointers(root: Element) -> Iterator[Element]:
    return (each for each in root.iter("xref") if each.get("ref-type") == "bibr" and _all_text(each).strip())


def _cited_ids(root: Element) -> set[str]:
    return {id_ for xref in _pointers(root) for id_ in xref.get("rid", "").split()}


def _dois(ref: Element) -> set[str]:
    stated = {_all_text(each).strip().lower() for each in ref.iter("pub-id") if each.get("pub-id-type") == "doi"}
    linked = {
        found[0].lower()
        for each in ref.iter("ext-link")
        if "doi.org/" in (each.get(HREF) or "") and (found := DOI.search(each.get(HREF) or ""))
    }
    return stated | linked


def _paragraphs(root: Element, numbers: dict[str, int] | None) -> Iterator[str]:
    body = next(root.iter("body"), None)
    for element in () if body is None else body.iter("p", "title"):
        element = copy.deepcopy(element)
        for xref in list(_pointers(element)) if numbers is not None else ():
            known = numbers or {}
            shown = ", ".join(str(known[id_]) for id_ in xref.get("rid", "").split() if id_ in known)
            for child in list(xref):
                xref.remove(child)
            xref.text = f"[{shown}]" if shown else ""
        if text := " ".join(_all_text(element).split()):
            yield text


def _set(ref: Element) -> str:
    """A reference as it would be printed: its text, with commas between people."""
    ref = copy.deepcopy(ref)
    for name in list(ref.iter("name", "string-name", "collab")):
        following = name.getnext()
        if (
            following is not None
            and following.tag in ("name", "string-name", "collab")
            and not (name.tail or "").strip()
        ):
            name.tail = ", "
    for label in list(ref.iter("label")):
        label.text = ""
    return " ".join(_all_text(ref).replace(" ,", ",").split())


def _all_text(element: Element) -> str:
    return "".join(map(str, element.itertext()))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _ref(id_: str, values: tuple[str, ...]) -> Element:
    family, given, title, source, year, volume, page = values
    return etree.fromstring(
        f'<ref id="{id_}"><mixed-citation><person-group person-group-type="author"><name><surname>{family}</surname>'
        f"<given-names>{given}</given-names></name></person-group>: <article-title>{title}</article-title>. <source>{source}</source>. "
        f"<year>{year}</year>;<volume>{volume}</volume>:<fpage>{page}</fpage>.</mixed-citation></ref>"
    )


def _text_of(values: tuple[str, ...]) -> str:
    family, given, title, source, year, volume, page = values
    return f"{family} {given}: {title}. {source}. {year};{volume}:{page}."


if __name__ == "__main__":
    main()
