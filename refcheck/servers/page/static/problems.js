// What went wrong, as a plain sentence, and what to do about it.

import { byId } from "./dom.js";
import { has, phrase, say } from "./messages.js";

const SAME = { "not-found": "invalid", "not-allowed": "invalid", "not-acceptable": "invalid" };

/** The last part of a problem's type, by which the page knows its words. */
export const slug = ({ type = "" }) => {
  const last = type.split(/[/#:]/).pop();
  return SAME[last] ?? last;
};

/** What is not a problem of the service is one of the page. */
export const problemOf = (error) => error.problem ?? { type: "internal", title: String(error.message ?? error), detail: "" };

/** The sentence alone. */
export const sentence = (problem) => (has(`problem.${slug(problem)}`) ? phrase(`problem.${slug(problem)}`) : problem.title);

export const showProblem = (problem) => {
  const known = slug(problem);
  const [title, detail, advice] = ["problem-title", "problem-detail", "problem-advice"].map(byId);
  const own = has(`problem.${known}`);
  if (own) say(title, `problem.${known}`);
  else quoted(title, problem.title);
  quoted(detail, problem.detail ?? "");
  detail.hidden = !problem.detail;
  say(advice, own ? `advice.${known}` : "advice.internal");
  byId("problem").hidden = false;
  byId("problem").focus();
};

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
