// The queries to the author, in the author's language, to be copied.

import { byId, make, save } from "./dom.js";
import { ownName, say } from "./messages.js";
import { problemOf, sentence } from "./problems.js";

let fetched = null;
let stem = "";
let taken = () => {};

const [dialog, choice, text, copy, error] = ["letter", "letter-language", "letter-text", "letter-copy", "letter-error"].map(byId);

/** Readies the letter of a check: the languages there are, and `download(format, language)` which resolves to a file. */
export const address = (languages, name, download, whenTaken) => {
  [fetched, stem, taken] = [download, name, whenTaken];
  const own = document.documentElement.lang;
  const kept = choice.value;
  choice.replaceChildren(...languages.map((code) => make("option", { value: code, lang: code }, ownName(code))));
  choice.value = [kept, own, "en"].find((code) => languages.includes(code)) ?? languages[0];
};

export const write = async () => {
  if (!dialog.open) dialog.showModal();
  await attempt(async () => {
    text.ariaBusy = "true";
    const blob = await fetched("queries-txt", choice.value);
    text.textContent = await blob.text();
    text.lang = choice.value;
    text.ariaBusy = "false";
    say(copy, "letter.copy");
  });
};

const attempt = async (task) => {
  error.hidden = true;
  try {
    await task();
  } catch (caught) {
    error.textContent = sentence(problemOf(caught));
    error.hidden = false;
  }
};

// Without a secure connection a page may not write to the clipboard, but a person may.
const toClipboard = async () => {
  try {
    await navigator.clipboard.writeText(text.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(text);
    text.focus();
    return false;
  }
};

choice.addEventListener("change", write);
copy.addEventListener("click", async () => {
  say(copy, (await toClipboard()) ? "letter.copied" : "letter.selected");
  taken();
});
byId("letter-word").addEventListener("click", () =>
  attempt(async () => {
    const blob = await fetched("queries-docx", choice.value);
    save(blob, blob.name ?? `${stem}-queries.docx`);
    taken();
  }),
);
