"use strict";
// Without this script every reference is shown; it only hides what is not chosen.
document.documentElement.classList.add("scripted");
document.addEventListener("DOMContentLoaded", () => {
  const form = document.forms[0];
  const { shown } = form.elements;
  const nothing = document.querySelector(".nothing");
  const lists = [...document.querySelectorAll(".list")];
  const items = [...document.querySelectorAll(".item")].map((element) => ({
    element,
    verdict: element.dataset.verdict,
    back: element.dataset.back,
    severities: element.dataset.severities.split(" "),
    codes: element.dataset.codes.split(" "),
    list: element.closest(".list").querySelector("h2").id,
    text: null,
  }));
  const total = items.filter((item) => item.verdict).length;

  // Letters alone: "Šmíd" is found by "smid", and Persian words with their joiners or without.
  const folded = (text) => text.normalize("NFKD").replace(/[\p{M}\u200c\u200d]/gu, "").toLowerCase();

  const textOf = (item) => (item.text ??= folded(item.element.textContent));

  const chosen = () => {
    const data = new FormData(form);
    return {
      verdicts: data.getAll("verdict"),
      severities: data.getAll("severity"),
      code: data.get("code"),
      list: data.get("document") ?? "",
      words: folded(data.get("text")).split(/\s+/).filter(Boolean),
    };
  };

  const fits = (item, { verdicts, severities, code, list, words }) =>
    (!list || item.list === list) &&
    (!verdicts.length || verdicts.includes(item.verdict) || verdicts.includes(item.back)) &&
    (!severities.length || severities.some((severity) => item.severities.includes(severity))) &&
    (!code || item.codes.includes(code)) &&
    words.every((word) => textOf(item).includes(word));

  const apply = () => {
    const choice = chosen();
    let left = 0;
    for (const item of items) {
      item.element.hidden = !fits(item, choice);
      if (!item.element.hidden && item.verdict) left += 1;
    }
    for (const list of lists) list.hidden = !list.querySelector(".item:not([hidden])");
    nothing.hidden = lists.some((list) => !list.hidden);
    const said = total === 1 ? shown.dataset.one : shown.dataset.several; // in English there is neither
    shown.value =
      said?.replace("@", left).replace("#", total) ??
      `${left} of ${total} ${total === 1 ? "reference" : "references"} shown`;
  };

  // The page lists the most severe first; the anchors (r1, r2 …) tell the order of the list.
  const inOrder = () => {
    const elements = items.map((item) => item.element);
    if (form.elements.order.value === "list") elements.sort((a, b) => a.id.slice(1) - b.id.slice(1));
    for (const each of elements) each.parentElement.append(each);
  };

  const reset = () => {
    form.reset();
    inOrder();
    apply();
  };

  const setAll = (isOpen) => {
    for (const each of document.querySelectorAll("main details")) each.open = isOpen;
  };

  const copy = document.querySelector("[name=copy]");
  copy?.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(".letter pre").textContent);
    copy.textContent = copy.dataset.copied ?? "Copied";
  });

  // A link to a reference that is hidden shows all again; one to what is folded opens it.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const folded = target?.closest("details") ?? target?.querySelector("details");
    if (folded) folded.open = true;
    if (target?.closest("[hidden]")) {
      reset();
      target.scrollIntoView();
    }
  };

  if (matchMedia("(max-width: 40rem)").matches) document.querySelector(".choose").open = false;
  form.addEventListener("input", apply);
  form.elements.order.addEventListener("change", inOrder);
  form.elements.open.addEventListener("click", () => setAll(true));
  form.elements.fold.addEventListener("click", () => setAll(false));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.all.addEventListener("click", reset);
  addEventListener("hashchange", reveal);
  apply();
});
