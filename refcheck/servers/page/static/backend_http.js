// The service as the page sees it: what is asked over HTTP, and what comes back.

import { eventsIn } from "./event_stream.js";

const API = new URL("../api/v1/", import.meta.url);
const ATTEMPTS = 5;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

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
  sessionStorage.setItem("token", given);
  history.replaceState(null, "", location.pathname + location.search);
}

const token = () => sessionStorage.getItem("token");

const ask = async (path, { headers = {}, ...options } = {}) => {
  const said = { "X-Refcheck": "1", ...headers };
  if (token()) said.Authorization = `Bearer ${token()}`;
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

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const begin = ({ text, file }, { name, ...switches }, signal) => {
  if (file) {
    const on = Object.entries(switches).filter(([, value]) => value);
    const query = new URLSearchParams([["name", file.name], ...on.map(([option]) => [option, "1"])]);
    return ask(`check?${query}`, {
      method: "POST",
      body: file,
      headers: { "Content-Type": "application/octet-stream" },
      signal,
    });
  }
  const body = JSON.stringify({ text, options: { ...(name ? { name } : {}), ...switches } });
  return ask("check", { method: "POST", body, headers: { "Content-Type": "application/json" }, signal });
};

// Goes on where it was cut off; only after several vain attempts in a row is the service gone.
const follow = async (job, onEvent, signal) => {
  let last = "";
  for (let vain = 0; vain < ATTEMPTS; vain += 1) {
    try {
      const answer = await ask(`jobs/${job}/events`, { headers: last ? { "Last-Event-ID": last } : {}, signal });
      for await (const { kind, id, data } of eventsIn(answer.body)) {
        last = id || last;
        vain = 0;
        onEvent(kind, data);
        if (kind === "done") return;
      }
    } catch (error) {
      const isCut = !(error instanceof Problem) || error.problem.type === "unreachable";
      if (signal.aborted || !isCut) throw error;
    }
    await pause(250 * 2 ** vain);
  }
  throw unreachable();
};

// Until something is told of a job, nobody but this knows that there is one.
const check = async (input, options, onEvent, signal) => {
  const { job } = await (await begin(input, options, signal)).json();
  const cancel = () => forget(job);
  const known = () => signal.removeEventListener("abort", cancel);
  signal.addEventListener("abort", cancel);
  try {
    await follow(job, (kind, data) => (known(), onEvent(kind, data)), signal);
  } finally {
    known();
  }
};

/** Tells a check that is kept again from its start. */
const resume = (job, onEvent, signal) => follow(job, onEvent, signal);

const decisions = async (job) => (await ask(`jobs/${job}/decisions`)).json();

const decide = async (job, decisions) => {
  const body = JSON.stringify(decisions);
  const answer = await ask(`jobs/${job}/decisions`, {
    method: "PUT",
    body,
    headers: { "Content-Type": "application/json" },
  });
  return answer.json();
};

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
  about: async () => (await ask("about")).json(),
  authorise: (value) => sessionStorage.setItem("token", value),
  check,
  resume,
  decisions,
  decide,
  download,
  forget,
};
