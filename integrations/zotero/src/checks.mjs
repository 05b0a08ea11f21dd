/** Checking, writing and undoing: what the menu and the item pane call. */

import { apply, planOf, reversed } from "./fields.mjs";
import { annotate, changing, checkable, held, mapping, preference, put, tag, writings } from "./host.mjs";
import { changesOf } from "./items.mjs";
import { decisionsOf, resultsOf } from "./report.mjs";
import { Service, ServiceError } from "./service.mjs";

/**
 * @typedef {import("./report.mjs").Result} Result
 * @typedef {import("./report.mjs").Found} Found
 * @typedef {{ item: Zotero.Item, csl: import("./items.mjs").Csl, result: Result, service: Service, job: string, summary: string }} Checked
 */

export class Checks {
  constructor() {
    /** @type {Map<number, Checked>} */
    this.known = new Map();
  }

  /**
   * Check items; tag them and keep a note of it, where that is wished and the library can be changed.
   *
   * @param {readonly Zotero.Item[]} items
   * @returns {Promise<string>} what is told
   */
  async check(items) {
    const given = await checkable(items);
    if (!items.length) throw new ServiceError("Nothing is selected. Select items to check.");
    if (!given.length) throw new ServiceError("Nothing to check: no selected item has a title, name or identifier.");
    const service = new Service({ address: preference("address"), token: preference("token") }, fetch);
    const { job, report, summary } = await service.check(given.map(({ csl }) => csl), Zotero.locale);
    const results = resultsOf(report);
    if (String(results.map(({ key }) => key)) !== String(given.map(({ csl }) => csl.id))) {
      throw new ServiceError("The service read other items than were sent. Nothing was changed.");
    }
    const checked = given.map((each, index) => ({ ...each, service, job, summary, result: /** @type {Result} */ (results[index]) }));
    for (const each of checked) this.known.set(each.item.id, each);
    const editable = checked.filter(({ item }) => item.isEditable());
    await changing(editable.map(({ item }) => item), async () => {
      for (const { item, result } of editable) {
        if (preference("tags")) await tag(item, result);
        if (preference("note")) await annotate(item, result, summary, writings(item));
      }
    });
    const left = items.length - given.length;
    return left ? `${summary} ${left} without data left out.` : summary;
  }

  /**
   * Write fixes into checked items: those chosen, or else the safe ones. All of it is one transaction.
   *
   * @param {readonly Zotero.Item[]} items
   * @param {ReadonlySet<Found>} [chosen]
   */
  async write(items, chosen) {
    const checked = items.flatMap((item) => this.known.get(item.id) ?? []);
    if (!checked.length) throw new ServiceError("These items are not checked yet. Check them first.");
    if (!checked.every(({ item }) => item.isEditable())) throw new ServiceError("This library cannot be changed.");
    const current = await checkable(checked.map(({ item }) => item));
    if (JSON.stringify(current.map(({ csl }) => csl)) !== JSON.stringify(checked.map(({ csl }) => csl))) {
      throw new ServiceError("An item was changed since it was checked. Check it again.");
    }
    const planned = [];
    for (const job of new Set(checked.map((each) => each.job))) {
      const ofJob = checked.filter((each) => each.job === job);
      const items = await corrected(ofJob, chosen);
      for (const each of ofJob) {
        const changes = changesOf(each.csl, items[each.result.index] ?? each.csl);
        planned.push({ ...each, plan: planOf(changes, held(each.item), mapping) });
      }
    }
    const time = new Date().toISOString();
    const written = planned.filter(({ plan }) => plan.edits.length);
    await changing(written.map(({ item }) => item), async () => {
      for (const { item, plan } of written) {
        await annotate(item, null, "", [...writings(item), { written: time, edits: plan.edits }]);
        await put(item, plan.edits);
      }
    });
    for (const { item } of written) this.known.delete(item.id);
    const unwritten = planned.flatMap(({ plan }) => plan.unwritten);
    const rest = unwritten.length ? ` Not written, no field holds it as checked: ${unwritten.join(", ")}.` : "";
    return `${written.length} changed. Check again to see the new verdict.${rest}`;
  }

  /**
   * Put back what was written last into each item; what was changed since is left as it is.
   *
   * @param {readonly Zotero.Item[]} items
   */
  async undo(items) {
    const undoable = items.filter((item) => item.isRegularItem() && item.isEditable() && writings(item).length);
    if (!undoable.length) throw new ServiceError("refcheck has written nothing into these items that a note tells of.");
    let left = 0;
    await changing(undoable, async () => {
      for (const item of undoable) {
        const earlier = writings(item);
        const undone = apply(held(item), reversed(earlier.at(-1)?.edits ?? []));
        left += undone.left.length;
        await put(item, undone.made);
        await annotate(item, null, "", earlier.slice(0, -1));
      }
    });
    for (const { id } of undoable) this.known.delete(id);
    return left ? `Undone. ${left} changed since, and left as they are.` : "Undone.";
  }
}

/**
 * Return the items of one job as they are with the fixes chosen, or else the safe ones.
 *
 * @param {readonly Checked[]} checked
 * @param {ReadonlySet<Found>} [chosen]
 */
async function corrected(checked, chosen) {
  const [{ service, job }] = /** @type {[Checked]} */ (checked);
  const decided = checked.map(({ result }) => decisionsOf(result, chosen ?? new Set(result.findings.filter((each) => each.safe))));
  return service.corrected(job, {
    accepted: decided.flatMap(({ accepted }) => accepted),
    rejected: decided.flatMap(({ rejected }) => rejected),
  });
}
