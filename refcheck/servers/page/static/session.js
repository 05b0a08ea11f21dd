// What a tab remembers of somebody's work, through a reload and on the way back, until it is closed.

const held = new Map(); // also what the browser does not take: there is too much of it, or it keeps nothing
const refused = new Set();

/** Remembers a value; null forgets it. */
export const remember = (key, value) => {
  held.set(key, value);
  refused.delete(key);
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    if (value !== null) refused.add(key);
  }
};

export const recall = (key) => {
  try {
    return held.get(key) ?? JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
};

/** Whether a reload would lose it. */
export const isFleeting = (key) => refused.has(key);
