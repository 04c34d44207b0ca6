import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commit, git, sample, scanned, scratch, token, write } from "./world.ts";

const dir = scratch();
let count = 0;

interface Trap {
  readonly repo: string;
  /** Made by whatever runs what the repository's configuration names. */
  readonly marker: string;
  /** A program that makes the marker. */
  readonly program: string;
}

function trap(): Trap {
  const home = join(dir, `trap-${++count}`);
  const repo = join(home, "repo");
  mkdirSync(repo, { recursive: true });
  const marker = join(home, "marker");
  const program = join(home, "act.sh");
  writeFileSync(program, `#!/bin/sh\necho acted >> '${marker}'\nexit 0\n`);
  chmodSync(program, 0o755);
  git(repo, ["init", "-q", "-b", "main"]);
  commit(repo, { "a.txt": `x\n${token(1)}\n`, "b.txt": "y\n" }, { message: "one" });
  git(repo, ["rm", "-q", "a.txt"]);
  commit(repo, { "c.txt": "z\n" }, { message: "two" });
  write(repo, { "staged.txt": `${token(2)}\n` });
  git(repo, ["add", "staged.txt"]);
  write(repo, { "b.txt": "changed, so that filters and watchers would be asked\n" });
  return { repo, marker, program };
}

const configure = ({ repo }: Trap, text: string): void => {
  writeFileSync(join(repo, ".git/config"), `${readFileSync(join(repo, ".git/config"), "utf8")}\n${text}\n`);
};

const attributes = ({ repo }: Trap, text: string): void => {
  writeFileSync(join(repo, ".git/info/attributes"), text);
  writeFileSync(join(repo, ".gitattributes"), text);
};

const TRAPS: Readonly<Record<string, (trap: Trap) => void>> = {
  "a file system monitor": (one) => {
    configure(one, `[core]\nfsmonitor = ${one.program}\nuntrackedCache = true`);
  },
  "textconv and an external diff": (one) => {
    configure(one, `[diff "evil"]\ntextconv = ${one.program}\ncommand = ${one.program}\n[diff]\nexternal = ${one.program}`);
    attributes(one, "* diff=evil\n");
  },
  "clean, smudge and process filters": (one) => {
    configure(one, `[filter "evil"]\nclean = ${one.program}\nsmudge = ${one.program}\nprocess = ${one.program}\nrequired = true`);
    attributes(one, "* filter=evil\n");
  },
  hooks: (one) => {
    const hooks = join(one.repo, ".git/hooks");
    mkdirSync(hooks, { recursive: true });
    const names = [
      "pre-commit",
      "post-checkout",
      "post-index-change",
      "reference-transaction",
      "fsmonitor-watchman",
      "pre-auto-gc",
      "post-merge",
    ];
    for (const name of names) {
      writeFileSync(join(hooks, name), readFileSync(one.program));
      chmodSync(join(hooks, name), 0o755);
    }
    configure(one, `[core]\nhooksPath = ${hooks}\n[hook "evil"]\ncommand = ${one.program}\nevent = pre-commit`);
  },
  "pagers, editors and helpers": (one) => {
    configure(
      one,
      `[core]\npager = ${one.program}\neditor = ${one.program}\naskPass = ${one.program}\n[pager]\nlog = ${one.program}\nrev-parse = ${one.program}\n[interactive]\ndiffFilter = ${one.program}\n[credential]\nhelper = ${one.program}\n[gpg]\nprogram = ${one.program}\n[log]\nshowSignature = true\n[alias]\nrev-parse = !${one.program}\nrev-list = !${one.program}`,
    );
  },
  includes: (one) => {
    const extra = join(one.repo, "extra.config");
    writeFileSync(extra, `[core]\nfsmonitor = ${one.program}\npager = ${one.program}\nsshCommand = ${one.program}\n`);
    configure(one, `[include]\npath = ${extra}\n[includeIf "gitdir:/"]\npath = ${extra}`);
  },
  "a promised object that is fetched when asked for": (one) => {
    configure(
      one,
      `[core]\nrepositoryformatversion = 1\nsshCommand = ${one.program}\n[extensions]\npartialClone = origin\n[remote "origin"]\nurl = ssh://nobody@localhost/none\npromisor = true\npartialclonefilter = blob:none\nuploadpack = ${one.program}`,
    );
    const old = git(one.repo, ["rev-parse", "HEAD~1:a.txt"]);
    const path = join(one.repo, ".git/objects", old.slice(0, 2), old.slice(2));
    chmodSync(path, 0o644);
    writeFileSync(path, "");
    // Missing altogether: git would fetch it.
    git(one.repo, ["update-ref", "refs/heads/gone", git(one.repo, ["rev-parse", "HEAD"])]);
    writeFileSync(join(one.repo, ".git/refs/heads/gone"), `${"ab".repeat(20)}\n`);
  },
  "an alternate that is a program's name, and a work tree elsewhere": (one) => {
    writeFileSync(join(one.repo, ".git/objects/info/alternates"), `${one.program}\n|${one.program}\n/dev/zero\n/nonexistent\n`);
    configure(one, `[core]\nworktree = /\nalternateRefsCommand = ${one.program}\n[safe]\ndirectory = *`);
  },
  "replaced objects and grafts": (one) => {
    const good = git(one.repo, ["hash-object", "-w", "--stdin"], { input: "harmless\n" });
    git(one.repo, ["replace", git(one.repo, ["rev-parse", "HEAD~1:a.txt"]), good]);
    writeFileSync(join(one.repo, ".git/info/grafts"), `${git(one.repo, ["rev-parse", "HEAD"])}\n`);
  },
};

describe.each(Object.entries(TRAPS))("a repository with %s", (name, set) => {
  it("acts on nothing, and is scanned whole", async () => {
    const one = trap();
    set(one);
    const before = readdirSync(join(one.repo, ".git")).sort();
    const full = await scanned([one.repo], { history: {} });
    const staged = await scanned([one.repo], { staged: true });
    const range = await scanned([one.repo], { history: { range: "HEAD~1..main" } }).catch((error: unknown) => error);
    const since = await scanned([one.repo], { history: { since: "2020-01-01" } });
    expect(existsSync(one.marker), "the repository's configuration acted").toBe(false);
    expect(readdirSync(join(one.repo, ".git")).sort()).toEqual(before);
    expect(staged.found).toEqual({ [token(2)]: ["staged.txt:1:1"] });
    expect(full.found[token(2)]).toBeDefined();
    expect(range).toMatchObject({ complete: true });
    // Only the promised object is not here; the replaced one is found as it was.
    if (name.startsWith("a promised")) expect(full.skipped["broken-object"]).toHaveLength(1);
    else {
      expect(full.found[token(1)]).toEqual(["a.txt:2:1"]);
      expect(since.found[token(1)]).toEqual(["a.txt:2:1"]);
    }
  });
});

it("would have seen the traps: git itself springs them", () => {
  const one = trap();
  TRAPS["a file system monitor"]?.(one);
  git(one.repo, ["status"]);
  expect(existsSync(one.marker)).toBe(true);
  const two = trap();
  TRAPS["clean, smudge and process filters"]?.(two);
  try {
    git(two.repo, ["diff"]);
  } catch {
    // The filter answers nonsense.
  }
  expect(existsSync(two.marker)).toBe(true);
  const three = trap();
  TRAPS["a promised object that is fetched when asked for"]?.(three);
  try {
    git(three.repo, ["cat-file", "-p", "cd".repeat(20)]);
  } catch {
    // The remote cannot be asked.
  }
  expect(existsSync(three.marker)).toBe(true);
});

it("does not take the configuration of a repository within the scanned folder for its own", async () => {
  const one = trap();
  TRAPS["a file system monitor"]?.(one);
  const { found } = await scanned([join(one.repo, "..")], { history: {}, detectors: [sample], customDetectors: [sample] });
  expect(existsSync(one.marker)).toBe(false);
  expect(found[token(2)]).toEqual(["repo/staged.txt:1:1"]);
});
