import assert from "node:assert/strict";
import { test } from "node:test";
import { hasData, toSend } from "../src/items.mjs";

const SENT = [
  // Zotero's item, as it is sent
  [{ id: "http://zotero.org/x", type: "book", title: "Lakes" }, { id: "K", type: "book", title: "Lakes" }],
  [{ type: "book", abstract: "Long", note: "DOI: 10.1000/a" }, { id: "K", type: "book", DOI: "10.1000/a" }],
  [{ type: "book", note: "Seen\nPMID: 12 \nOCLC: 3" }, { id: "K", type: "book", PMID: "12", note: "Seen\n\nOCLC: 3" }],
  // what a field holds already stays in Extra
  [{ type: "book", DOI: "10.1000/b", note: "DOI: 10.1000/a" }, { id: "K", type: "book", DOI: "10.1000/b", note: "DOI: 10.1000/a" }],
  [{ type: "book", note: "see DOI: 10.1000/a" }, { id: "K", type: "book", note: "see DOI: 10.1000/a" }],
];

for (const [csl, sent] of SENT) {
  test(`sent: ${JSON.stringify(csl)}`, () => {
    const given = structuredClone(csl);
    assert.deepEqual(toSend(csl, "K"), sent);
    assert.deepEqual(csl, given);
  });
}

const DATA = [
  [{ title: "Lakes" }, true],
  [{ author: [{ literal: "Lind" }] }, true],
  [{ DOI: "10.1000/a" }, true],
  [{ title: "", author: [], issued: { "date-parts": [[2012]] } }, false],
  [{ note: "to be bought" }, false],
];

for (const [csl, has] of DATA) test(`has data: ${JSON.stringify(csl)}`, () => assert.equal(hasData(csl), has));
