import { conflict, failure, refusal, refusedValue } from "../failures.ts";
import { type StoreAnswer, ask } from "../http.ts";
import { at, textAt } from "../json.ts";
import { type Cluster, type Credentials, type Env, clusterOf } from "./kubeconfig.ts";

export interface Call {
  readonly method: string;
  /** Below the server, each part encoded. */
  readonly path: string;
  readonly body?: object;
  readonly contentType?: string;
  readonly accept?: string;
  /** Named in refusals. */
  readonly where: string;
}

/** The API of one cluster, logged in at the first call; credentials that ran out are asked for once more. 404 is an answer. */
export class KubeClient {
  readonly #cluster: () => Promise<Cluster>;
  #known: Promise<Cluster> | undefined;
  #credentials: Promise<Credentials> | undefined;

  constructor(env: Env, context: string | undefined, serviceAccount: string) {
    this.#cluster = async () => clusterOf(env, context, serviceAccount);
  }

  async cluster(): Promise<Cluster> {
    this.#known ??= this.#cluster();
    return this.#known;
  }

  async send(call: Call): Promise<StoreAnswer> {
    const cluster = await this.cluster();
    const before = this.#credentials;
    this.#credentials ??= cluster.credentials();
    let answer = await once(cluster, await this.#credentials, call);
    if (answer.status === 401 && before !== undefined) {
      this.#credentials = cluster.credentials();
      answer = await once(cluster, await this.#credentials, call);
    }
    if (answer.status < 300 || answer.status === 404) return answer;
    throw refused(answer, call.where);
  }
}

async function once(cluster: Cluster, { token, identity }: Credentials, call: Call): Promise<StoreAnswer> {
  const { server, ca, serverName, actsAs } = cluster;
  return ask(new URL(`${server}/${call.path}`), {
    method: call.method,
    staysAtHost: true,
    headers: {
      Accept: call.accept ?? "application/json",
      "User-Agent": "stanch",
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(actsAs === undefined ? {} : { "Impersonate-User": actsAs }),
      ...(call.body === undefined ? {} : { "Content-Type": call.contentType ?? "application/json" }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(ca === undefined ? {} : { ca }),
    ...(identity === undefined ? {} : { identity }),
    ...(serverName === undefined ? {} : { serverName }),
  });
}

/** Of the server's Status only the reasons are used: its message may quote what it was sent. */
function refused({ status, json }: StoreAnswer, where: string): Error {
  const message = textAt(json, "message") ?? "";
  if (status === 409) return conflict(where);
  if (status === 403 && message.includes("exceeded quota"))
    return failure("STORE_QUOTA", "The namespace's quota is used up", where, "Remove Secrets, or raise the quota.");
  if (status === 422) {
    const causes = at(json, "details", "causes");
    const all: readonly unknown[] = Array.isArray(causes) ? causes : [];
    if (all.some((cause) => /TooLong|TooLarge/.test(textAt(cause, "reason") ?? "")))
      return failure("STORE_TOO_LARGE", "The Secret would be larger than Kubernetes takes", where, "Use another Secret for the value.");
    return refusedValue(
      where,
      "Kubernetes refuses the Secret: its type, or that it is immutable, does not allow that",
      "Use another Secret.",
    );
  }
  return refusal("Kubernetes", status, where, "Check the user of the kubeconfig and its roles: `kubectl auth can-i get secrets`.");
}
