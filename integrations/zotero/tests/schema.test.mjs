// The excerpt that the other tests use says what Zotero's own tables say.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { schema } from "./mapping.mjs";

const types = readFileSync(new URL("../node_modules/zotero-types/types/xpcom/data/item.d.ts", import.meta.url), "utf8");
const real = process.env.ZOTERO_SCHEMA && JSON.parse(readFileSync(process.env.ZOTERO_SCHEMA, "utf8"));
const tables = process.env.ZOTERO_TABLES && JSON.parse(readFileSync(process.env.ZOTERO_TABLES, "utf8"));

test("every item type and field is one that Zotero's types know", () => {
  const names = Object.entries(schema.itemTypes).flatMap(([type, { fields }]) => [type, ...fields]);
  assert.deepEqual(names.filter((name) => !types.includes(`| "${name}"`)), []);
});

test("schema.json of zotero-schema says the same", { skip: !real && "ZOTERO_SCHEMA names no file" }, () => {
  for (const [type, { fields, creatorTypes }] of Object.entries(schema.itemTypes)) {
    const told = real.itemTypes.find((each) => each.itemType === type);
    const known = told.fields.map((each) => each.field);
    assert.deepEqual(fields.filter((field) => !known.includes(field)), [], type);
    const creators = told.creatorTypes.map((each) => each.creatorType);
    assert.deepEqual(creatorTypes.filter((each) => !creators.includes(each)), [], type);
    for (const [base, field] of Object.entries(schema.baseFields[type] ?? {})) {
      assert.equal(told.fields.find((each) => each.field === field).baseField, base, type);
    }
    const primary = told.creatorTypes.find((each) => each.primary).creatorType;
    assert.equal(schema.primary[type] ?? "author", primary, type);
  }
  for (const [type, zotero] of Object.entries(schema.csl.types)) assert.equal(real.csl.types[type][0], zotero);
  for (const [name, fields] of Object.entries(schema.csl.text)) assert.deepEqual(real.csl.fields.text[name], fields);
  for (const [name, field] of Object.entries(schema.csl.date)) assert.equal(real.csl.fields.date[name], field);
  for (const [type, name] of Object.entries(schema.csl.names)) assert.equal(real.csl.names[type], name);
});

test("pyzotero's copy of the mappings says the same", { skip: !tables && "ZOTERO_TABLES names no file" }, () => {
  for (const [name, fields] of Object.entries(schema.csl.text)) assert.deepEqual(tables.CSL_TEXT_FIELDS[name], fields);
  for (const [name, field] of Object.entries(schema.csl.date)) assert.equal(tables.CSL_DATE_FIELDS[name], field);
  for (const [type, name] of Object.entries(schema.csl.names)) assert.equal(tables.CSL_NAME_FIELDS[name], type);
  for (const [type, zotero] of Object.entries(schema.csl.types)) assert.equal(tables.CSL_TYPES[type], zotero);
  for (const [type, fields] of Object.entries(schema.baseFields)) {
    for (const [base, field] of Object.entries(fields)) assert.equal(tables.BASE_FIELD_REMAP[type][base], field, type);
  }
});
