import { type CheckContext, type CheckFacts, type Credential, type Provider, Secret, type ValidityAnswer, mask } from "@stanch/model";
import { lookAlike } from "./control.ts";
import { isPage } from "./http/answers.ts";
import { HttpFailure } from "./http/failure.ts";
import { providers as builtIn } from "./index.gen.ts";
import { type NetworkOptions, Recorder, Ways } from "./ways.ts";

/** Providers asked at once: each is waited for most of the time, and sockets and look-ups stay few. */
const PROVIDERS_AT_ONCE = 8;
const LONGEST_TEXT = 300;

export interface VerifyRequest {
  readonly detector: string;
  readonly credential: Credential;
}

export interface VerifyOptions extends NetworkOptions {
  /** After each credential; `total` is the number of requests given. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Runs the checks that act or cost too; without it they are left `unchecked`. */
  readonly costly?: boolean;
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
    asking: new Asking(provider, options),
    questions,
  }));
  const asked = new Set(groups.flatMap(({ questions }) => questions.flatMap(({ indices }) => indices)));
  const unasked = requests.flatMap((_, index) => (asked.has(index) ? [] : [index]));
  if (unasked.length > 0) settle(unasked, { validity: "unchecked", reason: "no check for this kind of secret" });
  const waiting = groups.values();
  const worker = async (): Promise<void> => {
    for (const { asking, questions } of waiting)
      for (const question of questions) settle(question.indices, await asking.answerTo(question));
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

/** The facts of a detector's check. Those written by hand may have none of their own. */
export function checkFacts(provider: Provider): readonly CheckFacts[] {
  const { checks, detectors, baseUrl } = provider;
  return checks ?? [{ detectors, host: baseUrl, request: "", basis: "hand" }];
}

/** What came of sending a made-up look-alike. `none`: it was not sent, or there was no answer to learn from. */
export interface Control {
  readonly state: "works" | "broken" | "none";
  readonly reason: string;
}

const WORKS: Control = { state: "works", reason: "a made-up value was refused" };

/** One provider during one run, and which of its checks are known to be broken. */
export class Asking {
  readonly #provider: Provider;
  readonly #options: VerifyOptions;
  readonly #ways: Ways;
  readonly #facts: ReadonlyMap<string, CheckFacts>;
  readonly #controls = new Map<string, Control>();

  constructor(provider: Provider, options: VerifyOptions) {
    this.#provider = provider;
    this.#options = options;
    this.#ways = new Ways(provider, options);
    this.#facts = new Map(checkFacts(provider).flatMap((facts) => facts.detectors.map((detector) => [detector, facts] as const)));
  }

  async answerTo({ detector, credential }: VerifyRequest): Promise<ValidityAnswer> {
    if (isStopped(this.#options)) return INTERRUPTED;
    const facts = this.#facts.get(detector);
    if (facts?.effect !== undefined && this.#options.costly !== true) return { validity: "unchecked", reason: EFFECTS[facts.effect] };
    const recorder = new Recorder();
    const answer = await this.#checked(detector, credential, recorder);
    // A refusal is believed of a check that works, and what documents alone promise is doubted either way.
    const isDoubted = answer.validity === "invalid" || (answer.validity === "valid" && facts?.basis === "documents");
    const control = isDoubted ? await this.#controlled(detector, credential, recorder.hosts) : WORKS;
    if (isStopped(this.#options) && isDoubted && control.state === "none") return INTERRUPTED;
    if (control.state === "broken") return { validity: "unknown", reason: `the check is broken: ${control.reason}` };
    return tidy(answer, credential);
  }

  /** Sends the check with a made-up value of the credential's shape. Its companions stay: they are what names the account or host. */
  async control({ detector, credential }: VerifyRequest): Promise<Control> {
    const secret = lookAlike(credential.secret);
    if (secret === undefined) return { state: "none", reason: "too short for a look-alike" };
    const recorder = new Recorder();
    const { validity, reason } = await this.#checked(detector, { ...credential, secret }, recorder);
    if (validity === "valid") return { state: "broken", reason: "a made-up value is answered as valid too" };
    if (validity === "invalid") return WORKS;
    return goneReason(recorder) ?? { state: "none", reason: tidy({ validity, reason: reason ?? "" }, credential).reason ?? "" };
  }

  async #controlled(detector: string, credential: Credential, hosts: string): Promise<Control> {
    const key = `${detector}${hosts}`;
    const known = this.#controls.get(key);
    if (known !== undefined) return known;
    const control = await this.control({ detector, credential });
    // A busy moment is no knowledge: the next verdict asks again.
    if (control.state !== "none") this.#controls.set(key, control);
    return control;
  }

  async #checked(detector: string, credential: Credential, recorder: Recorder): Promise<ValidityAnswer> {
    try {
      return await this.#provider.checkValidity(credential, this.#context(detector, recorder));
    } catch (error) {
      if (isStopped(this.#options)) return INTERRUPTED;
      if (error instanceof HttpFailure) return { validity: "unknown", reason: error.message };
      // A fault of ours in one check must not cost the scan its findings. The message stays away: it may quote the answer.
      return { validity: "unknown", reason: `the check itself failed (${error instanceof Error ? error.name : typeof error})` };
    }
  }

  #context(detector: string, recorder: Recorder): CheckContext {
    const { main, baseUrl, isSet } = this.#ways;
    return {
      http: recorder.around(main, baseUrl),
      httpAt: (url) => recorder.around(this.#ways.at(url), url),
      baseUrl,
      isBaseUrlSet: isSet,
      detector,
      now: this.#options.now ?? ((): Date => new Date()),
    };
  }
}

const EFFECTS = {
  acts: "asking leaves more than a log entry (it issues a token or the like): --verify-costly asks all the same",
  costs: "asking uses up the owner's money or quota: --verify-costly asks all the same",
} as const;

/** The signs that a check's address is no longer what it was when the check was written. */
function goneReason({ lastAnswer, failure }: Recorder): Control | undefined {
  const broken = (reason: string): Control => ({ state: "broken", reason });
  if (failure instanceof HttpFailure) return failure.message.endsWith(" ENOTFOUND") ? broken("its host is not known any more") : undefined;
  if (lastAnswer === undefined) return undefined;
  if (lastAnswer.status === 404 || lastAnswer.status === 410) return broken(`its address is gone (HTTP ${lastAnswer.status})`);
  return isPage(lastAnswer) ? broken(`its address answers with a page (HTTP ${lastAnswer.status})`) : undefined;
}

function isStopped({ signal }: NetworkOptions): boolean {
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
