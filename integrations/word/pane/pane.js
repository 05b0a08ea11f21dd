/** The pane: a check of the open document, what refcheck says of it, and what is put into it. */

import { makeChanges, putComments, show } from "./document.js";
import { annotated, fixed } from "./service.js";
import { changes, comments } from "./wordml.js";
import { member } from "./zip.js";

const BODY = "word/document.xml";
const COMMENTS = "word/comments.xml";
let found = [];

Office.onReady(() => {
  for (const [id, action] of Object.entries({ check, comment, fix })) {
    document.getElementById(id).addEventListener("click", () => told(action));
  }
});

/** Check the document, and show what refcheck says of each place. */
async function check() {
  const data = await annotated(await file());
  const part = await member(data, COMMENTS);
  found = part ? comments(xml(await member(data, BODY)), xml(part)) : [];
  document.getElementById("cards").replaceChildren(...found.map(card));
  document.getElementById("comment").disabled = found.length === 0;
  return found.length ? "" : "Nothing was found that is worth a comment.";
}

/** Put what was found into the margin. */
async function comment() {
  return left(await putComments(Word, found));
}

/** Make the safe fixes as tracked changes. */
async function fix() {
  const data = await fixed(await file());
  const wanted = changes(xml(await member(data, BODY)));
  return wanted.length ? left(await makeChanges(Word, wanted)) : "There is nothing to fix safely.";
}

function left(some) {
  return some.length ? `The document was changed meanwhile, at ${some.length} places. Check it again.` : "Done.";
}

function card({ lines, ...place }) {
  const item = document.createElement("li");
  for (const line of lines) {
    const shown = document.createElement("p");
    shown.textContent = line;
    item.append(shown);
  }
  const button = document.createElement("button");
  button.textContent = "Show";
  button.addEventListener("click", () => told(() => show(Word, place)));
  item.append(button);
  return item;
}

async function told(action) {
  const status = document.getElementById("status");
  status.textContent = "…";
  try {
    status.textContent = (await action()) ?? "";
  } catch (error) {
    status.textContent = error.message;
  }
}

/** Return the document as it is now, as a Word file. */
async function file() {
  const whole = await asked((done) => Office.context.document.getFileAsync("compressed", { sliceSize: 4_000_000 }, done));
  const slices = [];
  for (let place = 0; place < whole.sliceCount; place += 1) {
    slices.push(Uint8Array.from((await asked((done) => whole.getSliceAsync(place, done))).data));
  }
  whole.closeAsync();
  return new Uint8Array(await new Blob(slices).arrayBuffer());
}

function asked(call) {
  return new Promise((resolve, reject) =>
    call(({ status, value, error }) => (status === "succeeded" ? resolve(value) : reject(new Error(error.message)))),
  );
}

function xml(text) {
  return new DOMParser().parseFromString(text, "application/xml");
}
