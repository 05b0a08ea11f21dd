/** Put comments and tracked changes into the open document by Office.js. */

import { squeezed } from "./wordml.js";

/** The longest text that Word searches for. */
const LONGEST = 255;

/** Put the comments at their places. Returns those whose paragraph is not there. */
export async function putComments(Word, wanted) {
  return Word.run(async (context) => {
    const find = await finder(context);
    const left = [];
    for (const each of wanted) {
      const range = await find(each, each.start, each.end);
      if (range) range.insertComment(each.lines.join("\n"));
      else left.push(each);
    }
    await context.sync();
    return left;
  });
}

/** Show where a comment stands. */
export async function show(Word, comment) {
  await Word.run(async (context) => {
    const find = await finder(context);
    (await find(comment, comment.start, comment.end))?.select();
    await context.sync();
  });
}

/** Make the edits as tracked changes. Returns the paragraphs that are not there. */
export async function makeChanges(Word, wanted) {
  return Word.run(async (context) => {
    const find = await finder(context);
    context.document.load("changeTrackingMode");
    await context.sync();
    const mode = context.document.changeTrackingMode;
    context.document.changeTrackingMode = "TrackAll";
    const left = [];
    for (const paragraph of wanted) {
      const ranges = [];
      for (const edit of inWords(paragraph.text, paragraph.edits)) {
        ranges.push([await find(paragraph, edit.start, edit.start + edit.before.length), edit.after]);
      }
      if (ranges.every(([range]) => range)) ranges.forEach(([range, text]) => range.insertText(text, "Replace"));
      else left.push(paragraph);
    }
    await context.sync();
    context.document.changeTrackingMode = mode;
    await context.sync();
    return left;
  });
}

/** Return the edits, each as long as the words that it is in, so that Word can find what it changes; those that meet are one. */
export function inWords(text, edits) {
  const found = [];
  for (const edit of edits) {
    let [start, end] = [edit.start, edit.start + edit.before.length];
    while (start > 0 && !/\s/u.test(text[start - 1])) start -= 1;
    while (end < text.length && !/\s/u.test(text[end])) end += 1;
    if (start === end && start > 0) start -= 1;
    const last = found.at(-1);
    if (last && start <= last.end) {
      last.edits.push(edit);
      last.end = Math.max(end, last.end);
    } else {
      found.push({ start, end, edits: [edit] });
    }
  }
  return found.map(({ start, end, edits: some }) => ({
    start,
    before: text.slice(start, end),
    after: applied(text, some, start, end),
  }));
}

function applied(text, edits, start, end) {
  let [made, last] = ["", start];
  for (const edit of edits) {
    made += text.slice(last, edit.start) + edit.after;
    last = edit.start + edit.before.length;
  }
  return made + text.slice(last, end);
}

/** Return what finds the range of characters in a paragraph; null where that is not there. */
async function finder(context) {
  const paragraphs = context.document.body.paragraphs;
  paragraphs.load("items");
  await context.sync();
  const known = new Map();
  for (const each of paragraphs.items) {
    const key = squeezed(each.text);
    known.set(key, [...(known.get(key) ?? []), each]);
  }
  return async ({ text, which }, start, end) => {
    const paragraph = known.get(squeezed(text))?.[which];
    if (!paragraph) return null;
    const sought = text.slice(start, end);
    if (sought === text || sought === "" || sought.length > LONGEST) return paragraph.getRange("Content");
    const found = paragraph.search(sought.replaceAll("^", "^^"), { matchCase: true });
    found.load("items");
    await context.sync();
    return found.items[count(text.slice(0, start), sought)] ?? paragraph.getRange("Content");
  };
}

/** Return how often a text stands in another. */
function count(text, sought) {
  return text.split(sought).length - 1;
}
