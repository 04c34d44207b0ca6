import type { Context } from "../io.ts";
import { serverTools } from "../server/tools.ts";
import type { ServerCommandOptions } from "./server-options.ts";

/** Runs until SIGTERM or SIGINT, then finishes what is under way. A second signal ends at once. */
export async function serverCommand(options: ServerCommandOptions, { version }: Context, commands: ReadonlySet<string>): Promise<number> {
  const { startServer } = await import("@stanch/server");
  const running = await startServer({
    version,
    variables: { ...process.env, ...variablesOf(options) },
    tools: serverTools(commands),
    log: process.stdout,
    say: (line) => void process.stderr.write(`stanch: ${line}\n`),
  });
  await toldToStop();
  process.stderr.write("stanch: stopping, requests under way are finished\n");
  await running.stop();
  return 0;
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
