/** Read what refcheck wrote into a Word document: its comments and its tracked changes, by paragraph. */

const AUTHOR = "refcheck";
const SHOWN = { tab: "\t", br: "\n", cr: "\n", noBreakHyphen: "-" };
const SKIPPED = new Set(["Fallback", "pPr", "rPr", "instrText", "txbxContent"]);

/** Return the comments in order: the text of the paragraph, which of the paragraphs with that text it is, where, and the lines. */
export function comments(body, part) {
  const lines = new Map();
  for (const each of named(part, "comment")) {
    if (value(each, "author") === AUTHOR) {
      lines.set(value(each, "id"), named(each, "p").map((line) => named(line, "t").map((text) => text.textContent).join("")));
    }
  }
  const found = new Map();
  const all = paragraphs(body);
  for (const paragraph of all) {
    for (const mark of paragraph.marks) {
      if (mark.kind === "commentRangeStart" && lines.has(mark.id)) {
        found.set(mark.id, { paragraph, start: mark.place, end: paragraph.text.length, lines: lines.get(mark.id) });
      } else if (mark.kind === "commentRangeEnd" && found.get(mark.id)?.paragraph === paragraph) {
        found.get(mark.id).end = mark.place;
      }
    }
  }
  return [...found.values()].map(({ paragraph, ...rest }) => ({ text: paragraph.text, which: paragraph.which, ...rest }));
}

/** Return the paragraphs that refcheck changed: their text before, which of those with that text it is, and the edits in order. */
export function changes(body) {
  return paragraphs(body)
    .filter((paragraph) => paragraph.edits.length > 0)
    .map(({ text, which, edits }) => ({ text, which, edits }));
}

/** Return the paragraphs as they were before refcheck's changes, with the marks of comments and the changes. */
function paragraphs(body) {
  const seen = new Map();
  return named(body, "p").map((element) => {
    const paragraph = { text: "", marks: [], edits: [] };
    walk(element, paragraph, null);
    const key = squeezed(paragraph.text);
    paragraph.which = seen.get(key) ?? 0;
    seen.set(key, paragraph.which + 1);
    return paragraph;
  });
}

function walk(element, paragraph, change) {
  for (const each of children(element)) {
    const name = each.localName;
    if (SKIPPED.has(name)) continue;
    if (name === "commentRangeStart" || name === "commentRangeEnd") {
      paragraph.marks.push({ kind: name, id: value(each, "id"), place: paragraph.text.length });
    } else if (name === "t" || name === "delText" || name in SHOWN) {
      add(paragraph, SHOWN[name] ?? each.textContent, change, name === "delText");
    } else if (name === "ins" || name === "del") {
      const own = value(each, "author") === AUTHOR;
      if (own || name === "ins") walk(each, paragraph, own ? name : change);
    } else {
      walk(each, paragraph, change);
    }
  }
}

function add(paragraph, text, change, isGone) {
  if (change === null && !isGone) {
    paragraph.text += text;
    return;
  }
  let edit = paragraph.edits.at(-1);
  if (!edit || edit.start + edit.before.length !== paragraph.text.length) {
    edit = { start: paragraph.text.length, before: "", after: "" };
    paragraph.edits.push(edit);
  }
  if (change === "ins") {
    edit.after += text;
  } else {
    edit.before += text;
    paragraph.text += text;
  }
}

/** Return a text without blanks, by which paragraphs are known again whoever counts them. */
export function squeezed(text) {
  return text.replace(/\s+/gu, "");
}

function named(element, name) {
  return Array.from(element.getElementsByTagNameNS("*", name));
}

function children(element) {
  return Array.from(element.childNodes).filter((each) => each.nodeType === 1);
}

function value(element, name) {
  return element.getAttribute(`w:${name}`);
}
