import { expect, it } from "vitest";
import { World } from "../../test/remediation-world.ts";
import { reportHtml, reportMarkdown, reportOf } from "./report.ts";

it("tells all steps without a value, and quotes hostile names harmlessly", async () => {
  const world = new World({ plan: { old: { mask: "<script>|x", fingerprint: "0".repeat(64) } } });
  world.person = (now) => {
    if (now.gate !== undefined) now.say("approve", "ben", { subject: now.gate });
  };
  const status = await world.toEnd();
  const at = new Date(world.nowMs).toISOString();
  const common = { id: "1", workspaceId: "2", plan: world.plan, status, step: "close", waitingFor: null, gate: null } as const;
  const report = reportOf({ ...common, canUndo: true, startedBy: "ann", createdAt: at, updatedAt: at, endedAt: at }, world.events);
  for (const text of [JSON.stringify(report), reportMarkdown(report), reportHtml(report)])
    for (const { value } of world.keys) expect(text).not.toContain(value);
  expect(report.steps.map(({ step }) => step)).toEqual([
    "start",
    "contain",
    "create",
    "verify",
    "store",
    "update",
    "probe",
    "silence",
    "deactivate",
    "confirm",
    "monitor",
    "close",
  ]);
  expect(reportHtml(report)).not.toContain("<script>");
  expect(reportMarkdown(report)).toContain("\\<script\\>\\|x");
});
