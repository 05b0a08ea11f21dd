"""LaTeX as it is printed; journals as the macros of astronomy name them.

Source: AASTeX's list of journal macros, which the Astrophysics Data System writes into its BibTeX.
"""

import re

from attrs import define, field, frozen

from refcheck.model import Span
from refcheck.readers.entries.tex import decode
from refcheck.readers.papers.flow import Mark

_NAMES = """actaa Acta Astron.|aj AJ|ao Appl. Opt.|aap A&A|aapr A&A Rev.|aaps A&AS|aplett Astrophys. Lett.|apj ApJ|apjl ApJL
apjlett ApJL|apjs ApJS|apjsupp ApJS|applopt Appl. Opt.|apspr Astrophys. Space Phys. Res.|apss Ap&SS|araa ARA&A|azh AZh
baas BAAS|bac BAICz|bain BAN|caa Chinese Astron. Astrophys.|cjaa Chinese J. Astron. Astrophys.|fcp Fund. Cosmic Phys.
gca Geochim. Cosmochim. Acta|grl Geophys. Res. Lett.|iaucirc IAU Circ.|icarus Icarus|jcap JCAP|jcp J. Chem. Phys.
jgr J. Geophys. Res.|jqsrt JQSRT|jrasc JRASC|memras MmRAS|memsai MmSAI|mnras MNRAS|nat Nature|nar New Astron. Rev.
nphysa Nucl. Phys. A|pasa PASA|pasj PASJ|pasp PASP|physrep Phys. Rep.|physscr Phys. Scr.|planss Planet. Space Sci.
pra Phys. Rev. A|prb Phys. Rev. B|prc Phys. Rev. C|prd Phys. Rev. D|pre Phys. Rev. E|prl Phys. Rev. Lett.
procspie Proc. SPIE|psj PSJ|qjras QJRAS|rmxaa Rev. Mex. Astron. Astrofis.|skytel S&T|solphys Sol. Phys.
sovast Soviet Astron.|ssr Space Sci. Rev.|zap ZAp"""
JOURNALS = dict(entry.split(" ", 1) for entry in _NAMES.replace("\n", "|").split("|"))
"""Commands, without their backslash, and what they print."""


_CITED, _LITERAL, _LINK, _LINK_END = "\ue000", "\ue001", "\ue002", "\ue003"
r"""Signs that stand for a citation, a literal text, the beginning and the end of a link while the rest is decoded:
"\ue0003;"."""

_PLACEHOLDER = re.compile(f"([{_CITED}{_LITERAL}{_LINK}])(\\d+);|{_LINK_END}")
_PRIVATE = re.compile(f"[{_CITED}-{_LINK_END}]")


def without_private(source: str) -> str:
    """Return the source without the signs that are used here."""
    return _PRIVATE.sub(" ", source)


@frozen(kw_only=True)
class Printed:
    """What was printed. The values of ``citations`` are keys, parted by commas; those of ``links`` are addresses."""

    text: str
    links: tuple[Mark, ...]
    citations: tuple[Mark, ...]


@define
class Printer:
    """Prints source in which citations and addresses are set aside, so that decoding does not touch them."""

    _kept: list[str] = field(factory=list)

    def citation(self, keys: str) -> str:
        """Source that prints as the keys in brackets."""
        return self._aside(_CITED, keys)

    def literal(self, text: str) -> str:
        """Source that prints as the text, which is an address."""
        return self._aside(_LITERAL, text)

    def link(self, target: str, source: str) -> str:
        """Source that prints as ``source`` and leads to ``target``."""
        return f"{self._aside(_LINK, target)}{source}{_LINK_END}"

    def printed(self, source: str) -> Printed:
        """Return what the source prints."""
        written = _Written()
        decoded = decode(source)
        end = 0
        for found in _PLACEHOLDER.finditer(decoded):
            written.add(decoded[end : found.start()])
            end = found.end()
            if found[1] is None:
                written.close()
            else:
                written.put(found[1], self._kept[int(found[2])])
        written.add(decoded[end:])
        return Printed(text="".join(written.parts), links=tuple(written.links), citations=tuple(written.citations))

    def _aside(self, sign: str, text: str) -> str:
        self._kept.append(text)
        return f"{sign}{len(self._kept) - 1};"


@define
class _Written:
    parts: list[str] = field(factory=list)
    length: int = 0
    links: list[Mark] = field(factory=list)
    citations: list[Mark] = field(factory=list)
    opened: list[tuple[int, str]] = field(factory=list)

    def add(self, text: str) -> Span:
        """Add a text. Returns where it stands."""
        self.parts.append(text)
        self.length += len(text)
        return Span(self.length - len(text), self.length)

    def put(self, sign: str, text: str) -> None:
        """Add what was set aside under the sign."""
        if sign == _CITED:
            self.citations.append(Mark(self.add(f"[{text}]"), text))
        elif sign == _LITERAL:
            self.links.append(Mark(self.add(text), text))
        else:
            self.opened.append((self.length, text))

    def close(self) -> None:
        """End the link that was opened last."""
        if self.opened:
            start, target = self.opened.pop()
            self.links.append(Mark(Span(start, self.length), target))
