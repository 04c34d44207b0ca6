import { Secret, fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lookAlike } from "./control.ts";

/** Each character's class; what is no letter or digit stands for itself. */
const shapeOf = (value: string): string => value.replace(/[a-z]/g, "a").replace(/[A-Z]/g, "A").replace(/[0-9]/g, "0");
const made = (value: string): string | undefined => lookAlike(new Secret(value))?.reveal();

describe("a look-alike", () => {
  it("differs from the secret and has its length and classes of characters", () => {
    const value = fc.oneof(
      fc.string({ minLength: 8, maxLength: 80 }),
      fc.stringMatching(/^[A-Za-z0-9_-]{8,60}$/),
      fc.stringMatching(/^(?:[a-z]{1,6}[-_.]){0,3}[A-Za-z0-9]{16,60}$/),
      fc.stringMatching(/^[0-9a-f]{16,64}$/),
    );
    fc.assert(
      fc.property(value, (secret) => {
        const other = made(secret);
        if (other === undefined) return;
        expect(other).not.toBe(secret);
        expect(shapeOf(other)).toBe(shapeOf(secret));
      }),
    );
  });
  it("differs even when chance gives the secret itself", () => {
    const secret = fake("[0-9a-f]{32}", 1);
    let at = 0;
    // As if each character had been drawn again.
    const replay = (below: number): number => {
      const char = secret[at++] ?? "0";
      const members = below === 10 ? "0123456789" : "abcdef";
      return members.indexOf(char);
    };
    const digits = /^[0-9]/.test(secret) ? secret : `0${secret.slice(1)}`;
    at = 0;
    const other = lookAlike(new Secret(digits), replay)?.reveal() ?? "";
    expect(other).not.toBe(digits);
    expect(other).toHaveLength(32);
  });
  it.each([
    ["a prefix", `sk_live_${fake("[A-Za-z0-9]{24}", 2)}`, /^sk_live_[A-Za-z0-9]{24}$/],
    ["a prefix of several words", `github_pat_${fake("[A-Za-z0-9]{82}", 3)}`, /^github_pat_[A-Za-z0-9]{82}$/],
    ["four letters that open it", fake("AKIA[A-Z2-7]{16}", 4), /^AKIA[A-Z0-9]{16}$/],
    ["hex digits", fake("[0-9a-f]{40}", 5), /^[0-9a-f]{40}$/],
    [
      "a UUID's version",
      fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}", 6),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    ],
    [
      "a host and its path",
      `https://hooks.example.com/a/${fake("[A-Za-z0-9]{30}", 7)}`,
      /^https:\/\/hooks\.example\.com\/a\/[A-Za-z0-9]{30}$/,
    ],
  ])("keeps %s", (_, secret, shape) => {
    expect(made(secret)).toMatch(shape);
    expect(made(secret)).not.toBe(secret);
  });
  it("keeps the claims of a JWT, so that its server reads it", () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = `${part({ alg: "HS256" })}.${part({ sub: "a" })}.`;
    const other = made(`${claims}${fake("[A-Za-z0-9_-]{43}", 8)}`) ?? "";
    expect(other.startsWith(claims)).toBe(true);
    expect(other).toHaveLength(claims.length + 43);
  });
  it.each(["", "short", "------------------"])("is not made of %j, of which too little is left to chance", (value) => {
    expect(made(value)).toBeUndefined();
  });
});
