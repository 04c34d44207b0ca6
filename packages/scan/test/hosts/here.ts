import { join } from "node:path";
import type { AppError } from "@stanch/model";
import type { Maker } from "../../../sources/test/hosts/planted.ts";
import { type Coverage, type ScanOptions, type ScanOutcome, scan } from "../../src/scan.ts";
import type { HostsOptions } from "../../src/hosts/options.ts";
import { sample, scratch, token, workerEntry } from "../world.ts";

/** Secrets of the one detector that these tests run. */
export const sampled: Maker = (number) => ({ secret: token(number), text: `first\nkey = ${token(number)}\n` });

export interface Seen {
  /** Paths of the occurrences of each planted secret that was found. */
  readonly places: Readonly<Record<string, readonly string[]>>;
  readonly coverage: Coverage;
  readonly skipped: Readonly<Record<string, readonly string[]>>;
  readonly failures: readonly AppError[];
  readonly complete: boolean;
  readonly notes: readonly string[];
}

/** Scans of a host in this process, with a state and a cache that stay from one to the next. */
export class Here {
  readonly folder = scratch();
  readonly stateFile = join(this.folder, "state.jsonl");
  readonly options: Partial<HostsOptions>;
  readonly #secrets: ReadonlyMap<string, string>;

  constructor(secrets: ReadonlyMap<string, string>, options: Partial<HostsOptions>) {
    this.#secrets = secrets;
    this.options = options;
  }

  /** `isTold`: the report was written, so that the next run tells only what is new. */
  async scan(target: string, options: Partial<HostsOptions> = {}, isTold = true, more: Partial<ScanOptions> = {}): Promise<Seen> {
    const notes: string[] = [];
    const outcome = await scan({
      paths: [target],
      history: { allObjects: false },
      wants: () => "yes",
      dependencyFolders: "skip",
      maxFileBytes: 67_108_864,
      skipBinary: false,
      threads: 1,
      detectors: [sample],
      customDetectors: [sample],
      workerEntry,
      onProgress: ({ note }) => {
        if (note !== undefined) notes.push(note);
      },
      ...more,
      hosts: async () => Promise.resolve({ ...this.#defaults(), ...this.options, ...options }),
    });
    if (isTold) for (const done of outcome.afterReport) done();
    return { ...this.#told(outcome), notes };
  }

  #defaults(): HostsOptions {
    return {
      parts: new Set(["git", "wiki", "issues", "releases", "snippets", "variables", "logs"]),
      cacheFolder: join(this.folder, "cache"),
      cacheBytes: 1e9,
      stateFile: this.stateFile,
      allowsPrivate: true,
      env: { PATH: process.env["PATH"] },
      key: Buffer.from("a key for these tests"),
      detectors: "1",
      userAgent: "stanch-test",
      mostWaitMs: 60_000,
      atOnce: 4,
    };
  }

  #told({ findings, coverage, failures, complete }: ScanOutcome): Omit<Seen, "notes"> {
    const names = new Map([...this.#secrets].map(([place, secret]) => [secret, place]));
    return {
      places: Object.fromEntries(
        findings.map((open) => [
          names.get(open.secret.reveal()) ?? "unknown",
          [...open.occurrences.values()].map(({ occurrence }) => occurrence.path),
        ]),
      ),
      skipped: Object.fromEntries([...coverage.skipped].map(([reason, { examples }]) => [reason, examples.toSorted()])),
      coverage,
      failures,
      complete,
    };
  }

  /** Planted places that a run did not see. */
  missed({ places }: Pick<Seen, "places">): string[] {
    return [...this.#secrets.keys()].filter((place) => !Object.hasOwn(places, place));
  }
}
