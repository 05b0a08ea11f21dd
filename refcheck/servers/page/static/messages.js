// The words of the page, one file a language. A node remembers what it says, and says it again in another language.

const RIGHT_TO_LEFT = new Set(["fa"]);

/** Which way a language is written. */
export const direction = (language) => (RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr");
const root = document.documentElement;
const given = new WeakMap(); // node → the values in its words

let words = {};
let numbers = new Intl.NumberFormat("en");
let plurals = new Intl.PluralRules("en");

const isolated = (text) => (root.dir === "rtl" ? `\u2068${text}\u2069` : text);

const shown = (value) => {
  if (typeof value === "function") return value();
  return typeof value === "number" ? numbers.format(value) : isolated(String(value));
};

/** Whether there are words under a key. */
export const has = (key) => key in words;

/** The words under a key, with its values; `count` chooses between singular and plural. A value may be a phrase itself: a function. */
export const phrase = (key, values = {}) => {
  const said = words[key] ?? key;
  const chosen = typeof said === "string" ? said : (said[plurals.select(values.count)] ?? said.other);
  return chosen.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
};

/** Lets a node say something, now and in whatever language is chosen later. */
export const say = (node, key, values = {}) => {
  node.dataset.text = key;
  given.set(node, values);
  node.textContent = phrase(key, values);
  return node;
};

/** Lets a node say what is put together of several phrases. */
export const compose = (node, told) => {
  node.dataset.text = "";
  given.set(node, told);
  node.textContent = told();
  return node;
};

/** Lets a node be called something by a screen reader. */
export const label = (node, key, values = {}) => {
  node.dataset.label = key;
  given.set(node, values);
  node.ariaLabel = phrase(key, values);
  return node;
};

/** A number, a size or a list, as the language writes it. */
export const number = (value) => numbers.format(value);
export const listed = (names) => new Intl.ListFormat(root.lang).format(names);
export const size = (bytes) => {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(root.lang, { style: "unit", unit, maximumFractionDigits: unit === "megabyte" || value < 10 ? 1 : 0 }).format(value);
};

/** What a language calls itself. */
export const ownName = (code) => new Intl.DisplayNames([code], { type: "language" }).of(code);

const retell = (node) => {
  const told = given.get(node);
  node.textContent = typeof told === "function" ? told() : phrase(node.dataset.text, told);
};

/** Speaks a language from now on; what is already said is said again. */
export const speak = async (language) => {
  const answer = await fetch(new URL(`messages/${language}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`no messages in ${language}`);
  words = await answer.json();
  numbers = new Intl.NumberFormat(language);
  plurals = new Intl.PluralRules(language);
  root.lang = language;
  root.dir = direction(language);
  for (const node of document.querySelectorAll("[data-text]")) retell(node);
  for (const node of document.querySelectorAll("[data-label]")) node.ariaLabel = phrase(node.dataset.label, given.get(node));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = phrase(node.dataset.placeholder);
  root.classList.remove("unsaid");
  document.dispatchEvent(new CustomEvent("language"));
};
