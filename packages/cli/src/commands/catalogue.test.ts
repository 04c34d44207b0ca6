import { detectors } from "@stanch/detectors";
import { providers } from "@stanch/providers";
import { describe, expect, it } from "vitest";
import { catalogueMarkdown, countSentence, countsOf, kindsOf } from "./catalogue.ts";

const kinds = kindsOf();

describe("the list of kinds", () => {
  it("has each kind once, and says of each that can be verified that it can", () => {
    expect(kinds.map(({ id }) => id)).toEqual(detectors.map(({ id }) => id));
    const checked = new Set(providers.flatMap((provider) => provider.detectors));
    for (const { id, verification } of kinds) expect(verification !== "none", id).toBe(checked.has(id));
    expect(countsOf(kinds).verified).toBe([...checked].filter((id) => kinds.some((kind) => kind.id === id)).length);
  });

  it("counts identifiers and what is public by design apart, all of them of low severity", () => {
    const apart = kinds.filter(({ nature }) => nature !== "secret");
    expect(countsOf(kinds).secrets).toBe(kinds.length - apart.length);
    expect(apart.filter(({ severity }) => severity !== "low").map(({ id }) => id)).toEqual([]);
    for (const { id, opens, nature } of kinds)
      if (/^public by design|^opens nothing without/i.test(opens)) expect(nature, id).not.toBe("secret");
    // What the catalogue promises.
    expect(countsOf(kinds).secrets).toBeGreaterThanOrEqual(650);
  });

  it("names what stands beside a secret and what tells it without a call", () => {
    const one = (id: string): object => kinds.find((kind) => kind.id === id) ?? {};
    expect(one("plivo-auth-token")).toMatchObject({ companions: ["authId"], facts: true, verification: "read" });
    expect(one("jwt")).toMatchObject({ verification: "none", facts: true });
  });

  it("is a table in Markdown whose rows all have nine cells, whatever a text holds", () => {
    const [first] = kinds;
    if (first === undefined) expect.unreachable();
    const odd = { ...first, title: "a|b\\c <script>", references: ["https://acme.example/a|b (c)"] };
    const text = [...catalogueMarkdown([...kinds, odd])].join("");
    const rows = text.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows).toHaveLength(kinds.length + 1);
    for (const row of rows) expect(row.replaceAll(/\\./g, "").split("|")).toHaveLength(11);
    expect(text).not.toContain("<script>");
  });

  it("is counted in one sentence, generic formats not among the providers", () => {
    const counts = { kinds: 1234, secrets: 1200, providers: 56, verified: 7, checksummed: 8, speaking: 9 };
    expect(countSentence(counts)).toMatch(/^1,234 kinds of 56 providers, 1,200 of them secrets and 34 identifiers or public by design: 7 /);
    expect(countsOf(kinds.filter(({ provider }) => provider === "generic")).providers).toBe(0);
  });
});
