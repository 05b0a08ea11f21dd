/**
 * The child note of an item: what was found, and the values that fields had before something was written, so that it can be undone.
 *
 * @typedef {import("./fields.mjs").Edit} Edit
 * @typedef {{ written: string, edits: Edit[] }} Writing
 */

const HEADING = "<h1>refcheck</h1>";

/** Behind this stand the earlier values, as JSON, in the one form that the note's editor leaves alone: a block of code. */
const EARLIER = "<h2>Earlier values (Undo refcheck restores the last)</h2>";

/** The block: `<pre>[{"written": …}]</pre>`; the editor may give it attributes. */
const BLOCK = /<pre[^>]*>([^<]*)<\/pre>/;

/**
 * Return whether a note is the plug-in's.
 *
 * @param {string} html
 */
export function isOurs(html) {
  return html.slice(0, 200).includes(HEADING);
}

/**
 * Return the note.
 *
 * @param {import("./report.mjs").Result | null} result - nothing where the item was written to since
 * @param {string} summary - what the service says of the whole run
 * @param {readonly Writing[]} writings - the earliest first
 */
export function noteOf(result, summary, writings) {
  const found = result?.findings.map((each) => `<li>${escaped(`${each.severity}: ${each.message} (${each.code})`)}</li>`) ?? [];
  const lines = result
    ? [
        `<p><strong>${escaped(result.verdict)}</strong>${escaped(result.unsettled ? `: ${result.unsettled}` : "")}</p>`,
        ...(found.length ? [`<ul>${found.join("")}</ul>`] : []),
      ]
    : [];
  const earlier = writings.length ? [EARLIER, `<pre>${escaped(JSON.stringify(writings, null, 1))}</pre>`] : [];
  return [HEADING, ...lines, ...(summary ? [`<p>${escaped(summary)}</p>`] : []), ...earlier].join("\n");
}

/**
 * Return the writings that a note tells of; none where somebody changed them beyond reading.
 *
 * @param {string} html
 * @returns {Writing[]}
 */
export function writingsOf(html) {
  const block = BLOCK.exec(html)?.[1];
  if (!block) return [];
  try {
    const told = JSON.parse(unescaped(block));
    return Array.isArray(told) ? told.filter(isWriting) : [];
  } catch {
    return [];
  }
}

/** @param {any} told */
function isWriting(told) {
  return Array.isArray(told?.edits) && told.edits.every(isEdit);
}

/** @param {any} edit */
function isEdit(edit) {
  const isPlace = typeof edit?.field === "string" || (Number.isInteger(edit?.creator) && typeof edit.part === "string");
  return isPlace && typeof edit.before === "string" && typeof edit.after === "string";
}

const ENTITIES = /** @type {Record<string, string>} */ ({ "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " ", "&amp;": "&" });

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>]/g, (sign) => (sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : "&gt;"));
}

/** @param {string} text */
function unescaped(text) {
  return text.replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
