// The service as the page sees it: what is asked over HTTP, and what comes back.

import { eventsIn } from "./event_stream.js";
import { recall, remember } from "./session.js";

const API = new URL("../api/v1/", import.meta.url);
const SHORTEST = 250; // milliseconds until a service that does not answer is asked again; each time twice as long
const LONGEST = 8_000;
const SILENCE = 45_000; // of a stream that says every 15 seconds that it is there: it was cut, and nobody was told
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const AWAY = [0, 502, 503, 504];

/** What went wrong, as RFC 9457 has it. */
export class Problem extends Error {
  constructor(problem) {
    super(problem.title);
    this.problem = problem;
  }
}

const unreachable = () => new Problem({ type: "unreachable", title: "The service does not answer.", status: 0, detail: "" });

// The command that started the service opens the page with the token behind the address, which no server and no history sees.
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  remember("token", given);
  history.replaceState(null, "", location.pathname + location.search);
}

const ask = async (path, { headers = {}, ...options } = {}) => {
  const said = { "X-Refcheck": "1", ...headers };
  if (recall("token")) said.Authorization = `Bearer ${recall("token")}`;
  let answer;
  try {
    answer = await fetch(new URL(path, API), { cache: "no-store", credentials: "same-origin", ...options, headers: said });
  } catch (error) {
    throw error.name === "AbortError" ? error : unreachable();
  }
  if (!answer.ok) throw new Problem(await problemIn(answer));
  return answer;
};

const problemIn = async (answer) => {
  const blank = { type: "about:blank", title: answer.statusText, status: answer.status, detail: "" };
  try {
    return { ...blank, ...(await answer.json()) };
  } catch {
    return blank; // a proxy's page, say
  }
};

let whenAway = () => {};

// A service that is away is asked again until it is back: what was given to it is nowhere else.
const patiently = async (task, signal) => {
  for (let vain = 0; ; vain += 1) {
    try {
      const result = await task();
      if (vain) whenAway(null);
      return result;
    } catch (error) {
      if (signal?.aborted || !AWAY.includes(error.problem?.status)) {
        if (vain) whenAway(null);
        throw error;
      }
      await pause(Math.min(LONGEST, SHORTEST * 2 ** vain), signal, (again) => whenAway(error.problem, again));
    }
  }
};

// Over when its time is, when the network is there again, when somebody will not wait, or when there is nothing more to wait for.
const pause = (milliseconds, signal, told = () => {}) =>
  new Promise((done) => {
    setTimeout(done, milliseconds);
    addEventListener("online", done, { once: true });
    signal?.addEventListener("abort", done, { once: true });
    told(done);
  });

const asJson = (method, data, signal) => ({ method, signal, body: JSON.stringify(data), headers: { "Content-Type": "application/json" } });

const begin = ({ text, file }, switches, signal) => {
  if (!file) return ask("check", asJson("POST", { text, options: switches }, signal));
  const on = Object.entries(switches).filter(([, value]) => value);
  const query = new URLSearchParams([["name", file.name], ...on.map(([option, value]) => [option, value === true ? "1" : value])]);
  return ask(`check?${query}`, { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" }, signal });
};

// The events behind the last one; ends where they are cut off, or fall silent, as on a machine that slept.
async function* eventsOf(job, last, signal) {
  const silent = new AbortController();
  let timer = 0;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), SILENCE);
  };
  try {
    alive();
    const how = { headers: last ? { "Last-Event-ID": last } : {}, signal: AbortSignal.any([signal, silent.signal]) };
    const answer = await patiently(() => ask(`jobs/${job}/events`, how), how.signal);
    yield* eventsIn(answer.body, alive);
  } catch (error) {
    if (signal.aborted || error instanceof Problem) throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Follows a check to its end: one that goes on here, or, where there is none or it was forgotten, one of what was given. */
const check = async ({ job, input, options }, onEvent, signal) => {
  let last = "";
  for (;;) {
    try {
      if (!job) {
        ({ job } = await (await patiently(() => begin(input, options, signal), signal)).json());
        last = "";
        onEvent("started", { job });
      }
      for await (const { kind, id, data } of eventsOf(job, last, signal)) {
        last = id || last;
        onEvent(kind, data);
        if (kind === "done") return;
      }
      await pause(SHORTEST, signal);
      signal.throwIfAborted();
    } catch (error) {
      if (!input || !error.problem?.type.endsWith("/forgotten")) throw error;
      job = null;
    }
  }
};

const decisions = async (job) => (await patiently(() => ask(`jobs/${job}/decisions`))).json();

// What was changed since `before`: what others decided meanwhile stays, and comes back.
const decide = async (job, after, before, signal) =>
  (await patiently(() => ask(`jobs/${job}/decisions`, asJson("PATCH", { before, after }, signal)), signal)).json();

const download = async (job, format, language) => {
  const answer = await ask(`jobs/${job}/download/${format}?${new URLSearchParams({ language })}`);
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "") ?? [];
  const blob = await answer.blob();
  return name ? new File([blob], decodeURIComponent(name), { type: blob.type }) : blob;
};

// Also when the page is being left: the request outlives it.
const forget = (job) => ask(`jobs/${job}`, { method: "DELETE", keepalive: true }).catch(() => {});

export const backend = {
  place: LOOPBACK.includes(location.hostname) ? "machine" : "server",
  host: location.host,
  about: async () => (await patiently(() => ask("about"))).json(),
  authorise: (value) => remember("token", value),
  /** Who is told that the service is away, and how to ask it at once; and, with nothing, that it is back. */
  whenAway: (listener) => {
    whenAway = listener;
  },
  check,
  decisions,
  decide,
  download,
  forget,
};
