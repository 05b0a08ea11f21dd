"""References for the pages, by citation style: printed ones from a file, written ones, and patterns of law and of the web."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import evolve

from training import written
from training.data import Example, is_held_out
from training.facts import Facts, facts_of
from training.lines.words import Tongue

Pools = Mapping[str, Sequence[str]]
"""References by the style that they are printed in."""


class Supply(dict[str, list[str]]):
    """References by the style that they are printed in, with the facts of the same records, each once."""

    def __init__(self, printed: Mapping[str, list[str]], facts: Sequence[Facts]) -> None:
        """Take the printed references and the facts."""
        super().__init__(printed)
        self.facts = facts


_FEWEST = 8

_PATTERNS = {
    "law, common": (
        "{F} v {F} [{Y}] {n} AC {nn} ({P})",
        "{F} v. {F}, {nn} U.S. {nn} ({Y}).",
        "R v {F} [{Y}] EWCA Crim {nn}",
        "{F} & {F}, {T}, {n} {W} L. Rev. {nn}, {nn} ({Y}).",
        "{W} Act {Y}, s {n}({i})",
        "{F}, {T} ({P} University Press {Y}) {nn}",
        "In re {F}, {nn} F.3d {nn} ({n}th Cir. {Y})",
        "Case C-{nn}/{n} {F} v Commission [{Y}] ECR I-{nn}",
    ),
    "law, german": (
        "BGH, Urteil vom {n}.{n}.{Y} – I ZR {n}/{n}, NJW {Y}, {nn}.",
        "{F}, {T}, {P} {Y}.",
        "{F}, in: {F}/{F} (Hrsg.), {T}, {n}. Aufl. {Y}, § {n} Rn. {n}.",
        "BVerfGE {nn}, {nn} ({nn}).",
        "OLG {P}, Beschl. v. {n}.{n}.{Y} – {n} U {nn}/{n}.",
        "{F}, {T}, JZ {Y}, S. {nn}–{nn}.",
    ),
    "web": (
        "{T}. {U} (accessed {D})",
        "{WW} ({Y}). {T}. Retrieved {D}, from {U}",
        "{WW}. {T}. Available at: {U} [Accessed {D}].",
        "{F}, {I} ({Y}) {T} [online]. {U}",
        "“{T}.” {WW}, {D}. {U}.",
        "{WW}: {T}, {U}, last visited {D}.",
        "{WW} n.d. {T}. {U}.",
    ),
    "tools": (
        "{WW} ({Y}). {W}: {T} (Version {d}) [Computer software]. {U}",
        "{F}, {I}. {W}: {www}. R package version {d}. {U} ({Y}).",
        "{W} Core Team. {T}. {WW}, {P}, {Y}. {U}",
        "{F} et al. ({Y}). {W}. {W}. https://doi.org/10.{nn}/{w}.{nn}",
        "{WW}. {Y}. “{W} {d}.” {P}: {WW} Inc.",
    ),
    "standards and patents": (
        "ISO {nn}:{Y}. {T}.",
        "{F}, {I}. {T}. US Patent {n},{nn},{nn}, {D}.",
        "DIN EN {nn}-{i}:{Y}-0{i}: {T}.",
        "ASTM D{nn}-{n}, {T}, {WW}, {Y}.",
        "IEEE Std {nn}-{Y}, {T}.",
        "RFC {nn}: {T}. {F}, {I}. {Y}.",
    ),
    "newspapers and archives": (
        "{F}, {I}. {T}. {WW}, {D}, p. {n}.",
        "{T}, {WW}, {D}.",
        "{WW}, {D}, {n}.",
        "{F} to {F}, {D}, {WW}, box {n}, folder {n}.",
        "{N}, “{T},” {WW}, {D}, A{n}.",
        "Interview with {N}, {P}, {D}.",
    ),
    "chinese": (
        "{N}，{N}. {T}[J]. {w}{w}, {Y}, {n}({i}): {nn}-{nn}.",
        "{N}. {T}[M]. {w}: {w}出版社, {Y}.",
        "{N}等：《{T}》，《{w}学报》{Y}年第{i}期，第{n}页。",
        "{N}. {T}[D]. {w}大学, {Y}.",
        "{F} {I}, {F} {I}. {T}[J]. {WW}, {Y}, {n}: {nn}.",
    ),
    "japanese": (
        "{N}（{Y}）「{T}」『{w}研究』{n}, {nn}-{nn}.",
        "{N}・{N}: {T}, {w}学会誌, Vol. {n}, No. {i}, pp. {nn}-{nn}, {Y}.",
        "{N}『{T}』{w}書房、{Y}年。",
    ),
    "korean": (
        "{N}, {N} ({Y}). {T}. {w}연구, {n}({i}), {nn}-{nn}.",
        "{N}, 「{T}」, 『{w}학보』 {n}, {Y}, {nn}~{nn}쪽.",
        "{N}. {T}. {w}대학교 석사학위논문. {Y}.",
    ),
    "russian": (
        "{F} {I} {T} // {WW}. {Y}. Т. {n}, № {i}. С. {nn}–{nn}.",
        "{F} {I} {T}. М.: {W}, {Y}. {nn} с.",
        "{T} / под ред. {I} {F}. – {P} : {W}, {Y}. – {nn} с.",
        "{F}, {I} {T} : дис. … канд. наук. {P}, {Y}. {nn} с.",
    ),
    "arabic and persian": (
        "{F}، {W} ({Y}). {T}. {P}: {WW}.",
        "{F}، {W}. {T}. مجلة {w}، {n}({i})، {nn}-{nn}.",
        "{F}، {W}. ({Y}). {T}. {P}: نشر {w}.",
    ),
}
"""Kinds of references that no citation style prints, by their patterns."""

_TONGUES = {
    "law, german": "de",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "russian": "ru",
    "arabic and persian": "fa",
}


def load(path: Path, *, held_out: bool) -> Supply:
    """Return the references of a file by style: of the styles and records that are learnt from, or of those that are held out."""
    pools: dict[str, list[str]] = defaultdict(list)
    fullest: dict[str, Example] = {}
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines():
        row = json.loads(line)
        if is_held_out(row["style"]) == held_out == is_held_out(row["record"]):
            example = Example(
                row["source"], [(label, part) for label, part in row["segments"]], row["style"], row["record"]
            )
            pools[row["style"]].append(_printed(example))
            fullest[example.record] = max(
                fullest.get(example.record, example), example, key=lambda each: len(each.text)
            )
    invented: list[Example] = []
    for number, example in enumerate(example for example in written.load() if example.source != written.SHAPES):
        if (number % 5 == 0) == held_out:
            text = "".join(part for label, part in example.segments if label != "citation-number").strip("[]() ")
            pools[f"written {len(text) // 90}"].append(" ".join(text.split()))
            invented.append(example)
    printed = {style: refs for style, refs in pools.items() if len(refs) >= _FEWEST}
    return Supply(printed, [facts for example in (*fullest.values(), *invented) if (facts := _facts(example))])


def _printed(example: Example) -> str:
    return " ".join("".join(part for label, part in example.segments if label != "citation-number").split())


def _facts(example: Example) -> Facts | None:
    """Return the facts of a reference with its record's DOI, ``None`` without a title or without author and date."""
    facts = facts_of(example)
    if facts is None or "title" not in facts.texts or not (facts.author or "date" in facts.texts):
        return None
    return evolve(facts, texts=facts.texts | {"doi": example.record}) if example.record.startswith("10.") else facts


def drawn(pools: Pools, count: int, chance: random.Random, *, patterns: bool = True) -> list[str]:
    """Return the references of one list: of one style, or of a few together, or made after patterns."""
    lot = chance.random()
    if patterns and lot < 0.2:
        kind = chance.choice(sorted(_PATTERNS))
        tongue = Tongue(_TONGUES.get(kind, chance.choice(("en", "en", "de", "fr", "es", "it"))), chance)
        made = [tongue.filled(chance.choice(_PATTERNS[kind]), chance.randint(1, 9)) for _ in range(count)]
        if kind == "web" and chance.random() < 0.5:
            made[count // 3 :] = drawn(pools, max(count - count // 3, 1), chance, patterns=False)
        return made
    styles = sorted(pools)
    chosen = [chance.choice(styles) for _ in range(1 if lot < 0.75 else 3)]
    pool = [ref for style in chosen for ref in pools[style]]
    while len(pool) < count:
        pool += pools[chance.choice(styles)]
    refs = chance.sample(pool, count)
    return sorted(refs) if chance.random() < 0.6 else refs
