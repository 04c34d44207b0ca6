/** What tokens say of themselves, read without a call. Every reader takes any text, and says nothing where it reads nothing. */
import { type Facts, type ReadFacts, dateOfSeconds } from "@stanch/model";
import { decodeJwt } from "./_jwt.ts";
import { fromBase64, jsonObject } from "./_words.ts";

const NOTHING: Facts = { said: [] };
const MOST_NAMED = 5;
const LONGEST_NAME = 100;

/** A sentence for each member that is a text or a number: `describe({ u: "Mapbox user" }, { u: "ada" })`. */
export function describe(words: Readonly<Record<string, string>>, values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(words).flatMap(([key, word]) => {
    const names = namesOf(values[key]);
    return names.length === 0 ? [] : [`${word} ${names.join(", ")}`];
  });
}

/** Texts and numbers of a value or a list, as people read them. */
export function namesOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, MOST_NAMED) : [value];
  const names = list.flatMap((one) => {
    if (typeof one === "number" && Number.isFinite(one)) return [String(one)];
    return typeof one === "string" && one.trim() !== "" ? [utf8(one.trim().slice(0, LONGEST_NAME))] : [];
  });
  return Array.isArray(value) && value.length > MOST_NAMED ? [...names, `and ${value.length - MOST_NAMED} more`] : names;
}

/** Tokens are handed on one character a byte. */
function utf8(latin1: string): string {
  return /[\x80-\xff]/.test(latin1) ? Buffer.from(latin1, "latin1").toString("utf8") : latin1;
}

/** With the date where there is one: an absent expiry is no member. */
export function facts(said: readonly string[], expires?: Date): Facts {
  return expires === undefined ? { said } : { said, expires };
}

/** A JSON object in base64. */
export function jsonInBase64(text: string): Record<string, unknown> | undefined {
  return jsonObject(fromBase64(text) ?? "");
}

/** What a subject is, and not who: an address in a report would be one more leak. */
function subjectKind(subject: unknown): string[] {
  if (typeof subject !== "string" || subject === "") return [];
  if (/^[^\s@]{1,200}@[^\s@]{1,200}$/.test(subject))
    return [subject.endsWith("gserviceaccount.com") ? "its subject is a service account" : "its subject is a mail address"];
  if (subject.startsWith("system:serviceaccount:")) return ["its subject is a service account"];
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(subject)) return ["its subject is a UUID"];
  if (/^\d{1,30}$/.test(subject)) return ["its subject is a number"];
  return [];
}

/** Claims of RFC 7519 and those that issuers use for rights. */
export const jwtFacts: ReadFacts = (token) => {
  const decoded = decodeJwt(token);
  if (decoded === undefined) return NOTHING;
  const { payload } = decoded;
  const expires = dateOfSeconds(payload["exp"]);
  return facts(
    [
      ...("exp" in payload ? [] : ["it never expires by itself"]),
      ...describe(
        { iss: "issued by", aud: "for", azp: "made for the client", role: "role", roles: "roles", scope: "scopes", scp: "scopes" },
        payload,
      ),
      ...describe({ scopes: "scopes", permissions: "permissions" }, payload),
      ...subjectKind(payload["sub"]),
    ],
    expires,
  );
};

/** The account of the key ids that AWS makes since 2019: 40 bits behind the first one of the base32 part. */
export function awsAccount(keyId: string): string | undefined {
  const found = /^[A-Z]{3}A([A-Z2-7]{9})[A-Z2-7]{3,120}$/.exec(keyId);
  // Older ids go on with I or J and hold no account.
  if (found === null || /^[IJ]/.test(found[1] ?? "")) return undefined;
  let bits = 0; // nine characters are 45 bits: fewer than a number holds exactly
  for (const char of found[1] ?? "") bits = bits * 32 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(char);
  const account = Math.floor((bits % 2 ** 44) / 16);
  return account < 1e12 ? String(account).padStart(12, "0") : undefined;
}

/** Of the key id: the secret itself, or its companion of one of these names. */
export const awsFacts: ReadFacts = (secret, companions) => {
  const keyId = companions["accessKeyId"] ?? companions["credential"] ?? secret;
  const account = awsAccount(keyId);
  return facts([...(account === undefined ? [] : [`AWS account ${account}`]), ...(keyId.startsWith("ASIA") ? ["temporary"] : [])]);
};

/** Newer Azure keys hold the year and month they were made in, and four letters of the service that made them. */
export const azureKeyFacts: ReadFacts = (secret) => {
  const found = /^[A-Za-z0-9]{52}JQQJ99([A-P])([A-L])[A-Za-z0-9]{16}([A-Za-z0-9]{4})/.exec(secret);
  if (found === null) return NOTHING;
  const [, year = "A", month = "A", service = ""] = found;
  const made = `${2024 + year.charCodeAt(0) - 65}-${String(month.charCodeAt(0) - 64).padStart(2, "0")}`;
  const name = AZURE_SERVICES.get(service);
  return facts([`made in ${made}`, ...(name === undefined ? [] : [`made by ${name}`])]);
};

const AZURE_SERVICES = new Map([
  ["ACOG", "Azure AI services"],
  ["AZAC", "Azure App Configuration"],
  ["AZCS", "Azure Communication Services"],
  ["AZDO", "Azure DevOps"],
  ["AZEG", "Azure Event Grid"],
  ["AZMP", "Azure Maps"],
]);

const SAS_RIGHTS = new Map([
  ["r", "read"],
  ["a", "add"],
  ["c", "create"],
  ["w", "write"],
  ["d", "delete"],
  ["x", "delete versions"],
  ["y", "delete for ever"],
  ["l", "list"],
  ["t", "tags"],
  ["m", "move"],
  ["e", "execute"],
  ["o", "change owner"],
  ["p", "change permissions"],
  ["u", "update"],
  ["i", "set immutability"],
  ["f", "filter by tags"],
]);
const SAS_SCOPES = new Map([
  ["b", "for one blob"],
  ["c", "for a container"],
  ["f", "for one file"],
  ["s", "for a share"],
  ["d", "for a folder"],
  ["q", "for a queue"],
]);

/** Query parameters of a shared access signature: `sp` what, `sr` on what, `se` until when. */
export const sasFacts: ReadFacts = (secret) => {
  const query = new URLSearchParams(secret.replaceAll("&amp;", "&").replace(/^[?&]/, ""));
  const rights = [...new Set(query.get("sp") ?? "")].flatMap((letter) => SAS_RIGHTS.get(letter) ?? []);
  const end = query.get("se") ?? "";
  const time = /^\d{4}-\d\d-\d\d(?:T[\d:.]{5,12}Z?)?$/.test(end)
    ? Date.parse(end.length > 10 && !end.endsWith("Z") ? `${end}Z` : end)
    : NaN;
  const scope = SAS_SCOPES.get(query.get("sr") ?? "");
  return facts(
    [
      ...(rights.length === 0 ? [] : [`permissions: ${rights.join(", ")}`]),
      ...(scope === undefined ? [] : [scope]),
      ...(query.has("ss") ? ["for the whole storage account"] : []),
      ...(query.has("si") ? ["bound to a stored access policy, which can be deleted"] : []),
      ...(query.has("sip") ? ["only from named IP addresses"] : []),
    ],
    dateOfSeconds(time / 1000),
  );
};

/** `git&yyyymmddhhmm&…` */
export const apimFacts: ReadFacts = (secret) => {
  const [, year, month, day, hour, minute] = /^git&(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)&/.exec(secret) ?? [];
  return facts([], dateOfSeconds(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) / 1000));
};

/** Who may publish what: the caveats of PyPI's macaroon, as its own code writes them (warehouse/macaroons/caveats). */
export const pypiFacts: ReadFacts = (secret) => {
  const caveats = caveatsOf(fromBase64(secret.replace(/^pypi-/, "")) ?? "");
  if (caveats === undefined) return NOTHING;
  const said: string[] = [];
  let expires: Date | undefined;
  for (const caveat of caveats) {
    if (Array.isArray(caveat)) {
      const [tag, value]: unknown[] = caveat;
      if (tag === 0) expires = earlier(expires, dateOfSeconds(value));
      if (tag === 1) said.push(...describe({ of: "for the projects" }, { of: value }));
      if (tag === 2) said.push("for projects named by their ids");
      if (tag === 3) said.push("for one user's projects");
      if (tag === 4) said.push("made by a trusted publisher, for minutes");
    } else if (typeof caveat === "object" && caveat !== null && "permissions" in caveat) {
      const { permissions } = caveat;
      if (permissions === "user") said.push("for all projects of its owner");
      else if (typeof permissions === "object" && permissions !== null && "projects" in permissions)
        said.push(...describe({ of: "for the projects" }, { of: permissions.projects }));
    }
  }
  return facts(said.length === 0 && caveats.length === 0 ? ["for all projects of its owner"] : said, expires);
};

const earlier = (a: Date | undefined, b: Date | undefined): Date | undefined => (a === undefined || (b !== undefined && b < a) ? b : a);

/** First-party caveats of a macaroon in binary form, version 2; undefined where it is none. Caveats that are no JSON are left out. */
function caveatsOf(bytes: string): unknown[] | undefined {
  if (bytes.charCodeAt(0) !== 2) return undefined;
  const out: unknown[] = [];
  let at = 1;
  let section = 0;
  // Each turn goes on by a byte at least: the text bounds the turns.
  while (at < bytes.length) {
    const type = bytes.charCodeAt(at++);
    if (type === 0) {
      section++;
      continue;
    }
    let length = 0;
    for (let shift = 0, byte = 0x80; byte >= 0x80 && shift < 21; shift += 7) {
      byte = bytes.charCodeAt(at++);
      length += (byte & 0x7f) << shift; // NaN beyond the end counts as 0
    }
    if (at + length > bytes.length) return section === 0 ? undefined : out;
    if (section > 0 && type === 2) out.push(...parsed(bytes.slice(at, at + length)));
    at += length;
  }
  return section === 0 ? undefined : out;
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return [value];
  } catch {
    return [];
  }
}
