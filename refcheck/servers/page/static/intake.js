// The first screen: a list is pasted or a file is brought, and what will be sent to whom is said before it is.

import { byId, make } from "./dom.js";
import { listed, say, size } from "./messages.js";
import { sentences } from "./sent.js";
import * as session from "./session.js";

const LARGEST = 3_000_000; // bytes of a file that a tab remembers

const form = byId("asked");
let about = null;
let backend = null;
let file = null;
let begin = () => {};
let data = null; // of the file, as a session can hold it
let job = null; // the check that was begun with all this

/** Readies the form; `started` is told what is to be checked and how. */
export const prepare = (service, who, started) => {
  [about, backend, begin] = [service, who, started];
  form.elements.offline.checked ||= about.offline === true;
  form.elements.offline.disabled = about.offline === true;
  for (const id of ["links", "links-means"]) byId(id).hidden = !about.links;
  byId("keep").hidden = !about.keep;
  for (const name of ["links", "keep"]) form.elements[name].checked &&= about[name];
  byId("file").accept = about.accepts.join(",");
  describe();
  byId("begin").disabled = false;
};

/** Without what was checked. */
export const empty = () => {
  if (!file) form.elements.text.value = "";
  choose(null);
};

// Whatever is changed is remembered: until it is checked, it is nowhere else.
const changed = () => {
  job = null;
  keep();
};

const keep = () => {
  const text = form.elements.text.value;
  const isBlank = !text && !file;
  session.remember("draft", isBlank ? null : { text, file: data && { name: file.name, data }, options: options(), job });
};

/** Which check was begun with it, unless it was changed meanwhile. */
export const given = (begun, input) => {
  if (!input || input.file !== (file ?? undefined) || (!file && input.text !== form.elements.text.value)) return;
  job = begun;
  keep();
};

/** What a check is begun with; null where there is nothing. */
export const recalled = () => {
  if (!file && !form.elements.text.value.trim()) return null;
  return { input: file ? { file } : { text: form.elements.text.value }, options: options(), name: file?.name ?? null };
};

/** The same, where the check is this one; else nothing. */
export const givenFor = (begun) => (begun === job ? recalled() : null);

/** Whether a reload would lose it. */
export const isFleeting = () => !job && (session.isFleeting("draft") || Boolean(file && !data));

const restore = () => {
  const draft = session.recall("draft");
  if (!draft) return;
  form.elements.text.value = draft.text;
  for (const name of ["offline", "links", "keep"]) form.elements[name].checked = draft.options[name];
  if (draft.file) choose(new File([Uint8Array.fromBase64(draft.file.data)], draft.file.name), draft.file.data);
  job = draft.job;
  keep();
};

const options = () => ({
  offline: form.elements.offline.checked,
  links: form.elements.links.checked && !form.elements.offline.checked,
  keep: form.elements.keep.checked,
  language: document.documentElement.lang,
});

const describe = () => {
  if (!about) return;
  say(byId("accepts"), "intake.accepts", { kinds: () => listed(about.accepts.map((suffix) => suffix.replace(/^\./, ""))), size: () => size(about.limits.bytes) });
  form.elements.links.disabled = form.elements.offline.checked;
  byId("services").hidden = options().offline;
  byId("services-list").replaceChildren(...about.services.map(({ name, host }) => make("li", {}, make("bdi", {}, host ? `${name} (${host})` : name))));
  byId("sent").replaceChildren(...sentences(about, backend, options()).map(([key, values]) => say(make("li"), key, values)));
};

const choose = (chosen, known = null, others = []) => {
  [file, data] = [chosen, known];
  byId("left-out").hidden = !others.length;
  if (others.length) say(byId("left-out"), "intake.left-out", { names: () => listed(others.map((each) => each.name)) });
  if (file && !data && file.size <= LARGEST) hold(file);
  byId("file").value = "";
  byId("chosen").hidden = !file;
  form.elements.text.hidden = Boolean(file);
  if (file) {
    byId("chosen-name").textContent = file.name;
    byId("chosen-size").textContent = `(${size(file.size)})`;
  }
  told(file && about && file.size > about.limits.bytes ? "intake.too-large" : null);
  changed();
};

const hold = async (chosen) => {
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  if (file !== chosen) return;
  data = bytes.toBase64();
  keep();
};

const told = (key) => {
  const error = byId("text-error");
  error.hidden = !key;
  form.elements.text.ariaInvalid = String(Boolean(key));
  if (key) say(error, key, { size: () => size(about.limits.bytes) });
};

const submit = () => {
  if (!about || byId("intake").hidden) return; // it was pressed twice
  const text = form.elements.text.value;
  if (file && file.size > about.limits.bytes) return;
  if (!file && !text.trim()) {
    told("intake.nothing");
    form.elements.text.focus();
    return;
  }
  told(null);
  changed();
  begin(recalled());
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
form.elements.text.addEventListener("input", () => {
  told(null);
  changed();
});
form.elements.text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
});
form.addEventListener("change", () => {
  describe();
  changed();
});
byId("file").addEventListener("change", () => {
  if (!byId("file").files.length) return;
  choose(byId("file").files[0]);
  byId("unchoose").focus();
});
byId("unchoose").addEventListener("click", () => {
  choose(null);
  form.elements.text.focus();
});

const carriesFile = (event) => !byId("intake").hidden && [...(event.dataTransfer?.types ?? [])].includes("Files");
let within = 0; // elements that the file is dragged over, one within the other
const over = (change) => {
  within = change ? within + change : 0;
  document.body.classList.toggle("dropping", within > 0);
};
addEventListener("dragenter", (event) => carriesFile(event) && over(1));
addEventListener("dragleave", (event) => carriesFile(event) && over(-1));
addEventListener("dragover", (event) => event.dataTransfer && event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  over(0);
  if (!carriesFile(event)) return;
  const [first, ...others] = event.dataTransfer.files;
  if (first) choose(first, null, others);
});
document.addEventListener("language", () => {
  describe();
  if (file) byId("chosen-size").textContent = `(${size(file.size)})`;
});
restore();
