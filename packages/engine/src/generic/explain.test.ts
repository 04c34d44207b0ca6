import { fake } from "@stanch/model";
import { expect, it } from "vitest";
import { type Assigned, findAssigned } from "./assigned-secret.ts";

const judged = (text: string, at: number): Assigned | undefined => findAssigned(text, [[at, at + 4]])[0];

it.each([
  ["password", "its name says password"],
  ["clientSecret", "its name says secret"],
  ["authToken", "its name says token"],
])("says what a name tells: %s", (name, sentence) => {
  const text = `${name} = "${fake("[A-Za-z0-9]{32}", 1)}"\n`;
  const found = judged(text, Math.max(text.indexOf("pass"), text.indexOf("Secret"), text.indexOf("Token")));
  expect(found?.evidence).toContain(sentence);
  expect(found?.doubts).not.toContain(sentence);
});

it("ends with what would have changed the verdict", () => {
  expect(judged(`password = "${fake("[A-Za-z0-9]{32}", 2)}"\n`, 0)?.doubts.at(-1)).toMatch(/reported by default/);
});

it("tells of a short value that length would have changed the verdict", () => {
  const found = judged('password = "kunigunde42"\n', 0);
  expect(found?.doubts[0]).toMatch(/^short and simple/);
  expect(found?.doubts.at(-1)).toMatch(/longer or more varied/);
});
