/** What refcheck wrote into a document, read and put into an open one; the open one is office-addin-mock's. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { DOMParser } from "@xmldom/xmldom";
import { OfficeMockObject } from "office-addin-mock";
import { inWords, makeChanges, putComments, show } from "../pane/document.js";
import { changes, comments, squeezed } from "../pane/wordml.js";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
const xml = (text) => new DOMParser().parseFromString(text, "application/xml");
const body = (...paragraphs) => xml(`<w:document ${W}><w:body>${paragraphs.map((each) => `<w:p>${each}</w:p>`).join("")}</w:body></w:document>`);
const run = (text) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const range = (id, inside) => `<w:commentRangeStart w:id="${id}"/>${inside}<w:commentRangeEnd w:id="${id}"/>`;
const part = (...items) =>
  xml(`<w:comments ${W}>${items.map(([id, author, ...lines]) => `<w:comment w:id="${id}" w:author="${author}">${lines.map((line) => `<w:p>${run(line)}</w:p>`).join("")}</w:comment>`).join("")}</w:comments>`);
const made = (kind, text, author = "refcheck") =>
  `<w:${kind} w:author="${author}"><w:r><w:${kind === "del" ? "delText" : "t"}>${text}</w:${kind === "del" ? "delText" : "t"}></w:r></w:${kind}>`;

test("comments are refcheck's, each at its characters", () => {
  const document = body(run("Same."), run("Same. ") + range(1, run("10.5555/a b")) + run(" end"), range(2, run("Ann's")));
  assert.deepEqual(comments(document, part([1, "refcheck", "Reference 1", "two"], [2, "Ann", "Sure?"])), [
    { text: "Same. 10.5555/a b end", which: 0, start: 6, end: 17, lines: ["Reference 1", "two"] },
  ]);
});

test("a comment over paragraphs is at the first, and one of two like paragraphs is told from the other", () => {
  const document = body(run("Same."), '<w:commentRangeStart w:id="1"/>' + run("Same."), run("Next") + '<w:commentRangeEnd w:id="1"/>');
  const [found] = comments(document, part([1, "refcheck", "x"]));
  assert.deepEqual([found.text, found.which, found.start, found.end], ["Same.", 1, 0, 5]);
});

test("text that nobody sees is no text", () => {
  const choice = '<w:r><mc:AlternateContent><mc:Choice Requires="w15"/><mc:Fallback><w:t>not</w:t></mc:Fallback></mc:AlternateContent></w:r>';
  const [found] = comments(body(choice + range(1, run("a") + made("del", "gone", "Ann") + "<w:r><w:tab/></w:r>" + run("b"))), part([1, "refcheck", "x"]));
  assert.equal(found.text, "a\tb");
});

test("changes are refcheck's, with the text before them", () => {
  const document = body(run("no change"), run("10.5555/a.") + made("del", " ") + run("b (19") + made("del", "99") + made("ins", "98") + run(")"), made("ins", "x", "Ann"));
  assert.deepEqual(changes(document), [
    { text: "10.5555/a. b (1999)", which: 0, edits: [{ start: 10, before: " ", after: "" }, { start: 16, before: "99", after: "98" }] },
  ]);
});

test("edits are as long as the words they are in, and one where they meet", () => {
  const edits = [{ start: 10, before: " ", after: "" }, { start: 16, before: "99", after: "98" }];
  assert.deepEqual(inWords("10.5555/a. b (1999) x", edits), [
    { start: 0, before: "10.5555/a. b", after: "10.5555/a.b" },
    { start: 13, before: "(1999)", after: "(1998)" },
  ]);
  assert.deepEqual(inWords("a. b.c", [{ start: 2, before: " ", after: "" }, { start: 4, before: ".", after: "," }]), [
    { start: 0, before: "a. b.c", after: "a.b,c" },
  ]);
  assert.deepEqual(inWords("see 10.5/a. b now", [{ start: 11, before: " ", after: "" }]), [{ start: 4, before: "10.5/a. b", after: "10.5/a.b" }]);
  assert.deepEqual(inWords("end", [{ start: 3, before: "", after: "." }]), [{ start: 0, before: "end", after: "end." }]);
  assert.deepEqual(inWords("one two", []), []);
});

/** An open document of paragraphs, that says what is done to it. */
function open(...texts) {
  const done = [];
  const at = (text) => ({
    insertComment: (said) => done.push(["comment", text, said]),
    insertText: (said, where) => done.push(["text", text, said, where, Word.context.document.changeTrackingMode]),
    select: () => done.push(["select", text]),
  });
  const paragraph = (text) => ({
    text,
    getRange: () => at(text),
    search: (sought) => ({ load: () => {}, items: text.split(sought.replaceAll("^^", "^")).slice(1).map((_, place) => at(`${sought}#${place}`)) }),
  });
  const Word = new OfficeMockObject({
    context: { document: { changeTrackingMode: "Off", body: { paragraphs: { items: texts.map(paragraph) } } } },
    run: async (callback) => callback(Word.context),
  });
  return { Word, done };
}

test("comments are put at the characters, and those without a place are told", async () => {
  const { Word, done } = open("a 10^a and 10^a", "other");
  const wanted = [
    { text: "a 10^a and  10^a", which: 0, start: 12, end: 16, lines: ["Reference 1", "two"] },
    { text: "other", which: 0, start: 0, end: 5, lines: ["whole"] },
    { text: "other", which: 1, start: 0, end: 5, lines: ["there is no second"] },
  ];
  assert.deepEqual(await putComments(Word, wanted), [wanted[2]]);
  assert.deepEqual(done, [["comment", "10^^a#1", "Reference 1\ntwo"], ["comment", "other", "whole"]]);
  await show(Word, wanted[0]);
  assert.deepEqual(done.at(-1), ["select", "10^^a#1"]);
});

test("changes are tracked, and the mode is what it was", async () => {
  const { Word, done } = open("see 10.5/a. b now");
  const edits = [{ start: 11, before: " ", after: "" }];
  assert.deepEqual(await makeChanges(Word, [{ text: "see 10.5/a. b now", which: 0, edits }, { text: "gone", which: 0, edits }]), [{ text: "gone", which: 0, edits }]);
  assert.deepEqual(done, [["text", "10.5/a. b#0", "10.5/a.b", "Replace", "TrackAll"]]);
  assert.equal(Word.context.document.changeTrackingMode, "Off");
});

test("blanks do not tell paragraphs apart", () => {
  assert.equal(squeezed(" a\t b\u00a0c\n"), "abc");
});
