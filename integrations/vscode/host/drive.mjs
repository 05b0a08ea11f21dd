// The editor in a browser, driven as a person does it: keys, the palette, what is seen.
import { chromium } from 'playwright-core';

const PATIENCE = 120_000;

export class Editor {
  static async open({ address, folder, browser }) {
    const run = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] });
    const page = await run.newPage({ viewport: { width: 1500, height: 1500 } });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`${address}/?folder=${encodeURIComponent(folder)}`);
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    return new Editor(page, run);
  }

  constructor(page, run) {
    this.page = page;
    this.run = run;
  }

  close() {
    return this.run.close();
  }

  async #choose(key, text, shown) {
    await this.page.keyboard.press(key);
    await this.#narrow(text, shown);
  }

  command(title) {
    return this.#choose('F1', `>${title}`, title);
  }

  /** Choose what a list of that title offers. */
  async pick(title, shown) {
    await this.page.locator('.quick-input-title', { hasText: title }).waitFor();
    await this.#narrow(shown, shown);
  }

  /** Type in the list that is open, and choose the first of what is shown. */
  async #narrow(text, shown) {
    await this.page.locator('.quick-input-widget input[type=text]').fill(text);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: shown }).first().click();
  }

  /** Answer a question with no, and return what was asked. */
  async refuse() {
    const dialog = this.page.locator('.monaco-dialog-box');
    const text = await dialog.textContent();
    await dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    return text;
  }

  async selectAll() {
    await this.page.locator('.editor-instance .view-lines').first().click();
    await this.page.keyboard.press('Control+A');
  }

  async openFile(name) {
    await this.#choose('Control+P', name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  async save() {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
  }

  /** Return what the Problems view shows, once it shows so many findings. */
  async problems(number) {
    await this.command('Problems: Focus on Problems View');
    const panel = this.page.locator('.part.panel');
    if ((await panel.boundingBox()).height < 1_000) {
      await this.command('View: Toggle Maximized Panel');
    }
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await this.until(async () => (await rows.count()) === number + 1, `${number} problems`, async () => `${await rows.count() - 1}`);
    const found = await rows.evaluateAll((all) =>
      all.map((row) => ({
        severity: row.querySelector('.marker-icon .codicon-error, .marker-icon .codicon-warning, .marker-icon .codicon-info')?.className,
        message: row.querySelector('.marker-message')?.textContent,
        code: row.querySelector('.marker-code')?.textContent,
      })),
    );
    await this.command('View: Toggle Maximized Panel');
    return found
      .filter(({ code }) => code)
      .map(({ severity, ...rest }) => ({ ...rest, severity: /codicon-(error|warning|info)/.exec(severity)?.[1] }));
  }

  /** Return the summary in the status bar, once there is one that is wanted. */
  async status(wanted) {
    const item = this.page.locator('[id="refcheck.refcheck.refcheck.summary"]');
    const text = async () => ((await item.count()) ? (await item.textContent()).trim() : '');
    await this.until(async () => wanted.test(await text()), `a status that is ${wanted}`, text);
    return text();
  }

  /** Return the texts of the notifications, once one is wanted. */
  async notification(wanted) {
    const message = this.page.locator('.notification-list-item-message', { hasText: wanted });
    await message.first().waitFor();
    return message.first().textContent();
  }

  /** Return the text of the web view whose text has a word. */
  async webview(word) {
    let found = '';
    await this.until(
      async () => {
        for (const frame of this.page.frames()) {
          const text = await frame.evaluate(() => document.body?.textContent ?? '').catch(() => '');
          if (frame !== this.page.mainFrame() && text.includes(word)) {
            found = text;
          }
        }
        return found !== '';
      },
      `a page with ${word}`,
    );
    return found;
  }

  async until(isSo, what, seen = async () => '') {
    const end = Date.now() + PATIENCE;
    while (!(await isSo())) {
      if (Date.now() > end) {
        throw new Error(`never seen: ${what}; last: ${await seen()}`);
      }
      await this.page.waitForTimeout(200);
    }
  }
}
