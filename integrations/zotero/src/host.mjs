/**
 * Zotero's items, mappings and preferences, as the other modules want them.
 *
 * @typedef {import("./fields.mjs").Edit} Edit
 */

import { isOurs, noteOf, writingsOf } from "./note.mjs";
import { TAG, tagsOf } from "./report.mjs";
import { hasData, toSend } from "./items.mjs";

/** Zotero's own conversions and mappings, of which its types tell nothing. */
const untyped = /** @type {any} */ (Zotero);

/** Automatic, as Zotero calls tags that no person gave. */
const AUTOMATIC = 1;

/** @param {string} name */
export function preference(name) {
  return /** @type {any} */ (Zotero.Prefs.get(`refcheck.${name}`));
}

/**
 * Return the regular items among some, with what is sent of each; attachments, notes and items without data are left out.
 *
 * @param {readonly Zotero.Item[]} items
 */
export async function checkable(items) {
  const given = [];
  for (const item of items.filter((each) => each.isRegularItem())) {
    const csl = toSend(await untyped.Utilities.Item.itemToCSLJSON(item), item.key);
    if (hasData(csl)) given.push({ item, csl });
  }
  return given;
}

/** @type {import("./fields.mjs").Mapping} */
export const mapping = {
  fieldsOf: (variable) => untyped.Schema.CSL_TEXT_MAPPINGS[variable] ?? [],
  dateFieldOf: (variable) => untyped.Schema.CSL_DATE_MAPPINGS[variable],
  creatorTypesOf(variable, itemType) {
    const types = Object.entries(untyped.Schema.CSL_NAME_MAPPINGS)
      .filter(([, name]) => name === variable)
      .map(([type]) => type);
    const primary = Zotero.CreatorTypes.getPrimaryIDForType(/** @type {number} */ (Zotero.ItemTypes.getID(itemType)));
    const isAuthor = variable === "author" && primary; // the primary creator of a type is its author, whatever it is called
    return isAuthor ? [...types, /** @type {string} */ (Zotero.CreatorTypes.getName(primary))] : types;
  },
  specificTo(itemType, field) {
    const [type, base] = [untyped.ItemTypes.getID(itemType), untyped.ItemFields.getID(field)];
    const own = untyped.ItemFields.getFieldIDFromTypeAndBase(type, base) || base;
    return own && untyped.ItemFields.isValidForType(own, type) ? untyped.ItemFields.getName(own) : undefined;
  },
};

/**
 * Change items in one transaction; where it fails, they are again what they were, in memory as on the disk.
 *
 * @param {readonly Zotero.Item[]} items
 * @param {() => Promise<void>} work
 */
export async function changing(items, work) {
  try {
    await Zotero.DB.executeTransaction(work);
  } catch (error) {
    for (const item of items) {
      for (const each of [item, ownNote(item)]) await /** @type {any} */ (each)?.reload(null, true);
    }
    throw error;
  }
}

/**
 * Return what an item holds now.
 *
 * @param {Zotero.Item} item
 * @returns {import("./fields.mjs").Item}
 */
export function held(item) {
  const fields = untyped.ItemFields.getItemTypeFields(item.itemTypeID).map((/** @type {number} */ id) => {
    const name = untyped.ItemFields.getName(id);
    return [name, /** @type {string} */ (item.getField(name))]; // a date as it was entered
  });
  const creators = item.getCreators().map((each) => ({
    lastName: each.lastName ?? "",
    firstName: each.firstName ?? "",
    creatorType: /** @type {string} */ (Zotero.CreatorTypes.getName(each.creatorTypeID)),
  }));
  return { itemType: item.itemType, fields: Object.fromEntries(fields), creators };
}

/**
 * Put edits into an item and save it.
 *
 * @param {Zotero.Item} item
 * @param {readonly Edit[]} edits
 */
export async function put(item, edits) {
  const creators = /** @type {any[]} */ (item.getCreators());
  for (const edit of edits) {
    if ("field" in edit) item.setField(/** @type {any} */ (edit.field), edit.after);
    else item.setCreator(edit.creator, (creators[edit.creator] = { ...creators[edit.creator], [edit.part]: edit.after }));
  }
  await item.save();
}

/**
 * Give an item its tags in place of those of an earlier check.
 *
 * @param {Zotero.Item} item
 * @param {import("./report.mjs").Result} result
 */
export async function tag(item, result) {
  const wanted = tagsOf(result);
  const stale = item.getTags().filter(({ tag }) => tag.startsWith(TAG) && !wanted.includes(tag));
  for (const { tag } of stale) item.removeTag(tag);
  for (const tag of wanted) item.addTag(tag, AUTOMATIC);
  await item.save();
}

/** @param {Zotero.Item} item */
export function writings(item) {
  return writingsOf(ownNote(item)?.getNote() ?? "");
}

/**
 * Write the child note of an item, or take it away where there is nothing to tell.
 *
 * @param {Zotero.Item} item
 * @param {import("./report.mjs").Result | null} result
 * @param {string} summary
 * @param {readonly import("./note.mjs").Writing[]} earlier
 */
export async function annotate(item, result, summary, earlier) {
  const known = ownNote(item);
  if (!result && !earlier.length) return void (await known?.erase());
  const note = known ?? newNote(item);
  note.setNote(noteOf(result, summary, earlier));
  await note.save();
}

/** @param {Zotero.Item} item */
function newNote(item) {
  const note = new Zotero.Item("note");
  note.libraryID = item.libraryID;
  note.parentKey = item.key;
  return note;
}

/**
 * @param {Zotero.Item} item
 * @returns {Zotero.Item | undefined}
 */
function ownNote(item) {
  const notes = /** @type {Zotero.Item[]} */ (item.getNotes().map((id) => Zotero.Items.get(id)));
  return notes.find((note) => isOurs(note.getNote()));
}
