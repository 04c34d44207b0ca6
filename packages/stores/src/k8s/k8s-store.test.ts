import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { storeContract } from "../../test/contract.ts";
import { DOUBLE_ADMIN, DOUBLE_NOBODY, k8sDouble } from "../../test/k8s-double.ts";
import { kubernetes } from "../../test/kubernetes.ts";
import { K8sStore, SecretBytes, openStore } from "../index.ts";

const NAMESPACES = ["app", "full"];
const real = await kubernetes();
const double = await k8sDouble(NAMESPACES);
const folder = mkdtempSync(join(tmpdir(), "stanch-k8s-"));
afterAll(async () => {
  await Promise.all([real?.stop(), double.stop()]);
  rmSync(folder, { recursive: true });
});

if (real !== undefined) {
  for (const name of NAMESPACES) await real.call("POST", "api/v1/namespaces", { metadata: { name } });
  const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "none" }, spec: { hard: { secrets: "0" } } };
  await real.call("POST", "api/v1/namespaces/full/resourcequotas", quota);
  const status = { hard: { secrets: "0" }, used: { secrets: "0" } };
  await real.call("PUT", "api/v1/namespaces/full/resourcequotas/none/status", { ...quota, status });
}

interface Place {
  readonly server: string;
  readonly ca?: string | undefined;
}
type User = Readonly<Record<string, unknown>>;

/** A kubeconfig with one context `main`; JSON is YAML. */
function kubeconfig({ server, ca }: Place, user: User, name = randomUUID()): string {
  const file = join(folder, `${name}.yaml`);
  const cluster = { server, ...(ca === undefined ? {} : { "certificate-authority-data": Buffer.from(ca).toString("base64") }) };
  const config = {
    "current-context": "main",
    contexts: [{ name: "main", context: { cluster: "c", user: "u" } }],
    clusters: [{ name: "c", cluster }],
    users: [{ name: "u", user }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (): string => `app/s-${randomUUID()}#token`;
const nameIn = (reference: string): string => /\/(.*)#/.exec(reference)?.[1] ?? "";

const BACKENDS = [
  ...(real === undefined ? [] : [{ name: "a real kube-apiserver", ...real }]),
  { name: "a double of ours", ...double, ca: undefined, admin: DOUBLE_ADMIN, nobody: DOUBLE_NOBODY },
];

describe.each(BACKENDS)("Kubernetes, on $name", (backend) => {
  const PATH = process.env["PATH"];
  const asUser = (user: User): K8sStore => new K8sStore({ PATH, KUBECONFIG: kubeconfig(backend, user) });
  const store = asUser({ token: backend.admin });

  storeContract("Secrets", async () =>
    Promise.resolve({
      store,
      fresh,
      beside: (reference) => `${reference.replace(/#.*$/, "")}#${fake("[a-z]{8}", Math.random())}`,
      prefix: "app",
      runs: 12,
    }),
  );

  it("counts the other keys of the Secret for its limit", async () => {
    const reference = fresh();
    await store.put(`${reference}-1`, new SecretBytes("x".repeat(600_000)));
    await expect(store.put(`${reference}-2`, new SecretBytes("x".repeat(600_000)))).rejects.toMatchObject({ code: "STORE_TOO_LARGE" });
    await expect(store.get(`${reference}-2`)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
  });

  it("keeps labels and the other keys, and removes the Secret with its last key", async () => {
    const reference = fresh();
    const secret = { metadata: { name: nameIn(reference), labels: { team: "a" } }, data: { other: "b2xk" } };
    await backend.call("POST", "api/v1/namespaces/app/secrets", secret);
    await store.put(reference, token(1));
    await store.remove(reference);
    const other = reference.replace("#token", "#other");
    expect((await store.get(other)).value.revealText()).toBe("old");
    expect(await store.list(`app/${nameIn(reference)}`)).toEqual([other]);
    await store.remove(other);
    await expect(store.list(`app/${nameIn(reference)}`)).resolves.toEqual([]);
  });

  it("tells who changed the Secret, and when", async () => {
    const reference = fresh();
    await store.put(reference, token(2));
    const { facts } = await store.describe(reference);
    expect(facts).toEqual(["Opaque Secret in main", expect.stringMatching(/^last changed by stanch 20/)]);
    expect((await store.versions(reference))[0]?.created).toMatch(/^20/);
  });

  it("lists names of a namespace in pages, and of a beginning only", async () => {
    const start = `l-${randomUUID()}`;
    for (const index of [1, 2, 3, 4, 5]) await store.put(`app/${start}-${index}#token`, token(index));
    expect(await store.list(`app/${start}`)).toEqual([1, 2, 3, 4, 5].map((index) => `app/${start}-${index}`));
    await expect(store.list("")).rejects.toMatchObject({ code: "STORE_UNKNOWN" });
  });

  it("writes nothing into a Secret that an operator makes, or that is immutable", async () => {
    const owned = fresh();
    const owner = { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", name: "plivo", uid: randomUUID(), controller: true };
    await backend.call("POST", "api/v1/namespaces/app/secrets", {
      metadata: { name: nameIn(owned), ownerReferences: [owner] },
      data: { token: "b2xk" },
    });
    const fixed = fresh();
    await backend.call("POST", "api/v1/namespaces/app/secrets", {
      metadata: { name: nameIn(fixed) },
      immutable: true,
      data: { token: "b2xk" },
    });
    for (const [reference, word] of [
      [owned, "ExternalSecret plivo"],
      [fixed, "immutable"],
    ] as const) {
      await expect(store.put(reference, token(3))).rejects.toMatchObject({
        code: "STORE_CANNOT",
        message: expect.stringContaining(word) as string,
      });
      await expect(store.remove(reference)).rejects.toMatchObject({ code: "STORE_CANNOT" });
      expect((await store.get(reference)).value.revealText()).toBe("old");
    }
  });

  it("tells what is wrong: a wrong token, no permission, no namespace, a used-up quota", async () => {
    const wrong: readonly (readonly [K8sStore, string, string])[] = [
      [asUser({ token: fake("[a-z]{20}", 4) }), fresh(), "STORE_DENIED"],
      [asUser({ token: backend.nobody }), fresh(), "STORE_DENIED"],
      [store, "nowhere/s#token", "STORE_NOT_FOUND"],
      [store, "full/s#token", "STORE_QUOTA"],
    ];
    for (const [one, reference, code] of wrong) {
      const told = expect.not.stringContaining(token(5).revealText() ?? "") as string;
      await expect(one.put(reference, token(5)), reference).rejects.toMatchObject({ code, message: told });
    }
  });

  it("logs in by a token's file, and by a program of the kubeconfig, and tells why that gave nothing", async () => {
    const reference = fresh();
    await store.put(reference, token(6));
    writeFileSync(join(folder, "token"), `${backend.admin}\n`);
    const credential = { apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status: { token: backend.admin } };
    const script = `
      const { spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
      if (spec.interactive || spec.cluster.server !== process.env.EXPECTED) process.exit(3);
      process.stdout.write(process.argv[1]);`;
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: process.execPath,
      args: ["-e", script, JSON.stringify(credential)],
      env: [{ name: "EXPECTED", value: backend.server }],
      provideClusterInfo: true,
    };
    for (const user of [{ tokenFile: "token" }, { exec }]) expect((await asUser(user).get(reference)).value.equals(token(6))).toBe(true);
    writeFileSync(join(folder, "token"), fake("[a-z]{20}", 7));
    await expect(asUser({ tokenFile: "token" }).get(reference)).rejects.toMatchObject({ code: "STORE_DENIED" });
    for (const [user, word] of [
      [{ exec: { ...exec, env: [] } }, "ended with code 3"],
      [{ exec: { ...exec, command: "no-such-program-of-ours" } }, "not on PATH"],
      [{ exec: { ...exec, args: ["-e", ""] } }, "gave no credential"],
      [{ tokenFile: "none" }, "cannot be read"],
    ] as const)
      await expect(asUser(user).get(reference)).rejects.toMatchObject({
        code: "STORE_DENIED",
        message: expect.stringContaining(word) as string,
      });
  });

  it("takes another context, and the first of several kubeconfigs that names a thing", async () => {
    const reference = fresh();
    await store.put(reference, token(8));
    const second = join(folder, `${randomUUID()}.yaml`);
    const contexts = [{ name: "other", context: { cluster: "c", user: "nobody" } }];
    const users = [
      { name: "nobody", user: { token: backend.nobody } },
      { name: "u", user: { token: backend.nobody } },
    ];
    writeFileSync(second, JSON.stringify({ contexts, users }));
    const both = new K8sStore({
      KUBECONFIG: [kubeconfig(backend, { token: backend.admin }), join(folder, "none.yaml"), second].join(delimiter),
    });
    expect((await both.get(reference)).value.equals(token(8))).toBe(true);
    await expect(both.get(reference.replace("#", "?context=other#"))).rejects.toMatchObject({ code: "STORE_DENIED" });
    await expect(both.get(reference.replace("#", "?context=none#"))).rejects.toMatchObject({ code: "STORE_UNKNOWN" });
    expect(both.normalise("app/s?context=other#k")).toBe("app/s?context=other#k");
  });

  it("is checked: which server answers, who it takes us for", async () => {
    expect(await store.check()).toEqual([expect.stringMatching(/^main at http.* answers, version v/), "logged in as admin"]);
    await expect(asUser({ token: fake("[a-z]{20}", 4) }).check()).rejects.toMatchObject({ code: "STORE_DENIED" });
  });
});

describe.skipIf(real === undefined)("Kubernetes, on a real kube-apiserver alone", () => {
  const place = { server: real?.server ?? "", ca: real?.ca };
  const asAdmin = { token: real?.admin };

  it.skipIf(real?.identity === undefined)("logs in by a certificate", async () => {
    const { cert = "", key = "" } = real?.identity ?? {};
    writeFileSync(join(folder, "user.key"), key);
    const user = { "client-certificate-data": Buffer.from(cert).toString("base64"), "client-key": "user.key" };
    const store = new K8sStore({ KUBECONFIG: kubeconfig(place, user) });
    expect((await store.check()).at(-1)).toBe("logged in as by-certificate");
  });

  it("acts as somebody else where the kubeconfig says so", async () => {
    const store = new K8sStore({ KUBECONFIG: kubeconfig(place, { ...asAdmin, as: "nobody" }) });
    expect((await store.check()).at(-1)).toBe("logged in as nobody");
  });

  it("is found from within a pod, by its service account", async () => {
    const serviceAccount = join(folder, "account");
    mkdirSync(serviceAccount);
    writeFileSync(join(serviceAccount, "ca.crt"), place.ca ?? "");
    writeFileSync(join(serviceAccount, "token"), real?.admin ?? "");
    const { hostname, port } = new URL(place.server);
    const env = { HOME: folder, KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port };
    const reference = fresh();
    await new K8sStore(env, { serviceAccount }).put(reference, token(9));
    expect((await new K8sStore(env, { serviceAccount }).get(reference)).value.equals(token(9))).toBe(true);
  });

  it("tells who read a value out of the audit log's lines", async () => {
    const store = new K8sStore({ KUBECONFIG: kubeconfig(place, asAdmin) });
    const reference = fresh();
    await store.put(reference, token(1));
    const reads = (): number => store.readers(reference, real?.audit() ?? []).find(({ who }) => who === "admin")?.count ?? 0;
    const before = reads();
    await store.get(reference);
    await expect.poll(reads, { timeout: 5000 }).toBe(before + 1);
    expect(store.readers(reference, real?.audit() ?? []).find(({ who }) => who === "admin")?.from).toBe("127.0.0.1");
    expect((real?.audit() ?? []).join("")).not.toContain(token(1).revealText());
  });

  it("is not believed with another certificate than its authority's", async () => {
    const store = new K8sStore({ KUBECONFIG: kubeconfig({ server: place.server }, asAdmin) });
    await expect(store.put(fresh(), token(1))).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
  });
});

it("Kubernetes, on a double of ours: logs in anew when the token that it had ran out", async () => {
  const own = await k8sDouble(["app"]);
  onTestFinished(own.stop);
  const tokenFile = join(folder, "renewed");
  const tokens = [7, 8].map((seed) => fake("[a-z]{20}", seed));
  const store = new K8sStore({ KUBECONFIG: kubeconfig(own, { tokenFile }) });
  const reference = fresh();
  for (const [index, one] of tokens.entries()) {
    writeFileSync(tokenFile, one);
    own.renew(one);
    await store.put(reference, token(index));
  }
  own.renew(fake("[a-z]{20}", 9));
  await expect(store.get(reference)).rejects.toMatchObject({ code: "STORE_DENIED" });
});

describe("Kubernetes' references and kubeconfigs", () => {
  it.each(["", "app", "app/s", "app/s#", "App/s#k", "app/S#k", "app/s#a/b", "app/s#..", "app/../s#k", "a/b/c#k", "app/s?context=#k"])(
    "refuses %j, and says how to write it",
    async (reference) => {
      await expect(async () => new K8sStore({}).get(reference)).rejects.toMatchObject({ code: "STORE_UNKNOWN" });
    },
  );

  it.each([
    ["no kubeconfig", undefined, "STORE_DENIED"],
    ["a server that is not there", { server: "https://127.0.0.1:9" }, "STORE_UNREACHABLE"],
    ["a server that is no URL", { server: "nowhere" }, "STORE_BROKEN"],
    ["a server that anybody may play", { server: "https://127.0.0.1:9", "insecure-skip-tls-verify": true }, "STORE_DENIED"],
    ["a proxy", { server: "https://127.0.0.1:9", "proxy-url": "http://127.0.0.1:9" }, "STORE_CANNOT"],
  ])("says what is wrong with %s", async (_, cluster, code) => {
    const file = join(folder, `${randomUUID()}.yaml`);
    const contexts = [{ name: "main", context: { cluster: "c", user: "u" } }];
    if (cluster !== undefined)
      writeFileSync(file, JSON.stringify({ "current-context": "main", contexts, clusters: [{ name: "c", cluster }] }));
    await expect(new K8sStore({ KUBECONFIG: file }).put("app/s#k", token(1))).rejects.toMatchObject({ code });
  });

  it("says that it cannot act as groups", async () => {
    const store = new K8sStore({ KUBECONFIG: kubeconfig({ server: "https://127.0.0.1:9" }, { as: "a", "as-groups": ["b"] }) });
    await expect(store.put("app/s#k", token(1))).rejects.toMatchObject({ code: "STORE_CANNOT" });
  });

  it("says that a kubeconfig is no YAML without quoting it", async () => {
    const file = join(folder, `${randomUUID()}.yaml`);
    writeFileSync(file, `users: [${token(2).revealText() ?? ""}: {`);
    const told = expect.not.stringContaining(token(2).revealText() ?? "") as string;
    await expect(new K8sStore({ KUBECONFIG: file }).get("app/s#k")).rejects.toMatchObject({ code: "STORE_BROKEN", message: told });
  });

  it("is opened by its scheme", async () => {
    expect((await openStore("k8s:app/s#k", { env: {}, folder })).store.scheme).toBe("k8s");
  });
});
