import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import { createWorkspace, openDatabase, startEmbedded } from "@stanch/workflow";
import { expect, it } from "vitest";
import { PATIENCE_MS, Stage } from "../../test/remediation/stage.ts";

it(
  "goes on when the database restarts in the middle",
  async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), "stanch-postgres-"));
    let server = await startEmbedded({ folder, isDisposable: true }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "DATABASE_ABSENT") return skip(error.message);
      throw error;
    });
    const database = await openDatabase({ ...server, maxConnections: 5 });
    const stage = await Stage.open({ ...server, database, workspaceId: await createWorkspace(database, { name: "Test", slug: "test" }) });
    try {
      const names = ["first", "second", "third"];
      const started = await Promise.all(names.map((name) => stage.start(name)));
      stage.worker({ IDS: started.map(({ id }) => id).join(",") });
      let restarts = 0;
      let isAway: Promise<void> | undefined;
      // In the middle of making: some have their new pair, some have not.
      stage.plivo.changed = () => {
        if (restarts++ > 0) return;
        isAway = (async () => {
          await server.stop();
          server = await startEmbedded({ folder, isDisposable: true });
        })();
      };
      while (isAway === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
      await isAway;
      const all = await stage.untilEnded(started.map(({ id }) => id));
      expect(all.map(({ status }) => status)).toEqual(names.map(() => "done"));
      expect(started.flatMap(({ sub }, index) => stage.faultsOf(names[index] ?? "", sub))).toEqual([]);
    } finally {
      await stage.close();
      await database.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  PATIENCE_MS,
);
