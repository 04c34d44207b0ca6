import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { detectors } from "@stanch/detectors";
import { type Found, type HookType, type Way, installPlan } from "@stanch/hooks/install";
import { cacheFolder } from "../cache-folder.ts";
import { applySteps } from "./apply.ts";

/** What of a proof went wrong, in a sentence; undefined when a planted sample was stopped and clean content was not. */
export type Proof = ReadonlyMap<HookType, string | undefined>;

/**
 * Makes repositories in a temporary folder, puts the same hooks in as were installed, and commits and pushes there: clean
 * content must go through, a sample that is planted must not. The user's own hooks and repository are not touched.
 */
export function prove(found: Found, ways: ReadonlyMap<HookType, Way>): Proof {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "stanch-proof-")));
  try {
    return new Map(found.types.map((type) => [type, tried(new Trial(join(folder, type), found, ways), type)]));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function tried(trial: Trial, type: HookType): string | undefined {
  try {
    return trial.run(type);
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 400) : "unknown error";
  }
}

interface Ran {
  readonly isDone: boolean;
  readonly said: string;
}

/** A work tree that pushes to a bare repository; the hook to prove is in one of them. */
class Trial {
  readonly #folder: string;
  readonly #work: string;
  readonly #bare: string;
  readonly #found: Found;
  readonly #ways: ReadonlyMap<HookType, Way>;

  constructor(folder: string, found: Found, ways: ReadonlyMap<HookType, Way>) {
    this.#folder = folder;
    this.#work = join(folder, "work");
    this.#bare = join(folder, "bare.git");
    this.#found = found;
    this.#ways = ways;
  }

  run(type: HookType): string | undefined {
    for (const path of [this.#work, this.#bare]) mkdirSync(path, { recursive: true });
    this.#must(this.#work, ["init", "-q", "--template="]);
    this.#must(this.#bare, ["init", "-q", "--bare", "--template="]);
    this.#install(type);
    writeFileSync(join(this.#work, "clean.txt"), "nothing to see\n");
    this.#must(this.#work, ["add", "clean.txt"]);
    const clean = this.#git(this.#work, ["commit", "-q", "-m", "clean"]);
    if (!clean.isDone) return `a clean commit did not go through: ${clean.said}`;
    if (type !== "pre-commit") {
      const pushed = this.#push([]);
      if (!pushed.isDone) return `a clean push did not go through: ${pushed.said}`;
    }
    writeFileSync(join(this.#work, "planted.env"), sample());
    this.#must(this.#work, ["add", "planted.env"]);
    if (type === "pre-commit") return stopped(this.#git(this.#work, ["commit", "-q", "-m", "planted"]), "stanch stopped this commit");
    this.#must(this.#work, ["commit", "-q", "--no-verify", "-m", "planted"]);
    if (type === "pre-push") return stopped(this.#push([]), "stanch stopped this push");
    return stopped(this.#push(["--no-verify"]), "stanch refused this push");
  }

  #push(options: readonly string[]): Ran {
    return this.#git(this.#work, ["push", "-q", ...options, this.#bare, "HEAD:refs/heads/proof"]);
  }

  /** For the machine nothing has to be put in: it is in force here too. */
  #install(type: HookType): void {
    const { scope, hooksFolder = "" } = this.#found;
    if (scope === "machine") return;
    const commonDir = type === "pre-receive" ? this.#bare : join(this.#work, ".git");
    const isHusky = this.#ways.get(type) === "husky";
    const folder = isHusky ? join(this.#work, ".husky", "_") : join(commonDir, "hooks");
    if (isHusky) {
      mkdirSync(dirname(folder), { recursive: true });
      cpSync(hooksFolder, folder, { recursive: true });
      this.#must(this.#work, ["config", "core.hooksPath", ".husky/_"]);
    }
    const there = { commonDir, top: this.#work, hooksFolder: folder, configFile: join(commonDir, "config"), lefthookLocal: "" };
    // A hook that a template put in has nothing to do with it; lefthook itself is not started, what it starts is.
    applySteps(installPlan({ ...this.#found, ...there, types: [type], standing: () => "ours" }).steps);
  }

  #git(cwd: string, args: readonly string[]): Ran {
    const settings = ["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always", "-c", "safe.directory=*"];
    const ran = spawnSync("git", ["-C", cwd, ...settings, ...args], {
      env: this.#environment(),
      encoding: "utf8",
      timeout: 60_000,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { isDone: ran.status === 0, said: `${ran.stdout}${ran.stderr}`.trim().slice(0, 1000) };
  }

  #must(cwd: string, args: readonly string[]): void {
    const ran = this.#git(cwd, args);
    if (!ran.isDone) throw new Error(`git ${args.join(" ")}: ${ran.said}`);
  }

  /** Nothing of a repository that we may have been started in; of this user's set-up only what is to be proven. */
  #environment(): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(
      ([name]) => !name.startsWith("GIT_") || (this.#found.scope === "machine" && name === "GIT_CONFIG_GLOBAL"),
    );
    const isMachine = this.#found.scope === "machine";
    // What V8 compiled lies there: every hook of the proof would begin cold.
    const cache = cacheFolder();
    const person = { NAME: "stanch", EMAIL: "stanch@example.test" };
    return {
      ...Object.fromEntries(kept),
      ...(isMachine ? {} : { HOME: this.#folder, XDG_CONFIG_HOME: this.#folder, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" }),
      ...(cache === undefined ? {} : { XDG_CACHE_HOME: dirname(cache) }),
      GIT_TERMINAL_PROMPT: "0",
      GIT_AUTHOR_NAME: person.NAME,
      GIT_AUTHOR_EMAIL: person.EMAIL,
      GIT_COMMITTER_NAME: person.NAME,
      GIT_COMMITTER_EMAIL: person.EMAIL,
    };
  }
}

function stopped({ isDone, said }: Ran, sentence: string): string | undefined {
  if (isDone) return "a planted sample went through";
  return said.includes(sentence) ? undefined : `it was stopped, but not by stanch: ${said}`;
}

/** What the detector's own tests find; made up. */
function sample(): string {
  const detector = detectors.find(({ id }) => id === "plivo-auth-token");
  const [example] = detector?.examples ?? [];
  if (typeof example !== "string") throw new Error("there is no sample to plant");
  return `${example}\n`;
}
