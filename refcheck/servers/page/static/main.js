// The page: a first screen, a check, and what leads from one to the other.

import { announce } from "./announce.js";
import { backend } from "./backend.js";
import { Check } from "./check.js";
import * as decisions from "./decisions.js";
import { byId } from "./dom.js";
import * as intake from "./intake.js";
import * as letter from "./letter.js";
import { phrase, speak } from "./messages.js";
import { hideProblem, problemOf, showProblem, slug } from "./problems.js";

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
    if (about.keep && addressed()) await reopen(addressed());
  } catch (error) {
    fail(problemOf(error));
  }
};

const start = (input, options, name) =>
  run({ name, isKept: options.keep }, (hear, signal) => backend.check(input, options, hear, signal));

const reopen = (job) =>
  run({ isKept: true }, async (hear, signal) => {
    decisions.redecide(await backend.decisions(job));
    await backend.resume(job, hear, signal);
  });

const run = (options, follow) => {
  hideProblem();
  const started = ({ job, isKept }) => isKept && goTo(job);
  current = new Check({ ...options, about, started, failed: fail });
  const running = current.run(follow);
  only("check");
  byId("check-title").focus();
  scrollTo(0, 0);
  return running;
};

const leave = (options) => {
  current?.leave(options);
  current = null;
  goTo(null);
  hideProblem();
  only("intake");
};

const fail = (problem) => {
  leave();
  if (slug(problem) === "token") authorise();
  else showProblem(problem);
};

// The address of a check that is kept leads to it again.
const addressed = () => new URLSearchParams(location.hash.slice(1)).get("check");
const goTo = (job) => history.replaceState(null, "", location.pathname + location.search + (job ? `#check=${job}` : ""));

const authorise = () => {
  byId("token-form").onsubmit = () => {
    backend.authorise(byId("token-value").value);
    byId("token-value").value = "";
    begin();
  };
  byId("token").showModal();
};

const isSafeToLeave = () => !current || current.isTaken || current.isKept || !current.hasDecisions;

const anew = (options) => {
  if (!isSafeToLeave() && !confirm(phrase("check.leave"))) return;
  const wasRead = byId("cards").childElementCount > 0; // what was not understood stays, to be put right
  leave(options);
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
  if (!isSafeToLeave()) event.preventDefault();
});
addEventListener("pagehide", ({ persisted }) => {
  if (!persisted) current?.leave();
});

byId("language").value = document.documentElement.lang;
await speak(document.documentElement.lang).catch(() => speak("en"));
await begin();
