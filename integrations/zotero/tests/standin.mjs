// What stands in for Zotero: as much of its data objects, conversions and windows as the plug-in touches, over the excerpt of its
// schema. It runs in a window of Firefox, with the rights of Zotero's own code; the plug-in is loaded from its package as Zotero does.
// It is handed to the browser as text, so it is one function.

export async function standin({ schema, items, xpi, prefs, hasMenuManager, libraryIsEditable }) {
  const types = ["note", "attachment", ...Object.keys(schema.itemTypes)];
  const fieldNames = [...new Set(Object.values(schema.itemTypes).flatMap(({ fields }) => fields)), "publisher", "number", "type"];
  const creatorTypes = [...new Set(Object.values(schema.itemTypes).flatMap((each) => each.creatorTypes))];
  const at = (list, name) => list.indexOf(name) + 1;
  const stored = new Map(); // the objects in memory
  const disk = new Map(); // what is in the database
  let transaction = null;

  class Item {
    constructor(itemType) {
      Object.assign(this, { itemType, libraryID: 1, parentKey: null, fields: {}, creators: [], tags: [], note: "" });
      this.id = stored.size + 1;
      this.key = String(this.id).padStart(8, "K");
      stored.set(this.id, this);
    }
    get itemTypeID() { return at(types, this.itemType); }
    isRegularItem() { return !["note", "attachment"].includes(this.itemType); }
    isEditable() { return libraryIsEditable; }
    getField(name) { return this.fields[name] ?? ""; }
    setField(name, value) {
      if (!schema.itemTypes[this.itemType].fields.includes(name)) throw new Error(`${name} is not of ${this.itemType}`);
      this.fields[name] = value;
    }
    getCreators() { return this.creators.map((each) => ({ ...each })); }
    setCreator(place, creator) { this.creators[place] = { ...creator }; }
    getTags() { return this.tags.map((each) => ({ ...each })); }
    addTag(tag, type) { if (!this.tags.some((each) => each.tag === tag)) this.tags.push({ tag, type }); }
    removeTag(tag) { this.tags = this.tags.filter((each) => each.tag !== tag); }
    getNotes() { return [...stored.values()].filter((each) => each.parentKey === this.key && disk.has(each.id)).map(({ id }) => id); }
    getNote() { return this.note; }
    setNote(text) { this.note = text; }
    async save() {
      if (!transaction) throw new Error("saved outside of a transaction");
      if (this.id === standinZotero.failsAt) throw new Error("the disk is full");
      transaction.set(this.id, JSON.stringify(this));
    }
    async erase() {
      if (!transaction) throw new Error("erased outside of a transaction");
      transaction.set(this.id, null);
    }
    async reload() {
      if (disk.has(this.id)) Object.assign(this, JSON.parse(disk.get(this.id)));
    }
  }

  const state = () => JSON.stringify([...disk.keys()].map((id) => stored.get(id)));

  function toCsl(item) {
    const csl = { id: `http://zotero.org/users/local/x/items/${item.key}` };
    csl.type = Object.keys(schema.csl.types).find((type) => schema.csl.types[type] === item.itemType);
    const own = (field) => schema.baseFields[item.itemType]?.[field] ?? field;
    for (const [variable, fields] of Object.entries(schema.csl.text)) {
      const value = fields.map((field) => item.fields[own(field)]).find(Boolean);
      if (value) csl[variable] = value;
    }
    for (const { creatorType, lastName, firstName } of item.creators) {
      const name = schema.csl.names[creatorType] ?? "author";
      (csl[name] ??= []).push(firstName ? { family: lastName, given: firstName } : { literal: lastName });
    }
    for (const [variable, field] of Object.entries(schema.csl.date)) {
      const parts = item.fields[own(field)]?.match(/\d+/g)?.map(Number);
      if (parts) csl[variable] = { "date-parts": [parts] };
    }
    return csl;
  }

  const registered = { sections: [], menus: [], panes: [], shown: [] };
  const standinZotero = {
    Item,
    Items: { get: (id) => stored.get(id) ?? false },
    ItemTypes: { getID: (name) => at(types, name) },
    ItemFields: {
      getID: (name) => at(fieldNames, name),
      getName: (id) => fieldNames[id - 1],
      getItemTypeFields: (type) => schema.itemTypes[types[type - 1]].fields.map((name) => at(fieldNames, name)),
      getFieldIDFromTypeAndBase: (type, base) => at(fieldNames, schema.baseFields[types[type - 1]]?.[fieldNames[base - 1]]) || false,
      isValidForType: (field, type) => schema.itemTypes[types[type - 1]].fields.includes(fieldNames[field - 1]),
    },
    CreatorTypes: {
      getName: (id) => creatorTypes[id - 1],
      getPrimaryIDForType: (type) => at(creatorTypes, schema.primary[types[type - 1]] ?? "author"),
    },
    Schema: { CSL_TEXT_MAPPINGS: schema.csl.text, CSL_DATE_MAPPINGS: schema.csl.date, CSL_NAME_MAPPINGS: schema.csl.names },
    Utilities: { Item: { itemToCSLJSON: async (item) => toCsl({ ...item, creators: item.creators.map((each) => ({ ...each, creatorType: creatorTypes[each.creatorTypeID - 1] })) }) } },
    Prefs: { get: (name) => prefs[name] },
    DB: {
      async executeTransaction(work) {
        transaction = new Map();
        try {
          const given = await work();
          for (const [id, saved] of transaction) saved ? disk.set(id, saved) : disk.delete(id);
          return given;
        } finally {
          transaction = null;
        }
      },
    },
    locale: "en-US",
    getMainWindow: () => window,
    getMainWindows: () => [window],
    PreferencePanes: { register: async (given) => void registered.panes.push(given) },
    ItemPaneManager: {
      registerSection: (given) => (registered.sections.push(given), `plugin-${given.paneID}`),
      unregisterSection: (key) => void (registered.sections = registered.sections.filter(({ paneID }) => `plugin-${paneID}` !== key)),
    },
    ProgressWindow: class {
      changeHeadline() {}
      show() {}
      startCloseTimer() {}
      addDescription(text) { registered.shown.push(text); }
    },
    logError: (error) => { throw error; },
  };
  if (hasMenuManager) {
    standinZotero.MenuManager = {
      registerMenu: (given) => (registered.menus.push(given), given.menuID),
      unregisterMenu: (id) => void (registered.menus = registered.menus.filter(({ menuID }) => menuID !== id)),
    };
  }

  for (const csl of items) {
    const item = new Item(csl.type === "attachment" ? "attachment" : schema.csl.types[csl.type]);
    if (!item.isRegularItem()) continue;
    for (const [variable, fields] of Object.entries(schema.csl.text)) {
      const own = fields.map((field) => schema.baseFields[item.itemType]?.[field] ?? field);
      const field = own.find((each) => schema.itemTypes[item.itemType].fields.includes(each));
      if (typeof csl[variable] !== "string") continue;
      if (field) item.fields[field] = csl[variable];
      else item.fields.extra = [item.fields.extra, `${variable}: ${csl[variable]}`].filter(Boolean).join("\n");
    }
    for (const [variable, field] of Object.entries(schema.csl.date)) {
      if (csl[variable] && schema.itemTypes[item.itemType].fields.includes(field)) item.fields[field] = csl[variable]["date-parts"][0].join("-");
    }
    for (const [type, name] of Object.entries(schema.csl.names)) {
      for (const { family, given, literal } of csl[name] ?? []) {
        item.creators.push({ lastName: family ?? literal, firstName: given ?? "", fieldMode: given ? 0 : 1, creatorTypeID: at(creatorTypes, type) });
      }
    }
  }

  for (const [id, item] of stored) disk.set(id, JSON.stringify(item));

  const root = `jar:${Services.io.newFileURI(new FileUtils.File(xpi)).spec}!/`;
  const globals = ["atob", "btoa", "Blob", "crypto", "CSS", "ChromeUtils", "DOMParser", "fetch", "File", "FileReader", "TextDecoder", "TextEncoder", "URL", "URLSearchParams", "XMLHttpRequest"];
  const scope = new Cu.Sandbox(Services.scriptSecurityManager.getSystemPrincipal(), { sandboxName: "refcheck", wantGlobalProperties: globals });
  Object.assign(scope, { Zotero: standinZotero, Services, setTimeout, clearTimeout, setInterval, clearInterval });
  const bodies = [];
  const asked = scope.fetch;
  scope.fetch = (url, options) => {
    if (options.method === "POST") bodies.push(options.body);
    return asked(url, options);
  };
  const source = new L10nFileSource("refcheck", "app", Services.locale.availableLocales, `${root}locale/{locale}/`);
  L10nRegistry.getInstance().registerSources([source]);
  if (!document.getElementById("zotero-itemmenu")) {
    const popup = document.createXULElement("menupopup");
    popup.id = "zotero-itemmenu";
    document.documentElement.append(popup);
  }
  window.ZoteroPane = { selected: [], getSelectedItems: () => window.ZoteroPane.selected };
  // Zotero's loader takes a script from a package; Firefox's takes its own scripts only, so the text is evaluated.
  Cu.evalInSandbox(await (await fetch(`${root}bootstrap.js`)).text(), scope, "latest", `${root}bootstrap.js`, 1);
  await scope.startup({ id: "refcheck", version: "0", rootURI: root }, 5);

  window.standin = {
    registered,
    bodies,
    root,
    stored,
    state,
    Zotero: standinZotero,
    stop() {
      scope.shutdown({ id: "refcheck" }, 4);
      L10nRegistry.getInstance().removeSources(["refcheck"]);
    },
    /** Run an entry of the items' menu on items; return what is shown at its end. */
    async command(name, ids) {
      const selected = ids.map((id) => stored.get(id));
      const before = registered.shown.length;
      window.ZoteroPane.selected = selected;
      if (hasMenuManager) registered.menus[0].menus.find(({ l10nID }) => l10nID === name).onCommand(null, { items: selected });
      else document.getElementById(name).dispatchEvent(new Event("command"));
      while (registered.shown.length === before) await new Promise((later) => setTimeout(later, 20));
      return registered.shown.at(-1);
    },
    /** Show an item in the pane; return the section's body. */
    open(id) {
      document.getElementById("refcheck-body")?.remove();
      const body = document.createElementNS("http://www.w3.org/1999/xhtml", "div");
      body.id = "refcheck-body";
      body.style.cssText = "position: fixed; inset: 0 auto auto 0; width: 420px; z-index: 2147483647; background: Canvas; color: CanvasText; font: menu; padding: 8px;";
      document.documentElement.append(body);
      const section = registered.sections[0];
      const given = { body, doc: document, paneID: "refcheck", setEnabled() {}, refresh: async () => section.onRender({ ...given, item: stored.get(id) }) };
      section.onInit({ ...given, item: stored.get(id) });
      section.onRender({ ...given, item: stored.get(id) });
      return body;
    },
    /** Click a button of the pane; return what its status line says then. */
    async click(label) {
      const body = document.getElementById("refcheck-body");
      [...body.querySelectorAll("button")].find((each) => each.textContent === label).click();
      for (;;) {
        const said = body.querySelector("[role=status]").textContent;
        if (said && said !== "…") return said;
        await new Promise((later) => setTimeout(later, 20));
      }
    },
  };
}
