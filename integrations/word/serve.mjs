/** Serve the pane to Word, and pass its requests on to `refcheck serve`: node serve.mjs [FOLDER].
 *
 * PORT (3000), REFCHECK_SERVER (http://127.0.0.1:8765), REFCHECK_TOKEN; CERTIFICATES is the folder of localhost.crt and localhost.key
 * (those of office-addin-dev-certs, unless told); without them it speaks http, which Word does not take.
 */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import os from "node:os";
import path from "node:path";

const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, "dist"));
const server = process.env.REFCHECK_SERVER ?? "http://127.0.0.1:8765";
const certificates = process.env.CERTIFICATES ?? path.join(os.homedir(), ".office-addin-dev-certs");
const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".png": "image/png", ".xml": "application/xml" };

async function answer(request, response) {
  const name = (request.headers.host ?? "").replace(/:\d+$/, "");
  if (!["localhost", "127.0.0.1"].includes(name)) return response.writeHead(421).end(); // a site that has its own name lead here
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname.startsWith("/api/v1/")) return pass(request, response);
  const file = path.join(folder, path.basename(pathname) || "pane.html");
  try {
    const data = await readFile(file);
    response.writeHead(200, { "content-type": KINDS[path.extname(file)] ?? "application/octet-stream" }).end(data);
  } catch {
    response.writeHead(404).end();
  }
}

function pass(request, response) {
  const headers = { "x-refcheck": request.headers["x-refcheck"] ?? "" };
  for (const name of ["content-type", "content-length"]) if (request.headers[name]) headers[name] = request.headers[name];
  if (process.env.REFCHECK_TOKEN) headers.authorization = `Bearer ${process.env.REFCHECK_TOKEN}`;
  const passed = http.request(new URL(request.url, server), { method: request.method, headers }, (given) => {
    response.writeHead(given.statusCode, { "content-type": given.headers["content-type"] ?? "" });
    given.pipe(response);
  });
  passed.on("error", () => {
    response.writeHead(502, { "content-type": "application/problem+json" });
    response.end(JSON.stringify({ detail: `refcheck serve does not answer at ${server}. Start it.` }));
  });
  request.pipe(passed);
}

const [key, cert] = ["key", "crt"].map((ending) => path.join(certificates, `localhost.${ending}`));
const isSecure = existsSync(key) && existsSync(cert);
const host = isSecure ? https.createServer({ key: await readFile(key), cert: await readFile(cert) }, answer) : http.createServer(answer);
host.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`${isSecure ? "https" : "http"}://localhost:${host.address().port}/pane.html`);
});
