/**
 * The section of the item pane: what was found of the item, a box for each fix, and what can be done.
 *
 * @typedef {import("./report.mjs").Found} Found
 * @typedef {{ check(): Promise<string>, write(chosen: ReadonlySet<Found>): Promise<string>, undo(): Promise<string> }} Deeds
 */

import { messageOf } from "./service.mjs";

const HTML = "http://www.w3.org/1999/xhtml";

/** Put at the head of the section. Colours are the system's, so that dark themes and high contrast hold. */
const STYLE = `
.refcheck { display: grid; gap: 8px; padding-block: 4px; }
.refcheck ul { display: grid; gap: 8px; margin: 0; padding: 0; list-style: none; }
.refcheck li { border-inline-start: 3px solid GrayText; padding-inline-start: 8px; overflow-wrap: anywhere; }
.refcheck li[data-severity="error"] { border-color: #d70022; }
.refcheck li[data-severity="warning"] { border-color: #b47500; }
.refcheck p { margin: 0; }
.refcheck code { opacity: 0.75; }
.refcheck del { opacity: 0.75; }
.refcheck ins { text-decoration: none; font-weight: 600; }
.refcheck label { display: block; margin-block-start: 4px; }
.refcheck .deeds { display: flex; flex-wrap: wrap; gap: 6px; }
`;

/**
 * Draw the section.
 *
 * @param {HTMLElement} body
 * @param {import("./report.mjs").Result | undefined} result
 * @param {string} summary - what the last check said of all its items
 * @param {Deeds} deeds
 */
export function draw(body, result, summary, deeds) {
  const make = maker(body.ownerDocument);
  const status = make("p", { role: "status", "aria-live": "polite" });
  /** @type {Set<Found>} */
  const chosen = new Set(result?.findings.filter((each) => each.safe));
  const told = result
    ? [verdict(make, result), findings(make, result, chosen), make("p", { class: "summary" }, summary)]
    : [make("p", {}, "Not checked yet in this session.")];
  const isFixable = result?.findings.some((each) => each.fixable);
  const buttons = [
    button(make, "Check with refcheck", () => deeds.check()),
    ...(isFixable ? [button(make, "Write what is ticked", () => deeds.write(chosen))] : []),
    button(make, "Undo refcheck", () => deeds.undo()),
  ];
  for (const [element, deed] of buttons) {
    element.addEventListener("click", () => busy(buttons.map(([each]) => each), status, deed));
  }
  const root = make("div", { class: "refcheck" }, ...told, make("div", { class: "deeds" }, ...buttons.map(([each]) => each)), status);
  body.replaceChildren(make("style", {}, STYLE), root);
}

/**
 * @param {readonly HTMLButtonElement[]} buttons
 * @param {HTMLElement} status
 * @param {() => Promise<string>} deed
 */
async function busy(buttons, status, deed) {
  for (const each of buttons) each.disabled = true;
  status.textContent = "…";
  try {
    status.textContent = await deed();
  } catch (error) {
    status.textContent = messageOf(error);
  }
  for (const each of buttons) each.disabled = false;
}

/**
 * @param {ReturnType<typeof maker>} make
 * @param {import("./report.mjs").Result} result
 */
function verdict(make, result) {
  const unsettled = result.unsettled ? [`: ${result.unsettled}`] : [];
  return make("p", { class: "verdict" }, make("strong", {}, result.verdict), ...unsettled);
}

/**
 * @param {ReturnType<typeof maker>} make
 * @param {import("./report.mjs").Result} result
 * @param {Set<Found>} chosen
 */
function findings(make, result, chosen) {
  const rows = result.findings.map((each) =>
    make(
      "li",
      { "data-severity": each.severity },
      make("p", {}, make("b", {}, each.severity), " ", make("span", { class: "message" }, each.message), " ", make("code", {}, each.code)),
      ...(each.fixable ? [fix(make, each, chosen)] : []),
    ),
  );
  return make("ul", {}, ...rows);
}

/**
 * @param {ReturnType<typeof maker>} make
 * @param {Found} found
 * @param {Set<Found>} chosen
 */
function fix(make, found, chosen) {
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox" }));
  box.checked = chosen.has(found);
  box.addEventListener("change", () => (box.checked ? chosen.add(found) : chosen.delete(found)));
  const before = found.before ? [make("del", {}, found.before), " → "] : ["+ "];
  return make("label", {}, box, " ", ...before, make("ins", {}, found.after));
}

/**
 * @param {ReturnType<typeof maker>} make
 * @param {string} label
 * @param {() => Promise<string>} deed
 * @returns {[HTMLButtonElement, () => Promise<string>]}
 */
function button(make, label, deed) {
  return [/** @type {HTMLButtonElement} */ (make("button", { type: "button" }, label)), deed];
}

/**
 * Return a maker of elements; what is shown of an item goes in as text.
 *
 * @param {Document} document
 */
function maker(document) {
  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  return (name, attributes, ...children) => {
    const element = /** @type {HTMLElement} */ (document.createElementNS(HTML, name));
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
}
