import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { type IncomingMessage, type Server, createServer } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { tarOf } from "../../test/image-world.ts";
import { type Told, scanned, scratch, token, write } from "../../test/world.ts";

// A double of three registries: it answers as their documents say, and keeps what it was asked.
const home = scratch();
const line = (n: number): string => `first\nkey = ${token(n)}\n`;
const hash = (algorithm: string, bytes: Uint8Array): Buffer => createHash(algorithm).update(bytes).digest();
const tgz = (folder: string, n: number): Buffer => gzipSync(tarOf([{ name: `${folder}/index.js`, content: line(n) }]));

type Answer = { readonly status?: number; readonly type?: string; readonly to?: string; readonly body?: string | Uint8Array };
const answers = new Map<string, (request: IncomingMessage) => Answer>();
const asked: { readonly path: string; readonly authorization: string | undefined }[] = [];
let server: Server;
let elsewhere: Server;
const origin = (one: Server): string => {
  const address = one.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
};

beforeAll(async () => {
  const open = async (): Promise<Server> => {
    const one = createServer((request, response) => {
      const path = `${one === elsewhere ? "(elsewhere)" : ""}${request.url ?? ""}`;
      asked.push({ path, authorization: request.headers.authorization });
      const { status = 200, type = "application/octet-stream", to, body = "" } = answers.get(path)?.(request) ?? { status: 404 };
      response.writeHead(to === undefined ? status : 302, { "content-type": type, ...(to === undefined ? {} : { location: to }) });
      response.end(body);
    });
    await new Promise<void>((resolve) => void one.listen(0, "127.0.0.1", resolve));
    return one;
  };
  server = await open();
  elsewhere = await open();
});
afterAll(() => {
  server.close();
  elsewhere.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
  answers.clear();
  asked.length = 0;
});

const read = async (target: string, places: object = {}): Promise<Told> => {
  vi.stubEnv("HOME", home);
  return scanned([target], { places: { allowsPrivate: true, ...places } });
};
const json = (value: unknown): Answer => ({ type: "application/json", body: JSON.stringify(value) });

describe("npm", () => {
  const setUp = (change: object = {}): void => {
    // npm, which may have started this, tells its own.
    vi.stubEnv("npm_config_userconfig", join(home, ".npmrc"));
    vi.stubEnv("npm_config_registry", `${origin(server)}/npm`);
    const versions = Object.fromEntries(
      [1, 2].map((n) => {
        const bytes = tgz("package", n);
        answers.set(`/npm/tar/${n}`, () => ({ to: `${origin(elsewhere)}/store/${n}` }));
        answers.set(`(elsewhere)/store/${n}`, () => ({ body: bytes }));
        const dist = {
          tarball: `${origin(server)}/npm/tar/${n}`,
          integrity: `sha512-${hash("sha512", bytes).toString("base64")}`,
          ...change,
        };
        return [`1.0.${n}`, { dist }];
      }),
    );
    answers.set("/npm/@acme%2fapp", () => json({ "dist-tags": { latest: "1.0.2", old: "1.0.1" }, versions }));
  };

  it("gives the newest version, one by its number or tag, or all", async () => {
    setUp();
    const second = { [token(2)]: ["npm:@acme/app@1.0.2!package/index.js:2:7"] };
    const first = { [token(1)]: ["npm:@acme/app@1.0.1!package/index.js:2:7"] };
    expect((await read("npm:@acme/app")).found).toEqual(second);
    expect((await read("npm:@acme/app@1.0.1")).found).toEqual(first);
    expect((await read("npm:@acme/app@old")).found).toEqual(first);
    const all = await read("npm:@acme/app", { allVersions: true });
    expect(all.found).toEqual({ ...first, ...second });
    expect(all.complete).toBe(true);
    expect(all.skipped).toEqual({});
  });

  it("is asked with the user's own token, which goes to no other host", async () => {
    setUp();
    vi.stubEnv("MY_TOKEN", "of-the-test");
    writeFileSync(join(home, ".npmrc"), `${origin(server).replace("http:", "")}/npm/:_authToken=\${MY_TOKEN}\n`);
    await read("npm:@acme/app");
    writeFileSync(join(home, ".npmrc"), "");
    expect(asked.filter(({ path }) => !path.startsWith("(")).map(({ authorization }) => authorization)).toEqual([
      "Bearer of-the-test",
      "Bearer of-the-test",
    ]);
    expect(asked.filter(({ path }) => path.startsWith("(")).map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it("finds what is there and fails when the bytes are not what the registry says", async () => {
    setUp({ integrity: `sha512-${Buffer.alloc(64).toString("base64")}` });
    const { found, complete, failures } = await read("npm:@acme/app");
    expect(Object.keys(found)).toEqual([token(2)]);
    expect(complete).toBe(false);
    expect(failures.map(({ message }) => message)).toEqual([
      expect.stringMatching(/other bytes than its digest says \(npm:@acme\/app@1.0.2\)/),
    ]);
  });

  it("says so where the registry tells no digest", async () => {
    setUp({ integrity: undefined });
    expect((await read("npm:@acme/app")).skipped).toEqual({ "digest-missing": ["npm:@acme/app@1.0.2"] });
  });

  it("says what is wrong, and asks nothing in a private network unless that is allowed", async () => {
    setUp();
    await expect(read("npm:@acme/app@9.9.9")).rejects.toThrow(/no such package or version \(@acme\/app@9.9.9 at /);
    await expect(read("npm:@acme/none")).rejects.toThrow(/no such package or version/);
    await expect(read("npm:../x")).rejects.toThrow(/names no package of npm/);
    asked.length = 0;
    await expect(read("npm:@acme/app", { allowsPrivate: false })).rejects.toThrow(/is no public address .*--allow-private-registry/);
    expect(asked).toEqual([]);
  });
});

describe("PyPI", () => {
  const files = [
    { filename: "acme_app-1.9.tar.gz", bytes: tgz("acme_app-1.9", 3) },
    { filename: "Acme.App-1.10.tar.gz", bytes: tgz("acme_app-1.10", 4) },
    { filename: "acme_app-1.10-py3-none-any.whl", bytes: tgz("acme_app", 5) },
    { filename: "acme_app-2.0rc1.tar.gz", bytes: tgz("acme_app-2.0rc1", 6) },
  ];
  const setUp = (form: "json" | "html"): void => {
    vi.stubEnv("PIP_INDEX_URL", `${origin(server).replace("//", "//me:of-the-test@")}/simple`);
    for (const { filename, bytes } of files) answers.set(`/files/${filename}`, () => ({ body: bytes }));
    const hex = (bytes: Uint8Array): string => hash("sha256", bytes).toString("hex");
    const page = files.map(({ filename, bytes }) => ({ filename, url: `../../files/${filename}`, hashes: { sha256: hex(bytes) } }));
    const links = files.map(({ filename, bytes }) => `<a href="../../files/${filename}#sha256=${hex(bytes)}">${filename}</a><br>`);
    answers.set("/simple/acme-app/", () =>
      form === "json"
        ? { type: "application/vnd.pypi.simple.v1+json", body: JSON.stringify({ files: page }) }
        : { type: "text/html", body: `<html><body>${links.join("\n")}</body></html>` },
    );
  };

  it.each(["json", "html"] as const)("gives every file of the newest release, of one version, or of all (%s)", async (form) => {
    setUp(form);
    const newest = {
      [token(4)]: ["pypi:acme-app==1.10/Acme.App-1.10.tar.gz!acme_app-1.10/index.js:2:7"],
      [token(5)]: ["pypi:acme-app==1.10/acme_app-1.10-py3-none-any.whl!acme_app/index.js:2:7"],
    };
    const { found, complete, skipped } = await read("pypi:Acme_App");
    expect(found).toEqual(newest);
    expect({ complete, skipped }).toEqual({ complete: true, skipped: {} });
    expect(Object.keys((await read("pypi:acme-app==1.9.0")).found)).toEqual([token(3)]);
    expect(Object.keys((await read("pypi:acme-app", { allVersions: true })).found).sort()).toEqual([3, 4, 5, 6].map(token).sort());
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(
      new Set([`Basic ${Buffer.from("me:of-the-test").toString("base64")}`]),
    );
  });

  it("says what is wrong, and shows no password", async () => {
    setUp("json");
    await expect(read("pypi:acme-app==3")).rejects.toThrow(/no such package or version \(acme-app==3 at 127/);
    await expect(read("pypi:acme app")).rejects.toThrow(/names no package of PyPI/);
    vi.stubEnv("PIP_INDEX_URL", "me:of-the-test");
    await expect(read("pypi:acme-app")).rejects.toThrow(/^(?!.*of-the-test).*is no URL/);
  });
});

describe("Maven", () => {
  it("gives the jar, its sources and its POM, as the mirror of the user's settings has them", async () => {
    const settings = `<settings><servers><server><id>ours</id><username>me</username><password>\${env.MY_TOKEN}</password></server></servers>
      <mirrors><mirror><id>ours</id><mirrorOf>central</mirrorOf><url>${origin(server)}/maven</url></mirror></mirrors></settings>`;
    write(home, { ".m2/settings.xml": settings });
    vi.stubEnv("MY_TOKEN", "of-the-test");
    const at = "/maven/com/acme/app";
    answers.set(`${at}/maven-metadata.xml`, () => ({
      body: "<metadata><versioning><release>1.1</release><versions><version>1.0</version><version>1.1</version></versions></versioning></metadata>",
    }));
    const put = (path: string, bytes: Uint8Array, algorithm: string): void => {
      answers.set(`${at}/${path}`, () => ({ body: bytes }));
      answers.set(`${at}/${path}.${algorithm}`, () => ({ body: `${hash(algorithm, bytes).toString("hex")}  ${path}\n` }));
    };
    put("1.1/app-1.1.pom", Buffer.from(`<project>${token(7)}</project>`), "sha1");
    put("1.1/app-1.1.jar", tgz("META-INF", 8), "sha512");
    put("1.1/app-1.1-sources.jar", tgz("com", 9), "sha1");
    put("1.0/app-1.0.pom", Buffer.from("<project/>"), "sha1");
    put("1.0/app-1.0.jar", tgz("META-INF", 10), "sha1");
    const { found, complete, skipped } = await read("maven:com.acme:app");
    const name = "maven:com.acme:app:1.1/app-1.1";
    expect(found).toEqual({
      [token(7)]: [`${name}.pom:1:10`],
      [token(8)]: [`${name}.jar!META-INF/index.js:2:7`],
      [token(9)]: [`${name}-sources.jar!com/index.js:2:7`],
    });
    expect({ complete, skipped }).toEqual({ complete: true, skipped: {} });
    expect(Object.keys((await read("maven:com.acme:app:1.0")).found)).toEqual([token(10)]);
    expect(Object.keys((await read("maven:com.acme:app", { allVersions: true })).found)).toHaveLength(4);
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(
      new Set([`Basic ${Buffer.from("me:of-the-test").toString("base64")}`]),
    );
    put("1.0/app-1.0.jar", tgz("META-INF", 10), "sha1");
    answers.set(`${at}/1.0/app-1.0.jar.sha1`, () => ({ body: "0".repeat(40) }));
    expect((await read("maven:com.acme:app:1.0")).failures).toHaveLength(1);
    await expect(read("maven:com.acme:app:3.0")).rejects.toThrow(/no such artifact or version/);
    await expect(read("maven:app")).rejects.toThrow(/names no artifact of Maven/);
  });
});
