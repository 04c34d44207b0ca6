import { type Detector, fake } from "@stanch/model";
import { expect, it } from "vitest";
import { scanText } from "./slow.ts";

const detector: Detector = {
  id: "url",
  title: "t",
  provider: "generic",
  category: "generic",
  severity: "low",
  opens: "o",
  keywords: ["://"],
  pattern: /:\/\/\w{1,20}:(?<secret>[^@\s]{4,64})@/,
  humanChosen: true,
  examples: [],
  counterExamples: [],
  references: [],
};
const HOST = { name: "host", pattern: /@(?<value>[a-z.]{1,40})/, withinBytes: 80 };
const last = (text: string, changes: Partial<Detector>): string | undefined =>
  scanText(text, [{ ...detector, ...changes }])[0]?.doubts.at(-1);
const url = (password: string): string => `ftp://me:${password}@acme.io`;
const strong = fake("[A-Za-z0-9]{20}", 1);

it("tells of a password in an URL what would have made it none", () => {
  expect(last(url(strong), { confidence: 0.8 })).toMatch(/^would not be reported by default if it were a reference/);
});

it("tells of a short password that length would have it reported", () => {
  expect(last(url("kunigunde"), { confidence: 0.8 })).toMatch(/longer or more varied/);
});

it("names the companion on which the verdict rests, or that is missing", () => {
  const companions = [HOST];
  expect(last(url(strong), { confidence: 0.4, companions })).toBe("would not be reported by default without host near it");
  expect(last(`ftp://me:${strong}@10`, { confidence: 0.4, companions })).toBe("would be reported by default with host near it");
});

it("says of a place for audits that no value would be reported by default", () => {
  expect(last(url(strong), { confidence: 0.3 })).toMatch(/it is for audits$/);
});

it("says nothing where a prefix or a checksum is proof", () => {
  expect(last(`key acme_${strong}`, { prefixes: ["acme_"], pattern: /acme_\w{20}/ })).toBeUndefined();
  expect(last(url(strong), { checksum: { name: "sum", verify: () => true } })).toBeUndefined();
});
