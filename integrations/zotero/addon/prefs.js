pref("extensions.zotero.refcheck.address", "http://127.0.0.1:8765");
pref("extensions.zotero.refcheck.token", "");
pref("extensions.zotero.refcheck.tags", true);
pref("extensions.zotero.refcheck.note", true);
