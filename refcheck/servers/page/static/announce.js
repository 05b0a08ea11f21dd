// What a screen reader is told, with restraint: the last of what comes within a moment, and nothing twice.

import { byId } from "./dom.js";
const MOMENT = 400;
let waiting = 0;

/** Says the text that `told` comes to when the moment is over. */
export const announce = (told) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    byId("said").textContent = told();
  }, MOMENT);
};
