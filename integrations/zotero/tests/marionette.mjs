// Enough of Marionette, Firefox's remote control, to run scripts with the rights that Zotero's plug-ins have.
// Source: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Firefox {
  static async start(command) {
    const profile = mkdtempSync(join(tmpdir(), "refcheck-zotero-"));
    const port = await freePort();
    writeFileSync(join(profile, "user.js"), `user_pref("marionette.port", ${port});\nuser_pref("app.update.enabled", false);\n`);
    const flags = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", profile];
    const child = spawn(command, flags, { stdio: "ignore", env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1" } });
    const browser = new Firefox(child, profile, await connected(port, child));
    await browser.ask("WebDriver:NewSession", {});
    await browser.ask("WebDriver:SetTimeouts", { script: 300_000 });
    await browser.ask("Marionette:SetContext", { value: "chrome" });
    return browser;
  }

  constructor(child, profile, socket) {
    Object.assign(this, { child, profile, socket, number: 0, waiting: new Map(), held: Buffer.alloc(0) });
    socket.on("data", (part) => this.take(part));
  }

  take(part) {
    this.held = Buffer.concat([this.held, part]);
    for (;;) {
      const colon = this.held.indexOf(":");
      const end = colon + 1 + Number(this.held.subarray(0, colon));
      if (colon < 0 || this.held.length < end) return;
      const told = JSON.parse(this.held.subarray(colon + 1, end));
      this.held = this.held.subarray(end);
      if (!Array.isArray(told)) continue; // the greeting
      const [, number, error, value] = told;
      const [resolve, reject] = this.waiting.get(number);
      error ? reject(new Error(`${error.error}: ${error.message}\n${error.stacktrace}`)) : resolve(value);
    }
  }

  ask(command, given) {
    const message = JSON.stringify([0, ++this.number, command, given]);
    this.socket.write(`${Buffer.byteLength(message)}:${message}`);
    return new Promise((...settle) => this.waiting.set(this.number, settle));
  }

  /** Return what an asynchronous function gives that runs in the browser's window, with the arguments given. */
  async run(body, ...args) {
    const script = `const done = arguments[arguments.length - 1]; const given = [...arguments].slice(0, -1);
      (${body})(...given).then((value) => done({ value }), (error) => done({ error: String(error) + "\\n" + error.stack }));`;
    const { value } = await this.ask("WebDriver:ExecuteAsyncScript", { script, args, sandbox: "system", newSandbox: false });
    if (value.error) throw new Error(value.error);
    return value.value;
  }

  async picture(selector) {
    const { value } = await this.ask("WebDriver:FindElement", { using: "css selector", value: selector });
    const shot = await this.ask("WebDriver:TakeScreenshot", { id: Object.values(value)[0], full: false });
    return Buffer.from(shot.value, "base64");
  }

  async stop() {
    const ended = this.child.exitCode === null ? once(this.child, "exit") : null;
    this.socket.destroy();
    this.child.kill();
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

async function connected(port, child) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Firefox ended with ${child.exitCode}`);
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return socket;
    } catch {
      await new Promise((later) => setTimeout(later, 200));
    }
  }
}
