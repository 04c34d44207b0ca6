import {
  type CheckContext,
  type CheckFacts,
  type Credential,
  type HttpAnswer,
  type Provider,
  type ProviderHttp,
  type RequestOptions,
  Secret,
  type ValidityAnswer,
} from "@stanch/model";
import { at, companionOf, isPage, sentence, unknown } from "./http/answers.ts";

/** A text in which `{secret}` and `{name of a companion}` are put in. */
export type Template = string;

/** `bearer`, a Basic pair, or headers by name. */
export type Auth = "bearer" | readonly [user: Template, password: Template] | Readonly<Record<string, Template>>;

/** An answer that is told by its status and, where the provider has one, a text that only this answer holds. */
export interface Sign {
  readonly status: number | readonly number[];
  readonly body?: RegExp;
}

/** A base URL that depends on the credential. */
export interface Host {
  /** For people: `https://*.okta.com`. */
  readonly label: string;
  /** Undefined when the credential does not tell it; `needs` says what is missing then. */
  readonly of: (credential: Credential) => string | undefined;
  readonly needs: string;
}

/** A documented answer: status (default 200), headers, body. */
export interface Sample {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * One request that only reads who the caller is, and how its answers are told apart. What is neither `valid`, `limited`
 * nor `invalid` is unknown, and so is every page of HTML: a portal or filter in between wrote it.
 */
export interface Check {
  readonly detectors: readonly string[];
  /** Path with query. Exactly one of `get` and `post`. */
  readonly get?: Template;
  readonly post?: Template;
  /** Where this one is not asked at the provider's base URL. */
  readonly host?: string | Host;
  readonly auth?: Auth;
  readonly headers?: Readonly<Record<string, Template>>;
  /** Body, as JSON or as a form. */
  readonly json?: Readonly<Record<string, Template | number | boolean>>;
  readonly form?: Readonly<Record<string, Template>>;
  /** The provider takes it nowhere else. Without this a template that puts the secret into the URL is refused. */
  readonly secretInUrl?: true;
  /**
   * What a valid one is answered, with status 200 unless a Sign names another: the dotted path of a field that must be
   * there, or a text in the body.
   */
  readonly valid: string | RegExp | Sign | ((answer: HttpAnswer) => boolean);
  /** The provider knows it, but it lacks the right to read that: valid all the same. */
  readonly limited?: Sign | readonly Sign[];
  /** The clear refusal. Default: status 401. */
  readonly invalid?: Sign | readonly Sign[] | ((answer: HttpAnswer, secret: string) => boolean);
  /** The API stands in several places (regions, sandboxes, the owner's servers): a refusal by the default one proves nothing. */
  readonly instances?: true;
  /** Forms of the secret that this request is for; others of the kind are not asked about. */
  readonly only?: RegExp;
  /** Parts of a sentence with `{dotted.path}` of the answer or `{header:name}`; a part whose field is absent is left out. */
  readonly impact?: readonly string[] | ((answer: HttpAnswer) => string);
  readonly acts?: true;
  readonly costs?: true;
  readonly reference: string;
  /** Answers as documented: tests send them. `beside` is a text with what belongs to the secret, where its kind's examples lack it. */
  readonly answers: { readonly valid: Sample; readonly invalid: Sample; readonly limited?: Sample; readonly beside?: string };
}

export interface DeclaredProvider {
  readonly id: string;
  /** As people write it. */
  readonly name: string;
  readonly baseUrl: string;
  readonly checks: readonly Check[];
  readonly guidedRotation?: readonly string[];
}

/** A provider whose checks are data. Checks are kept on it for the tests that send their documented answers. */
export interface CheckedProvider extends Provider {
  readonly declared: readonly Check[];
}

export function provider(declared: DeclaredProvider): CheckedProvider {
  const { id, name, baseUrl, checks, guidedRotation } = declared;
  const checkOf = new Map(checks.flatMap((check) => check.detectors.map((detector) => [detector, check] as const)));
  return {
    id,
    detectors: [...checkOf.keys()],
    baseUrl,
    declared: checks,
    checks: checks.map((check) => factsOf(check, baseUrl)),
    checkValidity: (credential, context) => {
      const check = checkOf.get(context.detector);
      if (check === undefined) throw new TypeError(`${id} has no check for ${context.detector}`);
      return runCheck(check, credential, { name, ...context });
    },
    ...(guidedRotation === undefined ? {} : { guidedRotation }),
  };
}

/** What `stanch doctor --verifiers` shows of a check. Throws for one that is declared wrongly. */
export function factsOf(check: Check, baseUrl: string): CheckFacts {
  const path = check.get ?? check.post;
  if (path === undefined || (check.get !== undefined && check.post !== undefined)) throw new TypeError("a check has one method");
  if (path.includes("{secret}") && check.secretInUrl !== true) throw new TypeError("a check puts the secret into the URL");
  const { host } = check;
  return {
    detectors: check.detectors,
    host: host === undefined ? baseUrl : typeof host === "string" ? host : host.label,
    request: `${check.get === undefined ? "POST" : "GET"} ${path.replace(/\{[^}]*\}/g, "…")}`,
    ...(check.costs === true ? { effect: "costs" } : check.acts === true ? { effect: "acts" } : {}),
    basis: "documents",
    reference: check.reference,
  };
}

/** Sends a check's request and reads its answer; `name` is the provider's. */
export async function runCheck(
  check: Check,
  credential: Credential,
  { name, http, httpAt, isBaseUrlSet }: Pick<CheckContext, "http" | "httpAt" | "isBaseUrlSet"> & { readonly name: string },
): Promise<ValidityAnswer> {
  if (check.only?.test(credential.secret.reveal()) === false) return { validity: "unchecked", reason: "no check for this form of it" };
  const missing = placeholdersOf(check).find((placeholder) => valueOf(credential, placeholder) === undefined);
  if (missing !== undefined) return { validity: "unchecked", reason: `needs the ${inWords(missing)} that belongs to it` };
  const { host } = check;
  const baseUrl = typeof host === "object" ? host.of(credential) : host;
  const isDefault = baseUrl === undefined && !isBaseUrlSet;
  if (typeof host === "object" && isDefault && check.instances !== true) return { validity: "unchecked", reason: `needs ${host.needs}` };
  const answer = verdictOf(
    check,
    { name, secret: credential.secret.reveal() },
    await sent(check, credential, baseUrl === undefined ? http : httpAt(baseUrl)),
  );
  if (answer.validity !== "invalid" || check.instances !== true || !isDefault) return answer;
  return { validity: "unknown", reason: `${name} does not know it where it was asked; it may belong to another region or server` };
}

function sent(check: Check, credential: Credential, http: ProviderHttp): Promise<HttpAnswer> {
  const options = optionsOf(check, credential);
  // A colon may stand in a path, and Telegram's token has one.
  const url = (template: string): string => put(template, credential, (value) => encodeURIComponent(value).replaceAll("%3A", ":"));
  if (check.get !== undefined) return http.get(url(check.get), options);
  const { json, form } = check;
  const type = json !== undefined ? "application/json" : form !== undefined ? "application/x-www-form-urlencoded" : undefined;
  const headers = { ...(type === undefined ? {} : { "content-type": type }), ...options.headers };
  return http.post(url(check.post ?? "/"), { ...options, headers, body: bodyOf(json, form, credential) });
}

function bodyOf(json: Check["json"], form: Check["form"], credential: Credential): string {
  if (json !== undefined) {
    const filled = Object.entries(json).map(([key, value]) => [key, typeof value === "string" ? put(value, credential) : value]);
    return JSON.stringify(Object.fromEntries(filled));
  }
  const filled = Object.entries(form ?? {}).map(([key, value]): [string, string] => [key, put(value, credential)]);
  return new URLSearchParams(filled).toString();
}

function optionsOf({ auth, headers }: Check, credential: Credential): RequestOptions {
  const named = { ...headers, ...(typeof auth === "object" && !isPair(auth) ? auth : {}) };
  const filled = Object.entries(named).map(([key, template]) => {
    const value = put(template, credential);
    return [key, value === template ? value : new Secret(value)];
  });
  return {
    ...(auth === "bearer" ? { bearer: credential.secret } : {}),
    ...(isPair(auth) ? { basic: [put(auth[0], credential), auth[1] === "" ? "" : new Secret(put(auth[1], credential))] } : {}),
    headers: Object.fromEntries(filled) as Record<string, string | Secret>, // the pairs made in the lines above
  };
}

function isPair(auth: Auth | undefined): auth is readonly [string, string] {
  return Array.isArray(auth);
}

const PLACEHOLDER = /\{(\w{1,40})\}/g;

/** Companions that the templates of a check name. In GraphQL blanks tell a selection from a placeholder. */
function placeholdersOf({ get, post, auth, headers, json, form }: Check): readonly string[] {
  const own = auth === undefined || auth === "bearer" ? [] : Object.values(auth);
  const templates = [
    get ?? "",
    post ?? "",
    ...own,
    ...Object.values(headers ?? {}),
    ...Object.values(form ?? {}),
    ...Object.values(json ?? {}).filter((value) => typeof value === "string"),
  ];
  return templates.flatMap((template) => [...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ""));
}

function put(template: Template, credential: Credential, encode: (value: string) => string = String): string {
  return template.replace(PLACEHOLDER, (whole, name: string) => {
    const value = valueOf(credential, name);
    return value === undefined ? whole : encode(value);
  });
}

function valueOf(credential: Credential, name: string): string | undefined {
  return name === "secret" ? credential.secret.reveal() : companionOf(credential, name);
}

/** `accessKeyId` → `access key id`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function verdictOf(check: Check, { name, secret }: { readonly name: string; readonly secret: string }, answer: HttpAnswer): ValidityAnswer {
  if (isPage(answer)) return unknown(answer);
  const { invalid = { status: 401 } } = check;
  if (typeof invalid === "function" ? invalid(answer, secret) : fits(invalid, answer))
    return { validity: "invalid", reason: `${name} refused it (HTTP ${answer.status})` };
  if (check.limited !== undefined && fits(check.limited, answer)) return { validity: "valid", impact: "may not read whose it is" };
  if (!isValid(check.valid, answer)) return unknown(answer);
  const { impact } = check;
  const said = typeof impact === "function" ? impact(answer) : sentence(...(impact ?? []).map((part) => filled(part, answer)));
  return { validity: "valid", ...(said === "" ? {} : { impact: said }) };
}

function isValid(valid: Check["valid"], answer: HttpAnswer): boolean {
  if (typeof valid === "object" && "status" in valid) return fits(valid, answer);
  if (answer.status !== 200) return false;
  if (typeof valid === "function") return valid(answer);
  if (valid instanceof RegExp) return valid.test(answer.text);
  return field(answer, valid) !== undefined && field(answer, valid) !== null;
}

function fits(signs: Sign | readonly Sign[], answer: HttpAnswer): boolean {
  // Array.isArray does not narrow a readonly array.
  return ("status" in signs ? [signs] : signs).some(
    ({ status, body }) =>
      (typeof status === "number" ? status === answer.status : status.includes(answer.status)) && (body?.test(answer.text) ?? true),
  );
}

/** A part of an impact with its fields put in, or false where one of them is not in the answer. */
function filled(part: string, answer: HttpAnswer): string | false {
  let isWhole = true;
  const text = part.replace(/\{([^{}]{1,80})\}/g, (_, path: string) => {
    const value = path.startsWith("header:") ? answer.headers[path.slice(7)] : field(answer, path);
    const texts = Array.isArray(value) ? value.filter((item) => typeof item === "string") : [value];
    const shown = texts.filter((item) => (typeof item === "string" && item !== "") || typeof item === "number");
    if (shown.length === 0) isWhole = false;
    return shown.join(" ");
  });
  return isWhole && text;
}

function field({ json }: HttpAnswer, path: string): unknown {
  return at(json, ...path.split("."));
}

/** True for a sentence part where a field of the answer is exactly `true`. */
export function when(answer: HttpAnswer, path: string, part: string): string | false {
  return field(answer, path) === true && part;
}
