import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CACHE, freePort } from "../../stores/test/servers.ts";
import { INDEX, MANIFEST, type BuiltImage, indexOf, sha256 } from "./image-world.ts";

export interface RunningRegistry {
  readonly host: string;
  readonly stop: () => Promise<void>;
}

/** Debian's docker-registry, from PATH or its package: unpacked once into a cache folder, not installed. */
function program(): string {
  for (const folder of (process.env["PATH"] ?? "").split(":"))
    if (existsSync(join(folder, "docker-registry"))) return join(folder, "docker-registry");
  const home = join(CACHE, "docker-registry");
  const file = join(home, "usr/bin/docker-registry");
  if (existsSync(file)) return file;
  process.stderr.write("tests: fetching docker-registry, once …\n");
  mkdirSync(CACHE, { recursive: true });
  const beside = mkdtempSync(join(CACHE, "new-"));
  try {
    execFileSync("apt-get", ["download", "-q", "docker-registry"], { cwd: beside, stdio: "ignore" });
    const deb = readdirSync(beside).find((name) => name.endsWith(".deb"));
    if (deb === undefined) throw new Error("apt-get gave no package");
    execFileSync("dpkg-deb", ["-x", join(beside, deb), beside]);
    if (!existsSync(home)) renameSync(beside, home);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return file;
}

/** The real registry on this machine, with a log-in where one is given; a sentence where it cannot run. */
export async function openRegistry(logIn?: { readonly user: string; readonly password: string }): Promise<RunningRegistry | string> {
  try {
    const file = program();
    const folder = mkdtempSync(join(tmpdir(), "stanch-registry-"));
    const port = await freePort();
    const auth = logIn === undefined ? "" : `auth:\n  htpasswd:\n    realm: test\n    path: ${folder}/htpasswd\n`;
    if (logIn !== undefined) writeFileSync(join(folder, "htpasswd"), `${logIn.user}:${bcrypt(logIn.password)}\n`);
    writeFileSync(
      join(folder, "config.yml"),
      `version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: ${folder}/data\nhttp:\n  addr: 127.0.0.1:${port}\n${auth}`,
    );
    const child = spawn(file, ["serve", join(folder, "config.yml")], { stdio: "ignore" });
    const stop = async (): Promise<void> => {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    };
    for (const until = Date.now() + 30_000; ; await sleep(50)) {
      const answer = await fetch(`http://127.0.0.1:${port}/v2/`).catch(() => undefined);
      if (answer !== undefined) break;
      if (child.exitCode !== null || Date.now() > until) throw new Error("it did not start");
    }
    return { host: `127.0.0.1:${port}`, stop };
  } catch (error) {
    const reason = `docker-registry does not run here: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`;
    if (process.env["CI"] !== undefined) throw new Error(reason, { cause: error });
    process.stderr.write(`${reason}; its tests are left out\n`);
    return reason;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

/** Perl is in every Debian, and its `crypt` knows bcrypt. */
const bcrypt = (password: string): string =>
  execFileSync("perl", ["-e", "print crypt($ARGV[0], $ARGV[1])", password, "$2y$05$abcdefghijklmnopqrstuu"], { encoding: "utf8" });

/** Pushes images as one index below a tag; gives the index's digest. */
export async function push(
  host: string,
  repository: string,
  tag: string,
  images: readonly BuiltImage[],
  authorization?: string,
): Promise<string> {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const ask = async (url: string, method: string, type: string, body?: Buffer): Promise<Response> => {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, "content-type": type },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const base = `http://${host}/v2/${repository}`;
  for (const { blobs, descriptor } of images) {
    for (const [digest, bytes] of blobs) {
      if (digest === descriptor.digest) continue;
      const upload = await ask(`${base}/blobs/uploads/`, "POST", "application/octet-stream");
      const url = new URL(upload.headers.get("location") ?? "", base);
      url.searchParams.set("digest", digest);
      await ask(url.href, "PUT", "application/octet-stream", bytes);
    }
    await ask(`${base}/manifests/${descriptor.digest}`, "PUT", MANIFEST, blobs.get(descriptor.digest));
  }
  const index = indexOf(images.map(({ descriptor }) => descriptor));
  await ask(`${base}/manifests/${tag}`, "PUT", INDEX, index);
  return sha256(index);
}
