import assert from "node:assert/strict";
import { test } from "node:test";
import { isOurs, noteOf, writingsOf } from "../src/note.mjs";

const WRITINGS = [{ written: "2026-01-02", edits: [{ field: "title", before: "A <b> & “c”", after: "&lt;" }, { creator: 0, part: "lastName", before: "a", after: "b" }] }];
const RESULT = { verdict: "broken", unsettled: "", findings: [{ severity: "error", message: "<script>&", code: "x-y" }] };

test("a note holds the earlier values, whatever is in them", () => {
  const note = noteOf(RESULT, "1 reference.", WRITINGS);
  assert.ok(isOurs(note));
  assert.deepEqual(writingsOf(note), WRITINGS);
  assert.ok(note.includes("<li>error: &lt;script&gt;&amp; (x-y)</li>"));
});
test("a note that went through the editor still does", () => {
  const note = `<div data-schema-version="9">${noteOf(RESULT, "", WRITINGS).replace("<pre>", '<pre class="math">').replaceAll('"', "&quot;").replace("data-schema-version=&quot;9&quot;", "")}</div>`;
  assert.deepEqual(writingsOf(note.replaceAll("class=&quot;math&quot;", 'class="math"')), WRITINGS);
});

const NONE = ["", noteOf(RESULT, "", []), "<pre>not JSON</pre>", "<pre>{}</pre>", '<pre>[{"edits":[{"field":1,"before":"","after":""}]}]</pre>', '<pre>[{"edits":"x"}]</pre>'];
for (const html of NONE) test(`no earlier values: ${html.slice(0, 40)}`, () => assert.deepEqual(writingsOf(html), []));

for (const html of ["", "<h1>Reading notes</h1>", `<p>${"x".repeat(300)}</p><h1>refcheck</h1>`]) {
  test(`somebody's own note: ${html.slice(0, 30)}`, () => assert.equal(isOurs(html), false));
}
