import { type Credential, type Provider, Secret, type ValidityAnswer, mask } from "@stanch/model";
import { type Base, type Environment, baseOf, withoutSlash } from "./http/base-url.ts";
import type { Lookup } from "./http/connect.ts";
import { HttpFailure } from "./http/failure.ts";
import { MAX_RETRY_AFTER_MS, PacedHttp, type PacedOptions, REQUESTS_PER_SECOND } from "./http/paced.ts";
import { proxyFor } from "./http/proxy.ts";
import { providers as builtIn } from "./index.gen.ts";

const TIMEOUT_MS = 10_000;
/** Providers asked at once: each is waited for most of the time, and sockets and look-ups stay few. */
const PROVIDERS_AT_ONCE = 8;
const LONGEST_TEXT = 300;

export interface VerifyRequest {
  readonly detector: string;
  readonly credential: Credential;
}

export interface VerifyOptions {
  /** Stops asking: what was not answered by then comes back as `unchecked`. */
  readonly signal?: AbortSignal;
  /** Default: the clock. AWS signatures carry it. */
  readonly now?: () => Date;
  /** After each credential; `total` is the number of requests given. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Proxy variables and `STANCH_<ID>_URL`; nothing else is read from it. */
  readonly env: Environment;
  /** Of stanch: for the user agent. */
  readonly version: string;
  readonly providers?: readonly Provider[];
  readonly timeoutMs?: number;
  readonly requestsPerSecond?: number;
  readonly maxRetryAfterMs?: number;
  /** Certificate authorities (PEM) trusted instead of the default ones. */
  readonly ca?: string;
  /** Default: the system's resolver. What it answers is checked all the same. */
  readonly lookup?: Lookup;
}

/** Equal credentials, asked about once; `indices` are their places in the caller's list. */
interface Question extends VerifyRequest {
  readonly indices: number[];
}

/**
 * Asks each secret's provider whether it is valid; the answers stand in the order of the requests. Equal credentials are
 * asked about once, one provider's one after the other. No failure of one check ends the others. Rejects with
 * `CONFIG_INVALID`, before anything is sent, when a base URL or proxy in `env` cannot be used.
 */
export async function verifyAll(requests: readonly VerifyRequest[], options: VerifyOptions): Promise<readonly ValidityAnswer[]> {
  const answers: ValidityAnswer[] = requests.map(() => ({ validity: "unchecked", reason: "no check for this kind of secret" }));
  let done = 0;
  const settle = (indices: readonly number[], answer: ValidityAnswer): void => {
    for (const index of indices) answers[index] = answer;
    done += indices.length;
    options.onProgress?.({ done, total: requests.length });
  };
  const groups = grouped(requests, options.providers ?? builtIn).map(([provider, questions]) => ({
    ...wayOut(provider, options),
    provider,
    questions,
  }));
  const asked = new Set(groups.flatMap(({ questions }) => questions.flatMap(({ indices }) => indices)));
  const unasked = requests.flatMap((_, index) => (asked.has(index) ? [] : [index]));
  if (unasked.length > 0) settle(unasked, { validity: "unchecked", reason: "no check for this kind of secret" });
  const waiting = groups.values();
  const worker = async (): Promise<void> => {
    for (const { provider, http, base, questions } of waiting)
      for (const question of questions) settle(question.indices, await answerTo(question, { provider, http, base, options }));
  };
  await Promise.all(Array.from({ length: PROVIDERS_AT_ONCE }, worker));
  return answers;
}

function grouped(requests: readonly VerifyRequest[], providers: readonly Provider[]): [Provider, Question[]][] {
  const providerOf = new Map(providers.flatMap((provider) => provider.detectors.map((detector) => [detector, provider] as const)));
  const groups = new Map<Provider, Map<string, Question>>();
  for (const [index, { detector, credential }] of requests.entries()) {
    const provider = providerOf.get(detector);
    if (provider === undefined) continue;
    const questions = groups.get(provider) ?? new Map<string, Question>();
    groups.set(provider, questions);
    const key = identity({ detector, credential });
    const known = questions.get(key);
    if (known === undefined) questions.set(key, { detector, credential, indices: [index] });
    else known.indices.push(index);
  }
  return [...groups].map(([provider, questions]) => [provider, [...questions.values()]]);
}

/** Equal for equal credentials; lives in memory only, as long as the grouping does. */
function identity({ detector, credential: { secret, companions } }: VerifyRequest): string {
  const halves = Object.entries(companions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([detector, secret.reveal(), halves.map(([name, value]) => [name, clear(value)])]);
}

function clear(value: Secret | string): string {
  return value instanceof Secret ? value.reveal() : value;
}

function wayOut(provider: Provider, options: VerifyOptions): { http: PacedHttp; base: Base } {
  const base = baseOf(provider, options.env);
  const paced: PacedOptions = {
    reach: base.reach,
    proxy: proxyFor(base.url, options.env),
    userAgent: `stanch/${options.version}`,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    requestsPerSecond: options.requestsPerSecond ?? REQUESTS_PER_SECOND,
    maxRetryAfterMs: options.maxRetryAfterMs ?? MAX_RETRY_AFTER_MS,
    now: options.now ?? ((): Date => new Date()),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  };
  return { http: new PacedHttp(base, paced), base };
}

async function answerTo(
  question: Question,
  { provider, http, base, options }: { provider: Provider; http: PacedHttp; base: Base; options: VerifyOptions },
): Promise<ValidityAnswer> {
  if (isStopped(options)) return INTERRUPTED;
  if (http.closed !== undefined) return { validity: "unknown", reason: `not asked: ${http.closed}` };
  const now = options.now ?? ((): Date => new Date());
  try {
    const context = { http, baseUrl: withoutSlash(base.url), detector: question.detector, now };
    return tidy(await provider.checkValidity(question.credential, context), question.credential);
  } catch (error) {
    if (isStopped(options)) return INTERRUPTED;
    if (error instanceof HttpFailure) return { validity: "unknown", reason: error.message };
    // A fault of ours in one check must not cost the scan its findings. The message stays away: it may quote the answer.
    return { validity: "unknown", reason: `the check itself failed (${error instanceof Error ? error.name : typeof error})` };
  }
}

function isStopped({ signal }: VerifyOptions): boolean {
  return signal?.aborted === true;
}

const INTERRUPTED: ValidityAnswer = { validity: "unchecked", reason: "interrupted before there was an answer" };

/** What a server wrote may quote the secret back, hold control characters, or be long: none of it leaves here. */
function tidy(answer: ValidityAnswer, { secret, companions }: Credential): ValidityAnswer {
  // No public half is that long; a session's token or cookie that came as plain text is.
  const secrets = [secret, ...Object.values(companions)].map(clear).filter((value) => value === secret.reveal() || value.length >= 40);
  const clean = (text: string): string => {
    let out = text;
    for (const value of secrets) if (value !== "") out = out.replaceAll(value, () => mask(value));
    // eslint-disable-next-line no-control-regex -- these are what is taken out
    out = out.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, " ");
    return out.length > LONGEST_TEXT ? `${out.slice(0, LONGEST_TEXT)}…` : out;
  };
  return {
    validity: answer.validity,
    ...(answer.reason === undefined ? {} : { reason: clean(answer.reason) }),
    ...(answer.impact === undefined || answer.impact === "" ? {} : { impact: clean(answer.impact) }),
  };
}
