"""Ten made documents of ten kinds, each with references to the same works, and full of what is nobody's business."""

import json
from io import BytesIO

from docx import Document

ARTICLE = "Holt, Mira and Alves, Pedro (2019). Reeds of the northern lakes. Annals of Reeds, 4(2), 17–29."
DATED = f"{ARTICLE} https://doi.org/10.1000/reeds"
INDEXED = "Holt, Mira and Alves, Pedro (2018). Reeds of the eastern lakes. Annals of Reeds, 3(2), 11–19. PMID: 18271964"
PAPER = (
    "Holt, Mira and Alves, Pedro (2019). Sorting reeds by length. In: Proceedings of the Symposium on Reeds, pp. 17–29."
)
LEARNING = (
    "Holt, Mira and Alves, Pedro (2019). Sorting lakes by depth. In: Advances in Neural Information Processing Systems 32, "
    "pp. 17–29."
)
BOOK = "Holt, Mira and Alves, Pedro (1972). The reed cutters of Brittany. Rennes: Sample Press. ISBN 978-0-306-40615-7."
PREPRINT = "Holt, Mira and Alves, Pedro (2019). Sorting the reeds of Brittany. arXiv preprint."
STANDARD = "Holt, M., & Alves, P. (2019). Reeds over the wire (RFC 9999). Internet Engineering Task Force."
FEVER = "Holt, Mira and Alves, Pedro (2017). Reeds and fever in the lakes. Annals of Fever and Medicine, 4(2), 17–29."
PLACED = "Holt MB, Alves P. J Fever Med. 2019;4:17-29."
REVIEWED = "Holt, Mira and Alves, Pedro (2019). Sorting lakes by width. In: International Conference on Learning Representations."
ANTHOLOGY = (
    "Holt, Mira and Alves, Pedro (2019). Sorting words by lakes. In: Proceedings of the Symposium on Words, pp. 1–9. "
    "https://aclanthology.org/W19-9901/"
)
OLD = "Holt, Mira and Alves, Pedro (1987). Reeds of the western lakes. Sample Acta of the Lakes, 14(2), 17–29."
HANDLED = (
    "Holt, Mira and Alves, Pedro (2011). Reeds in the archive. Lakes Repository. https://hdl.handle.net/10568/12345"
)
CENTRAL = (
    "Holt, Mira and Alves, Pedro (2012). Reeds of the central lakes. Annals of Reeds, 5(2), 1–9. PMCID: PMC3531190"
)
ELSEWHERE = (
    "Holt, Mira and Alves, Pedro (2013). Reeds of other lakes. Annals of Reeds, 6(2), 1–9. doi:10.1000/elsewhere"
)
PRINTED = (
    ARTICLE, DATED, INDEXED, PAPER, LEARNING, BOOK, PREPRINT, STANDARD, FEVER, PLACED, REVIEWED, ANTHOLOGY, OLD, HANDLED, CENTRAL,
    ELSEWHERE,
)  # fmt: skip

SECRETS = (
    "quillfeather", "zanzibarine", "prolegomenous", "xanthippean", "yellowhammer", "obfuscatory", "marzipanic",
    "wolverhampton", "thunderpuss", "crumpetwise",
)  # fmt: skip
"""Words that stand in the documents and in none of their references."""

ABSTRACT = "The zanzibarine method of Dr. Quillfeather is prolegomenous, and its xanthippean results are obfuscatory."
BODY = "As Holt and Alves (2019) show, a marzipanic yellowhammer is rare [1, 2]. Wolverhampton paid for this work."
SLIP = "crumpetwise, see thunderpuss"


def documents() -> dict[str, bytes]:
    """The documents by their names."""
    made = {
        "paper.txt": _text(),
        "paper.md": f"# On reeds\n\n{ABSTRACT}\n\n{BODY}\n\n## References\n\n"
        + "".join(f"- {each}\n" for each in PRINTED),
        "paper.tex": _latex(),
        "paper.html": _html(),
        "paper.xml": _jats(),
        "list.bib": _bibtex(),
        "list.ris": _ris(),
        "list.json": _csl_json(),
        "list.enw": _endnote(),
    }
    return {name: text.encode() for name, text in made.items()} | {"paper.docx": _docx()}


def _text() -> str:
    references = "\n".join(f"[{number}] {each}" for number, each in enumerate(PRINTED, start=1))
    return f"On reeds\nDr. Quillfeather\n\n{ABSTRACT}\n\n1. Introduction\n{BODY}\n\nReferences\n{references}\n"


def _latex() -> str:
    items = "\n".join(f"\\bibitem{{r{number}}} {each}" for number, each in enumerate(PRINTED))
    items = items.replace("&", "\\&")
    return (
        f"\\documentclass{{article}}\n% {SLIP}\n\\begin{{document}}\n\\author{{Quillfeather}}\n{ABSTRACT}\n{BODY} \\cite{{r1}}\n"
        f"\\begin{{thebibliography}}{{9}}\n{items}\n\\end{{thebibliography}}\n\\end{{document}}\n"
    )


def _html() -> str:
    items = "".join(f"<li>{each.replace('&', '&amp;')}</li>" for each in PRINTED)
    head = f'<head><title>On reeds</title><meta name="author" content="Quillfeather"></head><!-- {SLIP} -->'
    return f"<html>{head}<body><h1>On reeds</h1><p>{ABSTRACT}</p><p>{BODY}</p><h2>References</h2><ol>{items}</ol></body></html>"


def _jats() -> str:
    items = "".join(
        f'<ref id="r{number}"><mixed-citation>{each.replace("&", "&amp;")}</mixed-citation></ref>'
        for number, each in enumerate(PRINTED)
    )
    return (
        '<?xml version="1.0"?><article><front><article-meta><contrib-group><contrib contrib-type="author"><name>'
        f"<surname>Quillfeather</surname></name></contrib></contrib-group><abstract><p>{ABSTRACT}</p></abstract></article-meta></front><body><p>{BODY}</p>"
        f"</body><back><ack><p>{SLIP}</p></ack><ref-list>{items}</ref-list></back></article>"
    )


_PRIVATE = {
    "abstract": ABSTRACT,
    "note": SLIP,
    "annote": BODY,
    "keywords": "marzipanic",
    "file": "/home/quillfeather/a.pdf",
}


def _bibtex() -> str:
    private = ", ".join(f"{name} = {{{value}}}" for name, value in _PRIVATE.items())
    people = "author = {Holt, Mira and Alves, Pedro}, year = 2019"
    entries = (
        "@article{a, title = {Reeds of the northern lakes}, journal = {Annals of Reeds}, volume = 4, pages = {17--29}",
        "@article{b, title = {Reeds of the northern lakes}, journal = {Annals of Reeds}, volume = 4, doi = {10.1000/reeds}",
        "@inproceedings{c, title = {Sorting reeds by length}, booktitle = {Proceedings of the Symposium on Reeds}, pages = {17}",
        "@book{d, title = {The reed cutters of Brittany}, publisher = {Sample Press}, address = {Rennes}, isbn = {9780306406157}",
        "@article{e, title = {Reeds and fever in the lakes}, journal = {Annals of Fever and Medicine}, volume = 4, pages = {17}",
    )
    return f"% {SLIP}\n@comment{{{BODY}}}\n" + "".join(f"{each}, {people}, {private}}}\n" for each in entries)


def _ris() -> str:
    private = f"AB  - {ABSTRACT}\nN1  - {SLIP}\nKW  - marzipanic\nL1  - /home/quillfeather/a.pdf\n"
    people = "AU  - Holt, Mira\nAU  - Alves, Pedro\nPY  - 2019\n"
    entries = (
        "TY  - JOUR\nTI  - Reeds of the northern lakes\nJO  - Annals of Reeds\nVL  - 4\nSP  - 17\nEP  - 29\n",
        "TY  - BOOK\nTI  - The reed cutters of Brittany\nPB  - Sample Press\nSN  - 978-0-306-40615-7\n",
    )
    return "".join(f"{each}{people}{private}ER  - \n\n" for each in entries)


def _csl_json() -> str:
    item = {
        "id": "a",
        "type": "article-journal",
        "title": "Reeds of the northern lakes",
        "author": [{"family": "Holt", "given": "Mira"}, {"family": "Alves", "given": "Pedro"}],
        "issued": {"date-parts": [[2019]]},
        "container-title": "Annals of Reeds",
        "volume": "4",
        "abstract": ABSTRACT,
        "note": SLIP,
        "keyword": "marzipanic",
    }
    return json.dumps([item, {**item, "id": "b", "DOI": "10.1000/reeds"}])


def _endnote() -> str:
    private = f"%X {ABSTRACT}\n%Z {SLIP}\n%K marzipanic\n"
    people = "%A Holt, Mira\n%A Alves, Pedro\n%D 2019\n"
    return f"%0 Journal Article\n{people}%T Reeds of the northern lakes\n%J Annals of Reeds\n{private}\n"


def _docx() -> bytes:
    document = Document()
    document.core_properties.author = "Quillfeather"
    document.core_properties.comments = SLIP
    document.sections[0].header.paragraphs[0].text = "Wolverhampton"
    for text in ("On reeds", ABSTRACT, BODY, "References", *PRINTED):
        document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
