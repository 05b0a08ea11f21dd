// What went wrong, as a plain sentence, and what to do about it.

import { byId } from "./dom.js";
import { has, phrase, say } from "./messages.js";

const SAME = { "not-found": "invalid", "not-allowed": "invalid", "not-acceptable": "invalid" };

/** The last part of a problem's type, by which the page knows its words. */
export const slug = ({ type = "" }) => {
  const last = type.split(/[/#:]/).pop();
  return SAME[last] ?? last;
};

export const isForgotten = (error) => slug(problemOf(error)) === "forgotten";

/** What is not a problem of the service is one of the page. */
export const problemOf = (error) => error.problem ?? { type: "internal", title: String(error.message ?? error), detail: "" };

/** The sentence alone. */
export const sentence = (problem) => (has(`problem.${slug(problem)}`) ? phrase(`problem.${slug(problem)}`) : problem.title);

const OF_THE_LIST = [413, 422]; // to ask again would come to the same

/** Shows what went wrong, and offers to try again where that may help. */
export const showProblem = (problem, again) => {
  tell(problem, OF_THE_LIST.includes(problem.status) ? null : again);
  byId("problem").focus();
};

/** Shows that the service is away, and takes nobody from what they are at. */
export const showAway = tell;

function tell(problem, again) {
  const known = slug(problem);
  const [title, detail, advice] = ["problem-title", "problem-detail", "problem-advice"].map(byId);
  const own = has(`problem.${known}`);
  if (own) say(title, `problem.${known}`);
  else quoted(title, problem.title);
  quoted(detail, problem.detail ?? "");
  detail.hidden = !problem.detail;
  say(advice, own ? `advice.${known}` : "advice.internal");
  byId("problem-again").hidden = !again;
  byId("problem-again").onclick = again;
  byId("problem").hidden = false;
}

export const hideProblem = () => {
  byId("problem").hidden = true;
};

// The service speaks English.
const quoted = (node, text) => {
  delete node.dataset.text;
  node.lang = "en";
  node.dir = "auto";
  node.textContent = text;
};
