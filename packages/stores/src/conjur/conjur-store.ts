import { cannot, failure, notFound, notTheSame, refusedValue } from "../failures.ts";
import { at, numberAt, textAt } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import { type Abilities, type Description, type Held, type Reader, type SecretStore, type Version, countReaders } from "../store.ts";
import { ConjurClient, part } from "./client.ts";

type Env = Readonly<Record<string, string | undefined>>;

const PAGE = 1000;

interface Place {
  readonly account: string;
  readonly variable: string;
  readonly uri: string;
}

/** `conjur:account/variable`, slashes in the variable's id allowed. A variable that no policy declares is declared by `put`. */
export class ConjurStore implements SecretStore {
  readonly scheme = "conjur";
  readonly #client: ConjurClient;
  readonly #account: string | undefined;
  /** Where `put` declares variables. */
  readonly #branch: string;

  constructor(env: Env) {
    this.#client = new ConjurClient(env);
    this.#account = env["CONJUR_ACCOUNT"];
    this.#branch = env["CONJUR_POLICY_BRANCH"] ?? "root";
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: true, checkAndSet: false, bytes: true, undo: false, maxBytes: Number.MAX_SAFE_INTEGER });
  }

  normalise(reference: string): string {
    const { account, variable } = placeOf(reference);
    return `${account}/${variable}`;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    if (options.ifVersion !== undefined) throw cannot(place.uri, "Conjur has no check-and-set", "Leave the version out.");
    if ((await this.#numbers(place)) === undefined) await this.#load(place, "POST", `- !variable ${yaml(this.#idInBranch(place))}\n`);
    const answer = await this.#client.send(place.account, valuePath(place), {
      method: "POST",
      body: value.reveal(),
      headers: { "Content-Type": "application/octet-stream" },
    });
    if (answer.status === 422) throw refusedBy(place.uri, value);
    if (answer.status === 404) throw notFound(place.uri);
    const held = await this.get(reference);
    if (!held.value.equals(value)) throw notTheSame(place.uri);
    return { version: held.version };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = placeOf(reference);
    const version = options.version ?? String((await this.#numbers(place))?.at(-1) ?? "");
    // By its number, so that the value and the number belong together whoever writes meanwhile.
    if (!/^[1-9]\d{0,8}$/.test(version)) throw notFound(place.uri);
    const answer = await this.#client.send(place.account, `${valuePath(place)}?version=${version}`, { method: "GET" });
    if (answer.status !== 200) throw notFound(place.uri);
    return { value: new SecretBytes(answer.bytes), version };
  }

  /** The twenty newest: Conjur keeps no more, and tells no times. */
  async versions(reference: string): Promise<readonly Version[]> {
    const place = placeOf(reference);
    const numbers = await this.#numbers(place);
    if (numbers === undefined || numbers.length === 0) throw notFound(place.uri);
    const states = ["current", "previous"] as const;
    return numbers.toReversed().map((number, index) => ({ id: String(number), state: states[index] ?? "older" }));
  }

  async list(prefix: string): Promise<readonly string[]> {
    const [account = "", ...rest] = prefix.split("/");
    const wanted = rest.join("/");
    const found: string[] = [];
    for (let offset = 0; ; offset += PAGE) {
      const path = `resources/${part(account)}?kind=variable&limit=${PAGE}&offset=${offset}`;
      const { json } = await this.#client.send(account, path, { method: "GET" });
      const page: readonly unknown[] = Array.isArray(json) ? json : [];
      found.push(...page.map((resource) => (textAt(resource, "id") ?? "").split(":").slice(2).join(":")));
      if (page.length < PAGE) break;
    }
    return found.filter((id) => id.startsWith(wanted)).map((id) => `${account}/${id}`);
  }

  async describe(reference: string): Promise<Description> {
    const place = placeOf(reference);
    const { version } = await this.get(reference);
    const { json } = await this.#client.send(place.account, resourcePath(place), { method: "GET" });
    const owner = textAt(json, "owner");
    const kept = (await this.#numbers(place))?.length ?? 0;
    return {
      reference: this.normalise(reference),
      version,
      facts: [...(owner === undefined ? [] : [`owner ${owner}`]), `${kept} versions kept`],
    };
  }

  /** Writes the older value again: Conjur has no label to move. */
  async makeCurrent(reference: string, version: string): Promise<{ readonly version: string }> {
    const { value } = await this.get(reference, { version });
    return this.put(reference, value);
  }

  /** Deletes the variable by a policy, with all its versions. */
  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = placeOf(reference);
    if (options.version !== undefined) throw cannot(place.uri, "Conjur cannot take one version away", "Remove the variable.");
    await this.get(reference);
    await this.#load(place, "PATCH", `- !delete\n  record: !variable ${yaml(this.#idInBranch(place))}\n`);
  }

  async check(): Promise<readonly string[]> {
    if (this.#account === undefined) throw failure("STORE_UNKNOWN", "No account is set", "conjur", "Set CONJUR_ACCOUNT.");
    const { json } = await this.#client.send(this.#account, "whoami", { method: "GET" });
    return [
      `${this.#client.address} answers, logged in as ${textAt(json, "username") ?? "unknown"} in ${textAt(json, "account") ?? "unknown"}`,
    ];
  }

  /** `lines`: Conjur's audit messages in the form of RFC 5424. Every read counts, our own too. */
  readers(reference: string, lines: Iterable<string>): readonly Reader[] {
    const { account, variable } = placeOf(reference);
    return countReaders(readsIn(lines, `${account}:variable:${variable}`));
  }

  /** Ascending; undefined when no policy declares the variable, or the login may not see it. */
  async #numbers(place: Place): Promise<readonly number[] | undefined> {
    const { status, json } = await this.#client.send(place.account, resourcePath(place), { method: "GET" });
    if (status !== 200) return undefined;
    const secrets = at(json, "secrets");
    const numbers = Array.isArray(secrets) ? secrets.flatMap((secret: unknown) => numberAt(secret, "version") ?? []) : [];
    return numbers.toSorted((a, b) => a - b);
  }

  async #load(place: Place, method: "POST" | "PATCH", policy: string): Promise<void> {
    const path = `policies/${part(place.account)}/policy/${part(this.#branch)}`;
    const { status } = await this.#client.send(place.account, path, {
      method,
      body: policy,
      headers: { "Content-Type": "application/x-yaml" },
    });
    if (status >= 300)
      throw failure(
        "STORE_DENIED",
        `Conjur refused the policy: HTTP ${status}`,
        place.uri,
        `Declare the variable in a policy, or set CONJUR_POLICY_BRANCH.`,
      );
  }

  #idInBranch({ variable }: Place): string {
    return variable.startsWith(`${this.#branch}/`) ? variable.slice(this.#branch.length + 1) : variable;
  }
}

function placeOf(reference: string): Place {
  const [account = "", ...rest] = reference.split("/");
  const variable = rest.join("/");
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (account === "" || rest.some((name) => name === "") || variable === "" || /[\x00-\x1f\x7f]/.test(reference))
    throw failure("STORE_UNKNOWN", "The reference names no account and variable", `conjur:${reference}`, "Write conjur:account/variable.");
  return { account, variable, uri: `conjur:${reference}` };
}

/** Conjur says no more than 422. */
function refusedBy(uri: string, value: SecretBytes): Error {
  if (/^\s*$/.test(Buffer.from(value.reveal()).toString("latin1")))
    return refusedValue(uri, "Conjur takes no empty or blank value", "Put a value that holds something.");
  return refusedValue(uri, "Conjur refuses the value or the variable's name: HTTP 422", "Take a name without blanks and colons.");
}

/** A string of YAML between double quotes is one of JSON: nothing in an id can become policy. */
function yaml(id: string): string {
  return JSON.stringify(id);
}

const valuePath = ({ account, variable }: Place): string => `secrets/${part(account)}/variable/${part(variable)}`;
const resourcePath = ({ account, variable }: Place): string => `resources/${part(account)}/variable/${part(variable)}`;

function* readsIn(lines: Iterable<string>, resource: string): Iterable<{ who: string; from?: string; at: string }> {
  for (const line of lines) {
    const head = /^<\d+>1 (\S+) \S+ \S+ \S+ fetch /.exec(line);
    if (head === null || valueIn(line, "subject", "resource") !== resource || valueIn(line, "action", "result") !== "success") continue;
    const from = valueIn(line, "client", "ip");
    yield { who: valueIn(line, "auth", "user") ?? "unknown", ...(from === undefined ? {} : { from }), at: head[1] ?? "" };
  }
}

/** Of `[name@43868 key="value"]`; a quote, backslash or bracket in a value stands behind a backslash. */
function valueIn(line: string, name: string, key: string): string | undefined {
  const element = new RegExp(`\\[${name}@43868((?: \\w+="(?:\\\\.|[^"\\\\])*")*)\\]`).exec(line)?.[1] ?? "";
  return new RegExp(` ${key}="((?:\\\\.|[^"\\\\])*)"`).exec(element)?.[1]?.replace(/\\(.)/g, "$1");
}
