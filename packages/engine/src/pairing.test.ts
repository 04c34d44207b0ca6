import { type Detector, fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanText } from "./slow.ts";

const detector: Detector = {
  id: "acme",
  title: "t",
  provider: "acme",
  category: "saas",
  severity: "high",
  opens: "o",
  keywords: ["secret"],
  pattern: /SECRET=(?<secret>[0-9a-f]{24})/,
  companions: [{ name: "id", pattern: /\bID=(?<value>[A-Z]{4}\d)/, withinBytes: 200 }],
  examples: [],
  counterExamples: [],
  references: [],
};
const id = (n: number): string => `ABCD${n}`;
const secret = (n: number): string => fake("[0-9a-f]{24}", n);
const pairs = (text: string): (string | undefined)[] => scanText(text, [detector]).map(({ companions }) => companions["id"]);

describe("several pairs near each other", () => {
  it("go together in the order in which they stand, though the next id is nearer than the own one", () => {
    const text = [1, 2, 3].map((n) => `ID=${id(n)}\nREGION=eu-west\nSECRET=${secret(n)}\n`).join("");
    expect(pairs(text)).toEqual([id(1), id(2), id(3)]);
  });

  it("go together when the secret stands first", () => {
    const text = [1, 2, 3].map((n) => `SECRET=${secret(n)}\nREGION=eu-west\nID=${id(n)}\n`).join("");
    expect(pairs(text)).toEqual([id(1), id(2), id(3)]);
  });

  it("share an id where there is but one", () => {
    expect(pairs(`ID=${id(1)}\nSECRET=${secret(1)}\nOLD_SECRET=${secret(2)}\n`)).toEqual([id(1), id(1)]);
  });

  it("leave a secret alone that has no id within reach", () => {
    const far = "\n# nothing".repeat(60);
    expect(pairs(`ID=${id(1)}\nSECRET=${secret(1)}${far}\nSECRET=${secret(2)}\n`)).toEqual([id(1), undefined]);
  });

  it("are as many as there are secrets, each with an id that stands in the text", () => {
    const words = fc.array(fc.constantFrom("id", "secret", "gap"), { maxLength: 10 });
    fc.assert(
      fc.property(words, (order) => {
        const lines = order.map((word, n) => (word === "id" ? `ID=${id(n)}` : word === "secret" ? `SECRET=${secret(n)}` : "x".repeat(150)));
        const found = scanText(lines.join("\n"), [detector]);
        expect(found).toHaveLength(order.filter((word) => word === "secret").length);
        const known = order.flatMap((word, n) => (word === "id" ? [id(n)] : []));
        for (const { companions } of found) if (companions["id"] !== undefined) expect(known).toContain(companions["id"]);
      }),
    );
  });
});
