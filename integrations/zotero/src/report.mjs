/**
 * What a report of refcheck says of each item. Verdicts, severities and messages are passed on as they are.
 *
 * @typedef {{ span: [number, number], replacement: string, safety: string }} Fix
 * @typedef {{ code: string, severity: string, message: string, before: string, after: string, safe: boolean, fixable: boolean }} Found
 * @typedef {{ index: number, key: string, verdict: string, unsettled: string, findings: Found[] }} Result
 */

/** What every tag of the plug-in begins with. */
export const TAG = "refcheck: ";

/** Severities that are worth a tag, most severe first. */
const TAGGED = ["error", "warning"];

/**
 * Return what was found of each item that was sent, in their order.
 *
 * @param {any} report - what the service answers (docs/report.schema.json)
 * @returns {Result[]}
 */
export function resultsOf(report) {
  return report.references.map((/** @type {any} */ reference, /** @type {number} */ index) => ({
    index,
    key: reference.key,
    verdict: reference.verdict,
    unsettled: reference.unsettled ?? "",
    findings: [
      ...reference.findings.map((/** @type {any} */ each) => found(each, reference.raw)),
      ...report.findings
        .filter((/** @type {any} */ each) => each.references?.includes(reference.key))
        .map((/** @type {any} */ each) => found({ ...each, fix: null }, "")),
    ],
  }));
}

/**
 * Return the tags of an item: its verdict, and the gravest severity of what was found.
 *
 * @param {Result} result
 * @returns {string[]}
 */
export function tagsOf(result) {
  const gravest = TAGGED.find((severity) => result.findings.some((each) => each.severity === severity));
  return [result.verdict, ...(gravest ? [gravest] : [])].map((word) => TAG + word);
}

/**
 * Return the decisions that the service is told: safe fixes are made unless they were left out, others only where they were chosen.
 *
 * @param {Result} result
 * @param {ReadonlySet<Found>} chosen
 */
export function decisionsOf(result, chosen) {
  const of = (/** @type {Found} */ each) => ({ index: result.index, code: each.code, printed: each.before });
  const fixable = result.findings.filter((each) => each.fixable);
  return {
    accepted: fixable.filter((each) => chosen.has(each) && !each.safe).map(of),
    rejected: fixable.filter((each) => !chosen.has(each) && each.safe).map(of),
  };
}

/**
 * @param {any} finding
 * @param {string} raw
 * @returns {Found}
 */
function found(finding, raw) {
  const { code, severity, message, fix } = finding;
  const before = fix ? [...raw].slice(...fix.span).join("") : ""; // a span counts code points, not UTF-16 units
  return {
    code,
    severity,
    message,
    before,
    after: fix?.replacement ?? "",
    safe: fix?.safety === "safe",
    fixable: Boolean(fix),
  };
}
