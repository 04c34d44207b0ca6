import { type Detector, fake, factsOf } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awsAccount } from "./_facts.ts";
import { toBase64 } from "./_words.ts";
import { detectors } from "./index.gen.ts";

const NOW = new Date("2026-06-01T00:00:00Z");
const speaking = detectors.filter(({ facts }) => facts !== undefined);

function detector(id: string): Detector {
  const found = detectors.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`no detector ${id}`);
  return found;
}
const told = (id: string, secret: string, companions: Record<string, string> = {}): readonly string[] =>
  factsOf(detector(id), secret, companions, NOW).said;

const base64url = (text: string): string => Buffer.from(text, "latin1").toString("base64url");
const jwt = (payload: object): string =>
  `${base64url('{"alg":"HS256"}')}.${base64url(Buffer.from(JSON.stringify(payload)).toString("latin1"))}.${fake("[A-Za-z0-9_-]{43}", 1)}`;

/** A macaroon in binary form as pypitoken writes it: location, identifier, caveats, signature. */
function macaroon(caveats: readonly unknown[]): string {
  const field = (type: number, text: string): string => {
    const length = text.length < 128 ? [text.length] : [(text.length & 0x7f) | 0x80, text.length >> 7];
    return String.fromCharCode(type, ...length) + text;
  };
  const sections = caveats.map((caveat) => `${field(2, JSON.stringify(caveat))}\0`).join("");
  return `pypi-${base64url(`\x02${field(1, "pypi.org")}${field(2, fake("[0-9a-f]{36}", 2))}\0${sections}\0${field(6, fake("[A-Za-z0-9]{32}", 3))}`)}`;
}

/** The inverse of what is read: an account's number in the id of a key. */
function keyIdOf(account: number): string {
  const bits = ((2n ** 44n) | (BigInt(account) << 4n)).toString(2).padStart(45, "0");
  const head = (bits.match(/.{5}/g) ?? []).map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five, 2)]).join("");
  return `AKIA${head}${fake("[A-Z2-7]{7}", 4)}`;
}

describe("facts of a token", () => {
  it("are claims of a JWT, what its subject is and not who, and when it ends", () => {
    const token = jwt({
      iss: "https://id.acme.io",
      aud: ["api", "web"],
      sub: "ada@acme.io",
      scope: "read write",
      role: "admin",
      exp: 1_714_521_600,
    });
    expect(told("jwt", token)).toEqual([
      "expired on 2024-05-01",
      "issued by https://id.acme.io",
      "for api, web",
      "role admin",
      "scopes read write",
      "its subject is a mail address",
    ]);
    expect(told("jwt", jwt({ sub: "7", iss: "Größe" }))).toEqual([
      "it never expires by itself",
      "issued by Größe",
      "its subject is a number",
    ]);
    expect(told("jwt", jwt({ exp: 1_893_456_000 }))).toEqual(["expires on 2030-01-01"]);
    expect(told("jwt", jwt({ exp: "soon" }))).toEqual([]);
  });

  it("are the account in the id of an AWS key", () => {
    // The published example, in pieces: an id names an account and opens nothing.
    expect(awsAccount(["ASIAQNZ", "GKIQY56", "JQ7WML"].join(""))).toBe("029608264753");
    expect(awsAccount(`AKIAI${fake("[A-Z2-7]{15}", 5)}`)).toBeUndefined();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (account) => {
        expect(awsAccount(keyIdOf(account))).toBe(String(account).padStart(12, "0"));
      }),
    );
    expect(told("aws-secret-access-key", fake("[A-Za-z0-9]{40}", 6), { accessKeyId: keyIdOf(123_456_789_012) })).toEqual([
      "AWS account 123456789012",
    ]);
  });

  it("are the projects and the end of a PyPI token, in the old and the new form", () => {
    expect(told("pypi-api-token", macaroon([{ version: 1, permissions: "user" }]))).toEqual(["for all projects of its owner"]);
    expect(told("pypi-api-token", macaroon([{ version: 1, permissions: { projects: ["requests", "flask"] } }]))).toEqual([
      "for the projects requests, flask",
    ]);
    expect(
      told(
        "pypi-api-token",
        macaroon([
          [0, 1_714_521_600, 1_714_518_000],
          [1, ["django"]],
        ]),
      ),
    ).toEqual(["expired on 2024-05-01", "for the projects django"]);
    expect(told("pypi-api-token", macaroon([[3, "u-1"]]))).toEqual(["for one user's projects"]);
    expect(told("pypi-api-token", macaroon([[3, "x".repeat(200)]]))).toEqual(["for one user's projects"]);
  });

  it("are the permissions, the reach and the end of a shared access signature", () => {
    const sas = `?sv=2024-11-04&amp;st=2023-01-01T00%3A00%3A00Z&amp;se=2024-01-01T00%3A00%3A00Z&amp;sr=c&amp;sp=rwl&amp;sig=${fake("[A-Za-z0-9]{43}", 7)}%3D`;
    expect(told("azure-sas-token", sas)).toEqual(["expired on 2024-01-01", "permissions: read, write, list", "for a container"]);
    expect(told("azure-sas-token", sas.replaceAll("&amp;", "&").replace(/se=[^&]+/, "se=2031-07-09"))[0]).toBe("expires on 2031-07-09");
  });

  it("are when and by whom an Azure key was made", () => {
    expect(told("azure-ai-key", fake("[A-Za-z0-9]{52}JQQJ99BC[A-Za-z0-9]{16}ACOG[A-Za-z0-9]{4}", 8))).toEqual([
      "made in 2025-03",
      "made by Azure AI services",
    ]);
    expect(told("azure-ai-key", fake("[0-9a-f]{32}", 9))).toEqual([]);
  });

  it.each([
    ["mapbox-secret-token", `sk.${base64url('{"u":"ada","a":"c0"}')}.${fake("[a-z]{22}", 10)}`, ["Mapbox user ada"]],
    [
      "grafana-cloud-token",
      `glc_${toBase64('{"o":"4711","n":"ci","k":"abcdefgh","m":{"r":"eu"}}')}`,
      ["Grafana organisation 4711", "named ci", "region eu"],
    ],
    [
      "sentry-organization-token",
      `sntrys_${toBase64('{"iat":1,"url":"https://sentry.io","region_url":"https://de.sentry.io","org":"acme"}')}_${fake("[A-Za-z0-9]{43}", 11)}`,
      ["Sentry organisation acme", "region https://de.sentry.io", "at https://sentry.io"],
    ],
    [
      "supabase-service-role-key",
      jwt({ ref: "abcdefghij", role: "service_role", exp: 1_714_521_600 }),
      ["expired on 2024-05-01", "Supabase project abcdefghij", "role service_role"],
    ],
    ["discord-bot-token", `${toBase64("123456789012345678")}.GaBcDe.${fake("[A-Za-z0-9]{38}", 12)}`, ["Discord bot 123456789012345678"]],
    ["jfrog-reference-token", toBase64(`reftkn:01:1714521600:${fake("[A-Za-z0-9]{27}", 13)}`), ["expired on 2024-05-01"]],
    ["jfrog-reference-token", toBase64(`reftkn:01:0000000000:${fake("[A-Za-z0-9]{27}", 13)}`), ["it never expires by itself"]],
    ["plivo-auth-token", toBase64(fake("[0-9a-f]{30}", 14)), ["it decodes to 30 hex digits, as Plivo makes them"]],
    ["azure-apim-repository-password", `git&202405010000&${fake("[A-Za-z0-9]{86}", 15)}==`, ["expired on 2024-05-01"]],
  ])("are read of %s", (id, secret, expected) => {
    expect(told(id, secret)).toEqual(expected);
  });
});

it("reads no facts of a text that is none, and throws at nothing", () => {
  const wild = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
    fc.json().map((json) => base64url(json)),
    fc.tuple(fc.json(), fc.json()).map(([head, body]) => `sk.${base64url(head)}.${base64url(body)}`),
    fc
      .tuple(fc.json(), fc.json())
      .map(
        ([head, body]) =>
          `${base64url(`{"alg":"x","h":${head}}`)}.${base64url(`{"exp":${body},"iss":${body},"scope":${head},"m":${body}}`)}.s`,
      ),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => `pypi-${Buffer.from([2, ...bytes]).toString("base64url")}`),
    fc.array(fc.jsonValue(), { maxLength: 4 }).map(macaroon),
  );
  fc.assert(
    fc.property(
      wild,
      fc.dictionary(fc.constantFrom("accessKeyId", "authId", "credential", "__proto__"), fc.string()),
      (secret, companions) => {
        for (const { id, facts } of speaking) expect(() => facts?.(secret, companions), id).not.toThrow();
      },
    ),
    { numRuns: 400 },
  );
});

it("tells no secret in a fact, whatever byte of an example is changed", () => {
  const examples = speaking.flatMap((one) => one.examples.map((example) => [one, example] as const));
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.nat(), fc.string({ minLength: 1, maxLength: 2 }), ([one, example], at, put) => {
      const from = at % example.length;
      const secret = example.slice(0, from) + put + example.slice(from + 1);
      const { said } = factsOf(one, secret, {}, NOW);
      expect(said.length).toBeLessThanOrEqual(8);
      for (const fact of said) {
        expect(fact.length).toBeLessThanOrEqual(160);
        expect(fact).not.toContain(secret);
        expect(fact).not.toMatch(/[\n\r\0]/);
      }
    }),
    { numRuns: 500 },
  );
});
