import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Ran,
  bareRepository,
  commit,
  halts,
  home,
  hook,
  must,
  passes,
  push,
  refsOf,
  repository,
  secret,
  stanch,
  token,
  write,
} from "./trial.fixture.ts";

const STOPPED = "stanch stopped this push";

/** A repository with two remotes, `origin` and `backup`; the first commit is on both. */
function world(): { folder: string; origin: string; backup: string } {
  const folder = repository();
  const [origin, backup] = [bareRepository(), bareRepository()];
  must(folder, ["remote", "add", "origin", `file://${origin}`]);
  must(folder, ["remote", "add", "backup", `file://${backup}`]);
  must(folder, ["push", "-q", "origin", "main"]);
  must(folder, ["push", "-q", "backup", "main"]);
  hook(folder, "pre-push");
  return { folder, origin, backup };
}

const stops = (ran: Ran, ...places: readonly string[]): void => halts(ran, STOPPED, ...places);

describe("the pre-push hook", () => {
  it("reads every ref, also the second, and stops them all", () => {
    const { folder, origin } = world();
    must(folder, ["checkout", "-q", "-b", "one"]);
    commit(folder, { "one.txt": "clean\n" });
    must(folder, ["checkout", "-q", "-b", "two", "main"]);
    const bad = commit(folder, { "two.env": secret(1) });
    const ran = push(folder, "origin", "one", "two");
    stops(ran, "to origin: it would bring a secret", "two.env:2:", `commit ${bad.slice(0, 10)} by Ann: change`, "git push --no-verify");
    expect(ran.said).toContain("make the commit anew: git commit --amend");
    expect(ran.said).not.toContain(token(1));
    expect(refsOf(origin)).toBe("refs/heads/main");
    passes(push(folder, "-q", "origin", "one"));
    expect(push(folder, "-q", "--no-verify", "origin", "two").code).toBe(0);
  });

  it("sees what stands in the message of a commit or an annotated tag, and in no file", () => {
    const { folder, origin } = world();
    must(folder, ["commit", "-q", "--no-verify", "--allow-empty", "-m", "new log-in", "-m", secret(40)]);
    const id = must(folder, ["rev-parse", "HEAD"]).slice(0, 12);
    const ran = push(folder, "origin", "main");
    stops(ran, `(message of commit ${id}):4:`, "take it out of the message: git commit --amend", "in the message: stanch:ignore");
    expect(ran.said).not.toContain(token(40));
    must(folder, ["reset", "-q", "--hard", "origin/main"]);
    must(folder, ["tag", "-a", "-m", `PLIVO_AUTH_TOKEN=${token(41)} ${secret(41)}`, "v1"]);
    const tagged = push(folder, "origin", "v1");
    stops(tagged, "(message of tag v1):1:", "git tag -f -a NAME COMMIT");
    // The summary is the first line of the message, and shown: there too it is masked.
    expect(tagged.said).not.toContain(token(41));
    expect(refsOf(origin)).toBe("refs/heads/main");
  });

  it("sees what was added and taken away again between two pushes", () => {
    const { folder } = world();
    commit(folder, { "gone.env": secret(2) });
    must(folder, ["rm", "-q", "gone.env"]);
    commit(folder, {});
    stops(push(folder, "origin", "main"), "gone.env:2:", `git rebase -i ${must(folder, ["rev-parse", "HEAD^"]).slice(0, 10)}^`);
  });

  it("sees what only a merge holds, and what came in by cherry-pick past other hooks", () => {
    const { folder } = world();
    must(folder, ["checkout", "-q", "-b", "side"]);
    const picked = commit(folder, { "picked.env": secret(3) });
    must(folder, ["checkout", "-q", "-b", "third", "main"]);
    commit(folder, { "side.txt": "s\n" });
    must(folder, ["checkout", "-q", "main"]);
    commit(folder, { "main.txt": "m\n" });
    must(folder, ["merge", "-q", "--no-commit", "--no-ff", "third"]);
    write(folder, { "merged.env": secret(4) });
    must(folder, ["add", "."]);
    const merge = (must(folder, ["commit", "-q", "-m", "merge"]), must(folder, ["rev-parse", "HEAD"]));
    stops(push(folder, "origin", "main"), "merged.env:2:", `commit ${merge.slice(0, 10)}`);
    must(folder, ["reset", "-q", "--hard", "origin/main"]);
    must(folder, ["cherry-pick", picked]);
    stops(push(folder, "origin", "main"), "picked.env:2:");
  });

  it("does not tell again what the remote has, whatever ref it was pushed to", () => {
    const { folder } = world();
    must(folder, ["checkout", "-q", "-b", "known"]);
    commit(folder, { "known.env": secret(5) });
    must(folder, ["push", "-q", "--no-verify", "origin", "known"]);
    commit(folder, { "more.txt": "clean\n" });
    passes(push(folder, "-q", "origin", "known"));
    passes(push(folder, "-q", "origin", "known:another"));
    passes(push(folder, "-q", "origin", "known:main"));
  });

  it("names the commit that brought a secret, and not those that left it where it was", () => {
    const { folder } = world();
    const brought = commit(folder, { "a.env": secret(30) });
    commit(folder, { "a.env": `# one\n${secret(30)}` });
    const ran = push(folder, "origin", "main");
    stops(ran, "a.env:2:", `commit ${brought.slice(0, 10)}`);
    must(folder, ["push", "-q", "--no-verify", "origin", "main"]);
    commit(folder, { "a.env": `# two\n${secret(30)}` });
    const known = push(folder, "-q", "origin", "main");
    expect(known).toEqual({
      code: 0,
      said: "stanch: not stopped for secrets that were there before: a file still holds them, and they count as leaked (a.env). `stanch scan` shows them\n",
    });
    commit(folder, { "a.env": `# three\n${secret(30)}${secret(31)}` });
    stops(push(folder, "origin", "main"), "it would bring a secret", "a.env:5:");
    // Taken away and brought back counts again.
    must(folder, ["reset", "-q", "--hard", "origin/main"]);
    must(folder, ["rm", "-q", "a.env"]);
    commit(folder, {});
    commit(folder, { "a.env": secret(30) });
    stops(push(folder, "origin", "main"), "a.env:2:");
  });

  it("asks each remote for itself: what one has, another may lack", () => {
    const { folder, backup } = world();
    commit(folder, { "a.env": secret(6) });
    must(folder, ["push", "-q", "--no-verify", "origin", "main"]);
    stops(push(folder, "backup", "main"), "to backup", "a.env:2:");
    // To an address: git tells no name, and only the pushed refs say what is there.
    stops(push(folder, backup, "main"), "a.env:2:");
    stops(push(folder, bareRepository(), "main"), "a.env:2:");
    passes(push(folder, "-q", "origin", "main"));
  });

  it("lets deletions through, alone and beside a ref that it stops", () => {
    const { folder, origin } = world();
    must(folder, ["push", "-q", "origin", "main:old", "main:older"]);
    passes(push(folder, "-q", "origin", ":old"));
    commit(folder, { "a.env": secret(7) });
    stops(push(folder, "origin", ":older", "main"), "a.env:2:");
    expect(refsOf(origin)).toBe("refs/heads/main\nrefs/heads/older");
  });

  it("looks through tags: of commits, of a tag, of a folder and of a file", () => {
    const { folder } = world();
    must(folder, ["checkout", "-q", "--detach"]);
    commit(folder, { "deep/tagged.env": secret(8) });
    must(folder, ["tag", "light"]);
    must(folder, ["tag", "-a", "-m", "x", "annotated"]);
    must(folder, ["tag", "-a", "-m", "x", "twice", "annotated"]);
    must(folder, ["tag", "folder", "HEAD:deep"]);
    must(folder, ["tag", "file", "HEAD:deep/tagged.env"]);
    const blob = must(folder, ["rev-parse", "HEAD:deep/tagged.env"]);
    for (const tag of ["light", "annotated", "twice"]) stops(push(folder, "origin", tag), "deep/tagged.env:2:");
    for (const tag of ["folder", "file"]) stops(push(folder, "origin", tag), `(blob ${blob}):2:`);
    must(folder, ["tag", "clean", "main"]);
    passes(push(folder, "-q", "origin", "clean"));
  });

  it("takes a forced push, also over commits that are not here", () => {
    const { folder, origin } = world();
    const other = join(home, "other-clone");
    must(home, ["clone", "-q", origin, other]);
    commit(other, { "theirs.txt": "theirs\n" });
    must(other, ["push", "-q", "origin", "main"]);
    commit(folder, { "ours.env": secret(9) });
    expect(push(folder, "origin", "main").code).not.toBe(0);
    stops(push(folder, "--force", "origin", "main"), "ours.env:2:");
    must(folder, ["reset", "-q", "--hard", "HEAD^"]);
    commit(folder, { "ours.txt": "clean\n" });
    passes(push(folder, "-q", "--force", "origin", "main"));
  });

  it("tells every place of a secret that is excluded at one path and not at another", () => {
    const { folder } = world();
    commit(folder, { "stanch.config.jsonc": '{ "exclude": ["fixtures/**"] }\n', "fixtures/a.env": secret(10) });
    passes(push(folder, "-q", "origin", "main"));
    // Whichever of the folders is met first; the second pair are the same folder twice.
    commit(folder, { "fixtures/b.env": secret(11), "src/b.env": secret(11), "fixtures/in/c.env": secret(20), "a/in/c.env": secret(20) });
    stops(push(folder, "origin", "main"), "src/b.env:2:", "a/in/c.env:2:");
  });

  it("takes the configuration of the commit that is pushed, not that of the work tree", () => {
    const { folder } = world();
    commit(folder, { "a.env": secret(12) });
    write(folder, { "stanch.config.jsonc": '{ "exclude": ["*.env"] }\n' });
    stops(push(folder, "origin", "main"), "a.env:2:");
    commit(folder, {});
    passes(push(folder, "-q", "origin", "main"));
    // Two refs with two configurations: each by its own.
    must(folder, ["checkout", "-q", "-b", "without", "HEAD^^"]);
    commit(folder, { "b.env": secret(13) });
    must(folder, ["checkout", "-q", "main"]);
    commit(folder, { "c.env": secret(14) });
    const ran = push(folder, "origin", "main", "without");
    stops(ran, "b.env:2:");
    expect(ran.said).not.toContain("c.env");
  });

  it("works in a repository of SHA-256 ids, and from a linked work tree", () => {
    const folder = repository("--object-format=sha256");
    const origin = bareRepository("--object-format=sha256");
    must(folder, ["remote", "add", "origin", origin]);
    hook(folder, "pre-push");
    passes(push(folder, "-q", "origin", "main"));
    const linked = join(home, "linked-256");
    must(folder, ["worktree", "add", "-q", linked]);
    commit(linked, { "a.env": secret(15) });
    stops(push(linked, "origin", "HEAD"), "a.env:2:");
  });

  it("works in a shallow clone and in one without old files, and does not complain of what is not there", () => {
    const { folder, origin } = world();
    commit(folder, { "old/a.txt": "old\n" });
    commit(folder, { "b.txt": "newer\n" });
    must(folder, ["push", "-q", "--no-verify", "origin", "main"]);
    must(origin, ["config", "uploadpack.allowFilter", "true"]);
    for (const [name, option] of [
      ["shallow", "--depth=1"],
      ["partial", "--filter=tree:0"],
    ] as const) {
      const clone = join(home, name);
      must(home, ["clone", "-q", option, "--no-checkout", `file://${origin}`, clone]);
      must(clone, ["checkout", "-q", "-b", name]);
      hook(clone, "pre-push");
      commit(clone, { "c.txt": `${name}\n` });
      passes(push(clone, "-q", "origin", name));
      commit(clone, { "old/c.env": secret(19) });
      stops(push(clone, "origin", name), "old/c.env:2:");
    }
  });

  it("runs nothing that the repository names", () => {
    const { folder } = world();
    const proof = join(home, "ran-at-push");
    const evil = join(home, "evil-push.sh");
    writeFileSync(evil, `#!/bin/sh\ntouch ${proof}\nexit 1\n`, { mode: 0o755 });
    commit(folder, { ".gitattributes": "* diff=evil filter=evil\n", "a.env": secret(16) });
    for (const key of ["core.fsmonitor", "diff.evil.textconv", "diff.external", "filter.evil.smudge", "gpg.program"])
      must(folder, ["config", key, evil]);
    const tip = must(folder, ["rev-parse", "HEAD"]);
    const input = `refs/heads/main ${tip} refs/heads/main ${"0".repeat(40)}\n`;
    stops(stanch(folder, ["hook", "run", "pre-push", "--", "origin", "file:///x"], { input }), "a.env:2:");
    expect(existsSync(proof)).toBe(false);
  });

  it("stops the push with a clear word when its input is none of git's", () => {
    const { folder } = world();
    const ran = stanch(folder, ["hook", "run", "pre-push", "--", "origin", "x"], { input: "nonsense\n" });
    expect(ran.code).toBe(2);
    expect(ran.said).toContain("no line that git gives to pre-push");
    expect(ran.said).toContain("git push --no-verify");
  });

  it("takes the one ref that the pre-commit framework tells, which has read the input itself", () => {
    const { folder } = world();
    const tip = commit(folder, { "a.env": secret(17) });
    const env = { PRE_COMMIT: "1", PRE_COMMIT_REMOTE_NAME: "origin", PRE_COMMIT_TO_REF: tip };
    stops(stanch(folder, ["hook", "run", "pre-push"], { env }), "a.env:2:");
    passes(stanch(folder, ["hook", "run", "pre-push"], { env: { ...env, PRE_COMMIT_TO_REF: must(folder, ["rev-parse", "HEAD^"]) } }));
  });

  it("works over HTTP", async () => {
    const folder = repository();
    const served = join(home, "served");
    must(home, ["init", "-q", "--bare", "-b", "main", join(served, "app.git")]);
    must(join(served, "app.git"), ["config", "http.receivepack", "true"]);
    const server = gitServer(served);
    try {
      const port = await new Promise<number>((resolve) => {
        server.listen(0, "127.0.0.1", () => {
          resolve((server.address() as AddressInfo).port); // it listens on a port, not on a socket file
        });
      });
      must(folder, ["remote", "add", "origin", `http://127.0.0.1:${port}/app.git`]);
      hook(folder, "pre-push");
      expect((await pushed(folder, "origin", "main")).code).toBe(0);
      expect(refsOf(join(served, "app.git"))).toBe("refs/heads/main");
      commit(folder, { "a.env": secret(18) });
      stops(await pushed(folder, "origin", "main"), "a.env:2:");
      expect(readFileSync(join(served, "app.git", "refs/heads/main"), "utf8").trim()).toBe(must(folder, ["rev-parse", "HEAD^"]));
    } finally {
      server.close();
    }
  });
});

/** git's own server program behind a small HTTP server. */
function gitServer(root: string): ReturnType<typeof createServer> {
  return createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    const child = spawn("git", ["http-backend"], {
      env: {
        PATH: process.env["PATH"],
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: "1",
        REQUEST_METHOD: request.method,
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
        GIT_PROTOCOL: request.headers["git-protocol"]?.toString() ?? "",
        REMOTE_USER: "ann",
      },
      stdio: ["pipe", "pipe", "ignore"],
    });
    request.pipe(child.stdin);
    const parts: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.on("close", () => {
      const all = Buffer.concat(parts);
      const end = all.indexOf("\r\n\r\n");
      for (const line of all.toString("latin1", 0, end).split("\r\n")) {
        const [name = "", value = ""] = line.split(/: (.*)/s);
        if (name === "Status") response.statusCode = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.end(all.subarray(end + 4));
    });
  });
}

/** A push that does not stand in the way of the server, which runs in this thread. */
async function pushed(folder: string, ...args: readonly string[]): Promise<Ran> {
  const child = spawn("git", ["-C", folder, "push", ...args], {
    env: { PATH: process.env["PATH"], HOME: home, GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (said += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (said += part));
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  return { code, said };
}
