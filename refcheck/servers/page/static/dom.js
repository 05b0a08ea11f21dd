// What is made of elements. Strangers' text goes in as text, never as markup.

export const byId = (id) => document.getElementById(id);

/** An element with attributes (those that are null or false are left out; functions listen) and children. */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
};

/** What the engine's template made, which escapes every value: one element. */
export const trusted = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
};

/** Letters alone: "Šmíd" is found by "smid", and Persian words with their joiners or without. */
export const folded = (text) => text.normalize("NFKD").replace(/[\p{M}\u200c\u200d]/gu, "").toLowerCase();

/** Hands a file to the browser to be saved. */
export const save = (blob, name) => {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
