"""Ways in which a right DOI is printed in references: clean among text, wrapped, and mangled.

A way is a function from a DOI to a printed text, or ``None`` where the DOI cannot be printed so (one without a hyphen cannot be
wrapped behind one). Where a DOI can be wrapped in several places, its checksum chooses one, so that every run prints the same.
"""

import html
import re
import string
from collections.abc import Callable, Mapping
from urllib.parse import quote
from zlib import crc32

Way = Callable[[str], str | None]

_BEFORE = "Meyer, K., & Ito, A. (2014). The shape of things. Annals of Measurement, 12(3), 45–67. "
_OTHER = "10.1000/xyz123"


def framed(template: str) -> Way:
    """The DOI at ``@`` of a template behind the rest of a reference."""
    return lambda doi: _BEFORE + template.replace("@", doi)


def wrapped(place: str, gap: str, behind: str = "") -> Way:
    """The DOI with a ``gap`` at one of the places that a pattern finds behind its prefix's first mark."""
    pattern = re.compile(place)

    def way(doi: str) -> str | None:
        places = [found.end() for found in pattern.finditer(doi, 4)]
        places = [at for at in places if at < len(doi)]
        if not places:
            return None
        at = places[crc32(doi.encode()) % len(places)]
        return f"{_BEFORE}doi:{doi[:at]}{gap}{doi[at:]}{behind}"

    return way


def replaced(old: str, new: str, template: str = "doi:@") -> Way:
    """The DOI with one string for another, where it has it."""
    return lambda doi: _BEFORE + template.replace("@", doi.replace(old, new)) if old in doi else None


def _in_full_width(doi: str) -> str:
    wide = {ord(sign): ord(sign) + 0xFEE0 for sign in string.digits + "./"}
    return f"{_BEFORE}DOI：{doi.translate(wide)}"


def _without_indicator(doi: str) -> str | None:
    return f"{_BEFORE}doi:{doi[3:]}" if re.match(r"10\.\d{4,5}/", doi) else None


def _in_link(doi: str) -> str:
    return f'{_BEFORE}<a href="https://doi.org/{html.escape(quote(doi))}">{html.escape(doi)}</a>.'


def _escaped_for_html(doi: str) -> str | None:
    escaped = html.escape(doi)
    return f"{_BEFORE}doi:{escaped}." if escaped != doi else None


def _escaped_for_latex(doi: str) -> str | None:
    escaped = re.sub(r"([_&%#])", r"\\\1", doi)
    return f"{_BEFORE}doi:{escaped}." if escaped != doi else None


def _with_line_number(doi: str) -> str | None:
    at = doi.index("/") + 1
    return f"{_BEFORE}https://doi.org/{doi[:at]}\n{crc32(doi.encode()) % 900 + 100} {doi[at:]}"


POSITIVE: Mapping[str, Way] = {
    "by itself": lambda doi: doi,
    "doi:": framed("doi:@"),
    "DOI and a blank": framed("DOI @."),
    "https": framed("https://doi.org/@"),
    "https and a period": framed("https://doi.org/@."),
    "dx, http": framed("http://dx.doi.org/@"),
    "bare": framed("@"),
    "comma": framed("doi:@, 2014."),
    "semicolon": framed("doi:@; see also"),
    "round brackets": framed("(doi: @)."),
    "square brackets": framed("[doi:@]."),
    "braces": framed("doi = {@},"),
    "angle brackets": framed("<https://doi.org/@>."),
    "quotes": framed('"@".'),
    "typographic quotes": framed("“https://doi.org/@”."),
    "guillemets": framed("«@»."),
    "empty brackets": framed("@()."),
    "mixed brackets": framed("@).(."),
    "empty square brackets": framed("@[]."),
    "empty braces": framed("@{}"),
    "bracket left open": framed("@ (."),
    "label in brackets": framed("(doi: )@."),
    "mirrored brackets": framed(")doi: @(."),
    "another DOI behind": framed(f"doi:@ doi:{_OTHER}"),
    "another DOI, comma": framed(f"doi:@,{_OTHER}"),
    "another DOI, address": framed(f"@;https://doi.org/{_OTHER}"),
    "the same in an address": framed("doi:@. https://doi.org/@"),
    "the same in a link": framed("[@](https://doi.org/@)"),
    "PMID behind": framed("doi:@ PMID: 24512345"),
    "PMID, period": framed("doi:@. PMID: 24512345."),
    "PMCID glued": framed("doi:@.PMC3531190"),
    "accessed": framed("https://doi.org/@ Accessed 12 May 2020."),
    "accessed, period": framed("https://doi.org/@. Accessed 12 May 2020."),
    "accessed, brackets": framed("https://doi.org/@ (accessed on 12 May 2020)."),
    "accessed, square": framed("doi:@ [Accessed 12 May 2020]"),
    "link marks": framed("doi:@ [CrossRef] [PubMed]"),
    "link mark glued": framed("doi:@[CrossRef]"),
    "Epub": framed("doi: @. Epub 2014 Mar 3."),
    "year behind": framed("doi:@ (2014)."),
    "link": _in_link,
    "no-break space": framed("DOI:\u00a0@\u00a0."),
    "no-break space within": wrapped("/", "\u00a0"),
    "thin space within": wrapped("[/.-]", "\u2009"),
    "zero-width space within": wrapped("[/.]", "\u200b", "."),
    "soft hyphen within": wrapped("(?<=[A-Za-z])(?=[A-Za-z])", "\u00ad", "."),
    "typographic hyphen": replaced("-", "\u2010"),
    "no-break hyphen": replaced("-", "\u2011"),
    "en dash": replaced("-", "\u2013"),
    "minus": replaced("-", "\u2212", "doi:@."),
    "fraction slash": replaced("/", "\u2044"),
    "mojibake, dash": replaced("-", "â€“"),
    "mojibake, typed dash": replaced("-", 'â€"'),
    "mojibake, hyphen": replaced("-", "â€\u0090"),
    "mojibake, space": framed("doi:Â\u00a0@."),
    "percent, slash": replaced("/", "%2F", "https://doi.org/@"),
    "percent, all": lambda doi: f"{_BEFORE}https://doi.org/{quote(doi, safe='')}",
    "entities": _escaped_for_html,
    "entity, slash": replaced("/", "&#x2F;"),
    "LaTeX": _escaped_for_latex,
    "full width": _in_full_width,
    "capitals": lambda doi: f"{_BEFORE}DOI: {doi.upper()}",
    "without 10.": _without_indicator,
    "10 and a comma": lambda doi: f"{_BEFORE}doi:{doi.replace('.', ',', 1)}",
    "blank behind the slash": wrapped("(?<=/)(?<!/.)", " ", "."),
    "wrapped behind a dot": wrapped(r"\.", "\n"),
    "wrapped behind a dot, blank": wrapped(r"\.", " "),
    "wrapped behind a dot, then text": wrapped(r"\.", "\n", ". PMID: 24512345"),
    "wrapped behind a hyphen": wrapped("-", "\n"),
    "wrapped behind a hyphen, blank": wrapped("-", " "),
    "wrapped behind a slash": wrapped("/", "\n"),
    "wrapped behind a slash, blank": wrapped("/", " ", "."),
    "wrapped behind an underscore": wrapped("_", "\n"),
    "wrapped behind a bracket": wrapped("[()]", "\n"),
    "wrapped before a mark": wrapped(r"(?=[._/-])", "\n"),
    "wrapped within": wrapped("(?<=[0-9A-Za-z])(?=[0-9A-Za-z])", "\n"),
    "line number": _with_line_number,
}
"""Name → way: the first reading should be the DOI, and one of the readings must be."""

NEGATIVE: Mapping[str, Way] = {
    "next sentence": framed("doi:@. The text goes on here."),
    "next sentence, next line": framed("doi:@.\nThe text goes on here."),
    "next sentence, small": framed("doi:@. in press for years"),
    "next words": framed("https://doi.org/@ and others"),
    "next sentence, thin space": framed("doi:@.\u2009The text goes on here."),
    "pages, thin space": framed("doi:@. p.\u200945-67."),
    "number of pages, thin space": framed("doi:@. 36\u2009pp."),
    "clause, thin space": framed("doi:@\u202f; voir aussi"),
    "next line": framed("https://doi.org/@\nMeyer and others"),
    "volume and pages": framed("doi:@. 2014;12(3):45-67."),
    "pages": framed("doi:@. p. 45-67."),
    "year": framed("doi:@. 2014."),
    "date": framed("doi:@. 12 May 2014."),
    "number of pages": framed("doi:@. 36 pp."),
    "next number": framed("doi:@.\n37. Zhao L. Another title."),
    "next name": framed("doi:@. McKay, B. (2015)."),
    "initials": framed("doi:@. K. Meyer."),
    "capitals": framed("doi:@. PMID 24512345; PMCID PMC3531190"),
    "address": framed("doi:@. https://example.org/a/b"),
    "arXiv": framed("doi:@. arXiv:1706.03762."),
    "ISSN": framed("doi:@. ISSN 1234-5679."),
    "edition": framed("doi:@. 2nd ed."),
    "German": framed("doi:@. zuletzt geprüft am 12.05.2020"),
    "French": framed("doi:@. consulté le 12 mai 2020"),
    "Chinese": framed("doi:@。下一句"),
}
"""Name → way with text behind the DOI that is no part of it: the first reading must be the DOI, without a repair."""
