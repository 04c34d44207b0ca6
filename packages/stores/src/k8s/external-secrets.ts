import { cannot, failure } from "../failures.ts";
import type { Env } from "./kubeconfig.ts";

export interface Wanted {
  /** `k8s:namespace/name`: the Secret to be made. */
  readonly target: string;
  /** `KEY=URI`: what of another store becomes which key. */
  readonly from: readonly string[];
  /** That the operator logs in with; default: the Secret's name. */
  readonly serviceAccount?: string;
}

interface Source {
  readonly scheme: string;
  /** `spec.provider` of the SecretStore. */
  readonly provider: object;
  readonly remoteRef: { readonly key: string; readonly property?: string };
  /** What has to be there besides, for people. */
  readonly needs: string;
}

interface Place {
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  readonly env: Env;
}

/** By scheme; `reference` is the URI's part after it. */
const SOURCES: Readonly<Record<string, (reference: string, place: Place) => Omit<Source, "scheme">>> = {
  vault: (reference, { serviceAccount, namespace, name, env }) => {
    const [, mount = "", path = "", field = "api_key"] = /^([^/#]+)\/([^#]+?)(?:#([^#]+))?$/s.exec(reference) ?? [];
    if (mount === "") throw unreadable(`vault:${reference}`, "Write vault:mount/path#field.");
    const role = env["VAULT_ROLE"] ?? name;
    const method = env["VAULT_AUTH_MOUNT"] ?? "kubernetes";
    const inside = env["VAULT_NAMESPACE"] ?? env["BAO_NAMESPACE"];
    const vault = {
      server: needed(env, ["VAULT_ADDR", "BAO_ADDR"]),
      path: mount,
      version: "v2",
      ...(inside === undefined ? {} : { namespace: inside }),
      auth: { kubernetes: { mountPath: method, role, serviceAccountRef: { name: serviceAccount } } },
    };
    return {
      provider: { vault },
      remoteRef: { key: path, property: field },
      needs: `Vault: role ${role} at auth/${method}, bound to that account in ${namespace}, with read on ${mount}/data/${path}`,
    };
  },
  "aws-sm": (reference, { serviceAccount, env }) => {
    const [key = "", property] = reference.split("#");
    if (key === "") throw unreadable(`aws-sm:${reference}`, "Write aws-sm:name or aws-sm:name#key.");
    const region = needed(env, ["AWS_REGION", "AWS_DEFAULT_REGION"]);
    const auth = { jwt: { serviceAccountRef: { name: serviceAccount } } };
    return {
      provider: { aws: { service: "SecretsManager", region, auth } },
      remoteRef: { key, ...(property === undefined ? {} : { property }) },
      needs: `AWS: a role in that account's annotation eks.amazonaws.com/role-arn, with secretsmanager:GetSecretValue on ${key}`,
    };
  },
  conjur: (reference, { serviceAccount, env }) => {
    const [, account = "", variable = ""] = /^([^/]+)\/(.+)$/s.exec(reference) ?? [];
    if (account === "") throw unreadable(`conjur:${reference}`, "Write conjur:account/variable.");
    const serviceID = needed(env, ["CONJUR_AUTHN_JWT_SERVICE_ID"]);
    const jwt = { account, serviceID, serviceAccountRef: { name: serviceAccount } };
    return {
      provider: { conjur: { url: needed(env, ["CONJUR_APPLIANCE_URL"]), auth: { jwt } } },
      remoteRef: { key: variable },
      needs: `Conjur: a host that authn-jwt/${serviceID} takes that account for, with read and execute on ${variable}`,
    };
  },
};

/** Kubernetes' rule for names of objects. */
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/**
 * Manifests of the External Secrets Operator (external-secrets.io/v1): a SecretStore for each store and one ExternalSecret,
 * which makes the Secret and keeps it in step. Holds no value. Rejects with STORE_UNKNOWN or STORE_CANNOT. Asks no server.
 */
export async function externalSecrets({ target, from, serviceAccount }: Wanted, env: Env): Promise<string> {
  const [, namespace = "", name = ""] = /^k8s:([^/#?]+)\/([^/#?]+)$/s.exec(target) ?? [];
  if (!NAME.test(namespace) || !NAME.test(name)) throw unreadable(target, "Name the Secret to be made: k8s:namespace/name.");
  const place = { namespace, name, serviceAccount: serviceAccount ?? name, env };
  if (!NAME.test(place.serviceAccount)) throw unreadable(place.serviceAccount, "Name a service account.");
  if (from.length === 0) throw unreadable(target, "Say what becomes which key: --from token=vault:secret/app#token.");
  const twice = from.map(keyOf).find(({ key }, index, all) => all.findIndex((other) => other.key === key) !== index);
  if (twice !== undefined) throw unreadable(twice.key, "Give each key of the Secret once.");
  const keys = from.map((one) => ({ ...keyOf(one), source: sourceOf(one, place) }));
  const documents = [
    ...storesOf(
      keys.map(({ source }) => source),
      place,
    ),
    externalSecret(keys, place),
  ];
  const { stringify } = await import("yaml");
  const needs = [...new Set([`a service account ${place.serviceAccount} in ${namespace}`, ...keys.map(({ source }) => source.needs)])];
  const head = ["For the External Secrets Operator. It needs:", ...needs.map((need) => `- ${need}`)].map((line) => `# ${line}\n`);
  return head.join("") + documents.map((document) => stringify(document, { lineWidth: 0 })).join("---\n");
}

interface Key {
  readonly key: string;
  readonly source: Source;
}

function keyOf(one: string): { readonly key: string } {
  const key = one.slice(0, Math.max(one.indexOf("="), 0));
  // eslint-disable-next-line no-control-regex -- a line break would end the comment that names it
  if (!/^[A-Za-z0-9._-]{1,253}$/.test(key) || /[\x00-\x1f\x7f]/.test(one))
    throw unreadable(one, "Write KEY=URI: --from token=vault:secret/app#token.");
  return { key };
}

function sourceOf(one: string, place: Place): Source {
  const uri = one.slice(one.indexOf("=") + 1);
  const scheme = uri.slice(0, Math.max(uri.indexOf(":"), 0));
  const read = Object.hasOwn(SOURCES, scheme) ? SOURCES[scheme] : undefined;
  if (read === undefined)
    throw cannot(uri, "stanch writes no manifest for this kind of store", `Take one of ${Object.keys(SOURCES).join(", ")}.`);
  return { scheme, ...read(uri.slice(scheme.length + 1), place) };
}

/** One for each thing that a store can be set to: two mounts of Vault are two SecretStores. */
function storesOf(sources: readonly Source[], place: Place): readonly object[] {
  const stores = distinct(sources);
  return stores.map((store) => ({
    apiVersion: "external-secrets.io/v1",
    kind: "SecretStore",
    metadata: { name: storeName(place, store, stores), namespace: place.namespace },
    spec: { provider: store.provider },
  }));
}

function externalSecret(keys: readonly Key[], place: Place): object {
  const stores = distinct(keys.map(({ source }) => source));
  const nameOf = (source: Source): string => storeName(place, source, stores);
  const [first] = keys;
  const data = keys.map(({ key, source }) => ({
    secretKey: key,
    remoteRef: source.remoteRef,
    ...(stores.length > 1 ? { sourceRef: { storeRef: { kind: "SecretStore", name: nameOf(source) } } } : {}),
  }));
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: place.name, namespace: place.namespace },
    spec: {
      refreshInterval: "1h0m0s",
      ...(first === undefined ? {} : { secretStoreRef: { kind: "SecretStore", name: nameOf(first.source) } }),
      target: { name: place.name, creationPolicy: "Owner" },
      data,
    },
  };
}

function distinct(sources: readonly Source[]): readonly Source[] {
  return sources.filter((source, index) => sources.findIndex(({ provider }) => isSame(provider, source.provider)) === index);
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The second of the same scheme is `NAME-vault-2`. */
function storeName({ name }: Place, { scheme, provider }: Source, stores: readonly Source[]): string {
  const alike = stores.filter((store) => store.scheme === scheme);
  const index = alike.findIndex((store) => isSame(store.provider, provider));
  return `${name}-${scheme}${index === 0 ? "" : `-${index + 1}`}`;
}

function needed(env: Env, names: readonly string[]): string {
  const found = names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
  if (found === undefined) throw failure("STORE_UNKNOWN", "Nothing says where the store is", names[0] ?? "", `Set ${names[0] ?? ""}.`);
  return found;
}

function unreadable(where: string, next: string): Error {
  return failure("STORE_UNKNOWN", "That is no manifest's reference", where, next);
}
