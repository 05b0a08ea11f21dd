// Python, and refcheck in it: loaded once, then called.

import { loadPyodide } from "../python/pyodide.mjs";

const PYTHON = new URL("../python/", import.meta.url);
const PDF = [0x25, 0x50, 0x44, 0x46]; // "%PDF"
const LOOKED_AT = 1024; // a PDF may have that much before its mark

const fetched = async (name) => {
  const answer = await fetch(new URL(name, PYTHON));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer;
};

const load = async () => {
  const [pyodide, packages, house] = await Promise.all([
    loadPyodide({ indexURL: PYTHON.href }),
    fetched("packages.data").then((answer) => answer.arrayBuffer()),
    fetched("house.json").then((answer) => answer.json()),
  ]);
  const place = pyodide.runPython("import sysconfig; sysconfig.get_paths()['purelib']");
  pyodide.unpackArchive(packages, "gztar", { extractDir: place });
  const bring = (name) => house.wheels[name] && pyodide.loadPackage(new URL(house.wheels[name], PYTHON).href, { messageCallback: () => {} });
  await bring("lxml");
  await bring("numpy");
  const checker = pyodide.pyimport("refcheck.servers.browser.worker").Worker(JSON.stringify(house.connections));
  checker.warm();
  return { pyodide, checker, bring };
};

const loading = load();

const isPdf = (bytes) => bytes.subarray(0, LOOKED_AT).some((_, at) => PDF.every((byte, place) => bytes[at + place] === byte));

const methods = {
  begin: async () => null,
  check: async ({ text, file, name, options }, call) => {
    const { pyodide, checker, bring } = await loading;
    const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(text);
    if (isPdf(bytes)) await bring("pypdfium2");
    checker.check(pyodide.toPy(bytes), name, JSON.stringify(options), (kind, data) => postMessage({ call, kind, data }));
    return null;
  },
  decide: async (given) => attempted("decide", given),
  download: async (given) => {
    const made = await attempted("download", given);
    const [name, type, data] = made.toJs();
    made.destroy();
    return { name, type, data };
  },
  forget: async (given) => attempted("forget", given),
};

const attempted = async (method, given) => {
  const made = (await loading).checker.attempted(method, ...given);
  const problem = typeof made === "string" && made.startsWith('{"problem"') ? JSON.parse(made).problem : null;
  if (problem) throw Object.assign(new Error(problem.title), { problem });
  return made;
};

addEventListener("message", async ({ data: { call, method, given } }) => {
  try {
    await loading;
  } catch (error) {
    postMessage({ call, isDead: true, problem: { type: "not-loaded", title: "The checker could not be loaded.", status: 0, detail: String(error) } });
    return;
  }
  try {
    postMessage({ call, result: await methods[method](given, call) });
  } catch (error) {
    const died = { type: "reader-died", title: "Reading this took more than a list may", status: 0, detail: String(error) };
    postMessage({ call, isDead: !error.problem, problem: error.problem ?? died });
  }
});
