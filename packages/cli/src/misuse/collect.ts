import type { EvidenceNotes, UseRecord } from "@stanch/model";
import { Secret } from "@stanch/model";
import { type Ask, type Collector, collectors, overrideName, waysOut } from "@stanch/providers/evidence";
import { usage } from "../io.ts";

/** Throws USAGE. */
export function collectorOf(id: string): Collector {
  const found = collectors.find((collector) => collector.id === id);
  if (found === undefined) throw usage("No such issuer", id, `Name one of ${collectors.map((collector) => collector.id).join(", ")}.`);
  return found;
}

export interface Asking {
  readonly about: string | undefined;
  readonly from: number;
  readonly until: number;
  readonly notes: EvidenceNotes;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** What a collector is handed: values of the environment by name, and nothing else of it. Throws USAGE when one is missing. */
export function askFor(collector: Collector, { version, about, signal, ...rest }: Asking): Ask {
  const { env } = process;
  for (const { name, what, isOptional } of collector.needs)
    if (isOptional !== true && (env[name] ?? "") === "")
      throw usage("A value that is needed is not set", name, `Set ${name} in the environment: ${what}.`);
  const values = collector.needs.map(({ name, isSecret }): [string, Secret | string | undefined] => {
    const value = env[name];
    return [name, value !== undefined && isSecret ? new Secret(value) : value];
  });
  return {
    ...rest,
    ...(about === undefined ? {} : { about }),
    values: Object.fromEntries(values),
    http: waysOut(collector, { env, version, signal }),
    now: () => new Date(),
    signal,
  };
}

/** Said before the first request. */
export function announcement({ id, name, baseUrl, addressFrom, reads, needs }: Collector, env: NodeJS.ProcessEnv): string {
  const where =
    env[overrideName(id)] ??
    (addressFrom === undefined ? (baseUrl ?? "the server that DATABASE_URL names") : (env[addressFrom] ?? addressFrom));
  const secrets = needs
    .filter(({ isSecret, name: variable }) => isSecret && (env[variable] ?? "") !== "")
    .map(({ name: variable }) => variable);
  return [`stanch: asking ${name} at ${where}, reading only, with ${secrets.join(", ")}:`, ...reads.map((line) => `  ${line}`), ""].join(
    "\n",
  );
}

export type Batches = AsyncGenerator<readonly UseRecord[]>;
