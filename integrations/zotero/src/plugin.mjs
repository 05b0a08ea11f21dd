/** What Zotero calls when the plug-in starts and stops, and when a window opens and closes. */

import { Checks } from "./checks.mjs";
import { draw } from "./pane.mjs";
import * as menus from "./menus.mjs";
import { messageOf } from "./service.mjs";

const STRINGS = "refcheck.ftl";

/** How long the result of a command of the menu is shown, in milliseconds. */
const SHOWN = 8000;

/** @type {Plugin | null} */
let plugin = null;

class Plugin {
  /** @param {{ id: string, rootURI: string }} addon */
  constructor({ id, rootURI }) {
    this.id = id;
    this.rootURI = rootURI;
    this.checks = new Checks();
    /** @type {Map<HTMLElement, () => Promise<void>>} */
    this.sections = new Map();
    /** @type {import("./menus.mjs").Entry[]} */
    this.entries = [
      { l10nID: "refcheck-menu-check", run: (items) => this.checks.check(items) },
      { l10nID: "refcheck-menu-write", run: (items) => this.checks.write(items) },
      { l10nID: "refcheck-menu-undo", run: (items) => this.checks.undo(items) },
    ];
    this.isManaged = false;
  }

  async start() {
    const icon = `${this.rootURI}icon.svg`;
    this.isManaged = menus.register(this.id, this.entries, (...given) => this.run(...given));
    await Zotero.PreferencePanes.register({ pluginID: this.id, src: `${this.rootURI}preferences.xhtml`, label: "refcheck", image: icon });
    this.section = Zotero.ItemPaneManager.registerSection({
      paneID: "refcheck",
      pluginID: this.id,
      header: { l10nID: "refcheck-header", icon },
      sidenav: { l10nID: "refcheck-sidenav", icon },
      onInit: ({ body, refresh }) => void this.sections.set(body, refresh),
      onDestroy: ({ body }) => void this.sections.delete(body),
      onItemChange: ({ item, setEnabled }) => void setEnabled(Boolean(item?.isRegularItem())),
      onRender: ({ body, item }) => void (item && this.draw(body, item)),
    });
    for (const window of Zotero.getMainWindows()) this.openIn(window);
  }

  stop() {
    if (this.section) Zotero.ItemPaneManager.unregisterSection(this.section);
    if (this.isManaged) Zotero.MenuManager.unregisterMenu("refcheck");
    for (const window of Zotero.getMainWindows()) this.closeIn(window);
  }

  /** @param {any} window */
  openIn(window) {
    window.MozXULElement.insertFTLIfNeeded(STRINGS);
    if (!this.isManaged) menus.addTo(window, this.entries, (...given) => this.run(...given));
  }

  /** @param {any} window */
  closeIn(window) {
    menus.removeFrom(window, this.entries);
    window.document.querySelector(`[href="${STRINGS}"]`)?.remove();
  }

  /**
   * @param {HTMLElement} body
   * @param {Zotero.Item} item
   */
  draw(body, item) {
    const checked = this.checks.known.get(item.id);
    draw(body, checked?.result, checked?.summary ?? "", {
      check: () => this.then(body, this.checks.check([item])),
      write: (chosen) => this.then(body, this.checks.write([item], chosen)),
      undo: () => this.then(body, this.checks.undo([item])),
    });
  }

  /**
   * Draw the sections anew when something was done; the one where it was asked for says what.
   *
   * @param {HTMLElement} body
   * @param {Promise<string>} deed
   */
  async then(body, deed) {
    const told = await deed;
    for (const refresh of this.sections.values()) await refresh();
    const status = body.querySelector("[role=status]");
    if (status) status.textContent = told;
    return told;
  }

  /**
   * Run an entry of the menu and show what it came to.
   *
   * @param {any} window
   * @param {import("./menus.mjs").Entry} entry
   * @param {Zotero.Item[]} items
   */
  async run(window, entry, items) {
    const shown = new Zotero.ProgressWindow({ window });
    shown.changeHeadline("refcheck");
    shown.show();
    try {
      shown.addDescription(await entry.run(items));
    } catch (error) {
      shown.addDescription(messageOf(error));
    }
    shown.startCloseTimer(SHOWN);
    for (const refresh of this.sections.values()) await refresh();
  }
}

/** @param {{ id: string, rootURI: string }} addon */
export async function startup(addon) {
  plugin = new Plugin(addon);
  await plugin.start();
}

/** @param {unknown} _addon @param {number} reason */
export function shutdown(_addon, reason) {
  const appShutdown = 2; // the windows go anyway then
  if (reason !== appShutdown) plugin?.stop();
  plugin = null;
}

/** @param {{ window: unknown }} opened */
export function onMainWindowLoad({ window }) {
  plugin?.openIn(window);
}

/** @param {{ window: unknown }} closed */
export function onMainWindowUnload({ window }) {
  plugin?.closeIn(window);
}
