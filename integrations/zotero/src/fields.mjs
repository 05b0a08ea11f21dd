/**
 * Changes of CSL variables as edits of Zotero's fields. Which variable is which field is Zotero's own mapping, handed in; a value is
 * changed only where the field holds what was checked.
 *
 * @typedef {import("./items.mjs").Change} Change
 * @typedef {{
 *   fieldsOf(variable: string): readonly string[],
 *   dateFieldOf(variable: string): string | undefined,
 *   creatorTypesOf(variable: string, itemType: string): readonly string[],
 *   specificTo(itemType: string, field: string): string | undefined,
 * }} Mapping - `specificTo` is the field that items of the type have for a base field, if any
 * @typedef {{ lastName: string, firstName: string, creatorType: string }} Creator
 * @typedef {{ itemType: string, fields: Record<string, string>, creators: readonly Creator[] }} Item
 * @typedef {{ field: string, before: string, after: string }} FieldEdit
 * @typedef {{ creator: number, part: "lastName" | "firstName", before: string, after: string }} CreatorEdit
 * @typedef {FieldEdit | CreatorEdit} Edit
 * @typedef {{ edits: Edit[], unwritten: string[] }} Plan - `unwritten` are the variables that no field could take
 */

/** Parts of a name in CSL, and in Zotero. */
const PARTS = /** @type {Record<string, "lastName" | "firstName">} */ ({
  family: "lastName",
  given: "firstName",
  literal: "lastName",
});

/**
 * Return the edits that make the changes in an item.
 *
 * @param {readonly Change[]} changes
 * @param {Item} item
 * @param {Mapping} mapping
 * @returns {Plan}
 */
export function planOf(changes, item, mapping) {
  let draft = item;
  const unwritten = [];
  for (const change of changes) {
    const changed = changedBy(change, draft, mapping);
    if (changed) draft = changed;
    else unwritten.push(change.variable);
  }
  return { edits: [...fieldEdits(item, draft), ...creatorEdits(item, draft)], unwritten };
}

/**
 * Return edits that take others back.
 *
 * @param {readonly Edit[]} edits
 * @returns {Edit[]}
 */
export function reversed(edits) {
  return edits.map((each) => ({ ...each, before: each.after, after: each.before }));
}

/**
 * Return an item with edits made, and those that could not be since the item holds something else now.
 *
 * @param {Item} item
 * @param {readonly Edit[]} edits
 * @returns {{ item: Item, made: Edit[], left: Edit[] }}
 */
export function apply(item, edits) {
  const fields = { ...item.fields };
  const creators = item.creators.map((each) => ({ ...each }));
  const made = edits.filter((edit) => {
    const holder = /** @type {Record<string, string> | undefined} */ ("field" in edit ? fields : creators[edit.creator]);
    const name = "field" in edit ? edit.field : edit.part;
    if (!holder || (holder[name] ?? "") !== edit.before) return false;
    holder[name] = edit.after;
    return true;
  });
  return { item: { ...item, fields, creators }, made, left: edits.filter((each) => !made.includes(each)) };
}

/**
 * @param {Change} change
 * @param {Item} item
 * @param {Mapping} mapping
 * @returns {Item | null}
 */
function changedBy(change, item, mapping) {
  const { variable, before, after } = change;
  const dateField = mapping.dateFieldOf(variable);
  if (dateField) return withField(item, mapping.specificTo(item.itemType, dateField), (was) => dateIn(was, before, after));
  const types = mapping.creatorTypesOf(variable, item.itemType);
  if (types.length) return withNames(item, types, before, after);
  if (typeof before !== "string" || typeof after !== "string") return null;
  const fields = mapping.fieldsOf(variable).map((each) => mapping.specificTo(item.itemType, each));
  if (before) {
    const field = fields.find((each) => each && item.fields[each]) ?? "extra";
    return withField(item, field, (was) => replacedOnce(was, before, after));
  }
  const field = fields.find(Boolean);
  if (field) return withField(item, field, (was) => (was ? null : after));
  return withField(item, "extra", (was) => [`${variable}: ${after}`, ...(was ? [was] : [])].join("\n"));
}

/**
 * @param {Item} item
 * @param {string | undefined} field
 * @param {(was: string) => string | null} make
 * @returns {Item | null}
 */
function withField(item, field, make) {
  const now = field ? make(item.fields[field] ?? "") : null;
  return field && now !== null ? { ...item, fields: { ...item.fields, [field]: now } } : null;
}

/**
 * Return a text with one part of it replaced, where that part is there just once.
 *
 * @param {string} text
 * @param {string} before
 * @param {string} after
 */
function replacedOnce(text, before, after) {
  const parts = text.split(before);
  return parts.length === 2 ? parts.join(after) : null;
}

/**
 * Return a date with another year in it as it is written, or else as ISO 8601 has it.
 *
 * @param {string} was
 * @param {any} before
 * @param {any} after
 */
function dateIn(was, before, after) {
  const [old, parts] = [before, after].map((date) => (date?.["date-parts"]?.[0] ?? []).map(String));
  if (!parts.length) return null;
  if (old[0] && String(old.slice(1)) === String(parts.slice(1))) {
    const withYear = replacedOnce(was, old[0], parts[0]);
    if (withYear !== null) return withYear;
  }
  return parts.map((/** @type {string} */ part, /** @type {number} */ at) => part.padStart(at ? 2 : 4, "0")).join("-");
}

/**
 * Return an item with names spelt otherwise; where there are more or fewer of them, a person decides.
 *
 * @param {Item} item
 * @param {readonly string[]} types
 * @param {any} before
 * @param {any} after
 * @returns {Item | null}
 */
function withNames(item, types, before, after) {
  const places = [...item.creators.keys()].filter((at) => types.includes(item.creators[at]?.creatorType ?? ""));
  if (before?.length !== after?.length || before?.length !== places.length) return null;
  const creators = item.creators.map((each) => ({ ...each }));
  for (const [at, place] of places.entries()) {
    for (const name of new Set([...Object.keys(before[at]), ...Object.keys(after[at])])) {
      const [old, now] = [before[at][name], after[at][name]];
      if (old === now) continue;
      const [part, creator] = [PARTS[name], creators[place]];
      const replaced = part && creator && old && now ? replacedOnce(creator[part], old, now) : null;
      if (!part || !creator || replaced === null) return null;
      creator[part] = replaced;
    }
  }
  return { ...item, creators };
}

/**
 * @param {Item} before
 * @param {Item} after
 * @returns {FieldEdit[]}
 */
function fieldEdits(before, after) {
  return Object.keys(after.fields)
    .map((field) => ({ field, before: before.fields[field] ?? "", after: after.fields[field] ?? "" }))
    .filter((each) => each.before !== each.after);
}

/**
 * @param {Item} before
 * @param {Item} after
 * @returns {CreatorEdit[]}
 */
function creatorEdits(before, after) {
  return before.creators.flatMap((was, creator) =>
    /** @type {const} */ (["lastName", "firstName"])
      .map((part) => ({ creator, part, before: was[part], after: after.creators[creator]?.[part] ?? was[part] }))
      .filter((each) => each.before !== each.after),
  );
}
