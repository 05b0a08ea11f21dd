import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, planOf, reversed } from "../src/fields.mjs";
import { changesOf } from "../src/items.mjs";
import { mapping } from "./mapping.mjs";

const person = (lastName, firstName = "", creatorType = "author") => ({ lastName, firstName, creatorType });
const date = (...parts) => ({ "date-parts": [parts] });
const field = (name, before, after) => ({ field: name, before, after });

const CASES = [
  // what, item type, fields, creators, sent, corrected, edits, unwritten
  ["a DOI", "journalArticle", { DOI: "10.1000/ a" }, [], { DOI: "10.1000/ a" }, { DOI: "10.1000/a" }, [field("DOI", "10.1000/ a", "10.1000/a")]],
  ["a DOI behind a label that was sent", "journalArticle", { DOI: "doi:10.1000/ a" }, [], { DOI: "doi:10.1000/ a" }, { DOI: "doi:10.1000/a" }, [field("DOI", "doi:10.1000/ a", "doi:10.1000/a")]],
  ["a DOI that was missing", "journalArticle", {}, [], {}, { DOI: "10.1000/a" }, [field("DOI", "", "10.1000/a")]],
  ["a DOI of a type without that field", "book", { extra: "OCLC: 12" }, [], {}, { DOI: "10.1000/a" }, [field("extra", "OCLC: 12", "DOI: 10.1000/a\nOCLC: 12")]],
  ["a DOI in Extra", "book", { extra: "DOI: 10.1000/ a\nOCLC: 12" }, [], { DOI: "10.1000/ a" }, { DOI: "10.1000/a" }, [field("extra", "DOI: 10.1000/ a\nOCLC: 12", "DOI: 10.1000/a\nOCLC: 12")]],
  ["two lines of Extra", "webpage", { extra: "DOI: 10.1000/ a\nPMID: l2" }, [], { DOI: "10.1000/ a", PMID: "l2" }, { DOI: "10.1000/a", PMID: "12" }, [field("extra", "DOI: 10.1000/ a\nPMID: l2", "DOI: 10.1000/a\nPMID: 12")]],
  ["the first of two ISBNs, of which one is sent", "book", { ISBN: "978-0-367-90068-8 0-306-40615-2" }, [], { ISBN: "978-0-367-90068-8" }, { ISBN: "978-0-367-90068-7" }, [field("ISBN", "978-0-367-90068-8 0-306-40615-2", "978-0-367-90068-7 0-306-40615-2")]],
  ["a title in quotation marks", "webpage", { title: '"Rivvers"' }, [], { title: "Rivvers" }, { title: "Rivers" }, [field("title", '"Rivvers"', '"Rivers"')]],
  ["the title of a case", "case", { caseName: "Lake v. Rver" }, [], { title: "Lake v. Rver" }, { title: "Lake v. River" }, [field("caseName", "Lake v. Rver", "Lake v. River")]],
  ["the reporter of a case", "case", { reporter: "F. 2d" }, [], { "container-title": "F. 2d" }, { "container-title": "F.2d" }, [field("reporter", "F. 2d", "F.2d")]],
  ["the publisher of a thesis", "thesis", { university: "Leidn" }, [], { publisher: "Leidn" }, { publisher: "Leiden" }, [field("university", "Leidn", "Leiden")]],
  ["the book of a chapter", "bookSection", { bookTitle: "Lakse" }, [], { "container-title": "Lakse" }, { "container-title": "Lakes" }, [field("bookTitle", "Lakse", "Lakes")]],
  ["a year within a date as it is written", "journalArticle", { date: "May 3, 2012" }, [], { issued: date(2012, 5, 3) }, { issued: date(2013, 5, 3) }, [field("date", "May 3, 2012", "May 3, 2013")]],
  ["a month", "journalArticle", { date: "May 2012" }, [], { issued: date(2012, 5) }, { issued: date(2012, 6) }, [field("date", "May 2012", "2012-06")]],
  ["a date that was missing, of a case", "case", {}, [], {}, { issued: date(850) }, [field("dateDecided", "", "0850")]],
  ["a family name", "journalArticle", {}, [person("Lind"), person("Okfor", "Ben")], { author: [{ literal: "Lind" }, { family: "Okfor", given: "Ben" }] }, { author: [{ literal: "Lind" }, { family: "Okafor", given: "Ben" }] }, [{ creator: 1, part: "lastName", before: "Okfor", after: "Okafor" }]],
  ["a family name with its particle", "book", {}, [person("van Dijck", "Jo", "editor")], { editor: [{ family: "Dijck", given: "Jo", "non-dropping-particle": "van" }] }, { editor: [{ family: "Dijk", given: "Jo", "non-dropping-particle": "van" }] }, [{ creator: 0, part: "lastName", before: "van Dijck", after: "van Dijk" }]],
  ["the director of a film, who is its author and its director", "film", {}, [person("Okfor", "B", "director")], { director: [{ family: "Okfor", given: "B" }] }, { director: [{ family: "Okafor", given: "B" }] }, [{ creator: 0, part: "lastName", before: "Okfor", after: "Okafor" }]],
  ["a programmer, who is sent as author", "computerProgram", {}, [person("Okfor", "B", "programmer")], { author: [{ family: "Okfor", given: "B" }] }, { author: [{ family: "Okafor", given: "B" }] }, [{ creator: 0, part: "lastName", before: "Okfor", after: "Okafor" }]],

  // what must stay as it is
  ["nothing is changed", "journalArticle", { DOI: "10.1000/a" }, [], { DOI: "10.1000/a" }, { DOI: "10.1000/a" }, []],
  ["a field that holds something else", "journalArticle", { DOI: "10.1000/b" }, [], { DOI: "10.1000/ a" }, { DOI: "10.1000/a" }, [], ["DOI"]],
  ["a value that is there twice", "book", { extra: "DOI: 10.1000/ a\nDOI: 10.1000/ a" }, [], { DOI: "10.1000/ a" }, { DOI: "10.1000/a" }, [], ["DOI"]],
  ["a field that was filled meanwhile", "journalArticle", { DOI: "10.1000/b" }, [], {}, { DOI: "10.1000/a" }, [], ["DOI"]],
  ["another number of authors", "journalArticle", {}, [person("Lind")], { author: [{ literal: "Lind" }] }, { author: [{ literal: "Lind" }, { literal: "Okafor" }] }, [], ["author"]],
  ["an author whom Zotero has otherwise", "journalArticle", {}, [person("Berg")], { author: [{ literal: "Lnd" }] }, { author: [{ literal: "Lind" }] }, [], ["author"]],
  ["a date for a type without one is none", "webpage", { accessDate: "2020-01-01" }, [], { accessed: date(2020, 1, 1) }, {}, [], ["accessed"]],
  ["what is no text", "journalArticle", {}, [], {}, { custom: { a: 1 } }, [], ["custom"]],
];

for (const [what, itemType, fields, creators, sent, corrected, edits, unwritten = []] of CASES) {
  test(what, () => {
    const item = { itemType, fields, creators };
    const plan = planOf(changesOf(sent, corrected), item, mapping);
    assert.deepEqual(plan, { edits, unwritten });
    const written = apply(item, plan.edits);
    assert.deepEqual(written.left, []);
    const undone = apply(written.item, reversed(plan.edits));
    assert.deepEqual(undone.left, []);
    assert.deepEqual(undone.item.creators, creators);
    for (const edit of edits.filter((each) => each.field)) assert.equal(undone.item.fields[edit.field], fields[edit.field] ?? "");
  });
}

test("what was changed since it was written is not undone", () => {
  const item = { itemType: "book", fields: { title: "Lakes", place: "Bonn" }, creators: [] };
  const undone = apply(item, reversed([field("title", "Lakse", "Lakes"), field("place", "Köln", "Koeln")]));
  assert.deepEqual(undone.item.fields, { title: "Lakse", place: "Bonn" });
  assert.deepEqual(undone.left, [field("place", "Koeln", "Köln")]);
});
