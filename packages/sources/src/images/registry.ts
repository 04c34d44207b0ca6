import { setTimeout as sleep } from "node:timers/promises";
import { AppError, Secret } from "@stanch/model";
import type { Bytes } from "./byte-stream.ts";
import { digestOf, parseDigest } from "./digest.ts";
import type { LogIn } from "./docker-config.ts";
import { type Descriptor, parseJson, readDocument } from "./documents.ts";
import { type Answer, type Connect, type Request, fetchOnce, wholeBody } from "./http.ts";
import type { RegistryReference } from "./reference.ts";

export interface RegistryOptions {
  readonly connect: Connect;
  readonly logIn: LogIn;
  /** `http:` in place of `https:`. */
  readonly isPlain: boolean;
  readonly userAgent: string;
  readonly signal?: AbortSignal;
  /** Waits that a registry asks for are told here, in ms. */
  readonly onWait?: (ms: number) => void;
}

const MANIFEST_TYPES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
/** The specification asks for 4 MiB at least. */
const MOST_MANIFEST = 8_388_608;
const MOST_ANSWER = 1_048_576;
const MOST_REDIRECTS = 5;
const TRIES = 4;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** One repository of a registry (the distribution specification, version 2). Everything rejects with an AppError of three parts. */
export class Registry {
  readonly #reference: RegistryReference;
  readonly #options: RegistryOptions;
  readonly #origin: string;
  #authorization: Secret | undefined;

  constructor(reference: RegistryReference, options: RegistryOptions) {
    this.#reference = reference;
    this.#options = options;
    this.#origin = `${options.isPlain ? "http" : "https"}://${reference.host}`;
  }

  get #where(): string {
    return `${this.#reference.host}/${this.#reference.repository}`;
  }

  /** A manifest or an index, by tag or digest; a digest is verified. `digest`: of what came. */
  async manifest(name: string): Promise<{ readonly digest: string; readonly bytes: Buffer }> {
    const answer = await this.#get(`manifests/${name}`, { accept: MANIFEST_TYPES });
    if (answer.status !== 200) throw await this.#refused(answer, name);
    const bytes = await this.#whole(answer, MOST_MANIFEST, name);
    const asked = parseDigest(name);
    const digest = digestOf(bytes, asked?.algorithm);
    if (asked !== undefined && digest !== name) throw this.#broken("The registry gave another manifest than the digest says", name);
    const json = parseJson(bytes);
    if (readDocument(json) === undefined) {
      const isOld = typeof json === "object" && json !== null && "schemaVersion" in json && json.schemaVersion === 1;
      throw this.#broken(isOld ? "The registry has only a manifest of schema 1, which is not read" : "The registry gave no manifest", name);
    }
    return { digest, bytes };
  }

  /** A blob's bytes as they come, at most those that its descriptor says. Goes on where a connection breaks. */
  async *blob({ digest, sizeBytes }: Descriptor): Bytes {
    let given = 0;
    for (let tries = 0; ; tries++) {
      const answer = await this.#get(`blobs/${digest}`, given === 0 ? {} : { range: `bytes=${given}-` });
      if (answer.status !== (given === 0 ? 200 : 206)) throw await this.#refused(answer, digest);
      try {
        for await (const piece of answer.body) {
          const over = sizeBytes < 0 ? 0 : given + piece.length - sizeBytes;
          if (over > 0) {
            yield piece.subarray(0, piece.length - over);
            throw this.#broken(`A blob has more than the ${sizeBytes} bytes of its manifest`, digest);
          }
          given += piece.length;
          yield piece;
        }
        return;
      } catch (error) {
        this.#options.signal?.throwIfAborted();
        if (error instanceof AppError) throw error;
        if (tries + 1 >= TRIES || given === 0) throw this.#unreachable(error, digest);
        await this.#wait(FIRST_WAIT_MS);
      } finally {
        answer.close();
      }
    }
  }

  /** What is attached to a manifest: signatures, bills of materials. Nothing where the registry does not know of such. */
  async referrers(digest: string): Promise<readonly Descriptor[]> {
    const answer = await this.#get(`referrers/${digest}`, { accept: MANIFEST_TYPES });
    if (answer.status !== 200) {
      answer.close();
      return [];
    }
    const document = readDocument(parseJson(await this.#whole(answer, MOST_MANIFEST, digest)));
    return document?.kind === "index" ? document.manifests : [];
  }

  /** With log-in where that is asked for, after waits and redirects. */
  async #get(path: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const url = new URL(`${this.#origin}/v2/${this.#reference.repository}/${path}`);
    for (let tries = 0; ; tries++) {
      const answer = await this.#follow(url, headers);
      const isLast = tries + 1 >= TRIES;
      if (answer.status === 401 && tries === 0) {
        answer.close();
        this.#authorization = await this.#logIn(answer.headers["www-authenticate"] ?? "");
      } else if ((answer.status === 429 || answer.status >= 500) && !isLast) {
        answer.close();
        await this.#wait(waitOf(answer, tries));
      } else return answer;
    }
  }

  async #follow(first: URL, headers: Readonly<Record<string, string>>): Promise<Answer> {
    let url = first;
    for (let redirects = 0; ; redirects++) {
      // What opens the registry is not for another host that it names.
      const isOwn = url.origin === first.origin;
      const authorization = this.#authorization?.reveal();
      const answer = await this.#send(url, { headers: { ...headers, ...(isOwn && authorization !== undefined ? { authorization } : {}) } });
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
      answer.close();
      if (redirects >= MOST_REDIRECTS) throw this.#broken(`The registry redirects more than ${MOST_REDIRECTS} times`, first.pathname);
      if (!URL.canParse(location, url.href)) throw this.#broken("The registry redirects to what is no address", first.pathname);
      url = new URL(location, url);
      this.#checkScheme(url, "redirects");
    }
  }

  /** Without TLS only where the user said so. */
  #checkScheme(url: URL, does: string): void {
    if (url.protocol !== "https:" && !(this.#options.isPlain && url.protocol === "http:"))
      throw this.#broken(`The registry ${does} to an address without TLS`, url.origin);
  }

  async #send(url: URL, request: Request): Promise<Answer> {
    const { connect, signal, userAgent } = this.#options;
    for (let tries = 0; ; tries++) {
      try {
        return await fetchOnce(url, { ...request, headers: { "user-agent": userAgent, ...request.headers } }, connect, signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (tries + 1 >= 2 || !isPassing(error)) throw this.#unreachable(error, url.host);
        await this.#wait(FIRST_WAIT_MS);
      }
    }
  }

  async #wait(ms: number): Promise<void> {
    this.#options.onWait?.(ms);
    await sleep(ms, undefined, this.#options.signal === undefined ? {} : { signal: this.#options.signal });
  }

  /** The value of `Authorization` that a challenge asks for. */
  async #logIn(challenge: string): Promise<Secret> {
    const { credential } = this.#options.logIn;
    const bearer = challengeOf(challenge, "bearer");
    if (bearer !== undefined) return this.#token(bearer);
    if (challengeOf(challenge, "basic") === undefined)
      throw this.#broken("The registry asks for a log-in of a kind that is not known", this.#where);
    if (credential?.kind !== "basic") throw this.#denied();
    return basic(credential.user, credential.password);
  }

  async #token(challenge: ReadonlyMap<string, string>): Promise<Secret> {
    const realm = challenge.get("realm") ?? "";
    if (!URL.canParse(realm)) throw this.#broken("The registry names no address for its tokens", this.#where);
    const url = new URL(realm);
    this.#checkScheme(url, "sends for a token");
    const service = challenge.get("service") ?? "";
    const scope = `repository:${this.#reference.repository}:pull`;
    const answer = await this.#send(url, tokenRequest(url, service, scope, this.#options.logIn));
    if (answer.status === 401 || answer.status === 403) {
      answer.close();
      throw this.#denied();
    }
    if (answer.status !== 200) throw await this.#refused(answer, url.host);
    const json = parseJson(await this.#whole(answer, MOST_ANSWER, url.host));
    const { token, access_token: access } = typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {}; // an object's keys
    const given = typeof token === "string" && token !== "" ? token : access;
    if (typeof given !== "string" || !/^[\x21-\x7e]+$/.test(given)) throw this.#broken("The registry gave no token", url.host);
    return new Secret(`Bearer ${given}`);
  }

  async #whole(answer: Answer, most: number, where: string): Promise<Buffer> {
    let bytes: Buffer | undefined;
    try {
      bytes = await wholeBody(answer, most);
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      throw this.#unreachable(error, where);
    }
    if (bytes === undefined) throw this.#broken(`The registry's answer is longer than ${most} bytes`, where);
    return bytes;
  }

  async #refused(answer: Answer, where: string): Promise<AppError> {
    const { status } = answer;
    answer.close();
    if (status === 401 || status === 403) return this.#denied();
    if (status === 429)
      return new AppError("SOURCE_UNREADABLE", {
        what: "The registry's rate limit is met (HTTP 429), after waiting as it asked",
        where: this.#where,
        next: `Log in (docker login ${this.#reference.host}) for a higher limit, or try again later.`,
      });
    if (status === 404)
      return new AppError("SOURCE_NOT_FOUND", {
        what: "The registry has none of that, or does not show it to you (HTTP 404)",
        where: `${this.#where}, ${where}`,
        next: `Check name and tag; if it is private, log in: docker login ${this.#reference.host}.`,
      });
    return new AppError("SOURCE_UNREADABLE", {
      what: `The registry answers HTTP ${status}`,
      where: `${this.#where}, ${where}`,
      next: "Try again later.",
    });
  }

  #denied(): AppError {
    const { credential, helper } = this.#options.logIn;
    return new AppError("SOURCE_UNREADABLE", {
      what:
        credential === undefined ? "The registry asks for a log-in" : "The registry refuses the log-in that docker or podman keep for it",
      where: this.#where,
      next:
        helper !== undefined && credential === undefined
          ? `It is kept by the program docker-credential-${helper}: add --credential-helpers to let it be started.`
          : `Run docker login ${this.#reference.host} (or podman login), then again.`,
    });
  }

  #unreachable(cause: unknown, where: string): AppError {
    const text =
      cause instanceof Error ? ("code" in cause && typeof cause.code === "string" ? cause.code : cause.message) : "unknown error";
    const isPrivate = /is no public address/.test(text);
    return new AppError("SOURCE_UNREADABLE", {
      what: isPrivate ? `The address is refused: ${text}` : `The registry cannot be read: ${text}`,
      where: where === this.#reference.host ? this.#where : `${this.#where}, ${where}`,
      next: isPrivate
        ? "Add --allow-private-registry if it is meant to be in your own network."
        : "Check the name, the network and the proxy; a registry without TLS needs --plain-http.",
      cause,
    });
  }

  #broken(what: string, where: string): AppError {
    return new AppError("OBJECT_BROKEN", {
      what,
      where: `${this.#where}, ${where}`,
      next: "What was found before stands; do not trust this image.",
    });
  }
}

/** A refused address or a wrong certificate stays so. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["ECONNRESET", "EPIPE", "ETIMEDOUT", "EAI_AGAIN"].includes(String(error.code));

function waitOf({ headers }: Answer, tries: number): number {
  const after = headers["retry-after"] ?? "";
  const asked = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Math.min(LONGEST_WAIT_MS, Number.isFinite(asked) && asked >= 0 ? asked : FIRST_WAIT_MS * 2 ** tries);
}

/** The parameters of one scheme of `WWW-Authenticate`; undefined where it is not offered. */
export function challengeOf(header: string, scheme: string): ReadonlyMap<string, string> | undefined {
  const start = new RegExp(`(?:^|,)\\s*${scheme}(?:\\s+|$)`, "i").exec(header);
  if (start === null) return undefined;
  const found = new Map<string, string>();
  const parameter = /\s*([A-Za-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))\s*(?:,|$)/y;
  parameter.lastIndex = start.index + start[0].length;
  for (let one = parameter.exec(header); one !== null; one = parameter.exec(header))
    found.set((one[1] ?? "").toLowerCase(), (one[2] ?? one[3] ?? "").replace(/\\(.)/g, "$1"));
  return found;
}

function tokenRequest(url: URL, service: string, scope: string, { credential }: LogIn): Request {
  if (credential?.kind === "identity-token") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      service,
      scope,
      client_id: "stanch",
      refresh_token: credential.token.reveal(),
    });
    return { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: form.toString() };
  }
  if (service !== "") url.searchParams.set("service", service);
  url.searchParams.set("scope", scope);
  return { headers: credential === undefined ? {} : { authorization: basic(credential.user, credential.password).reveal() } };
}

const basic = (user: string, password: Secret): Secret =>
  new Secret(`Basic ${Buffer.from(`${user}:${password.reveal()}`, "utf8").toString("base64")}`);
