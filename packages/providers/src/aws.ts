import type { HttpAnswer, Provider, ValidityAnswer } from "@stanch/model";
import { companionOf, sentence, unknown } from "./http/answers.ts";
import { amzDate, authorization } from "./http/sigv4.ts";

// The accounts behind canarytokens.org: a call with such a key does nothing but alarm whoever laid it out.
const CANARY_ACCOUNTS = new Set([
  "052310077262",
  "171436882533",
  "266735846894",
  "534261010715",
  "595918472158",
  "717712589309",
  "730335385048",
  "819147034852",
  "893192397702",
  "992382622183",
]);
const BODY = "Action=GetCallerIdentity&Version=2011-06-15";
const REGION = "us-east-1"; // where the global endpoint signs

export const aws: Provider = {
  id: "aws",
  detectors: ["aws-secret-access-key"],
  baseUrl: "https://sts.amazonaws.com",
  async checkValidity(credential, { http, baseUrl, now }): Promise<ValidityAnswer> {
    const accessKeyId = companionOf(credential, "accessKeyId");
    // A token that stands near a long-lived key belongs to another one: with it the signature would be refused.
    const sessionToken = accessKeyId?.startsWith("ASIA") === true ? companionOf(credential, "sessionToken") : undefined;
    if (accessKeyId === undefined || !/^A[A-Z]{3}[A-Z0-9]{16}$/.test(accessKeyId))
      return { validity: "unchecked", reason: "needs the access key id that belongs to it" };
    if (accessKeyId.startsWith("ASIA") && sessionToken === undefined)
      return { validity: "unchecked", reason: "needs the session token that belongs to it" };
    if (CANARY_ACCOUNTS.has(accountOf(accessKeyId) ?? ""))
      return { validity: "unchecked", reason: "a canary token: asking would alarm whoever laid it out" };
    const headers = {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      host: new URL(baseUrl).host,
      "x-amz-date": amzDate(now()),
      ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
    };
    const key = { accessKeyId, secretAccessKey: credential.secret, region: REGION, service: "sts" };
    const path = new URL(`${baseUrl}/`).pathname;
    const signed = authorization({ method: "POST", path, headers, body: BODY }, key);
    return verdict(await http.post("/", { headers: { ...headers, authorization: signed }, body: BODY }));
  },
};

function verdict(answer: HttpAnswer): ValidityAnswer {
  const arn = tag(answer, "Arn");
  if (answer.status === 200 && arn !== undefined) return { validity: "valid", impact: impact(arn, tag(answer, "Account")) };
  const code = answer.status === 403 || answer.status === 400 ? tag(answer, "Code") : undefined;
  if (code === "InvalidClientTokenId")
    return { validity: "invalid", reason: "AWS: the key id is unknown, deleted or inactive (China and GovCloud were not asked)" };
  if (code === "ExpiredToken" || code === "ExpiredTokenException") return { validity: "invalid", reason: "AWS: the session has expired" };
  // The id lives. The secret may live too, beside another id, or our clock is wrong: that is no refusal of it.
  if (code === "SignatureDoesNotMatch")
    return { validity: "unknown", reason: "AWS: the key id is known, but this secret does not sign for it (or the clock is wrong)" };
  return unknown(answer, code !== undefined && /^[A-Za-z.]{1,60}$/.test(code) ? `AWS answered ${code}` : undefined);
}

function impact(arn: string, account: string | undefined): string {
  const root = arn.endsWith(":root");
  return sentence(
    arn,
    account !== undefined && !arn.includes(account) && `account ${account}`,
    root && "the account's root user: no limits",
  );
}

/** STS answers a flat XML of which two texts matter. */
function tag({ text: body }: HttpAnswer, name: string): string | undefined {
  return new RegExp(`<${name}>([^<>&]{1,300})</${name}>`).exec(body)?.[1];
}

/** The account number that newer key ids carry in base 32; undefined where the id is no such thing. */
export function accountOf(accessKeyId: string): string | undefined {
  let bits = 0n;
  for (const letter of accessKeyId.slice(4, 14)) {
    const value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
    if (value < 0) return undefined;
    bits = (bits << 5n) | BigInt(value);
  }
  // 50 bits: the 48 of the first six bytes, of which the first and the last seven are not the number's.
  const account = ((bits >> 2n) & 0x7fff_ffff_ff80n) >> 7n;
  return account.toString().padStart(12, "0");
}
