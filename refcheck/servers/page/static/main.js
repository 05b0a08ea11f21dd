// The page: a first screen, a check, and what leads from one to the other.

import { announce } from "./announce.js";
import { backend } from "./backend.js";
import { Check } from "./check.js";
import * as changes from "./changes.js";
import * as decisions from "./decisions.js";
import { byId } from "./dom.js";
import * as intake from "./intake.js";
import * as letter from "./letter.js";
import { phrase, speak } from "./messages.js";
import { hideProblem, problemOf, showAway, showProblem, slug } from "./problems.js";
import { remember } from "./session.js";

let about = null;
let current = null; // the check under way or done

const only = (visible) => {
  byId("intake").hidden = visible !== "intake";
  byId("check").hidden = visible !== "check";
};

const begin = async () => {
  try {
    about = await backend.about();
    byId("version").textContent = `refcheck ${about.version}`;
    intake.prepare(about, backend, start);
    hideProblem();
    follow();
  } catch (error) {
    fail(problemOf(error), begin);
  }
};

const start = (given) => {
  history.pushState(null, "", placeOf("")); // what was given is one step back
  run(given);
};

const run = (given) => {
  hideProblem();
  current?.leave();
  const again = given.input && (() => start({ ...given, job: null }));
  current = new Check({ ...given, about, started, failed: (problem) => fail(problem, again) });
  current.run();
  show();
  scrollTo(0, 0);
};

const show = () => {
  only("check");
  byId("check-title").focus();
};

const started = (check) => {
  intake.given(check.job, check.input);
  if (addressed() !== null && check === current) goTo(check.job);
};

const leave = (options) => {
  current?.leave(options);
  current = null;
  if (addressed() !== null) goTo(null);
  hideProblem();
  only("intake");
};

const fail = (problem, again) => {
  leave();
  if (slug(problem) === "token") authorise();
  else showProblem(problem, again);
};

// The address of a check leads to it again, for as long as it is known; that of one that has only just been given is blank.
const addressed = () => new URLSearchParams(location.hash.slice(1)).get("check");
const placeOf = (job) => location.pathname + location.search + (job === null ? "" : `#check=${job}`);
const goTo = (job) => history.replaceState(null, "", placeOf(job));

// Shows what the address leads to, when the page is opened and when somebody goes back or on.
const follow = () => {
  const job = addressed();
  if (job === null) {
    if (location.hash === "") only("intake"); // any other leads to a place within what is shown
  } else if (current && (job === current.job || job === "")) {
    show();
    goTo(current.job ?? ""); // it may have become known meanwhile
  } else if (job) run({ job, ...intake.givenFor(job) });
  else if (intake.recalled()) run(intake.recalled());
  else leave();
};

const authorise = () => {
  byId("token-form").onsubmit = () => {
    backend.authorise(byId("token-value").value);
    byId("token-value").value = "";
    begin();
  };
  byId("token").showModal();
};

const isSafeToForget = () => !current || current.isTaken || current.isKept || !current.hasDecisions;

const anew = (options) => {
  if (!isSafeToForget() && !confirm(phrase("check.leave"))) return;
  const wasRead = byId("cards").querySelector("article") !== null; // what was not understood stays, to be put right
  leave({ forget: !current?.isKept, ...options });
  remember("decisions", null);
  if (wasRead) intake.empty();
  byId("text").focus();
};

byId("anew").addEventListener("click", () => anew());
byId("delete").addEventListener("click", () => anew({ forget: true }));
byId("cancel").addEventListener("click", () => {
  leave({ forget: true });
  announce(() => phrase("check.cancelled"));
  byId("intake-title").focus();
});
byId("print").addEventListener("click", () => print());
byId("take-open").addEventListener("click", () => byId("take").showModal());
byId("accept-open").addEventListener("click", () => changes.acceptOpen());
byId("undo").addEventListener("click", () => changes.undo());
addEventListener("keydown", (event) => {
  const isText = event.target.matches?.("input, textarea, select, dialog *");
  if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || isText || byId("check").hidden) return;
  event.preventDefault();
  changes.undo();
});
byId("letter-open").addEventListener("click", () => letter.write());
byId("language").addEventListener("change", async ({ target }) => {
  await speak(target.value);
  try {
    localStorage.setItem("language", target.value);
  } catch {
    // a browser that keeps nothing
  }
});
decisions.whenDecided(() => current?.decide());

addEventListener("beforeunload", (event) => {
  if (intake.isFleeting() || current?.isFleeting) event.preventDefault();
});
addEventListener("hashchange", () => {
  if (location.hash && addressed() === null && !byId("check").hidden) goTo(current?.job ?? null); // a place within the check
});
addEventListener("popstate", () => about && follow());
backend.whenAway?.((problem, again) => (problem ? showAway(problem, again) : hideProblem()));

byId("language").value = document.documentElement.lang;
await speak(document.documentElement.lang).catch(() => speak("en"));
await begin();
