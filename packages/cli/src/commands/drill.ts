import { join } from "node:path";
import { drill } from "../drill/drill.ts";
import { type Context, printable } from "../io.ts";

export interface DrillCommandOptions {
  readonly keep?: boolean;
  readonly output?: string;
  readonly json?: boolean;
}

/** Exit code: 0 the story ended well, 2 it did not. */
export async function drillCommand(options: DrillCommandOptions, context: Context): Promise<number> {
  const output = options.output ?? (options.keep === true ? join(process.cwd(), "stanch-drill") : undefined);
  const print = options.json === true ? (): void => undefined : (text: string): void => void process.stdout.write(printable(text));
  const result = await drill({
    version: context.version,
    program: process.argv[1] ?? "",
    print,
    ...(output === undefined ? {} : { output }),
  });
  if (options.json === true) process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  else print(`\nDone in ${(result.tookMs / 1000).toFixed(1)} s: ${result.outcome}.\n`);
  return 0;
}
