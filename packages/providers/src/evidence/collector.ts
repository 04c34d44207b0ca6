import { AppError, type EvidenceNotes, type HttpAnswer, Secret, type UseRecord } from "@stanch/model";
import { type Environment, baseOf, overrideName, withoutSlash } from "../http/base-url.ts";
import type { Lookup } from "../http/connect.ts";
import { HttpFailure } from "../http/failure.ts";
import { PacedHttp } from "../http/paced.ts";
import { proxyFor } from "../http/proxy.ts";

/** An entry of an issuer's log or export, made a record; undefined for one that is no use; throws for another shape. */
export type ToRecord = (entry: unknown, reference: string) => UseRecord | undefined;

/** Something that a collector is given, from the environment or the caller's own keeping. */
export interface Need {
  /** Name of the variable: `PLIVO_AUTH_TOKEN`. */
  readonly name: string;
  readonly isSecret: boolean;
  readonly isOptional?: boolean;
  readonly what: string;
}

/** What an issuer keeps of a credential's use, and how it is had. */
export interface Collector {
  readonly id: string;
  /** As people write it. */
  readonly name: string;
  /** Absent where there is no API and only exports are read. */
  readonly baseUrl?: string;
  /** The variable that holds the address of the owner's own server. */
  readonly addressFrom?: string;
  readonly needs: readonly Need[];
  /** What is asked for, one line each, shown before anything is sent. */
  readonly reads: readonly string[];
  /** What it does not tell: goes into each judgement. */
  readonly cannot: readonly string[];
  /** Only reads. Facts that asking would move (last-used stamps) come first. Absent: exports only. */
  collect?(ask: Ask): AsyncGenerator<readonly UseRecord[]>;
  /** What the issuer's logs call the credential, asked of it; then `about` of `toRecord`. */
  nameInLogs?(ask: Ask): Promise<string | undefined>;
  /** Reads entries of the issuer's own export or audit log; `about` as in Ask. */
  readonly toRecord?: (about: string | undefined) => ToRecord;
  /** Columns of a CSV export that has no head. */
  readonly columns?: readonly string[];
}

export interface Ask {
  /** By the names of `needs`. */
  readonly values: Readonly<Record<string, Secret | string | undefined>>;
  /** The public name of the credential that is asked about: key id, Auth ID, accessor, role. */
  readonly about?: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly notes: EvidenceNotes;
  /** A way out that is paced by the issuer's own limits. */
  readonly http: (pace: Pace) => EvidenceHttp;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

export interface Pace {
  readonly baseUrl: string;
  readonly perMinute: number;
}

export type EvidenceHttp = Pick<PacedHttp, "get" | "post"> & {
  /** Without a slash at the end: signatures name the host. */
  readonly baseUrl: string;
};

export interface NetworkChoice {
  readonly env: Environment;
  /** Of stanch: for the user agent. */
  readonly version: string;
  readonly signal?: AbortSignal;
  readonly lookup?: Lookup;
  /** Tests do not wait a minute for twenty requests. */
  readonly hurry?: number;
}

/** Pages of some issuers are 200 KB; what is larger is no page of records. */
const LARGEST_PAGE = 4 << 20;
const LONGEST_WAIT_MS = 120_000;

/** Ways out for a collector: https, or what `STANCH_<ID>_URL` says; private addresses are refused unless that names them. */
export function waysOut({ id, addressFrom }: Collector, { env, version, signal, lookup, hurry = 1 }: NetworkChoice): Ask["http"] {
  // An address that the owner named is the owner's to choose, as an override is.
  const named = addressFrom === undefined ? undefined : env[addressFrom];
  const chosen = named === undefined ? env : { [overrideName(id)]: named, ...env };
  return ({ baseUrl, perMinute }) => {
    const base = baseOf({ id, baseUrl }, chosen);
    const http = new PacedHttp(base, {
      reach: base.reach,
      proxy: proxyFor(base.url, env),
      userAgent: `stanch/${version}`,
      timeoutMs: 30_000,
      requestsPerSecond: (perMinute / 60) * hurry,
      maxRetryAfterMs: LONGEST_WAIT_MS,
      maxBodyBytes: LARGEST_PAGE,
      now: () => new Date(),
      ...(signal === undefined ? {} : { signal }),
      ...(lookup === undefined ? {} : { lookup }),
    });
    return { get: http.get.bind(http), post: http.post.bind(http), baseUrl: withoutSlash(base.url) };
  };
}

/** Throws USAGE when a value that is needed is not there. */
export function needed(ask: Ask, name: string): string {
  const value = ask.values[name];
  if (value === undefined || (typeof value === "string" && value === ""))
    throw new AppError("USAGE", { what: "A value that is needed is not set", where: name, next: `Set ${name} in the environment.` });
  return value instanceof Secret ? value.reveal() : value;
}

export function neededSecret(ask: Ask, name: string): Secret {
  const value = ask.values[name];
  return value instanceof Secret ? value : new Secret(needed(ask, name));
}

/** The parsed body of a 200; else EVIDENCE_DENIED or EVIDENCE_UNREADABLE, with the status and never the body. */
export async function answered(name: string, where: string, asking: Promise<HttpAnswer>): Promise<unknown> {
  let answer: HttpAnswer;
  try {
    answer = await asking;
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw new AppError("EVIDENCE_UNREADABLE", {
      what: `${name} gave no answer: ${error.message}`,
      where,
      next: "Try again later; what was read so far is not judged.",
      cause: error,
    });
  }
  if (answer.status === 200 && answer.json !== undefined) return answer.json;
  if (answer.status === 401 || answer.status === 403)
    throw new AppError("EVIDENCE_DENIED", {
      what: `${name} does not let this credential read that (HTTP ${answer.status})`,
      where,
      next: "Give a credential that may read logs; the leaked one need not.",
    });
  throw new AppError("EVIDENCE_UNREADABLE", { what: `${name} answered HTTP ${answer.status}`, where, next: "Try again later." });
}

/**
 * What one more source could not give is told as a gap, and the rest is still read: a plan without an audit log, a right that is
 * missing. Returns whether it was read.
 */
export async function orGap(ask: Ask, what: string, read: () => Promise<void>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (error) {
    if (!isMissing(error)) throw error;
    ask.notes.gap({ what: `${what}: ${error.message}` });
    return false;
  }
}

/** The same for what gives records. */
export async function* orGapRecords(
  ask: Ask,
  what: string,
  records: AsyncGenerator<readonly UseRecord[]>,
): AsyncGenerator<readonly UseRecord[]> {
  try {
    yield* records;
  } catch (error) {
    if (!isMissing(error)) throw error;
    ask.notes.gap({ what: `${what}: ${error.message}` });
  }
}

function isMissing(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === "EVIDENCE_DENIED" || error.code === "EVIDENCE_UNREADABLE");
}

/** A time without a clock's quirks: an issuer's ISO text, or seconds. Throws for none. */
export function momentOf(value: unknown): number {
  const ms = typeof value === "number" ? value * (value < 1e11 ? 1000 : 1) : typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError("no time");
  return ms;
}

/** Only what is there: absent fields stay absent. */
export function present<T extends Readonly<Record<string, unknown>>>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== "")) as never; // what was filtered is what the type says
}
