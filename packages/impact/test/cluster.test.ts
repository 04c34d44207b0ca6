import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubeClient, SERVICE_ACCOUNT } from "@stanch/stores";
import { AppError } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { kubernetes } from "../../stores/test/kubernetes.ts";
import { type ClusterClient, buildGraph, dependantsOf } from "../src/index.ts";
import { SECRET_VALUE, hash } from "./ask.ts";

const real = await kubernetes();
const folder = mkdtempSync(join(tmpdir(), "stanch-impact-"));
afterAll(async () => {
  await real?.stop();
  rmSync(folder, { recursive: true });
});

const labels = { app: "x" };
const pod = (env: readonly object[]): object => ({
  metadata: { labels },
  spec: {
    containers: [{ name: "c", image: "acme/api:1", env, volumeMounts: [{ name: "s", mountPath: "/s" }] }],
    volumes: [{ name: "s", secret: { secretName: "registry" } }],
  },
});
const fromSecret = [{ name: "PLIVO_AUTH_TOKEN", valueFrom: { secretKeyRef: { name: "plivo", key: "token" } } }];
/** By the path that lists them. */
const OBJECTS: readonly (readonly [path: string, list: string, object: object])[] = [
  ["api/v1/namespaces/shop/secrets", "api/v1/secrets", { metadata: { name: "plivo" }, stringData: { token: SECRET_VALUE } }],
  [
    "apis/apps/v1/namespaces/shop/deployments",
    "apis/apps/v1/deployments",
    { metadata: { name: "api", labels: { team: "telephony" } }, spec: { selector: { matchLabels: labels }, template: pod(fromSecret) } },
  ],
  [
    "apis/apps/v1/namespaces/shop/deployments",
    "apis/apps/v1/deployments",
    { metadata: { name: "web" }, spec: { selector: { matchLabels: labels }, template: pod([]) } },
  ],
];

async function asked(client: ClusterClient): Promise<ReturnType<typeof dependantsOf>> {
  return dependantsOf(await buildGraph({ files: [], cluster: client, fingerprint: hash }), { asked: hash(SECRET_VALUE) });
}

function expectsTheDeployment(answer: Awaited<ReturnType<typeof asked>>): void {
  expect(answer.dependants.map(({ label }) => label)).toEqual(["cluster: Deployment shop/api"]);
  expect(answer.dependants[0]?.owners.map(({ name }) => name)).toEqual(["telephony"]);
  expect(answer.dependants[0]?.rotation.steps.map(({ command }) => command)).toContain("kubectl rollout restart deployment/api -n shop");
  expect(JSON.stringify(answer)).not.toContain(SECRET_VALUE);
}

describe("a live cluster", () => {
  it.skipIf(real === undefined)("is asked through Kubernetes' own API server", { timeout: 120_000 }, async () => {
    if (real === undefined) return;
    await real.call("POST", "api/v1/namespaces", { metadata: { name: "shop" } });
    for (const [path, , object] of OBJECTS) await real.call("POST", path, object);
    const answer = await asked(clientOf(real.admin));
    expectsTheDeployment(answer);
    // Whoever may list nothing is told so, and nothing is taken for empty.
    const { notRead } = dependantsOf(
      await buildGraph({ files: [{ repository: "r", path: "a.js", text: "process.env.TOKEN_A" }], cluster: clientOf(real.nobody) }),
      { asked: "TOKEN_A" },
    );
    expect(notRead["permission-denied"]?.count).toBeGreaterThan(8);
  });

  it("is asked in pages by a client that keeps objects (a double)", async () => {
    const pages: string[] = [];
    const client: ClusterClient = {
      name: "double",
      get: async (path) => {
        pages.push(path);
        const all = OBJECTS.filter(([, list]) => path.startsWith(`${list}?`)).map(([, , object]) => withData(object));
        const start = Number(/continue=(\d+)/.exec(path)?.[1] ?? 0);
        const isMore = start + 1 < all.length;
        return Promise.resolve({
          status: 200,
          json: { items: all.slice(start, start + 1), metadata: isMore ? { continue: String(start + 1) } : {} },
        });
      },
    };
    expectsTheDeployment(await asked(client));
    expect(pages.filter((path) => path.includes("deployments"))).toHaveLength(2);
  });
});

function withData(object: object): object {
  const data = "stringData" in object ? { data: { token: Buffer.from(SECRET_VALUE).toString("base64") }, stringData: undefined } : {};
  const metadata =
    "metadata" in object && typeof object.metadata === "object" ? { metadata: { ...object.metadata, namespace: "shop" } } : {};
  return { ...object, ...metadata, ...data };
}

function clientOf(token: string): ClusterClient {
  const file = join(folder, `${token}.yaml`);
  const config = {
    "current-context": "main",
    contexts: [{ name: "main", context: { cluster: "c", user: "u" } }],
    clusters: [
      { name: "c", cluster: { server: real?.server, "certificate-authority-data": Buffer.from(real?.ca ?? "").toString("base64") } },
    ],
    users: [{ name: "u", user: { token } }],
  };
  writeFileSync(file, JSON.stringify(config));
  const client = new KubeClient({ KUBECONFIG: file }, undefined, SERVICE_ACCOUNT);
  return {
    name: "real",
    get: async (path) =>
      client.send({ method: "GET", path, where: path }).catch((error: unknown) => {
        if (error instanceof AppError && error.code === "STORE_DENIED") return { status: 403, json: undefined };
        throw error;
      }),
  };
}
