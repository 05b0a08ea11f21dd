// What is taken away: the document, the list, the report.

import { byId, make, save } from "./dom.js";
import { has, say } from "./messages.js";
import { problemOf, sentence } from "./problems.js";

const GROUPS = {
  document: ["annotated", "fixed"],
  list: ["bibtex", "ris", "csl-json", "crossref-deposit", "text"],
  report: ["decisions", "html", "print", "xlsx", "csv", "json", "markdown"],
  author: ["queries-docx", "queries-txt"],
};

const groupOf = (format) => Object.keys(GROUPS).find((group) => GROUPS[group].includes(format)) ?? "report";

/** Offers what there is to download of a check of a file, or of a pasted text, which has no `name`; `fetched(format)` resolves to the
 * file, `taken` is told that somebody has it. */
export const offer = (downloads, name, stem, fetched, taken) => {
  const groups = Object.keys(GROUPS).map((group) => {
    const own = downloads.filter((each) => groupOf(each.format) === group);
    if (!own.length) return null;
    const buttons = own.map((each) => make("li", {}, button(each, stem, fetched, taken)));
    const title = say(make("h3", { id: `take-${group}` }), group === "document" && !name ? "take.pasted" : `take.${group}`);
    return make("section", { "aria-labelledby": `take-${group}` }, title, make("ul", { class: "formats" }, ...buttons));
  });
  byId("take-groups").replaceChildren(...groups.filter(Boolean));
};

const button = ({ format, label, suffix }, stem, fetched, taken) => {
  const name = has(`format.${format}`) ? say(make("span"), `format.${format}`) : make("span", {}, label);
  const made = make("button", { type: "button", "data-format": format }, name, " ", make("small", { dir: "ltr" }, suffix));
  made.addEventListener("click", async () => {
    const error = byId("take-error");
    error.hidden = true;
    made.ariaBusy = "true";
    try {
      const blob = await fetched(format);
      save(blob, blob.name ?? `${stem}${suffix}`);
      taken();
    } catch (caught) {
      error.textContent = sentence(problemOf(caught));
      error.hidden = false;
    } finally {
      made.ariaBusy = "false";
    }
  });
  return made;
};
