// An excerpt of Zotero's schema, in place of the tables that Zotero hands in when it runs.
import { readFileSync } from "node:fs";

export const schema = JSON.parse(readFileSync(new URL("schema.json", import.meta.url), "utf8"));

export const mapping = {
  fieldsOf: (variable) => schema.csl.text[variable] ?? [],
  dateFieldOf: (variable) => schema.csl.date[variable],
  creatorTypesOf(variable, itemType) {
    const types = Object.keys(schema.csl.names).filter((type) => schema.csl.names[type] === variable);
    return variable === "author" ? [...types, schema.primary[itemType] ?? "author"] : types;
  },
  specificTo(itemType, field) {
    const own = schema.baseFields[itemType]?.[field] ?? field;
    return schema.itemTypes[itemType].fields.includes(own) ? own : undefined;
  },
};
