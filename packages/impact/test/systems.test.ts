import { describe, expect, it } from "vitest";
import { ImpactAnswer } from "../src/schemas.ts";
import { SECRET_VALUE, answerOf, judged } from "./ask.ts";
import { systems } from "./systems.ts";

it("has forty systems or more", () => {
  expect(systems.length).toBeGreaterThanOrEqual(40);
});

describe.each(systems)("$title", (system) => {
  it("finds every planted dependant, or names it as not visible, and nothing else's", async () => {
    const { missed, wrong } = await judged(system);
    expect({ missed, wrong }).toEqual({ missed: [], wrong: [] });
  });

  it("answers in the schema, with a place for every step and without the value", async () => {
    const answer = await answerOf(system);
    expect(ImpactAnswer.parse(answer)).toEqual(answer);
    expect(JSON.stringify(answer)).not.toContain(SECRET_VALUE);
    for (const { ways } of answer.dependants) for (const { evidence } of ways) expect(evidence.length).toBeGreaterThan(0);
  });
});
