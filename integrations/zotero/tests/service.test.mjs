// The client against a server of its own: what is sent, and what each failure is told as.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { Service, ServiceError } from "../src/service.mjs";

const REPORT = { references: [{ key: "A" }], findings: [] };
const BROKEN_OFF = "broken off";
const asked = [];
let answers = {};
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    const [path, query] = request.url.replace("/api/v1", "").split("?");
    asked.push({ method: request.method, path, query: Object.fromEntries(new URLSearchParams(query)), headers: request.headers, body });
    const [status, told, headers] = answers[`${request.method} ${path}`] ?? [404, { title: "There is nothing here", detail: "There is nothing here." }];
    if (told === BROKEN_OFF) return response.writeHead(status, { "content-length": "100" }).write("{", () => response.destroy());
    return response.writeHead(status, { "content-type": "application/json", ...headers }).end(typeof told === "string" ? told : JSON.stringify(told));
  });
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
after(() => server.close());
const address = `http://127.0.0.1:${server.address().port}`;
const FINE = {
  "GET /about": [200, { languages: ["en", "de"] }],
  "POST /check": [200, REPORT, { location: "/api/v1/jobs/J" }],
  "PUT /jobs/J/decisions": [200, { summary: { sentence: "1 reference." }, incomplete: ["Crossref was not asked."], notes: [] }],
};
const service = (place = {}) => new Service({ address, token: "", ...place }, fetch);
const beginning = (given) => ((asked.length = 0), (answers = { ...FINE, ...given }));

test("a check sends the items, and tells what could not be asked", async () => {
  beginning({});
  const { job, report, summary } = await service({ address: `${address}/`, token: "secret" }).check([{ id: "A" }], "de-AT");
  assert.deepEqual([job, report.references, summary], ["J", REPORT.references, "1 reference. Crossref was not asked."]);
  const post = asked.find((each) => each.method === "POST");
  assert.deepEqual(JSON.parse(post.body), [{ id: "A" }]);
  assert.deepEqual(post.query, { name: "zotero.json", wait: "60", language: "de" });
  assert.equal(post.headers["x-refcheck"], "1");
  assert.ok(asked.every((each) => each.headers.authorization === "Bearer secret"));
});
test("a language that the service lacks is English", async () => {
  beginning({});
  await service().check([{ id: "A" }], "it-IT");
  assert.equal(asked.find((each) => each.method === "POST").query.language, "en");
  assert.equal(asked[0].headers.authorization, undefined);
});
test("a check that takes long is waited for", async () => {
  beginning({ "POST /check": [202, { job: "J" }], "GET /jobs/J/events": [200, "event: done\n\n"], "GET /jobs/J": [200, REPORT] });
  assert.equal((await service().check([{ id: "A" }], "en")).job, "J");
  assert.deepEqual(asked.map((each) => each.path), ["/about", "/check", "/jobs/J/events", "/jobs/J", "/jobs/J/decisions"]);
});
test("decisions go before what is corrected by them", async () => {
  beginning({ "GET /jobs/J/download/fixed": [200, [{ id: "A" }]] });
  assert.deepEqual(await service().corrected("J", { accepted: [] }), [{ id: "A" }]);
  assert.deepEqual(asked.map((each) => each.method), ["PUT", "GET"]);
});

const FAILURES = [
  ["the service's own words", {}, { "POST /check": [429, { title: "Too many", detail: "A client may have 16 lists." }] }, "A client may have 16 lists."],
  ["a token is wanted", {}, { "GET /about": [401, { title: "A token is required" }] }, "A token is required"],
  ["another service", {}, { "GET /about": [200, "<html>"] }, `What answers at ${address} is not refcheck. Look at its address in the settings.`],
  ["a redirect elsewhere", {}, { "GET /about": [302, {}, { location: "https://elsewhere.example/" }] }, `refcheck does not answer at ${address}. Start it in a terminal: refcheck serve --no-open`],
  ["an answer that breaks off", {}, { "GET /about": [200, BROKEN_OFF] }, `refcheck does not answer at ${address}. Start it in a terminal: refcheck serve --no-open`],
  ["nobody", { address: "http://127.0.0.1:9" }, {}, "refcheck does not answer at http://127.0.0.1:9. Start it in a terminal: refcheck serve --no-open"],
];
for (const [what, place, given, message] of FAILURES) {
  test(`told: ${what}`, async () => {
    beginning(given);
    await assert.rejects(service(place).check([{ id: "A" }], "en"), new ServiceError(message));
  });
}
for (const bad of ["", "127.0.0.1", "file:///etc/passwd", "http://refcheck.example:8765", "http://127.0.0.1.example/"]) {
  test(`no address to send items to: ${bad}`, () => assert.throws(() => service({ address: bad }), ServiceError));
}
for (const good of ["https://refcheck.example/at/", "http://localhost:1", "http://[::1]:2"]) {
  test(`an address: ${good}`, () => assert.equal(service({ address: good }).base, good.replace(/\/$/, "")));
}
