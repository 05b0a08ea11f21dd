import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionsOf, resultsOf, tagsOf } from "../src/report.mjs";

const finding = (code, severity, fix = null) => ({ code, severity, message: `${code}.`, fix });
const REPORT = {
  references: [
    {
      key: "A",
      verdict: "differs",
      raw: "𝒳 10.1000/ a",
      unsettled: null,
      findings: [
        finding("spaced", "warning", { span: [2, 12], replacement: "10.1000/a", safety: "safe" }),
        finding("missing", "info", { span: [12, 12], replacement: "12", safety: "unsafe" }),
        finding("retracted", "error"),
      ],
    },
    { key: "B", verdict: "unverified", raw: "b", unsettled: "not looked up", findings: [finding("style", "info")] },
  ],
  findings: [{ ...finding("twice", "warning", { span: [0, 1], replacement: "", safety: "safe" }), references: ["B"] }],
};
const [a, b] = resultsOf(REPORT);

test("a span counts code points", () => assert.equal(a.findings[0].before, "10.1000/ a"));
test("an addition has nothing before it", () => assert.equal(a.findings[1].before, ""));
test("a finding of the whole list is told with its items, without a fix of theirs", () => {
  assert.deepEqual(b.findings.map((each) => [each.code, each.fixable]), [["style", false], ["twice", false]]);
  assert.equal(a.findings.length, 3);
});
test("why nothing could be told is passed on", () => assert.deepEqual([a.unsettled, b.unsettled], ["", "not looked up"]));
test("tags are the verdict and the gravest severity", () => {
  assert.deepEqual(tagsOf(a), ["refcheck: differs", "refcheck: error"]);
  assert.deepEqual(tagsOf(b), ["refcheck: unverified", "refcheck: warning"]);
  assert.deepEqual(tagsOf({ ...b, findings: [b.findings[0]] }), ["refcheck: unverified"]);
});

const safe = { index: 0, code: "spaced", printed: "10.1000/ a" };
const unsafe = { index: 0, code: "missing", printed: "" };
const DECIDED = [
  ["what is safe", [0], { accepted: [], rejected: [] }],
  ["all", [0, 1], { accepted: [unsafe], rejected: [] }],
  ["nothing", [], { accepted: [], rejected: [safe] }],
];
for (const [what, chosen, decisions] of DECIDED) {
  test(`decided: ${what}`, () => assert.deepEqual(decisionsOf(a, new Set(chosen.map((at) => a.findings[at]))), decisions));
}
