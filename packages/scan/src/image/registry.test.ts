import { mkdirSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { join } from "node:path";
import { fake } from "@stanch/model";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type BuiltImage, buildImage, indexOf, sha256 } from "../../test/image-world.ts";
import { type RunningRegistry, openRegistry, push } from "../../test/registry-server.ts";
import { scanned, scratch, token } from "../../test/world.ts";

const line = (n: number): string => `first\nkey = ${token(n)}\n`;
const base = { files: [{ name: "usr/base", content: line(1) }], createdBy: "ADD rootfs.tar.xz / # buildkit" };
const amd = buildImage({
  layers: [base, { files: [{ name: "opt/amd", content: line(2) }], packing: "zstd" }],
  config: { Env: [`A=${token(3)}`] },
});
const arm = buildImage({
  layers: [base, { files: [{ name: "opt/arm", content: line(4) }, { name: "usr/.wh.base" }] }],
  platform: { os: "linux", architecture: "arm64" },
});
const statement = Buffer.from(JSON.stringify({ predicate: { "build-arg:KEY": token(5) } }));
const attested = buildImage({
  layers: [{ bytes: statement, mediaType: "application/vnd.in-toto+json" }],
  platform: { os: "unknown", architecture: "unknown" },
});
const attestation: BuiltImage = {
  ...attested,
  descriptor: {
    ...attested.descriptor,
    annotations: { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": amd.descriptor.digest },
  },
};

const here = { image: { allowsPrivate: true } };

describe("a real registry", () => {
  let registry: RunningRegistry | string;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(async () => {
    if (typeof registry !== "string") await registry.stop();
  });

  it("is read by tag and by digest: every platform, layers that they share once, what is attested", async ({ skip }) => {
    if (typeof registry === "string") return skip(registry);
    const digest = await push(registry.host, "team/app", "1", [amd, arm, attestation]);
    for (const name of ["team/app:1", `team/app@${digest}`]) {
      const { occurrences, complete, failures } = await scanned([`image:${registry.host}/${name}`], here);
      // One layer of two images: hidden in one of them, open in the other, so it is open.
      expect(occurrences[token(1)]).toMatchObject([{ path: "usr/base", layer: amd.layers[0], instruction: "ADD rootfs.tar.xz /" }]);
      expect(occurrences[token(1)]?.[0]).not.toHaveProperty("hiddenBy");
      expect(occurrences[token(2)]).toMatchObject([{ path: "opt/amd", layer: amd.layers[1] }]);
      expect(occurrences[token(3)]).toMatchObject([{ path: "(config)/Env", image: `${registry.host}/${name} (linux/amd64)` }]);
      expect(occurrences[token(4)]).toMatchObject([{ path: "opt/arm", layer: arm.layers[1] }]);
      expect(occurrences[token(5)]).toMatchObject([{ path: `(attestation)/${sha256(statement)}` }]);
      expect(failures).toEqual([]);
      expect(complete).toBe(true);
    }
  });

  it("gives the platform that was chosen, with what is attested of it", async ({ skip }) => {
    if (typeof registry === "string") return skip(registry);
    await push(registry.host, "team/app", "1", [amd, arm, attestation]);
    const { found } = await scanned([`image:${registry.host}/team/app:1`], { image: { allowsPrivate: true, platform: "linux/arm64" } });
    expect(Object.keys(found).sort()).toEqual([token(1), token(4)].sort());
    const other = await scanned([`image:${registry.host}/team/app:1`], { image: { allowsPrivate: true, platform: "linux/amd64" } });
    expect(Object.keys(other.found).sort()).toEqual([token(1), token(2), token(3), token(5)].sort());
  });

  it("says what is wrong with a name or a platform that is not there", async ({ skip }) => {
    if (typeof registry === "string") return skip(registry);
    await push(registry.host, "team/app", "1", [amd]);
    await expect(scanned([`image:${registry.host}/team/none:1`], here)).rejects.toThrow(/does not show it to you \(HTTP 404\)/);
    await expect(
      scanned([`image:${registry.host}/team/app:1`], { image: { allowsPrivate: true, platform: "windows/amd64" } }),
    ).rejects.toThrow(/No image there has the platform windows\/amd64/);
  });

  it("is not asked at all in a private network, unless that is allowed", async ({ skip }) => {
    if (typeof registry === "string") return skip(registry);
    await expect(scanned([`image:${registry.host}/team/app:1`], { image: { isPlain: true } })).rejects.toThrow(
      /is no public address.*--allow-private-registry/,
    );
  });
});

describe("a real registry with a log-in", () => {
  const user = "ann";
  const password = fake("[A-Za-z0-9]{12}", 7);
  const auth = Buffer.from(`${user}:${password}`).toString("base64");
  let registry: RunningRegistry | string;
  beforeAll(async () => {
    registry = await openRegistry({ user, password });
  });
  afterAll(async () => {
    if (typeof registry !== "string") await registry.stop();
  });

  it("takes what docker's configuration holds; a helper program only when it is allowed", async ({ skip }) => {
    if (typeof registry === "string") return skip(registry);
    const { host } = registry;
    const folder = scratch();
    await push(host, "team/app", "1", [amd], `Basic ${auth}`);
    withEnv({ DOCKER_CONFIG: folder, PATH: `${folder}/bin:${process.env["PATH"] ?? ""}` });
    const run = async (config: object, startsHelpers = false): Promise<string> => {
      writeFileSync(join(folder, "config.json"), JSON.stringify(config));
      return scanned([`image:${host}/team/app:1`], { image: { allowsPrivate: true, startsHelpers } }).then(
        ({ found, complete }) => `${complete ? "whole" : "in part"}, ${Object.keys(found).length} found`,
        (error: unknown) => String(error),
      );
    };
    expect(await run({ auths: { [host]: { auth } } })).toBe("whole, 3 found");
    expect(await run({ auths: { [`${host}/team`]: { auth } } })).toBe("whole, 3 found");
    const none = await run({});
    expect(none).toMatch(/asks for a log-in .*Run docker login/);
    mkdirSync(join(folder, "bin"));
    writeFileSync(
      join(folder, "bin/docker-credential-ours"),
      `#!/bin/sh\nread server\n[ "$server" = "${host}" ] || exit 1\nprintf '{"Username":"%s","Secret":"%s"}' ann ${password}\n`,
      { mode: 0o755 },
    );
    const refused = await run({ credsStore: "ours" });
    expect(refused).toMatch(/docker-credential-ours: add --credential-helpers/);
    expect(await run({ credsStore: "ours" }, true)).toBe("whole, 3 found");
    expect(await run({ credHelpers: { [host]: "ours" } }, true)).toBe("whole, 3 found");
    const failing = await run({ credsStore: "absent" }, true);
    expect(failing).toMatch(/There is no such program \(docker-credential-absent\)/);
    const wrong = await run({ auths: { [host]: { auth: Buffer.from("ann:wrong").toString("base64") } } });
    expect(wrong).toMatch(/refuses the log-in/);
    expect(`${none}${refused}${failing}${wrong}`).not.toContain(password);
  });
});

/** Sets variables of the environment until the test ends. */
function withEnv(variables: Readonly<Record<string, string>>): void {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  onTestFinished(() => {
    for (const name of Object.keys(variables))
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
  });
}

/** A registry that does as it is told, lies among it: a double. */
async function double(answer: (request: IncomingMessage, response: ServerResponse, host: string) => void): Promise<string> {
  const server = createServer((request, response) => {
    answer(request, response, request.headers.host ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

/** Answers with an image's blobs; `change` may give others. */
const serving =
  (image: BuiltImage, change: (digest: string, bytes: Buffer) => Buffer = (_, bytes) => bytes) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const index = indexOf([image.descriptor]);
    const name = (request.url ?? "").split("/").at(-1) ?? "";
    const bytes = name === "latest" ? index : image.blobs.get(name);
    if (bytes === undefined) response.writeHead(404).end();
    else response.writeHead(200).end(change(name, bytes));
  };

describe("a registry that lies", () => {
  it.each([
    [
      "about a layer's bytes",
      (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, -1), Buffer.of(1)]),
      /other bytes than the digest says/,
    ],
    [
      "with more bytes than it said",
      (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(100_000)]),
      /more than the \d+ bytes of its manifest/,
    ],
    ["with fewer bytes than it said", (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length - 600), /other bytes than the digest says/],
  ])("%s is told, and what was found stands", async (_, change, told) => {
    const image = buildImage({
      layers: [
        {
          files: [
            { name: "a", content: line(1) },
            { name: "b", content: "x".repeat(5000) },
          ],
          packing: "plain",
        },
      ],
    });
    const host = await double(serving(image, (digest, bytes) => (digest === image.layers[0] ? change(bytes) : bytes)));
    const { found, complete, failures } = await scanned([`image:${host}/app`], here);
    expect(found[token(1)]).toEqual(["a:2:7"]);
    expect(complete).toBe(false);
    expect(failures.map(({ message }) => message).join("\n")).toMatch(told);
  });

  it("about a manifest is not believed", async () => {
    const host = await double(
      serving(amd, (digest, bytes) => (digest === amd.descriptor.digest ? Buffer.concat([bytes, Buffer.from(" ")]) : bytes)),
    );
    const { complete, failures } = await scanned([`image:${host}/app`], here);
    expect(complete).toBe(false);
    expect(failures.map(({ message }) => message)).toEqual([expect.stringMatching(/another manifest than the digest says/)]);
  });

  it("a layer that breaks off is read on where it ended", async () => {
    let cuts = 0;
    const image = buildImage({
      layers: [
        {
          files: [
            { name: "a", content: "x".repeat(90_000) },
            { name: "b", content: line(1) },
          ],
          packing: "plain",
        },
      ],
    });
    const all = serving(image);
    const host = await double((request, response) => {
      const bytes = image.blobs.get((request.url ?? "").split("/").at(-1) ?? "");
      const range = /bytes=(\d+)-/.exec(request.headers.range ?? "");
      if (range !== null && bytes !== undefined) response.writeHead(206).end(bytes.subarray(Number(range[1])));
      else if (bytes !== undefined && bytes.length > 50_000 && cuts++ === 0) {
        response.writeHead(200, { "content-length": bytes.length });
        response.write(bytes.subarray(0, 40_000), () => response.destroy());
      } else all(request, response);
    });
    const { found, complete } = await scanned([`image:${host}/app`], here);
    expect(cuts).toBe(1);
    expect(found[token(1)]).toEqual(["b:2:7"]);
    expect(complete).toBe(true);
  });
});

describe("log-in and redirects", () => {
  it("gets a token from where the registry sends it, with the log-in, and shows it to no other host", async () => {
    const seen: { at: string; authorization: string | undefined }[] = [];
    const storage = await double((request, response) => {
      seen.push({ at: "storage", authorization: request.headers.authorization });
      serving(amd)(request, response);
    });
    const host = await double((request, response, own) => {
      const { authorization } = request.headers;
      const url = new URL(request.url ?? "", `http://${own}`);
      if (url.pathname === "/token") {
        seen.push({ at: `token ${url.searchParams.get("scope") ?? ""} ${url.searchParams.get("service") ?? ""}`, authorization });
        response.writeHead(200).end(JSON.stringify({ access_token: "given" }));
      } else if (authorization !== "Bearer given")
        response.writeHead(401, { "www-authenticate": `Bearer realm="http://${own}/token",service="reg, one",scope="x"` }).end();
      else if (url.pathname.includes("/blobs/")) response.writeHead(307, { location: `http://${storage}${url.pathname}` }).end();
      else serving(amd)(request, response);
    });
    const folder = scratch();
    const auth = Buffer.from("ann:pass").toString("base64");
    writeFileSync(join(folder, "config.json"), JSON.stringify({ auths: { [host]: { auth } } }));
    withEnv({ DOCKER_CONFIG: folder });
    const { found, complete } = await scanned([`image:${host}/team/app`], here);
    expect(complete).toBe(true);
    expect(Object.keys(found)).toContain(token(2));
    expect(seen.filter(({ at }) => at.startsWith("token"))).toEqual([
      { at: "token repository:team/app:pull reg, one", authorization: `Basic ${auth}` },
    ]);
    const stored = seen.filter(({ at }) => at === "storage");
    expect(stored).toHaveLength(3);
    expect(stored.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  it("waits as long as a rate limit asks, and says so when it does not end", async () => {
    let asked = 0;
    const patient = await double((request, response) => {
      if (asked++ === 0) response.writeHead(429, { "retry-after": "0" }).end();
      else serving(amd)(request, response);
    });
    expect((await scanned([`image:${patient}/app`], here)).complete).toBe(true);
    const never = await double((_, response) => void response.writeHead(429, { "retry-after": "0" }).end());
    await expect(scanned([`image:${never}/app`], here)).rejects.toThrow(/rate limit is met \(HTTP 429\).*docker login/);
  });

  it("goes to no address without TLS that the registry names, unless that was said", async () => {
    const host = await double((_, response) => void response.writeHead(307, { location: "ftp://127.0.0.1/x" }).end());
    await expect(scanned([`image:${host}/app`], here)).rejects.toThrow(/redirects to an address without TLS/);
  });
});
