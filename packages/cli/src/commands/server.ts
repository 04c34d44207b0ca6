import type { StartOptions } from "@stanch/server";
import type { Context } from "../io.ts";
import { serverTools } from "../server/tools.ts";
import type { ServerCommandOptions } from "./server-options.ts";

/** Runs until SIGTERM or SIGINT, then finishes what is under way. A second signal ends at once. */
export async function serverCommand(options: ServerCommandOptions, { version }: Context, commands: ReadonlySet<string>): Promise<number> {
  const { startServer } = await import("@stanch/server");
  return untilStopped(await startServer(startOptions(options, version, commands)));
}

/** The same for what works on the queues and answers nobody but probes. */
export async function workerCommand(options: ServerCommandOptions, { version }: Context, commands: ReadonlySet<string>): Promise<number> {
  const { startWorker } = await import("@stanch/server");
  return untilStopped(await startWorker(startOptions(options, version, commands)));
}

async function untilStopped(running: { stop(): Promise<void> }): Promise<number> {
  await toldToStop();
  process.stderr.write("stanch: stopping, what is under way is finished\n");
  await running.stop();
  return 0;
}

function startOptions(options: ServerCommandOptions, version: string, commands: ReadonlySet<string>): StartOptions {
  return {
    version,
    variables: { ...process.env, ...variablesOf(options) },
    tools: serverTools(version, commands),
    log: process.stdout,
    say: (line) => void process.stderr.write(`stanch: ${line}\n`),
    // Others go on with its work: whatever this process still did would be done twice.
    onOutlived: () => process.kill(process.pid, "SIGKILL"),
  };
}

function variablesOf({ host, port, data, url }: ServerCommandOptions): Record<string, string> {
  const given = { STANCH_HOST: host, STANCH_PORT: port, STANCH_DATA: data, STANCH_URL: url };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The first SIGTERM or SIGINT. From then on the signals do what they do by themselves. */
export function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off("SIGTERM", stop);
      process.off("SIGINT", stop);
      resolve();
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
  });
}
