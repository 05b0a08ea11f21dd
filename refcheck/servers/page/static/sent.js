// What leaves, to whom, and what is kept: in plain sentences, before anything is sent.

import { listed, phrase } from "./messages.js";

const NAMED = 3;

const minutes = (seconds) => Math.max(1, Math.round(seconds / 60));

/** The sentences as [key, values], for the options as they are set. */
export const sentences = (about, { place, host }, { offline, links, keep }) => [
  [`sent.place-${place}`, { host }],
  ...(offline || about.offline ? [["sent.offline"]] : [...asked(about.services), ...(links ? [["sent.links"]] : []), ["sent.else"]]),
  keep
    ? ["sent.kept"]
    : place === "browser"
      ? ["sent.forgotten-browser"]
      : ["sent.forgotten", { count: minutes(about.forgets_after ?? 0) }],
  ...(about.cache && !(offline || about.offline) ? [["sent.cache"]] : []),
];

const asked = (services) => {
  const names = (...kinds) => services.filter((each) => kinds.includes(each.sends)).map((each) => each.name);
  const told = (key, found) => (found.length ? [[key, { services: () => brief(found) }]] : []);
  return [...told("sent.identifiers", names("identifiers", "both")), ...told("sent.search", names("search", "both"))];
};

// The first few by name: all of them stand below.
const brief = (names) =>
  listed(names.length > NAMED + 1 ? [...names.slice(0, NAMED), phrase("sent.more", { count: names.length - NAMED })] : names);

/** The stage that a check is in: whom it asks, how far it is, how long it will take. */
export const stage = ({ stage: name, registry, done, total, seconds_left: left }) => {
  const what = `stage.${name.replaceAll(" ", "-").toLowerCase()}`;
  const rest = left >= 90 ? phrase("progress.minutes", { count: minutes(left) }) : left >= 5 ? phrase("progress.seconds", { count: Math.round(left) }) : "";
  const values = { stage: () => phrase(what), registry, done, total, rest: () => rest };
  return phrase(registry ? "progress.asking" : "progress.stage", values).trim();
};
