// The references on the page: put in as they are read, put right as they are judged, and in an order that moves nobody's place.

import { byId, make, trusted } from "./dom.js";
import { direction, has, say } from "./messages.js";

const LINES = 40; // pixels of a reference that are in sight, for somebody to be reading it
const MANY = 200; // so many references are laid out only where they are in sight
const WHOLE_LIST = 4; // the group of what is said of the list as a whole, among the priorities of references

/** index → {index, key, element, verdict, findings, repairs}; a verdict is null until it is known. */
export const cards = new Map();

let order = []; // most severe first, as the report has it; until then by what is known
let isByGravity = true;

export const clear = () => {
  cards.clear();
  order = [];
  isByGravity = true;
  byId("cards").replaceChildren(byId("whole"));
};

/** References that were read and that nobody was asked about yet. */
export const put = (references) => {
  const fresh = references.map((each) => ({ ...each, verdict: null, findings: [], repairs: [], element: drawn(each.html) }));
  for (const card of fresh) {
    cards.get(card.index)?.element.remove();
    cards.set(card.index, card);
    card.element.classList.add("reading");
    const verdict = card.element.querySelector(".verdict");
    if (verdict) say(verdict, "verdict.reading");
  }
  byId("cards").append(...fresh.map((card) => card.element));
  byId("check").classList.toggle("long", cards.size > MANY);
  byId("check").classList.toggle("keyed", [...cards.values()].some((card) => card.key.length > 5));
};

/** What is known of references by now. Whoever has one open, or stands in it with the keyboard, stays there. */
export const judge = (references, decorate) => {
  for (const each of references) {
    const known = cards.get(each.index);
    const card = { ...known, ...each, element: drawn(each.html), text: null };
    const focus = focusWithin(known?.element);
    cards.set(each.index, card);
    translate(card);
    decorate(card);
    if (known?.touched) setOpen(card, known.element.querySelector("details")?.open);
    if (known) known.element.replaceWith(card.element);
    else byId("cards").append(card.element);
    focus(card.element);
  }
};

/** The order that the report has, most severe first; the page follows when it is arranged. */
export const remember = (given) => {
  order = given;
};

/** Puts the references into the order chosen: the most severe first as far as is known, or the list's. */
export const arrange = () => {
  const sorted = elements();
  if (!isArranged(sorted)) byId("cards").append(...sorted);
};

/** Whether the references stand in the order chosen. */
export const isArranged = (sorted = elements()) => sorted.every((element, at) => byId("cards").children[at] === element);

// What is said of the list as a whole stands behind what is graver, or at the end of the list's own order.
const elements = () => {
  const sorted = inOrder();
  const place = isByGravity ? sorted.findIndex((card) => weight(card) > WHOLE_LIST) : -1;
  return sorted.map((card) => card.element).toSpliced(place < 0 ? sorted.length : place, 0, byId("whole"));
};

const inOrder = () => {
  const place = new Map(order.map((index, at) => [index, at]));
  const rank = (card) => place.get(card.index) ?? weight(card);
  return [...cards.values()].sort((a, b) => (isByGravity ? compared(rank(a), rank(b)) : 0) || a.index - b.index);
};

const compared = (one, other) => (one < other ? -1 : Number(one > other));

export const orderBy = (choice) => {
  isByGravity = choice === "gravity";
  arrange();
};

/** Whether somebody is reading in the list, so that nothing may move by itself. */
export const isBeingRead = () => {
  const list = byId("cards");
  return (
    list.contains(document.activeElement) ||
    list.getBoundingClientRect().top < 0 ||
    list.contains(getSelection().focusNode)
  );
};

/** Makes a change that may move everything, and leaves what somebody reads where it is on the screen. */
export const inPlace = (change) => {
  const list = byId("cards");
  const focused = document.activeElement.closest("#cards > *");
  const top = (index) => cards.get(index).element.getBoundingClientRect().top;
  const edge = Math.max(0, document.querySelector(".filters").getBoundingClientRect().bottom); // it stays at the top
  const isSeen = (element) => element?.getBoundingClientRect().bottom > edge + LINES;
  const read = isSeen(focused) ? focused : [...list.children].find(isSeen);
  const index = isBeingRead() ? [...cards.values()].find((card) => card.element === read)?.index : undefined;
  const before = index === undefined ? 0 : top(index);
  change();
  if (index !== undefined) scrollBy({ top: top(index) - before, behavior: "instant" });
};

export const setAllOpen = (isOpen) => {
  for (const card of cards.values()) setOpen(card, isOpen);
};

const setOpen = (card, isOpen) => {
  const details = card.element.querySelector("details");
  if (details) details.open = isOpen;
};

const weight = (card) => card.priority ?? Infinity;

const drawn = (html) => {
  const element = trusted(html).querySelector("article");
  element.querySelector("summary")?.addEventListener("click", () => {
    const card = [...cards.values()].find((each) => each.element === element);
    if (card) card.touched = true;
  });
  return element;
};

// The words around the findings are the page's; the findings are in the language that the list was checked in.
const translate = ({ element, verdict }) => {
  const told = element.querySelector("h3 .verdict");
  if (told) say(told, `verdict.${verdict}`);
  const line = element.querySelector("h3 .line");
  const [, unit, number] = /^(\w+) (\d+)$/.exec(line?.textContent.trim() ?? "") ?? [];
  if (unit && has(`place.${unit}`)) say(line, `place.${unit}`, { number: Number(number) });
  spoken(element);
};

/** Marks the language of the findings, whatever that of the page; words of which the page has its own become its own. */
export const spoken = (element) => {
  for (const each of element.querySelectorAll(".findings, .record, .source")) {
    each.lang = each.closest("[data-language]")?.dataset.language ?? "en";
    each.dir = direction(each.lang);
  }
  for (const each of element.querySelectorAll("a.code")) {
    if (!document.getElementById(each.hash.slice(1))) each.replaceWith(make("code", { class: "code" }, each.textContent));
  }
};

const focusWithin = (element) => {
  const focused = document.activeElement;
  if (!element?.contains(focused)) return () => {};
  const name = focused.dataset.does ?? (focused.matches("summary") ? "summary" : null);
  return (fresh) => {
    const same = name && [...fresh.querySelectorAll("[data-does], summary")].find((each) => (each.dataset.does ?? "summary") === name);
    (same ?? fresh.querySelector("summary"))?.focus({ preventScroll: true });
  };
};
