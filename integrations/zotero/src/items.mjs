/**
 * CSL-JSON items as they are sent, and how the corrected ones differ from them.
 *
 * @typedef {Record<string, any>} Csl
 * @typedef {{ variable: string, before: any, after: any }} Change
 */

/** Identifiers that Zotero keeps in Extra where the item type has no field for them: "DOI: 10.1000/x". */
const IN_EXTRA = /^(DOI|ISBN|ISSN|PMID|PMCID|URL): *(\S.*)$/gm;

/** Variables that are of no use to a check, and may hold what is private. */
const UNSENT = ["abstract", "annote", "keyword"];

/** Variables of which one makes an item worth checking. */
const SUBSTANCE = ["title", "author", "editor", "DOI", "URL", "ISBN"];

/**
 * Return an item as it is sent: Zotero's key for its id, without the abstract, with the identifiers that its Extra holds.
 *
 * @param {Csl} csl - what Zotero makes of the item
 * @param {string} key
 * @returns {Csl}
 */
export function toSend(csl, key) {
  const sent = Object.fromEntries(Object.entries({ ...csl, id: key }).filter(([name]) => !UNSENT.includes(name)));
  if (typeof sent.note === "string") {
    sent.note = sent.note
      .replace(IN_EXTRA, (line, /** @type {string} */ name, /** @type {string} */ value) => {
        if (name in sent) return line;
        sent[name] = value.trim();
        return "";
      })
      .trim();
    if (!sent.note) delete sent.note;
  }
  return sent;
}

/**
 * Return whether there is anything to check in an item.
 *
 * @param {Csl} csl
 */
export function hasData(csl) {
  return SUBSTANCE.some((name) => csl[name]?.length);
}

/**
 * Return the variables that a corrected item has otherwise.
 *
 * @param {Csl} sent
 * @param {Csl} corrected
 * @returns {Change[]}
 */
export function changesOf(sent, corrected) {
  const names = [...new Set([...Object.keys(sent), ...Object.keys(corrected)])].filter((name) => name !== "id");
  return names
    .filter((name) => JSON.stringify(sent[name]) !== JSON.stringify(corrected[name]))
    .map((variable) => ({ variable, before: sent[variable] ?? "", after: corrected[variable] ?? "" }));
}
