/**
 * The entries of the items' menu: by Zotero 8's menu manager, or in each window's menu in Zotero 7.
 *
 * @typedef {{ l10nID: string, run(items: Zotero.Item[]): Promise<string> }} Entry
 */

const MENU = "zotero-itemmenu";

/**
 * @param {string} pluginID
 * @param {readonly Entry[]} entries
 * @param {(window: any, entry: Entry, items: Zotero.Item[]) => void} run
 * @returns {boolean} whether windows are left alone
 */
export function register(pluginID, entries, run) {
  if (!Zotero.MenuManager) return false;
  Zotero.MenuManager.registerMenu({
    menuID: "refcheck",
    pluginID,
    target: "main/library/item",
    menus: entries.map((entry) => ({
      menuType: "menuitem",
      l10nID: entry.l10nID,
      onCommand: (/** @type {Event} */ _event, /** @type {{ items?: Zotero.Item[] }} */ context) =>
        run(Zotero.getMainWindow(), entry, context.items ?? []),
    })),
  });
  return true;
}

/**
 * Add the entries to the menu of one window.
 *
 * @param {any} window
 * @param {readonly Entry[]} entries
 * @param {(window: any, entry: Entry, items: Zotero.Item[]) => void} run
 */
export function addTo(window, entries, run) {
  for (const entry of entries) {
    const item = window.document.createXULElement("menuitem");
    item.id = entry.l10nID;
    item.setAttribute("data-l10n-id", entry.l10nID);
    item.addEventListener("command", () => run(window, entry, window.ZoteroPane.getSelectedItems()));
    window.document.getElementById(MENU).append(item);
  }
}

/**
 * @param {any} window
 * @param {readonly Entry[]} entries
 */
export function removeFrom(window, entries) {
  for (const { l10nID } of entries) window.document.getElementById(l10nID)?.remove();
}
