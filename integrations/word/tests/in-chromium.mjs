/** The built pane in Chromium, with a shim for Word: node tests/in-chromium.mjs REFCHECK CHROMIUM DIST LIST.docx LIST.txt [PICTURE]. */

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { chromium } from "playwright-core";

const [refcheck, browserPath, dist, docx, plain, picture] = process.argv.slice(2);
const here = import.meta.dirname;
const started = [];

try {
  const [server, host] = [await freePort(), await freePort()];
  start(refcheck, ["serve", "--offline", "--no-open", "--port", String(server)]);
  const environment = { PORT: String(host), REFCHECK_SERVER: `http://127.0.0.1:${server}`, CERTIFICATES: "/none" };
  start(process.execPath, [path.join(here, "../serve.mjs"), dist], environment);
  await answers(`http://localhost:${host}/api/v1/about`);

  const lines = readFileSync(plain, "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
  const given = { lines: ["References", ...lines], file: readFileSync(docx).toString("base64") };
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 350, height: 560 } });
  const script = `window.given = ${JSON.stringify(given)};\n{${readFileSync(path.join(here, "shim.js"), "utf8")}}`;
  await page.route("https://appsforoffice.microsoft.com/**", (route) => route.fulfill({ contentType: "text/javascript", body: script }));
  await page.goto(`http://localhost:${host}/pane.html`);

  await page.click("#check");
  await page.waitForSelector("#cards li", { timeout: 120_000 });
  const cards = await page.$$eval("#cards li", (all) => all.map((card) => Array.from(card.querySelectorAll("p"), (line) => line.textContent).join("\n")));
  const report = JSON.parse(spawnSync(refcheck, ["check", docx, "--offline", "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 26 }).stdout);
  let told = 0;
  for (const reference of report.references) {
    for (const finding of reference.findings.filter((each) => each.severity !== "info")) {
      const card = cards.find((each) => each.startsWith(`Reference ${reference.key}\n`) || each.startsWith(`Reference ${reference.key}:`));
      assert.ok(card?.includes(finding.message), finding.message);
      assert.ok(card.includes(`[${finding.code}]`));
      told += 1;
    }
  }
  assert.ok(told > 5, `${told} findings`);
  if (picture) await page.screenshot({ path: picture });

  await page.click("#cards li:nth-child(1) button");
  await page.waitForFunction(() => window.shown.selected !== "");
  await page.click("#comment");
  await page.waitForFunction(() => document.getElementById("status").textContent === "Done.");
  const { comments } = await page.evaluate(() => window.shown);
  assert.deepEqual(comments.map(({ said }) => said), cards);
  for (const { at } of comments) assert.ok(given.lines.some((line) => line.includes(at)) && at !== "", at);

  await page.click("#fix");
  await page.waitForFunction(() => /Done|nothing|changed/.test(document.getElementById("status").textContent) && window.shown.modes.length > 0, undefined, { timeout: 120_000 });
  const after = await page.evaluate(() => window.paragraphs.map(({ text }) => text));
  const meant = execFileSync(refcheck, ["fix", plain, "-o", `${plain}.fixed`, "--offline"], { stdio: "ignore" }) ?? readFileSync(`${plain}.fixed`, "utf8");
  assert.deepEqual(after.slice(1), meant.split("\n").map((line) => line.trim()).filter(Boolean));
  const modes = await page.evaluate(() => window.shown.modes);
  assert.ok(modes.every((mode) => mode === "TrackAll"));
  await browser.close();
  console.log(`${cards.length} cards, ${told} findings in the words of the command, ${modes.length} tracked changes`);
} finally {
  for (const each of started) each.kill();
}

function start(program, options, environment = {}) {
  started.push(spawn(program, options, { stdio: "ignore", env: { ...process.env, ...environment } }));
}

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(address) {
  for (let left = 600; left > 0; left -= 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${address} does not answer`);
}
