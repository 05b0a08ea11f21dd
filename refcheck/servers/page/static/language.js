"use strict";
// The language is chosen before anything is painted: by the address (?language=fa), else by what was chosen before, else by the browser.
(() => {
  const LANGUAGES = ["en", "de", "es", "fa", "fr", "pt", "ru", "zh"];
  const kept = () => {
    try {
      return localStorage.getItem("language");
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  const wished = [new URLSearchParams(location.search).get("language"), kept(), ...navigator.languages];
  const known = wished.filter(Boolean).map((each) => each.toLowerCase().split("-")[0]);
  const root = document.documentElement;
  root.lang = known.find((each) => LANGUAGES.includes(each)) ?? "en";
  root.dir = root.lang === "fa" ? "rtl" : "ltr";
  if (location.protocol === "file:") {
    root.classList.add("unserved"); // no browser loads the other scripts from there
    return;
  }
  root.classList.add("scripted");
  if (root.lang !== "en") root.classList.add("unsaid");
})();
