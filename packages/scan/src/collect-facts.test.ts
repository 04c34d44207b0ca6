import { type Detector, type Finding, fake } from "@stanch/model";
import { expect, it } from "vitest";
import { sample } from "../test/world.ts";
import { Collector, Masker, closeFinding } from "./collect.ts";

const secret = fake("[A-Za-z0-9]{32}", 1);
const other = fake("[A-Za-z0-9]{32}", 2);

/** A finding of a detector that reads facts, closed at a time. */
function closed(facts: NonNullable<Detector["facts"]>, now: string): Finding {
  const collector = new Collector([{ ...sample, facts }]);
  const place = { line: 1, column: 1, endLine: 1, endColumn: 33, excerpt: "", excerptLine: 1 };
  const match = {
    detector: 0,
    rule: 0,
    start: 0,
    end: 32,
    secret,
    confidence: 0.9,
    evidence: [],
    doubts: [],
    companions: { account: "a-7" },
  };
  collector.add({ ...match, ...place }, { path: "x" });
  const [open] = collector.findings;
  if (open === undefined) throw new RangeError("no finding");
  return closeFinding(open, {
    key: new Uint8Array(32),
    masker: new Masker([secret, other]),
    severity: "high",
    now: new Date(now),
  }).finding;
}

it("carries what its secret says of itself, with known secrets masked and its own left out", () => {
  const { explanation, expires } = closed(
    (_, { account }) => ({ said: [`account ${account}`, `with ${other}`, `is ${secret}`] }),
    "2026-01-01",
  );
  expect(explanation.facts).toEqual(["account a-7", `with ${other.slice(0, 4)}…`]);
  expect(expires).toBeUndefined();
});

it("is marked as expired from the very moment on, and keeps its severity", () => {
  const end = new Date("2026-01-02T03:04:05Z");
  const facts = (): { said: string[]; expires: Date } => ({ said: [], expires: end });
  expect(closed(facts, "2026-01-02T03:04:04Z")).toMatchObject({ expired: false, explanation: { facts: ["expires on 2026-01-02"] } });
  expect(closed(facts, "2026-01-02T03:04:05Z")).toMatchObject({
    expired: true,
    expires: "2026-01-02T03:04:05.000Z",
    severity: "high",
    explanation: { facts: ["expired on 2026-01-02"] },
  });
});

it("says nothing where its detector reads nothing", () => {
  expect(closed(() => ({ said: [] }), "2026-01-01").explanation).not.toHaveProperty("facts");
});
