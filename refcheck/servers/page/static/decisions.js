// What a person decides: a mended reading is left as printed, a finding is waived. Others may decide about the same list meanwhile.

import * as changes from "./changes.js";
import { byId, make } from "./dom.js";
import { label, phrase, say } from "./messages.js";

const rejected = new Map(); // "index/code" → {index, code}
const waived = new Map(); // "index/rule" → {index, rule, reason, by}
let changed = () => {};

/** Who is told when something is decided. */
export const whenDecided = (listener) => {
  changed = listener;
  changes.whenChanged(listener);
};

export const undecide = () => {
  changes.clear();
  rejected.clear();
  waived.clear();
};

export const decided = () => {
  const { rejected: refused, ...others } = changes.decided();
  return { rejected: [...rejected.values(), ...refused], ...others, waived: [...waived.values()] };
};

/** What is decided, with the print of the references: in another run they may stand elsewhere. */
export const kept = (printOf) => {
  const withPrint = (each) => ({ ...each, raw: printOf(each.index) });
  return Object.fromEntries(Object.entries(decided()).map(([name, all]) => [name, all.map(withPrint)]));
};

/** Takes decisions that were made before, where the references are still there. */
export const redecide = (given, prints) => {
  const placed = (all) =>
    all.flatMap(({ index, raw, ...each }) => {
      if (index === null || raw === undefined || prints[index] === raw) return { index, ...each };
      return prints.includes(raw) ? { index: prints.indexOf(raw), ...each } : [];
    });
  for (const each of placed(given.rejected ?? [])) {
    if (each.printed === undefined) rejected.set(`${each.index}/${each.code}`, each);
    else changes.redecide("rejected", [each]);
  }
  for (const name of ["accepted", "edited"]) changes.redecide(name, placed(given[name] ?? []));
  for (const each of placed(given.waived ?? [])) waived.set(`${each.index}/${each.rule}`, each);
};

/** Takes in the place of all that is decided what is decided by now, here and elsewhere. */
export const adopt = (given) => {
  changes.undecide();
  rejected.clear();
  waived.clear();
  redecide(given, []);
};

/** Whether two say the same, in whatever order. */
export const areSame = (...both) => {
  const [one, other] = both.map((given) =>
    Object.entries(given)
      .flatMap(([name, all]) => all.map((each) => JSON.stringify([name, ...Object.entries(each).filter(([, value]) => value !== null).sort()])))
      .sort()
      .join(),
  );
  return one === other;
};

/** Hangs onto a card what can be decided about it. */
export const decorate = (card) => {
  const items = [...card.element.querySelectorAll(".findings > li")];
  const repairs = deciding(card);
  const repaired = new Set(repairs.map((repair) => repair.code));
  changes.decorate(card, own, (proposal) => proposal.safe && proposal.state !== "edited" && proposal.codes.some((code) => repaired.has(code)));
  const told = new Set();
  card.findings.forEach((finding, at) => {
    const item = items[at];
    if (!item) return;
    const bar = own(make("span", { class: "decide with-script" }));
    if (repaired.has(finding.rule) && !told.has(finding.rule)) bar.append(reading(card, finding.rule));
    told.add(finding.rule);
    bar.append(waiver(card, finding, item));
    (item.querySelector(":scope > :is(.code, .waived)") ?? item.lastChild).after(" ", bar);
  });
  const silent = repairs.filter((repair) => !told.has(repair.code));
  if (silent.length) card.element.querySelector(".body")?.append(...silent.map((repair) => mended(card, repair)));
};

// Several repairs may lead to one reading: one of them has the switch, that by which it was rejected if it was.
const deciding = ({ index, repairs, proposals = [] }) => {
  const found = new Map();
  const isChange = ({ code }) => proposals.some((each) => (!each.safe || each.state === "edited") && each.codes.includes(code));
  for (const repair of repairs.filter((each) => !isChange(each))) {
    const reading = JSON.stringify([repair.before, repair.after]);
    if (!found.has(reading) || rejected.has(`${index}/${repair.code}`)) found.set(reading, repair);
  }
  return [...found.values()];
};

/** Hangs the same onto what was found in the list as a whole. */
export const decorateList = (element) => {
  for (const item of element.querySelectorAll(".findings > li")) {
    const code = item.querySelector(".code");
    if (!code) continue;
    const [rule, message] = [code.textContent, item.textContent.trim()];
    code.after(" ", own(make("span", { class: "decide with-script" }, waiver({ index: null, key: null }, { rule, message }, item))));
    changes.decorateList(item, own);
  }
};

// Stands within English, in the page's own language.
const own = (element) => {
  element.dataset.own = "";
  element.lang = document.documentElement.lang;
  element.dir = document.documentElement.dir;
  return element;
};

document.addEventListener("language", () => document.querySelectorAll("[data-own]").forEach(own));

const mended = (card, repair) =>
  own(
    make(
      "p",
      { class: "decide mended with-script" },
      make("bdi", { lang: "en" }, make("del", { class: "safe" }, repair.before), " → ", make("ins", { class: "safe" }, repair.after)),
      " ",
      reading(card, repair.code),
    ),
  );

const reading = (card, code) => {
  const key = `${card.index}/${code}`;
  const isRejected = rejected.has(key);
  const choice = (value, isChosen) => {
    const input = make("input", {
      type: "radio",
      name: `reading-${key}`,
      value,
      checked: isChosen,
      "data-does": `${code}-${value}`,
      change: () => {
        if (value === "printed") rejected.set(key, { index: card.index, code });
        else rejected.delete(key);
        changed();
      },
    });
    return make("label", {}, input, say(make("span"), `decide.${value}`));
  };
  const group = make("span", { class: "choice", role: "radiogroup" }, choice("mended", !isRejected), choice("printed", isRejected));
  label(group, "decide.reading", { at: at(card, code) });
  return group;
};

const at = ({ key }, rule) => (() => (key === null ? phrase("decide.at-list", { rule }) : phrase("decide.at", { rule, key })));

const waiver = (card, finding, item) => {
  const key = `${card.index}/${finding.rule}`;
  const decision = waived.get(key);
  const button = make("button", { type: "button", class: "plain", "data-does": `waive-${finding.rule}` });
  label(say(button, decision ? "waive.undo" : "waive.open"), decision ? "waive.undo-of" : "waive.open-of", {
    at: at(card, finding.rule),
  });
  button.addEventListener("click", async () => {
    if (waived.has(key)) waived.delete(key);
    else {
      const said = await askWhy(finding.message);
      if (!said) return;
      waived.set(key, { index: card.index, rule: finding.rule, ...said });
    }
    changed();
  });
  const why = item.querySelector(":scope > .waived ~ .source");
  if (decision && why) say(why, decision.by ? "waive.why-by" : "waive.why", decision);
  return button;
};

/** Asks why a finding may stay; null where that is thought better of. */
const askWhy = (message) =>
  new Promise((answered) => {
    const [dialog, reason, error] = ["waive", "waive-reason", "waive-error"].map(byId);
    byId("waive-finding").textContent = message;
    reason.value = "";
    told(false);
    byId("waive-form").onsubmit = (event) => {
      if (reason.value.trim()) return;
      event.preventDefault();
      told(true);
      reason.focus();
    };
    byId("waive-cancel").onclick = () => dialog.close("");
    dialog.onclose = () =>
      answered(dialog.returnValue === "waive" ? { reason: reason.value.trim(), by: byId("waive-by").value.trim() } : null);
    dialog.returnValue = "";
    dialog.showModal();
    reason.focus();

    function told(isMissing) {
      error.hidden = !isMissing;
      reason.ariaInvalid = String(isMissing);
    }
  });

/** How much is decided, in words. */
export const inWords = () =>
  [
    ...changes.inWords(),
    ...(rejected.size ? [phrase("decided.printed", { count: rejected.size })] : []),
    ...(waived.size ? [phrase("decided.waived", { count: waived.size })] : []),
  ].join(" · ");
