// The built package in the stand-in for Zotero, against a running `refcheck serve`, beside the command.
// node tests/host.mjs REFCHECK FIREFOX XPI SEED [PICTURE]
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { schema } from "./mapping.mjs";
import { Firefox } from "./marionette.mjs";
import { standin } from "./standin.mjs";

const [refcheck, firefox, xpi, seed, picture] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "refcheck-zotero-"));
const own = { ...process.env, HOME: folder, XDG_CACHE_HOME: folder };
const flags = ["--offline", "--isolated", "--no-cache", "--records", join(seed, "records.jsonl")];

/** What the command says; finding something is no failure. */
function command(...given) {
  try {
    return execFileSync(refcheck, given, { env: own, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error.status === 1) return error.stdout;
    throw error;
  }
}

/** The list as somebody has it in Zotero: each field read, its identifiers as they are printed. */
function library() {
  const list = join(seed, "references.txt");
  const read = JSON.parse(command("convert", list, "--to", "csl-json"));
  const { references } = JSON.parse(command("check", list, ...flags, "--format", "json"));
  return read.map(({ custom, ...item }, place) => {
    for (const { scheme, raw } of references[place].identifiers) {
      const name = scheme.toUpperCase();
      if (name in item) item[name] = raw;
    }
    return item;
  });
}

async function service(port, ...given) {
  const child = spawn(refcheck, ["serve", "--no-open", "--isolated", "--no-cache", "--port", String(port), ...given], { env: own, stdio: ["ignore", "ignore", "pipe"] });
  await new Promise((ready, failed) => (child.stderr.once("data", ready), child.once("exit", failed)));
  return child;
}

const port = 20_000 + (process.pid % 20_000);
const items = [...library(), { type: "attachment" }];
const regular = items.length - 1;
const all = items.map((_, place) => place + 1);
const prefs = { "refcheck.address": `http://127.0.0.1:${port}`, "refcheck.token": "", "refcheck.tags": true, "refcheck.note": true };
const running = [];
const browser = await Firefox.start(firefox);
try {
  const serving = await service(port, "--offline", "--records", join(seed, "records.jsonl"));
  running.push(serving);
  for (const hasMenuManager of [true, false]) {
    await browser.run(String(standin), { schema, items, xpi, prefs, hasMenuManager, libraryIsEditable: true });
    console.log(`# ${hasMenuManager ? "the menu manager of Zotero 8" : "the menu of Zotero 7"}`);
    await sameWords();
    await written();
    await undone();
    await refusals(hasMenuManager);
    await stopped(hasMenuManager);
  }
  await readOnly();
  serving.kill();
  await once(serving, "exit");
  await away();
  await outage();
} finally {
  for (const each of running) each.kill();
  await browser.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log("all is well");

function run(body, ...args) {
  return browser.run(String(body), ...args);
}

/** Check everything by the menu: the pane, the tags and the notes say what the command says of what was sent. */
async function sameWords() {
  const summary = await run((ids) => window.standin.command("refcheck-menu-check", ids), all);
  const sent = join(folder, "zotero.json");
  writeFileSync(sent, await run(async () => window.standin.bodies.at(-1)));
  const told = JSON.parse(command("check", sent, ...flags, "--format", "json"));
  assert.match(summary, new RegExp(`^${regular} references: .* 1 without data left out\\.$`));
  let messages = 0;
  for (const [place, reference] of told.references.entries()) {
    const shown = await run(async (id) => {
      const body = window.standin.open(id);
      const item = window.standin.stored.get(id);
      return {
        verdict: body.querySelector(".verdict").textContent,
        findings: [...body.querySelectorAll("li")].map((each) => ["b", ".message", "code"].map((part) => each.querySelector(part).textContent)),
        tags: item.getTags().map(({ tag }) => tag),
        notes: item.getNotes().map((note) => new DOMParser().parseFromString(window.standin.stored.get(note).getNote(), "text/html").body.textContent),
      };
    }, place + 1);
    const ofList = told.findings.filter((each) => each.references.includes(reference.key));
    const expected = [...reference.findings, ...ofList].map(({ severity, message, code }) => [severity, message, code]);
    assert.equal(shown.verdict, reference.verdict + (reference.unsettled ? `: ${reference.unsettled}` : ""));
    assert.deepEqual(shown.findings, expected);
    assert.equal(shown.tags[0], `refcheck: ${reference.verdict}`);
    assert.equal(shown.notes.length, 1);
    for (const [severity, message, code] of expected) assert.ok(shown.notes[0].includes(`${severity}: ${message} (${code})`), message);
    messages += expected.length;
  }
  assert.ok(messages > 20, "the seed has faults");
  console.log(`ok - ${told.references.length} items and ${messages} messages as the command has them`);
}

/** Write: safe fixes by the menu, as `refcheck fix` makes them; another by its box; nothing at all where saving fails. */
async function written() {
  const before = await run(async () => window.standin.state());
  const failed = await run(async (ids) => {
    const changed = ids.filter((id) => window.standin.open(id).querySelector("input:checked"));
    window.standin.Zotero.failsAt = changed.at(-1);
    const said = await window.standin.command("refcheck-menu-write", ids);
    delete window.standin.Zotero.failsAt;
    return said;
  }, all.slice(0, -1));
  assert.equal(failed, "the disk is full");
  assert.equal(await run(async () => window.standin.state()), before);
  const said = await run((ids) => window.standin.command("refcheck-menu-write", ids), all);
  const sent = join(folder, "zotero.json");
  const fixed = join(folder, "fixed.json");
  command("fix", sent, ...flags, "-o", fixed, "--quiet");
  const [was, wanted] = [sent, fixed].map((file) => JSON.parse(readFileSync(file, "utf8")));
  const changed = wanted.flatMap((each, place) => (JSON.stringify(each) === JSON.stringify(was[place]) ? [] : [place]));
  assert.ok(changed.length > 3, "the seed has safe fixes");
  assert.match(said, new RegExp(`^${changed.length} changed\\.`));
  for (const place of changed) {
    const fields = await run(async (id) => window.standin.stored.get(id).fields, place + 1);
    for (const name of Object.keys(wanted[place]).filter((each) => typeof wanted[place][each] === "string" && was[place][each] !== wanted[place][each])) {
      assert.ok(Object.values(fields).some((value) => value.includes(wanted[place][name])), `${name} of item ${place + 1}`);
    }
  }
  await run((ids) => window.standin.command("refcheck-menu-check", ids), all);
  const [id, after] = await run(async (ids) => {
    for (const id of ids) {
      const body = window.standin.open(id);
      const row = [...body.querySelectorAll("label")].find((each) => !each.querySelector("input").checked);
      if (!row) continue;
      row.querySelector("input").click();
      return [id, row.querySelector("ins").textContent, await window.standin.click("Write what is ticked")];
    }
    return [];
  }, all.slice(0, -1));
  const fields = await run(async (id) => window.standin.stored.get(id).fields, id);
  assert.ok(Object.values(fields).some((value) => value.includes(after)), `“${after}” is in item ${id}`);
  console.log(`ok - ${changed.length} items hold what the command writes, and one more what was ticked`);
}

/** Undo, twice where it was written twice: every field holds what it held at first. */
async function undone() {
  const said = await run((ids) => window.standin.command("refcheck-menu-undo", ids), all);
  assert.equal(said, "Undone.");
  await run((ids) => window.standin.command("refcheck-menu-undo", ids), all);
  const notes = await run(async () => window.standin.state().split("Earlier values").length - 1);
  assert.equal(notes, 0, "nothing is left to undo");
  const fields = await run(async () => [...window.standin.stored.values()].filter((each) => each.isRegularItem()).map(({ fields, creators }) => ({ fields, creators })));
  const sent = JSON.parse(readFileSync(join(folder, "zotero.json"), "utf8"));
  await run((ids) => window.standin.command("refcheck-menu-check", ids), all);
  assert.deepEqual(JSON.parse(await run(async () => window.standin.bodies.at(-1))), sent);
  assert.equal(fields.length, regular);
  console.log("ok - undone, every field holds what it held before");
}

async function refusals(hasMenuManager) {
  const last = all.at(-1);
  assert.equal(await run((ids) => window.standin.command("refcheck-menu-check", ids), []), "Nothing is selected. Select items to check.");
  assert.equal(await run((ids) => window.standin.command("refcheck-menu-check", ids), [last]), "Nothing to check: no selected item has a title, name or identifier.");
  assert.equal(await run((ids) => window.standin.command("refcheck-menu-write", ids), [last]), "These items are not checked yet. Check them first.");
  assert.equal(await run((ids) => window.standin.command("refcheck-menu-undo", ids), [last]), "refcheck has written nothing into these items that a note tells of.");
  const changed = await run(async () => {
    window.standin.stored.get(1).fields.title += "!";
    return window.standin.command("refcheck-menu-write", [1]);
  });
  assert.equal(changed, "An item was changed since it was checked. Check it again.");
  if (picture && hasMenuManager) {
    await run(async (ids) => {
      await window.standin.command("refcheck-menu-check", ids);
      document.getElementById("urlbar").style.display = "none"; // it floats above all else
      const found = (id) => window.standin.open(id).querySelectorAll("label").length;
      window.standin.open(ids.find((id) => found(id) > 1));
    }, all.slice(0, -1));
    writeFileSync(picture, await browser.picture("#refcheck-body"));
  }
  console.log("ok - what cannot be done is said");
}

async function stopped(hasMenuManager) {
  const shown = await run(async (hasMenuManager) => {
    const { registered, root } = window.standin;
    const entries = [...document.querySelectorAll("#zotero-itemmenu > menuitem")];
    if (entries.length) await document.l10n.translateElements(entries);
    const source = await (await fetch(`${root}preferences.xhtml`)).text();
    const pane = window.MozXULElement.parseXULToFragment(source);
    const before = [registered.sections.length, registered.panes.length, hasMenuManager ? registered.menus[0].menus.length : entries.length];
    window.standin.stop();
    const left = document.querySelectorAll("#zotero-itemmenu > menuitem, [href='refcheck.ftl']").length;
    const labels = entries.map((each) => each.label);
    const named = [...pane.querySelectorAll("[preference]")].map((each) => each.getAttribute("preference"));
    return { before, after: [registered.sections.length, registered.menus.length, left], labels, named };
  }, hasMenuManager);
  assert.deepEqual(shown.before, [1, 1, 3]);
  assert.deepEqual(shown.after, [0, 0, 0]);
  if (!hasMenuManager) assert.deepEqual(shown.labels, ["Check with refcheck", "Write refcheck’s safe fixes", "Undo refcheck"]);
  assert.deepEqual(shown.named, ["address", "token", "tags", "note"].map((name) => `extensions.zotero.refcheck.${name}`));
  console.log("ok - shut down, nothing is left in the window");
}

async function readOnly() {
  await browser.run(String(standin), { schema, items, xpi, prefs, hasMenuManager: true, libraryIsEditable: false });
  const before = await run(async () => window.standin.state());
  await run((ids) => window.standin.command("refcheck-menu-check", ids), all);
  assert.equal(await run((ids) => window.standin.command("refcheck-menu-write", ids), all), "This library cannot be changed.");
  assert.equal(await run(async () => window.standin.state()), before);
  console.log("ok - a library that cannot be changed is not");
}

async function away() {
  const said = await run(async () => (window.standin.open(1), window.standin.click("Check with refcheck")));
  assert.equal(said, `refcheck does not answer at http://127.0.0.1:${port}. Start it in a terminal: refcheck serve --no-open`);
  console.log("ok - a service that is away is said, with the command");
}

/** Registries that cannot be reached: no item is accused, and the words are the service's. */
async function outage() {
  const nowhere = "http://127.0.0.1:9";
  const urls = ["crossref", "datacite", "doi"].flatMap((name) => [`--${name}-url`, nowhere]);
  running.push(await service(port, ...urls));
  await browser.run(String(standin), { schema, items: items.filter(({ DOI }) => DOI).slice(0, 1), xpi, prefs, hasMenuManager: true, libraryIsEditable: true });
  const summary = await run(async () => window.standin.command("refcheck-menu-check", [1]));
  const [verdict, tags] = await run(async () => [window.standin.open(1).querySelector(".verdict").textContent, window.standin.stored.get(1).getTags().map(({ tag }) => tag)]);
  assert.match(verdict, /^unverified: ./);
  assert.ok(tags.includes("refcheck: unverified"));
  console.log(`ok - an outage: “${verdict}” “${summary}”`);
}
