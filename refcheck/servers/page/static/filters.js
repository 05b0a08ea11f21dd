// What of the references is shown, and how many there are of which kind.

import { cards, isArranged, orderBy, arrange, setAllOpen } from "./cards.js";
import { byId, folded } from "./dom.js";
import { listed, number, phrase, say } from "./messages.js";

const WIDTH = 1000;
const GAP = 4;
const SVG = "http://www.w3.org/2000/svg";
const VERDICTS = ["broken", "differs", "not-found", "verified", "unverified"];

const form = byId("filters");
let last; // the counts of the findings that the report has

const chosen = () => {
  const data = new FormData(form);
  return {
    verdicts: data.getAll("verdict"),
    severities: data.getAll("severity"),
    words: folded(data.get("text")).split(/\s+/).filter(Boolean),
  };
};

const textOf = (card) => (card.text ??= folded(card.element.textContent));

// A waived finding is none any more.
const severitiesOf = (card) => card.findings.filter((finding) => !finding.waived).map((finding) => finding.severity);

const fits = (card, { verdicts, severities, words }) =>
  (!verdicts.length || verdicts.includes(card.verdict)) &&
  (!severities.length || severities.some((severity) => severitiesOf(card).includes(severity))) &&
  words.every((word) => textOf(card).includes(word));

/** Shows what is chosen, and says how many that are. */
export const apply = () => {
  const choice = chosen();
  let shown = 0;
  for (const card of cards.values()) {
    card.element.hidden = !fits(card, choice);
    shown += !card.element.hidden;
  }
  byId("nothing").hidden = shown > 0 || cards.size === 0;
  say(form.elements.shown, "filters.shown", { shown, count: cards.size });
};

/** Counts anew: the tiles, the bar and the findings; those of the list as a whole are in the report's own counts. */
export const count = (reported) => {
  const verdicts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
  const severities = { error: 0, warning: 0, info: 0 };
  for (const card of cards.values()) {
    if (card.verdict) verdicts[card.verdict] += 1;
    for (const severity of severitiesOf(card)) severities[severity] += 1;
  }
  last = reported;
  for (const [name, counts] of [["verdict", verdicts], ["severity", reported ? { error: 0, warning: 0, info: 0, ...reported } : severities]]) {
    for (const input of form.querySelectorAll(`[name=${name}]`)) {
      const many = counts[input.value] ?? 0;
      input.disabled = !many && !input.checked;
      input.closest("label").querySelector("b").textContent = number(many);
    }
  }
  draw(verdicts);
  return { verdicts, severities };
};

// Until a verdict is known, its part of the bar is empty.
const draw = (verdicts) => {
  const known = VERDICTS.filter((verdict) => verdicts[verdict]);
  const room = WIDTH - GAP * Math.max(0, known.length - 1);
  let x = 0;
  const parts = known.map((verdict) => {
    const width = (room * verdicts[verdict]) / Math.max(1, cards.size);
    const part = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ class: verdict, x, width, height: 20 })) part.setAttribute(name, value);
    x += width + GAP;
    return part;
  });
  byId("bar").replaceChildren(...parts);
};

/** Offers to put the most severe first where that has not been done. */
export const offerOrder = () => {
  form.elements.sort.hidden = isArranged();
};

/** As if nothing were chosen: all are shown, most severe first. */
export const reset = () => {
  form.reset();
  form.elements.sort.hidden = true;
  orderBy(form.elements.order.value);
  apply();
};

/** The verdicts in one sentence. */
export const sentence = (verdicts) => {
  const told = VERDICTS.filter((verdict) => verdicts[verdict]).map((verdict) => phrase(`counted.${verdict}`, { count: verdicts[verdict] }));
  return phrase("check.sentence", { count: cards.size, told: () => listed(told) });
};

// A link to a reference that is hidden shows all again; one to what is folded opens it.
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  const fold = target?.closest("details") ?? target?.querySelector("details");
  if (fold) fold.open = true;
  if (!target?.closest(".item[hidden]")) return;
  reset();
  target.scrollIntoView();
};

addEventListener("hashchange", reveal);
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.elements.all.addEventListener("click", reset);
form.elements.order.addEventListener("change", () => {
  orderBy(form.elements.order.value);
  form.elements.sort.hidden = true;
});
form.elements.sort.addEventListener("click", () => {
  arrange();
  form.elements.sort.hidden = true;
  form.elements.order.focus();
});
form.elements.open.addEventListener("click", () => setAllOpen(true));
form.elements.fold.addEventListener("click", () => setAllOpen(false));
document.addEventListener("language", () => cards.size && (count(last), apply()));
