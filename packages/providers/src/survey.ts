import type { CheckFacts } from "@stanch/model";
import { providers as builtIn } from "./index.gen.ts";
import { Asking, type Control, type VerifyRequest, checkFacts } from "./verify.ts";
import type { NetworkOptions } from "./ways.ts";

/** A check of a provider, as `stanch doctor --verifiers` lists it. */
export interface ListedCheck extends CheckFacts {
  readonly provider: string;
}

export function listChecks(providers = builtIn): readonly ListedCheck[] {
  return providers.flatMap((provider) => checkFacts(provider).map((facts) => ({ ...facts, provider: provider.id })));
}

/**
 * Sends one made-up value to each check that an example is given for, and says which checks are broken. No value given
 * here leaves the machine, a look-alike of it does. Checks that act or cost, and those on hosts of the owner's own, are
 * not asked. The answers stand in the order of the requests.
 */
export async function controlAll(requests: readonly VerifyRequest[], options: NetworkOptions): Promise<readonly Control[]> {
  const providers = options.providers ?? builtIn;
  const controls: Control[] = requests.map(() => ({ state: "none", reason: "no check for this kind of secret" }));
  const jobs = providers.flatMap((provider) => {
    const mine = requests.flatMap((request, index) => (provider.detectors.includes(request.detector) ? [{ request, index }] : []));
    return mine.length === 0 ? [] : [{ provider, mine, asking: new Asking(provider, options) }];
  });
  const waiting = jobs.values();
  const worker = async (): Promise<void> => {
    for (const { provider, mine, asking } of waiting)
      for (const { request, index } of mine) {
        const facts = checkFacts(provider).find(({ detectors }) => detectors.includes(request.detector));
        const reason = facts === undefined ? undefined : notAsked(facts);
        controls[index] = reason === undefined ? await asking.control(request) : { state: "none", reason };
      }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return controls;
}

/** Providers asked at once, as with `--verify`. */
const AT_ONCE = 8;

function notAsked({ effect, host }: CheckFacts): string | undefined {
  if (effect !== undefined) return `not asked: it ${effect}`;
  return host.includes("*") ? "not asked: its host is the owner's own" : undefined;
}
