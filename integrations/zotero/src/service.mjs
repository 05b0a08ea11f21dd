/**
 * A running `refcheck serve`, asked over its REST interface (docs/web.md).
 *
 * @typedef {{ address: string, token: string }} Place
 * @typedef {import("./items.mjs").Csl} Csl
 */

/** What went wrong, in a sentence for people. */
export class ServiceError extends Error {}

/**
 * Return what an error says; it may be of another global object, where `instanceof` knows nothing of it.
 *
 * @param {any} error
 * @returns {string}
 */
export function messageOf(error) {
  return error?.message || String(error);
}

/** Hosts that are this machine. */
const HERE = ["127.0.0.1", "localhost", "[::1]"];

/** Seconds that one request waits for a report; a longer check is asked for again. */
const WAIT = 60;

export class Service {
  /**
   * @param {Place} place
   * @param {(url: string, options: any) => Promise<any>} fetch
   */
  constructor(place, fetch) {
    this.place = place;
    this.base = baseOf(place);
    this.fetch = fetch;
  }

  /**
   * Check items; return the job, the report, and the sentence that sums it up with what could not be asked.
   *
   * @param {readonly Csl[]} items
   * @param {string} locale - such as `de-AT`
   */
  async check(items, locale) {
    const about = await this.ask("GET", "/about");
    const wished = locale.split("-")[0];
    const language = about.languages?.includes(wished) ? wished : "en";
    const query = new URLSearchParams({ name: "zotero.json", wait: String(WAIT), language });
    let told = await this.ask("POST", `/check?${query}`, "application/vnd.citationstyles.csl+json", JSON.stringify(items));
    const job = told.job ?? told.located;
    while (!told.references) {
      await this.over(job);
      told = await this.ask("GET", `/jobs/${job}`);
    }
    const { summary, incomplete, notes } = await this.decide(job, {});
    return { job, report: told, summary: [summary.sentence, ...incomplete, ...notes].join(" ") };
  }

  /**
   * Return the items as they are with the fixes that were decided upon.
   *
   * @param {string} job
   * @param {any} decisions
   * @returns {Promise<Csl[]>}
   */
  async corrected(job, decisions) {
    await this.decide(job, decisions);
    return this.ask("GET", `/jobs/${job}/download/fixed`);
  }

  /**
   * @param {string} job
   * @param {any} decisions
   */
  decide(job, decisions) {
    return this.ask("PUT", `/jobs/${job}/decisions`, "application/json", JSON.stringify(decisions));
  }

  /**
   * Wait until a job is over: what is told of it ends then.
   *
   * @param {string} job
   */
  async over(job) {
    const answer = await this.send("GET", `/jobs/${job}/events`);
    await answer.text();
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string} [type]
   * @param {string} [body]
   * @returns {Promise<any>}
   */
  async ask(method, path, type, body) {
    const answer = await this.send(method, path, type, body);
    const told = parsed(await answer.text().catch(() => this.away()));
    if (!told) throw new ServiceError(`What answers at ${this.base} is not refcheck. Look at its address in the settings.`);
    if (!answer.ok) throw new ServiceError(told.detail ?? told.title);
    const located = answer.headers.get("location")?.split("/").pop();
    return located ? { ...told, located } : told;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string} [type]
   * @param {string} [body]
   */
  async send(method, path, type, body) {
    const headers = {
      "X-Refcheck": "1",
      ...(type ? { "Content-Type": type } : {}),
      ...(this.place.token ? { Authorization: `Bearer ${this.place.token}` } : {}),
    };
    try {
      return await this.fetch(`${this.base}/api/v1${path}`, { method, headers, body, redirect: "error", credentials: "omit" });
    } catch {
      return this.away();
    }
  }

  /** @returns {never} */
  away() {
    throw new ServiceError(`refcheck does not answer at ${this.base}. Start it in a terminal: refcheck serve --no-open`);
  }
}

/**
 * Return the address without a slash at its end.
 *
 * @param {Place} place
 */
function baseOf({ address }) {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : null;
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    throw new ServiceError("The address in the settings is none. It is such as http://127.0.0.1:8765");
  }
  if (url.protocol === "http:" && !HERE.includes(url.hostname)) {
    throw new ServiceError("Another machine is asked over https only. Change the address in the settings.");
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/**
 * Return what JSON says, or nothing where it is none.
 *
 * @param {string} text
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
