import { scanText } from "@stanch/engine";
import { fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plivoAuthToken, plivoSubaccountToken } from "./plivo.ts";

const BOTH = [plivoAuthToken, plivoSubaccountToken];
const token = (seed: number): string => Buffer.from(fake("[0-9a-f]{30}", seed)).toString("base64");
const found = (text: string): { kind: string | undefined; secret: string; authId: string | undefined }[] =>
  scanText(text, BOTH).map((match) => ({
    kind: BOTH[match.detector]?.id,
    secret: match.secret,
    authId: match.companions["authId"],
  }));

describe.each([
  ["MA", "plivo-auth-token"],
  ["SA", "plivo-subaccount-token"],
])("an Auth ID that opens with %s", (opening, kind) => {
  it.each([
    ["env", (i: string, t: string) => `PLIVO_AUTH_ID=${i}\nPLIVO_AUTH_TOKEN=${t}\n`],
    ["YAML", (i: string, t: string) => `plivo:\n  auth_id: ${i}\n  auth_token: ${t}\n`],
    ["JSON", (i: string, t: string) => `{"auth_id":"${i}","auth_token":"${t}"}`],
    ["Python", (i: string, t: string) => `import plivo\nclient = plivo.RestClient('${i}', '${t}')`],
    ["Node", (i: string, t: string) => `let client = new plivo.Client('${i}', '${t}');`],
    ["Ruby", (i: string, t: string) => `include Plivo\napi = RestClient.new("${i}", "${t}")`],
    ["PHP", (i: string, t: string) => `use Plivo\\RestClient;\n$client = new RestClient("${i}","${t}");`],
    ["Go", (i: string, t: string) => `client, err := plivo.NewClient("${i}", "${t}", &plivo.ClientOptions{})`],
    ["Java", (i: string, t: string) => `Plivo.init("${i}","${t}");`],
    ["C#", (i: string, t: string) => `var api = new PlivoApi("${i}","${t}");`],
    ["curl", (i: string, t: string) => `curl -u ${i}:${t} https://api.plivo.com/v1/Account/${i}/`],
    ["URL", (i: string, t: string) => `https://${i}:${t}@api.plivo.com/v1/`],
  ])("names the kind, the token alone and its ID in %s", (_, text) => {
    const authId = fake(`${opening}[A-Z0-9]{18}`, 7);
    expect(found(text(authId, token(8)))).toEqual([{ kind, secret: token(8), authId }]);
  });
});

it("gives each of two accounts in one file its own ID", () => {
  const main = fake("MA[A-Z0-9]{18}", 1);
  const sub = fake("SA[A-Z0-9]{18}", 2);
  const pairs = [
    { kind: "plivo-auth-token", secret: token(3), authId: main },
    { kind: "plivo-subaccount-token", secret: token(4), authId: sub },
  ];
  expect(found(`MAIN_AUTH_ID=${main}\nMAIN_AUTH_TOKEN=${token(3)}\nSUB_AUTH_ID=${sub}\nSUB_AUTH_TOKEN=${token(4)}\n`)).toEqual(pairs);
  expect(found(`[{"auth_token":"${token(3)}","auth_id":"${main}"},{"auth_token":"${token(4)}","auth_id":"${sub}"}]`)).toEqual(pairs);
});

it("tells both halves of a Basic header from one base64 text only when it decodes to a pair", () => {
  const header = (pair: string): string => `Authorization: Basic ${Buffer.from(pair).toString("base64")}`;
  const seed = fc.integer({ min: 1, max: 1e6 });
  const lengths = fc.constantFrom<[number, number]>([18, 40], [17, 40], [19, 40], [18, 39], [18, 41]);
  fc.assert(
    fc.property(fc.constantFrom("MA", "SA", "XA"), lengths, seed, (opening, [idLength, tokenLength], from) => {
      const pair = `${opening}${fake(`[A-Z0-9]{${idLength}}`, from)}:${fake(`[A-Za-z0-9]{${tokenLength}}`, from)}`;
      const isPair = opening !== "XA" && idLength === 18 && tokenLength === 40;
      expect(found(header(pair))).toHaveLength(isPair ? 1 : 0);
    }),
  );
});

it("is sure of a pair and less so of a token alone", () => {
  const [pair] = scanText(`PLIVO_AUTH_ID=${fake("MA[A-Z0-9]{18}", 1)}\nPLIVO_AUTH_TOKEN=${token(2)}`, BOTH);
  const [alone] = scanText(`PLIVO_AUTH_TOKEN=${token(2)}`, BOTH);
  expect(pair?.confidence).toBeGreaterThan(0.9);
  expect(alone?.confidence).toBeLessThan(0.8);
  expect(alone?.doubts).toContain("no authId near it");
});
