import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import {
  type Ran,
  bareRepository,
  commit,
  git,
  halts,
  hook,
  must,
  passes,
  push,
  refsOf,
  repository,
  run,
  secret,
  token,
  write,
} from "./trial.fixture.ts";

const REFUSED = "stanch refused this push";

/** A work tree and the server's repository that it pushes to, with the hook; the first commit is there. */
function world(args: readonly string[] = [], ...initArgs: readonly string[]): { folder: string; server: string } {
  const folder = repository(...initArgs);
  const server = bareRepository(...initArgs);
  must(folder, ["remote", "add", "origin", server]);
  must(folder, ["push", "-q", "origin", "main"]);
  hook(server, "pre-receive", args);
  return { folder, server };
}

const refuses = (ran: Ran, ...places: readonly string[]): void => halts(ran, REFUSED, ...places);

describe("the pre-receive hook", () => {
  it("refuses all refs for the secret in one, with one message and ways out, and keeps no object of it", () => {
    const { folder, server } = world();
    must(folder, ["checkout", "-q", "-b", "one"]);
    commit(folder, { "one.txt": "clean\n" });
    must(folder, ["checkout", "-q", "-b", "two", "main"]);
    const bad = commit(folder, { "two.env": secret(1) });
    const ran = push(folder, "origin", "one", "two");
    refuses(
      ran,
      "two.env:2:",
      `commit ${bad.slice(0, 10)} by Ann: change`,
      "stanch fix --finding",
      "stanch:ignore plivo-auth-token until ",
    );
    expect(ran.said.match(/stanch refused/g)).toHaveLength(1);
    expect(ran.said).not.toContain(token(1));
    expect(refsOf(server)).toBe("refs/heads/main");
    expect(git(server, ["cat-file", "-e", bad]).code).not.toBe(0);
    passes(push(folder, "-q", "origin", "one"));
  });

  it("sees loose objects and packs, in repositories of either kind of ids", () => {
    for (const format of ["sha1", "sha256"])
      for (const limit of ["1", "10000"]) {
        const { folder, server } = world([], `--object-format=${format}`);
        must(server, ["config", "receive.unpackLimit", limit]);
        commit(folder, { "a.env": secret(2) });
        refuses(push(folder, "origin", "main"), "a.env:2:");
      }
  });

  it("sees new branches, tags of all kinds and forced pushes, and lets deletions through", () => {
    const { folder, server } = world();
    must(folder, ["push", "-q", "origin", "main:old"]);
    passes(push(folder, "-q", "origin", ":old"));
    commit(folder, { "more.txt": "x\n" });
    passes(push(folder, "-q", "origin", "main"));
    must(folder, ["checkout", "-q", "--orphan", "fresh"]);
    commit(folder, { "deep/a.env": secret(3) });
    must(folder, ["tag", "-a", "-m", "x", "annotated"]);
    must(folder, ["tag", "folder", "HEAD:deep"]);
    must(folder, ["tag", "file", "HEAD:deep/a.env"]);
    refuses(push(folder, "origin", "fresh"), "deep/a.env:2:");
    refuses(push(folder, "--force", "origin", "fresh:main"), "deep/a.env:2:");
    for (const tag of ["annotated", "folder", "file"]) refuses(push(folder, "origin", tag), ":2:");
    expect(refsOf(server)).toBe("refs/heads/main");
  });

  it("sees what stands in the message of a commit or an annotated tag", () => {
    const { folder, server } = world();
    must(folder, ["commit", "-q", "--no-verify", "--allow-empty", "-m", secret(50)]);
    refuses(push(folder, "origin", "main"), "(message of commit ");
    must(folder, ["reset", "-q", "--hard", "origin/main"]);
    must(folder, ["tag", "-a", "-m", secret(51), "v1"]);
    refuses(push(folder, "origin", "v1"), "(message of tag v1):");
    expect(refsOf(server)).toBe("refs/heads/main");
  });

  it("sees what only a merge holds, and what a later commit took away", () => {
    const { folder } = world();
    must(folder, ["checkout", "-q", "-b", "side"]);
    commit(folder, { "side.txt": "s\n" });
    must(folder, ["checkout", "-q", "main"]);
    commit(folder, { "main.txt": "m\n" });
    must(folder, ["merge", "-q", "--no-commit", "--no-ff", "side"]);
    write(folder, { "merged.env": secret(4) });
    must(folder, ["add", "."]);
    must(folder, ["commit", "-q", "-m", "merge"]);
    must(folder, ["rm", "-q", "merged.env"]);
    commit(folder, {});
    refuses(push(folder, "origin", "main"), "merged.env:2:");
  });

  it("sees an object that nothing reaches: the server would keep it", () => {
    const { folder, server } = world();
    must(server, ["config", "receive.unpackLimit", "1"]);
    const before = must(folder, ["rev-parse", "main"]);
    const after = commit(folder, { "clean.txt": "clean\n" });
    const hidden = must(folder, ["hash-object", "-w", "--stdin"], { input: secret(5) });
    const objects = must(folder, ["rev-list", "--objects", "main", `^${before}`]).replaceAll(/ .*$/gm, "");
    const ran = receive(folder, server, { before, after, objects: `${objects}\n${hidden}\n` });
    expect(ran.said).toContain(REFUSED);
    expect(ran.said).toContain(`(blob ${hidden}):2:`);
    expect(ran.said).toContain("ng refs/heads/main pre-receive hook declined");
    expect(git(server, ["cat-file", "-e", hidden]).code).not.toBe(0);
    passes(receive(folder, server, { before, after, objects: `${objects}\n` }));
    expect(must(server, ["rev-parse", "main"])).toBe(after);
  });

  it("does not take an old version for new, which completes a thin pack", () => {
    const { folder, server } = world();
    const lines = Array.from({ length: 400 }, (_, i) => `line ${i} ${fake("[a-z]{12}", i)}\n`).join("");
    rmSync(join(server, "hooks/pre-receive"));
    commit(folder, { "a.txt": `${lines}${secret(6)}` });
    must(folder, ["push", "-q", "origin", "main"]);
    hook(server, "pre-receive");
    must(server, ["config", "receive.unpackLimit", "1"]);
    commit(folder, { "a.txt": lines });
    const packs = (): number => readPacks(server);
    const had = packs();
    passes(push(folder, "-q", "--thin", "origin", "main"));
    expect(packs()).toBe(had + 1);
  });

  it("sees what the server has already and nothing reached until now", () => {
    const { folder, server } = world();
    rmSync(join(server, "hooks/pre-receive"));
    must(folder, ["checkout", "-q", "-b", "side"]);
    commit(folder, { "a.env": secret(7) });
    must(folder, ["push", "-q", "origin", "side"]);
    must(folder, ["push", "-q", "origin", ":side"]);
    hook(server, "pre-receive");
    refuses(push(folder, "origin", "side"), "a.env:2:");
  });

  it("takes no configuration from whoever pushes, but the server's own", () => {
    const { folder, server } = world();
    commit(folder, { "a.env": secret(8), "stanch.config.jsonc": '{ "exclude": ["**"], "failOn": "never" }\n' });
    refuses(push(folder, "origin", "main"), "a.env:2:");
    writeFileSync(join(server, "own.jsonc"), '{ "exclude": ["*.env"] }\n');
    hook(server, "pre-receive", ["--config", join(server, "own.jsonc")]);
    passes(push(folder, "-q", "origin", "main"));
  });

  it("lets a push through for a reason, and logs who, why and what", () => {
    const { folder, server } = world();
    commit(folder, { "a.env": secret(9) });
    expect(push(folder, "origin", "main").said).toContain("ask whoever runs this server");
    must(server, ["config", "receive.advertisePushOptions", "true"]);
    refuses(push(folder, "origin", "main"), 'git push -o stanch.allow="<reason in a few words>" (it is logged)');
    const bare = push(folder, "-o", "stanch.allow=yes", "origin", "main");
    refuses(bare, "this one had none");
    const ran = git(folder, ["push", "-o", "ci.skip", "-o", "stanch.allow=the shop is down", "origin", "main"], {
      env: { REMOTE_USER: "ann" },
    });
    expect(ran.code).toBe(0);
    expect(ran.said).toContain('let through for a reason, and logged: 1 secret, "the shop is down"');
    const log = join(server, "stanch/break-glass.jsonl");
    const text = readFileSync(log, "utf8");
    expect(JSON.parse(text)).toMatchObject({
      who: "ann",
      reason: "the shop is down",
      refs: [{ name: "refs/heads/main", oid: must(folder, ["rev-parse", "main"]) }],
      findings: [{ detector: "plivo-auth-token", path: "a.env" }],
    });
    expect(text).not.toContain(token(9));
    expect(statSync(log).mode & 0o77).toBe(0);
  });

  it("refuses what it cannot log, and takes no reasons where none are wanted", () => {
    const { folder, server } = world();
    must(server, ["config", "receive.advertisePushOptions", "true"]);
    writeFileSync(join(server, "stanch"), "a file where the log's folder is due");
    commit(folder, { "a.env": secret(10) });
    const ran = push(folder, "-o", "stanch.allow=the shop is down", "origin", "main");
    expect(ran.code).not.toBe(0);
    expect(ran.said).toContain("could not be logged");
    hook(server, "pre-receive", ["--no-break-glass"]);
    refuses(push(folder, "-o", "stanch.allow=the shop is down", "origin", "main"), "ask whoever runs this server");
  });

  it("keeps to its time, and then does what the server has chosen", () => {
    // Shorter than what is kept for the answer: nothing can be looked at.
    const { folder, server } = world(["--time-limit", "0.5"]);
    must(server, ["config", "receive.advertisePushOptions", "true"]);
    commit(folder, { "a.txt": "x\n" });
    const closed = push(folder, "origin", "main");
    expect(closed.code).not.toBe(0);
    expect(closed.said).toContain("could be looked at within 0.5 s: time-out: the rest of the push");
    expect(closed.said).toContain("It is refused, as this server has chosen (--on-timeout closed)");
    expect(push(folder, "-q", "-o", "stanch.allow=history of another system", "origin", "main:imported").code).toBe(0);
    must(folder, ["push", "-q", "origin", ":imported"]);
    hook(server, "pre-receive", ["--time-limit", "0.5", "--on-timeout", "open"]);
    const open = push(folder, "origin", "main:other");
    expect(open.said).toContain("It is let through, as this server has chosen (--on-timeout open)");
    expect(open.code).toBe(0);
  });

  it("says what it was when it fails itself, and keeps to the choice", () => {
    const { folder, server } = world(["--config", "/nonexistent.jsonc"]);
    commit(folder, { "a.txt": "x\n" });
    const closed = push(folder, "origin", "main");
    expect(closed.code).not.toBe(0);
    expect(closed.said).toContain("/nonexistent.jsonc");
    expect(closed.said).toContain("stanch failed on this server");
    hook(server, "pre-receive", ["--config", "/nonexistent.jsonc", "--on-timeout", "open"]);
    expect(push(folder, "origin", "main").code).toBe(0);
  });

  it("marks its lines on GitLab, which passes on no others, and knows the quarantine by GitLab's name for it", () => {
    const { folder, server } = world();
    writeFileSync(
      join(server, "hooks/pre-receive"),
      `#!/bin/sh\nunset GIT_QUARANTINE_PATH\n${readFileSync(join(server, "hooks/pre-receive"), "utf8")}`,
    );
    commit(folder, { "a.env": secret(12) });
    const ran = git(folder, ["push", "origin", "main"], { env: { GL_REPOSITORY: "project-1" } });
    const lines = ran.said.split("\n").filter((line) => line.startsWith("remote: "));
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => !line.startsWith("remote: GL-HOOK-ERR: "))).toEqual([]);
    expect(lines[0]).toContain(REFUSED);
  });

  it("finds what it brings in a repository that borrows objects from another", () => {
    const { folder, server } = world();
    const fork = bareRepository();
    writeFileSync(join(fork, "objects/info/alternates"), `${server}/objects\n`);
    hook(fork, "pre-receive");
    passes(push(folder, "-q", fork, "main"));
    commit(folder, { "a.env": secret(11) });
    refuses(push(folder, fork, "main"), "a.env:2:");
  });
});

function readPacks(server: string): number {
  return Number(/^packs: (\d+)$/m.exec(must(server, ["count-objects", "-v"]))?.[1]);
}

/** What `git push` never does: a pack of chosen objects, sent to git's own receiving program. */
function receive(folder: string, server: string, { before, after, objects }: { before: string; after: string; objects: string }): Ran {
  const command = `${before} ${after} refs/heads/main\0 report-status`;
  const head = Buffer.from(`${(command.length + 4).toString(16).padStart(4, "0")}${command}0000`);
  writeFileSync(join(folder, "objects.txt"), objects);
  const piped = run(
    "sh",
    ["-c", '{ cat; git -C "$1" pack-objects -q --stdout < "$1/objects.txt"; } | git receive-pack "$2"', "sh", folder, server],
    {
      input: head,
    },
  );
  rmSync(join(folder, "objects.txt"));
  return piped;
}
