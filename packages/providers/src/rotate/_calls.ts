import {
  type Acceptance,
  AppError,
  type CheckContext,
  type Credential,
  type HttpAnswer,
  type Provider,
  type ProviderHttp,
  type RequestOptions,
  type RotationContext,
  type RotationHttp,
  type Secret,
  type Target,
} from "@stanch/model";
import { companionOf } from "../http/answers.ts";

/** The answer when its status is one of `statuses` (default: 2xx), else the AppError that this status stands for. Bodies are not quoted: they may hold values. */
export function must(answer: HttpAnswer, where: string, ...statuses: readonly number[]): HttpAnswer {
  const isFine = statuses.length === 0 ? answer.status >= 200 && answer.status < 300 : statuses.includes(answer.status);
  if (isFine) return answer;
  throw refusal(answer.status, where);
}

function refusal(status: number, where: string): AppError {
  const what = `The issuer answered HTTP ${status}`;
  if (status === 401 || status === 403)
    return new AppError("ROTATION_DENIED", { what, where, next: "Give a managing credential that may do this (--admin)." });
  if (status === 404 || status === 410)
    return new AppError("ROTATION_NOT_FOUND", { what, where, next: "See in the issuer's console whether it still exists." });
  return new AppError("ROTATION_CANNOT", { what, where, next: "Look into the issuer's documents or do this step in its console." });
}

/** For answers that lack what they must have. */
export function strange(where: string): AppError {
  return new AppError("ROTATION_UNREACHABLE", {
    what: "The issuer's answer is none that its documents describe",
    where,
    next: "Look in the issuer's console what happened, then go on.",
  });
}

export function cannot(what: string, where: string, next: string): AppError {
  return new AppError("ROTATION_CANNOT", { what, where, next });
}

/** The managing credential, else the one that is replaced: many can manage themselves. */
export function manager(context: RotationContext, self?: Credential): Credential {
  const found = context.admin ?? self;
  if (found !== undefined) return found;
  throw new AppError("ROTATION_DENIED", {
    what: "No managing credential was given",
    where: context.baseUrl,
    next: "Give one that may manage keys (--admin).",
  });
}

/** The value at hand, which a call needs that names its credential by itself. */
export function valueOf({ credential, state }: Target): Secret {
  if (credential !== undefined) return credential.secret;
  throw cannot("This issuer ends a credential by its value, and that is not at hand", state.id, "Give the value, or do it in the console.");
}

export const JSON_TYPE = { "content-type": "application/json" };
export const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

export function json(body: unknown, options: RequestOptions = {}): RequestOptions & { readonly body: string } {
  return { ...options, headers: { ...options.headers, ...JSON_TYPE }, body: JSON.stringify(body) };
}

export function form(fields: Readonly<Record<string, string>>, options: RequestOptions = {}): RequestOptions & { readonly body: string } {
  return { ...options, headers: { ...options.headers, ...FORM_TYPE }, body: new URLSearchParams(fields).toString() };
}

/** The other half of a pair. Throws ROTATION_CANNOT when it is not known. */
export function half(credential: Credential, name: string): string {
  const value = companionOf(credential, name);
  if (value !== undefined && value !== "") return value;
  throw cannot(`The ${name} that belongs to the secret is not known`, name, `Give it as ${name}=… beside the secret.`);
}

/** The texts at hand as optional fields: absent ones are left out. */
export function known<Name extends string>(fields: Readonly<Record<Name, string | undefined>>): Partial<Record<Name, string>> {
  const found = Object.entries<string | undefined>(fields).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );
  return Object.fromEntries(found) as Partial<Record<Name, string>>; // the same names, fewer of them
}

/** ISO 8601 in UTC of a date text or seconds since 1970; undefined for anything else. */
export function isoOf(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const date = new Date(typeof value === "number" ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Whether a key's hint (`sk-…abcd`, `abcd`) belongs to the value: beginning and end, at least four characters in all. */
export function fitsHint(value: string, hint: string): boolean {
  const [head = "", ...rest] = hint.split(/[.…*]+/);
  const tail = rest.at(-1) ?? "";
  return head.length + tail.length >= 4 && value.startsWith(head) && value.endsWith(tail);
}

/** Asks, and again when that was a refusal: one may be a fault of the moment, and the end of a credential must not rest on it. */
export async function twice(ask: () => Promise<Acceptance>): Promise<Acceptance> {
  const first = await ask();
  if (first.answer !== "refused") return first;
  const second = await ask();
  return second.answer === "refused"
    ? { answer: "refused", reason: `${second.reason}, twice` }
    : { answer: "unknown", reason: "refused once and then not: not believed" };
}

/**
 * `confirm` by the check that `--verify` makes. What the check leaves open stays unknown.
 */
export function confirmBy(provider: Provider, detectorOf: (credential: Credential) => string) {
  return async (credential: Credential, context: RotationContext): Promise<Acceptance> => {
    const check: CheckContext = {
      http: readingOf(context.http),
      httpAt: (baseUrl) => readingOf(context.httpAt(baseUrl)),
      baseUrl: context.baseUrl,
      isBaseUrlSet: context.baseUrl !== provider.baseUrl,
      detector: detectorOf(credential),
      now: context.now,
    };
    return twice(async () => {
      const { validity, reason, impact } = await provider.checkValidity(credential, check);
      if (validity === "valid") return { answer: "accepted", reason: impact ?? "it is valid" };
      return validity === "invalid"
        ? { answer: "refused", reason: reason ?? "refused" }
        : { answer: "unknown", reason: reason ?? "no clear answer" };
    });
  };
}

function readingOf(http: RotationHttp): ProviderHttp {
  return {
    get: async (path, options) => http.request("GET", path, options),
    post: async (path, options) => http.request("POST", path, options),
  };
}
