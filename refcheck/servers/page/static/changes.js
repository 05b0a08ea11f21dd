// What is proposed for a reference: accepted, edited or refused by a person, one change a place; what is only proposed changes nothing.

import { make } from "./dom.js";
import { label, phrase, say } from "./messages.js";

const accepted = new Map(); // "index/code/printed" → {index, code, printed}
const refused = new Map();
const edited = new Map(); // … and the text that is wanted there
const past = []; // what was decided before each step
const all = { accepted, rejected: refused, edited };
let known = new Map(); // index → the proposals of its card
let changed = () => {};

/** Who is told when something is decided. */
export const whenChanged = (listener) => {
  changed = listener;
};

/** Nothing is decided, and no step can be taken back. */
export const undecide = () => {
  for (const each of Object.values(all)) each.clear();
  past.length = 0;
};

export const clear = () => {
  undecide();
  known = new Map();
};

/** All that is decided about changes; nothing of what nothing is decided. */
export const decided = () =>
  Object.fromEntries(Object.entries(all).map(([name, held]) => [name, [...held.values()]]));

/** Takes decisions that were made before. */
export const redecide = (name, decisions) => {
  for (const each of decisions) all[name].set(keyOf(each), each);
};

export const canUndo = () => past.length > 0;

/** Takes the last step back. */
export const undo = () => {
  const before = past.pop();
  if (!before) return;
  for (const [name, held] of Object.entries(all)) {
    held.clear();
    for (const [key, value] of before[name]) held.set(key, value);
  }
  changed();
};

const step = (make) => {
  past.push(Object.fromEntries(Object.entries(all).map(([name, held]) => [name, [...held]])));
  make();
  changed();
};

const keyOf = ({ index, code, printed }) => `${index}/${code}/${printed ?? ""}`;

const placeOf = (card, proposal) => ({ index: card.index, code: proposal.codes[0], printed: proposal.before || null });

const decide = (card, proposal, held, more = {}) => {
  const place = placeOf(card, proposal);
  for (const each of Object.values(all)) each.delete(keyOf(place));
  if (held) held.set(keyOf(place), { ...place, ...more });
};

// Two entries that are one work: there is no text to edit.
const isMerge = (proposal) => proposal.codes[0] === "duplicate-reference";

const isOpen = (proposal) => proposal.state === "proposed";

/** Hangs onto a card what can be decided about its changes, but for those that something else on the card decides. */
export const decorate = (card, own, isLeft) => {
  const proposals = (card.proposals ?? []).filter((proposal) => !isLeft(proposal));
  known.set(card.index, proposals);
  const here = proposals.filter((proposal) => !isMerge(proposal));
  if (!here.length) return;
  const items = here.map((proposal, at) => item(card, proposal, at));
  const open = here.filter(isOpen);
  const whole = open.length > 1 ? [make("li", { class: "with-script" }, bulk(card, open))] : [];
  const list = own(make("ul", { class: "changes" }, ...items, ...whole));
  label(list, "change.title", { key: () => card.key });
  card.element.querySelector(".printed, .source-text")?.after(list);
};

/** Hangs onto what was found in the list the merges of the entries that it names. */
export const decorateList = (found, own) => {
  const named = new Set([...found.querySelectorAll("a[href^='#r']")].map((link) => link.textContent));
  const merges = [...known].flatMap(([index, proposals]) =>
    proposals.filter((each) => isMerge(each) && named.has(each.before) && named.has(each.after)).map((each) => [{ index }, each]),
  );
  if (merges.length) found.append(own(make("ul", { class: "changes" }, ...merges.map(([card, merge], at) => item(card, merge, at)))));
};

const item = (card, proposal, at) => {
  const [before, after] = [proposal.before, proposal.state === "edited" ? proposal.text : proposal.after];
  const isMade = proposal.state === "accepted" || proposal.state === "edited";
  const shown = make(
    "bdi",
    {},
    make(isMade ? "del" : "span", { class: isMade ? "safe" : "was" }, before),
    " → ",
    make(isMade ? "ins" : "span", { class: isMade ? "safe" : "would" }, after.trim() || "∅"),
  );
  const of = () => `${before.trim()} → ${after.trim()}`;
  const button = (action, isPressed, act) => {
    const made = make("button", { type: "button", class: "plain", "aria-pressed": String(isPressed), "data-does": `${action}-${at}` });
    made.addEventListener("click", act);
    return label(say(made, `change.${action}`), "change.of", { action: () => phrase(`change.${action}`), of }), made;
  };
  const toggled = (held, isPressed) => () => step(() => decide(card, proposal, isPressed ? null : held));
  const isRefused = proposal.state === "refused";
  const isOwn = proposal.safe && proposal.state === "accepted"; // nobody had to
  const bar = make(
    "span",
    { class: "decide with-script" },
    button("accept", isMade, proposal.safe && !isRefused && proposal.state !== "edited" ? () => {} : toggled(proposal.safe ? null : accepted, isMade)),
    ...(isMerge(proposal) ? [] : [button("edit", proposal.state === "edited", () => edit(card, proposal, bar, after))]),
    button("refuse", isRefused, toggled(refused, isRefused)),
    ...same(card, proposal),
  );
  const made = make("li", { "data-state": proposal.state }, say(make("b", { class: "state" }), `change.${isOwn ? "made" : proposal.state}`), " ", ...(isMerge(proposal) ? [say(make("span"), "change.merge"), " "] : []), shown, " ", bar);
  made.addEventListener("keydown", (event) => {
    const does = { a: "accept", e: "edit", r: "refuse" }[event.key];
    if (!does || event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    made.querySelector(`[data-does="${does}-${at}"]`)?.click();
  });
  return made;
};

const edit = (card, proposal, bar, text) => {
  const input = make("input", { type: "text", dir: "auto", value: text.trim() });
  label(input, "change.edit");
  const end = (isTaken) => {
    input.remove();
    if (isTaken) step(() => decide(card, proposal, edited, { text: input.value }));
    else bar.querySelector("[data-does^=edit]")?.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      end(event.key === "Enter");
    }
  });
  bar.before(input);
  input.focus();
};

// All that the same rule proposes elsewhere, in one step.
const same = (card, proposal) => {
  const [code] = proposal.codes;
  const others = [...known].flatMap(([index, proposals]) =>
    proposals.filter((each) => isOpen(each) && each.codes[0] === code).map((each) => [{ index }, each]),
  );
  const count = new Set([...others.map(([{ index }]) => index), card.index]).size;
  if (!isOpen(proposal) || count < 2) return [];
  const made = make("button", { type: "button", class: "plain", "data-does": `accept-all-${code}` });
  made.addEventListener("click", () =>
    step(() => [...known].forEach(([index, proposals]) =>
      proposals.filter((each) => isOpen(each) && each.codes[0] === code).forEach((each) => decide({ index }, each, accepted)),
    )),
  );
  return [(say(made, "change.accept-rule", { rule: code }), made)];
};

/** Whether something is proposed that nobody decided about. */
export const hasOpen = () => [...known.values()].some((proposals) => proposals.some(isOpen));

/** Accepts all that is proposed, in one step. */
export const acceptOpen = () =>
  step(() => known.forEach((proposals, index) => proposals.filter(isOpen).forEach((each) => decide({ index }, each, accepted))));

const bulk = (card, open) => {
  const made = make("button", { type: "button", class: "plain", "data-does": "accept-here" });
  made.addEventListener("click", () => step(() => open.forEach((proposal) => decide(card, proposal, accepted))));
  label(say(made, "change.accept-here"), "change.accept-here-of", { key: () => card.key });
  return made;
};

/** How much is decided, in words. */
export const inWords = () =>
  [
    ["accepted", accepted],
    ["edited", edited],
    ["refused", refused],
  ].flatMap(([name, held]) => (held.size ? [phrase(`decided.${name}`, { count: held.size })] : []));
