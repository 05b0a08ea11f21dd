"""Real lists as the writers write them: is it valid by schema, and does RIS bring the fields back?

    python writers.py FOLDER... [--schema jats=FILE.xsd] [--schema tei=FILE.rng] [--schema crossref-deposit=FILE.xsd] [--show 5]

FOLDERs hold documents, PDFs aside. The schemas are those of the formats' makers; a list is validated within the least document that
may hold one. libxml2 does not know the assertions of XSD 1.1: what is given must be without them. Back from RIS comes a reference
whose fields are all the same, but for how a date was printed.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from refcheck.errors import RefcheckError
from refcheck.model import Bibliography, Reference
from refcheck.model.csl import to_csl
from refcheck.readers import read_bytes
from refcheck.writers import render
from refcheck.writers._common import beside

FIELDS = ("bibtex", "csl-json", "endnote-xml", "nbib", "ris", "web-of-science")
"""Formats that hold fields: what is in them comes back or does not."""

AROUND = {
    "jats": """<article xmlns="http://www.ncbi.nlm.nih.gov/JATS1" article-type="research-article"><front><journal-meta>
<journal-id>x</journal-id><issn>1234-5678</issn></journal-meta><article-meta><title-group><article-title>x</article-title>
</title-group><pub-date><year>2020</year></pub-date></article-meta></front><back>{list}</back></article>""",
    "tei": """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/>
</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p/></body><back><div>{list}</div></back></text></TEI>""",
    "crossref-deposit": """<doi_batch xmlns="http://www.crossref.org/schema/5.5.0" version="5.5.0"><head><doi_batch_id>abcd
</doi_batch_id><timestamp>20260101</timestamp><depositor><depositor_name>xx</depositor_name><email_address>xx@example.org
</email_address></depositor><registrant>xx</registrant></head><body><journal><journal_metadata><full_title>x</full_title>
</journal_metadata><journal_article><titles><title>x</title></titles><publication_date><year>2020</year></publication_date><doi_data>
<doi>10.5555/abc</doi><resource>https://example.org</resource></doi_data>{list}</journal_article></journal></body></doi_batch>""",
}


def lists(folders: list[str]) -> Iterator[tuple[str, Bibliography]]:
    for path in sorted(path for folder in folders for path in Path(folder).iterdir()):
        if path.suffix == ".pdf" or path.name == "index.json":
            continue
        try:
            found = read_bytes(path.read_bytes(), str(path))
        except RefcheckError as error:
            print(f"{path.name}: not read: {error}")
            continue
        if found.references:
            yield path.name, found


def schema(file: str) -> Any:
    tree = etree.parse(file)
    return etree.RelaxNG(tree) if file.endswith(".rng") else etree.XMLSchema(tree)


def valid(form: str, file: str, given: list[tuple[str, Bibliography]], show: int) -> None:
    rules, right = schema(file), 0
    for name, bibliography in given:
        written = render(bibliography, form).split("?>\n", 1)[1]
        one = rules.validate(etree.fromstring(AROUND[form].replace("{list}", written).encode()))
        right += one
        for error in () if one else list(rules.error_log)[:show]:
            print(f"  {form} {name}: {error.message[:200]}")
    references = sum(len(each.references) for _, each in given)
    print(f"{form}: {right} of {len(given)} lists valid ({references} references)")


def fields(reference: Reference) -> dict[str, Any]:
    """All that was read, but for the key and how dates were printed."""
    item = beside(reference) | to_csl(reference.work, key="")
    dates = {
        name: {"date-parts": item[name]["date-parts"]}
        for name in ("issued", "accessed")
        if "date-parts" in item.get(name, {})
    }
    return item | dates


def back(given: list[tuple[str, Bibliography]], show: int) -> None:
    same = total = 0
    lost: Counter[str] = Counter()
    for name, bibliography in given:
        form, references = bibliography.document.format, bibliography.references
        again = read_bytes(render(bibliography, "ris").encode(), "again.ris", format="ris").references
        pairs = [(fields(one), fields(two)) for one, two in zip(references, again, strict=True)]
        differ = [
            {key: (one.get(key), two.get(key)) for key in one | two if one.get(key) != two.get(key)}
            for one, two in pairs
        ]
        lost.update(key for each in differ for key in each)
        for each in [each for each in differ if each][:show]:
            print(f"  {each}")
        right = sum(not each for each in differ)
        print(f"{name:42}{form:16}{right:5} of {len(pairs)}")
        same, total = same + right, total + len(pairs)
    print(f"RIS: {same} of {total} references back as they were; fields that differ: {dict(lost.most_common())}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--schema", action="append", default=[])
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    read = list(lists(given.folders))
    for each in given.schema:
        form, _, file = each.partition("=")
        valid(form, file, read, given.show)
    back([each for each in read if each[1].document.format in FIELDS], given.show)


if __name__ == "__main__":
    main()
