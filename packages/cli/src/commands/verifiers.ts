import { detectors } from "@stanch/detectors";
import { Scanner, compile } from "@stanch/engine";
import { Secret, exampleBytes } from "@stanch/model";
import { type Control, type ListedCheck, type VerifyRequest, controlAll, listChecks } from "@stanch/providers";
import type { Context } from "../io.ts";

/**
 * Lists every check that `--verify` knows. With `network` each is sent a made-up value of its kind's shape, no secret of
 * anybody's: what answers that as valid, or is gone, is broken. Exit code 2 when a check is.
 */
export async function verifiersCommand(context: Context, network: boolean): Promise<number> {
  const checks = listChecks();
  const controls = network ? await controlled(checks, context) : new Map<ListedCheck, Control>();
  for (const check of checks) process.stdout.write(`${lineOf(check, controls.get(check))}\n`);
  const kinds = new Set(checks.flatMap(({ detectors: ids }) => ids)).size;
  const states = [...controls.values()].map(({ state }) => state);
  const count = (state: Control["state"]): number => states.filter((one) => one === state).length;
  process.stdout.write(
    `${kinds} of ${detectors.length} kinds have a check, ${checks.length} checks of ${new Set(checks.map(({ provider }) => provider)).size} providers\n`,
  );
  if (network)
    process.stdout.write(`${count("works")} work, ${count("broken")} are broken, ${count("none")} gave no answer to learn from\n`);
  return count("broken") === 0 ? 0 : 2;
}

function lineOf({ provider, detectors: ids, host, request, effect, basis }: ListedCheck, control: Control | undefined): string {
  const told = basis === "hand" ? "by hand" : "from documents";
  const state = control === undefined ? "" : `  ${control.state === "none" ? "-" : control.state}: ${control.reason}`;
  return `${provider.padEnd(18)} ${(effect ?? "safe").padEnd(5)} ${told.padEnd(14)} ${request} ${host}  ${ids.join(" ")}${state}`;
}

async function controlled(checks: readonly ListedCheck[], context: Context): Promise<ReadonlyMap<ListedCheck, Control>> {
  const asked = checks.flatMap((check) => {
    const request = check.detectors.map(exampleOf).find((one) => one !== undefined);
    return request === undefined ? [] : [{ check, request }];
  });
  const controls = await controlAll(
    asked.map(({ request }) => request),
    { env: process.env, version: context.version },
  );
  return new Map(asked.flatMap(({ check }, index) => (controls[index] === undefined ? [] : [[check, controls[index]]])));
}

/** The example of a kind that has most of what belongs to it, as a scan finds it: made up when the detector was loaded. */
function exampleOf(id: string): VerifyRequest | undefined {
  const detector = detectors.find((one) => one.id === id);
  if (detector === undefined) return undefined;
  const scanner = new Scanner(compile([detector]));
  const matches = detector.examples.flatMap((example) => scanner.scan(exampleBytes(detector, example)));
  const [best] = matches.toSorted((a, b) => Object.keys(b.companions).length - Object.keys(a.companions).length);
  return best === undefined ? undefined : { detector: id, credential: { secret: new Secret(best.secret), companions: best.companions } };
}
