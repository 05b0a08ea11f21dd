// The checker as the page sees it: a worker of this browser, which sends nothing but its questions to the registries.

const ROOT = new URL("../", import.meta.url);

/** What went wrong, as RFC 9457 has it. */
export class Problem extends Error {
  constructor(problem) {
    super(problem.title);
    this.problem = problem;
  }
}

let worker = null;
let last = 0;
const waiting = new Map(); // the calls that have no answer yet

// A worker that the page itself makes up is held to what the head of the page allows: its own folder, and the registries named there.
const script = `import ${JSON.stringify(new URL("worker.js", import.meta.url))};`;
const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));

const begin = () => {
  worker = new Worker(address, { type: "module" });
  worker.addEventListener("message", ({ data }) => waiting.get(data.call)?.(data));
  worker.addEventListener("error", () => end({ type: "not-loaded", title: "The checker could not be loaded.", status: 0, detail: "" }));
};

// All that was under way has come to nothing; the next call begins anew.
const end = (problem) => {
  worker?.terminate();
  worker = null;
  for (const [call, heard] of [...waiting]) heard({ call, problem });
};

const ask = (method, given, onEvent = () => {}) =>
  new Promise((done, failed) => {
    if (!worker) begin();
    const call = (last += 1);
    waiting.set(call, (said) => {
      if (said.kind) return onEvent(said.kind, JSON.parse(said.data));
      waiting.delete(call);
      if (!said.problem) return done(said.result);
      failed(new Problem(said.problem));
      if (said.isDead) end(said.problem);
      return null;
    });
    worker.postMessage({ call, method, given });
  });

// A check cannot be interrupted: where it is given up, the worker is, and the next list finds another.
const check = async ({ input, options }, onEvent, signal) => {
  if (!input) throw new Problem({ type: "forgotten", title: "There is no such job", status: 404, detail: "" });
  const { text, file } = input;
  const stop = () => end({ type: "aborted", title: "The check was given up.", status: 0, detail: "" });
  signal.addEventListener("abort", stop);
  try {
    await ask("check", { text, file, name: file?.name ?? "", options }, onEvent);
  } catch (error) {
    throw signal.aborted ? new DOMException("The check was given up.", "AbortError") : error;
  } finally {
    signal.removeEventListener("abort", stop);
    if (signal.aborted) begin();
  }
};

const decide = async (job, decisions) => JSON.parse(await ask("decide", [job, JSON.stringify(decisions)]));

const download = async (job, format, language) => {
  const { name, type, data } = await ask("download", [job, format, language]);
  return new File([data], name, { type });
};

const about = async () => {
  const said = await (await fetch(new URL("about.json", ROOT), { cache: "no-cache" })).json();
  ask("begin", []).then(keep, () => {}); // in the meantime; who checks a list is told what is wrong
  return said;
};

// For the next time, with or without a network.
const keep = () => navigator.serviceWorker?.register(new URL("service_worker.js", ROOT)).catch(() => {});

export const backend = {
  place: "browser",
  host: location.host,
  about,
  check,
  decide,
  download,
  forget: (job) => ask("forget", [job]).catch(() => {}),
};
