import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { failure } from "../failures.ts";
import { at, textAt } from "../json.ts";
import { execCredential } from "./exec.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** A cluster and how to log in to it. */
export interface Cluster {
  /** Of the context, for people. */
  readonly name: string;
  /** Without a slash at the end. */
  readonly server: string;
  readonly ca?: string;
  readonly serverName?: string;
  /** `Impersonate-User`, when the kubeconfig acts as somebody else. */
  readonly actsAs?: string;
  /** Asked again when the server refuses the one it gave before. */
  readonly credentials: () => Promise<Credentials>;
}

export interface Credentials {
  readonly token?: string;
  readonly identity?: { readonly cert: string; readonly key: string };
}

export const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * By KUBECONFIG (files, the first that names a thing wins), else ~/.kube/config, else the service account of the pod that
 * this runs in. `context`: another than the current one. Rejects with STORE_DENIED, STORE_UNKNOWN or STORE_BROKEN.
 */
export async function clusterOf(env: Env, context: string | undefined, serviceAccount: string): Promise<Cluster> {
  const files = await kubeconfigs(env);
  if (files.length === 0 && env["KUBERNETES_SERVICE_HOST"] !== undefined && context === undefined) return inCluster(env, serviceAccount);
  const name = context ?? files.map(({ config }) => textAt(config, "current-context")).find((one) => one !== undefined && one !== "");
  if (name === undefined)
    throw failure(
      "STORE_DENIED",
      "There is no Kubernetes cluster set up here",
      env["KUBECONFIG"] ?? "~/.kube/config",
      "Set KUBECONFIG, or choose a context (`kubectl config use-context NAME`).",
    );
  const found = named(files, "contexts", name);
  if (found === undefined) throw failure("STORE_UNKNOWN", "The kubeconfig has no such context", name, "See `kubectl config get-contexts`.");
  const cluster = named(files, "clusters", textAt(found.config, "context", "cluster") ?? "");
  const user = named(files, "users", textAt(found.config, "context", "user") ?? "");
  if (cluster === undefined) throw broken(name, "The context's cluster is not in the kubeconfig");
  return clusterFrom(name, env, cluster, user);
}

interface Part {
  readonly config: unknown;
  /** Paths in the file are relative to it. */
  readonly folder: string;
}

async function clusterFrom(name: string, env: Env, { config, folder }: Part, user: Part | undefined): Promise<Cluster> {
  const server = textAt(config, "cluster", "server")?.replace(/\/+$/, "") ?? "";
  if (!/^https?:$/.test(URL.canParse(server) ? new URL(server).protocol : "")) throw broken(name, "The cluster's server is no URL");
  if (at(config, "cluster", "insecure-skip-tls-verify") === true)
    throw failure(
      "STORE_DENIED",
      "The kubeconfig says to believe any server (insecure-skip-tls-verify); a secret is not handed to one",
      name,
      "Give the cluster's certificate-authority instead.",
    );
  if (textAt(config, "cluster", "proxy-url") !== undefined)
    throw failure("STORE_CANNOT", "The kubeconfig names a proxy, which stanch does not use", name, "Reach the cluster without one.");
  if (["as-groups", "as-uid", "as-user-extra"].some((part) => at(user?.config, "user", part) !== undefined))
    throw failure("STORE_CANNOT", "The kubeconfig acts as groups, which stanch does not", name, "Act as a user alone (as).");
  const ca = await dataOrFile(config, folder, "cluster", "certificate-authority");
  const serverName = textAt(config, "cluster", "tls-server-name");
  const actsAs = textAt(user?.config, "user", "as");
  return {
    name,
    server,
    ...(ca === undefined ? {} : { ca }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(actsAs === undefined ? {} : { actsAs }),
    credentials: async () => (user === undefined ? {} : credentialsOf(user, name, env, { server, ca })),
  };
}

async function credentialsOf(
  { config, folder }: Part,
  name: string,
  env: Env,
  cluster: { readonly server: string; readonly ca: string | undefined },
): Promise<Credentials> {
  const exec = at(config, "user", "exec");
  if (exec !== undefined) return execCredential(exec, { name, folder, env, ...cluster });
  if (at(config, "user", "auth-provider") !== undefined)
    throw failure("STORE_CANNOT", "The user's auth-provider is gone from Kubernetes", name, "Use its exec plugin instead.");
  const file = textAt(config, "user", "tokenFile");
  const token = file === undefined ? textAt(config, "user", "token") : (await fileText(resolve(folder, file), name)).trim();
  const cert = await dataOrFile(config, folder, "user", "client-certificate");
  const key = await dataOrFile(config, folder, "user", "client-key");
  return { ...(token === undefined ? {} : { token }), ...(cert === undefined || key === undefined ? {} : { identity: { cert, key } }) };
}

async function inCluster(env: Env, folder: string): Promise<Cluster> {
  const host = env["KUBERNETES_SERVICE_HOST"] ?? "";
  return {
    name: "the cluster that this runs in",
    server: `https://${host.includes(":") ? `[${host}]` : host}:${env["KUBERNETES_SERVICE_PORT"] ?? "443"}`,
    ca: await fileText(join(folder, "ca.crt"), "the service account's authority"),
    // Read each time: the kubelet replaces the token before it runs out.
    credentials: async () => ({ token: (await fileText(join(folder, "token"), "the service account's token")).trim() }),
  };
}

async function kubeconfigs(env: Env): Promise<readonly Part[]> {
  const named = (env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
  const paths = named.length > 0 ? named : [join(env["HOME"] ?? homedir(), ".kube", "config")];
  const texts = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, "utf8").catch(() => undefined) })));
  const { parse } = await import("yaml");
  return texts.flatMap(({ path, text }) => {
    if (text === undefined) return [];
    try {
      return [{ config: parse(text) as unknown, folder: dirname(resolve(path)) }]; // parse gives any
    } catch {
      throw broken(path, "The kubeconfig is no YAML"); // the parser's words quote the file
    }
  });
}

function named(files: readonly Part[], list: string, name: string): Part | undefined {
  for (const { config, folder } of files) {
    const entries = at(config, list);
    const all: readonly unknown[] = Array.isArray(entries) ? entries : [];
    const found = all.find((each) => textAt(each, "name") === name);
    if (found !== undefined) return { config: found, folder };
  }
  return undefined;
}

/** `NAME-data` is base64, `NAME` a file's path; both of PEM. */
async function dataOrFile(config: unknown, folder: string, part: string, name: string): Promise<string | undefined> {
  const data = textAt(config, part, `${name}-data`);
  if (data !== undefined) return Buffer.from(data, "base64").toString("utf8");
  const file = textAt(config, part, name);
  return file === undefined ? undefined : fileText(resolve(folder, file), name);
}

async function fileText(path: string, what: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw failure("STORE_DENIED", `The file of ${what} cannot be read`, path, "Check the path and its permissions.", error);
  });
}

function broken(where: string, what: string): Error {
  return failure("STORE_BROKEN", what, where, "Check the kubeconfig: `kubectl config view`.");
}
