import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { startPostgres } from "../../../workflow/test/postgres.ts";
import { PATIENCE_MS, Stage } from "../../test/remediation/stage.ts";

/** Right after each kind of call, and before those that change something: what lies between is the same to whoever comes back. */
const BORDERS = [
  ...["describe", "findMade", "create", "confirm", "read", "write", "command", "carryOver", "deactivate"].map((name) => `${name}:after`),
  "create:before",
  "write:before",
  "deactivate:before",
];

const postgres = await startPostgres();
afterAll(() => postgres.stop());

describe.skipIf(postgres.absent)("a remediation in processes that are killed", () => {
  it(
    "ends as it should though its process is killed before and after each kind of call",
    async () => {
      const stage = await Stage.open(await postgres.fresh());
      try {
        const { id, sub } = await stage.start("killed");
        const killed = join(stage.folder, "killed");
        let worker: ChildProcess | undefined;
        let starts = 0;
        const [ended] = await stage.untilEnded([id], () => {
          if (worker !== undefined && worker.exitCode === null && worker.signalCode === null) return;
          starts++;
          worker = stage.worker({ IDS: id, KILLED: killed, KILL_AT: BORDERS.join(",") });
        });
        expect(ended?.status).toBe("done");
        expect(stage.faultsOf("killed", sub)).toEqual([]);
        const borders = readFileSync(killed, "utf8").trim().split("\n");
        expect(starts).toBe(borders.length + 1);
        expect(borders.toSorted()).toEqual(BORDERS.toSorted());
        const text = JSON.stringify(await stage.remediations.events(stage.tenancy, id));
        for (const { token } of stage.plivo.subs) expect(text).not.toContain(token);
      } finally {
        await stage.close();
      }
    },
    PATIENCE_MS,
  );

  it(
    "shares a queue between two workers, and goes on when one of them is killed",
    async () => {
      const stage = await Stage.open(await postgres.fresh());
      try {
        const names = Array.from({ length: 8 }, (_, index) => `shared${index}`);
        const started = await Promise.all(names.map((name) => stage.start(name)));
        const IDS = started.map(({ id }) => id).join(",");
        const first = stage.worker({ IDS });
        stage.worker({});
        const all = await stage.untilEnded(
          started.map(({ id }) => id),
          () => {
            // In the middle: some have their new pair, none has ended.
            if (stage.plivo.subs.length > names.length + 3) first.kill("SIGKILL");
          },
        );
        expect(all.map(({ status }) => status)).toEqual(names.map(() => "done"));
        expect(first.signalCode).toBe("SIGKILL");
        expect(started.flatMap(({ sub }, index) => stage.faultsOf(names[index] ?? "", sub))).toEqual([]);
      } finally {
        await stage.close();
      }
    },
    PATIENCE_MS,
  );
});
