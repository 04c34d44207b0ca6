// Real git over HTTP: `git http-backend` behind a small server, with repositories made by the test.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname, join } from "node:path";

const ENV = {
  PATH: process.env["PATH"],
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

/** A bare repository as a host has it; commits are written into it without a work tree. */
export class ServedRepository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(dirname(folder), { recursive: true });
    execFileSync("git", ["init", "-q", "--bare", "-b", "main", folder], { env: ENV });
    this.git("config", "uploadpack.allowAnySHA1InWant", "true"); // as the hosts have it
  }

  git(...args: readonly string[]): string {
    return execFileSync("git", ["--git-dir", this.folder, ...args], { env: ENV, encoding: "utf8" }).trim();
  }

  /** One commit that has these files and no others; gives its id. */
  commit(branch: string, files: Readonly<Record<string, string>>, parent?: string): string {
    const lines = Object.entries(files).map(([path, text]) => {
      const file = join(this.folder, "test-content");
      writeFileSync(file, text);
      return `100644 blob ${this.git("hash-object", "-w", file)}\t${path}`;
    });
    const tree = execFileSync("git", ["--git-dir", this.folder, "mktree"], {
      env: ENV,
      encoding: "utf8",
      input: `${lines.join("\n")}\n`,
    }).trim();
    const oid = this.git(
      "commit-tree",
      tree,
      "-m",
      `commit ${Object.keys(files).join(" ")}`,
      ...(parent === undefined ? [] : ["-p", parent]),
    );
    if (branch !== "") this.git("update-ref", branch.startsWith("refs/") ? branch : `refs/heads/${branch}`, oid);
    return oid;
  }
}

/** Answers a request of git from the repositories below `root`. `cutAt`: ends the answer to a fetch after so many bytes. */
export function serveGit(root: string, request: IncomingMessage, response: ServerResponse, cutAt = Infinity): void {
  const url = new URL(request.url ?? "/", "http://localhost");
  const child = spawn("git", ["http-backend"], {
    env: {
      ...ENV,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      REMOTE_ADDR: "127.0.0.1",
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.on("error", () => response.destroy());
  child.stdin.on("error", () => undefined);
  request.pipe(child.stdin);
  let head = Buffer.alloc(0);
  let isBody = false;
  let sent = 0;
  child.stdout.on("data", (piece: Buffer) => {
    let body = piece;
    if (!isBody) {
      head = Buffer.concat([head, piece]);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      isBody = true;
      const lines = head.toString("latin1", 0, end).split("\r\n");
      const headers = lines.map((line) => line.split(/: ?/)).map(([name = "", ...value]) => [name, value.join(": ")] as const);
      const status = Number(headers.find(([name]) => name === "Status")?.[1].slice(0, 3) ?? 200);
      response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== "Status")));
      body = head.subarray(end + 4);
    }
    sent += body.length;
    response.write(body);
    if (sent > cutAt && request.method === "POST") {
      child.kill("SIGKILL");
      response.destroy();
    }
  });
  child.on("close", () => {
    if (!isBody) response.writeHead(500);
    response.end();
  });
}
