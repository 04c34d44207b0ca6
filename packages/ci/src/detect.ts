import { AppError } from "@stanch/model";
import type { CiSystem, Env } from "./system.ts";
import { systems } from "./systems/index.gen.ts";

const NEXT = "Name it with --system; a range of commits is scanned anywhere by: stanch scan --history A..B.";

/** The system whose job this is. Throws `CI_UNKNOWN` where the variables tell none, or more than one. */
export function detectSystem(env: Env): CiSystem {
  const found = systems.filter((system) => system.detect(env));
  const [first, ...more] = found;
  if (first === undefined)
    throw new AppError("CI_UNKNOWN", { what: "No CI system is known by the variables of this job", where: "environment", next: NEXT });
  if (more.length > 0)
    throw new AppError("CI_UNKNOWN", {
      what: "The variables of this job are those of several CI systems",
      where: found.map(({ id }) => id).join(", "),
      next: NEXT,
    });
  return first;
}

/** Throws `CI_UNKNOWN`. `nearest`: the best of the names for one that is none. */
export function systemById(id: string, nearest: (name: string, names: readonly string[]) => string | undefined): CiSystem {
  const found = systems.find((system) => system.id === id);
  if (found !== undefined) return found;
  const ids = systems.map((system) => system.id);
  const near = nearest(id, ids);
  throw new AppError("CI_UNKNOWN", {
    what: "No such CI system",
    where: id,
    next: near === undefined ? `Name one of ${ids.join(", ")}.` : `Did you mean "${near}"?`,
  });
}
