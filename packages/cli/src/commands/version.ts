import { createHash } from "node:crypto";
import { detectors } from "@stanch/detectors";
import { rulesOf } from "@stanch/model";
import type { Context } from "../io.ts";

/** Set by the build for all built-in detectors: to compute it at each start would make every one of their expressions. */
declare const STANCH_DETECTORS_DIGEST: string | undefined;

/** Digest of all detectors' data: two programs with the same one find the same. */
export function detectorsDigest(list: typeof detectors = detectors): string {
  const known = new Set(detectors.map(({ id }) => id));
  const builtIn = list.filter(({ id }) => known.has(id));
  const own = list.filter(({ id }) => !known.has(id));
  const all = typeof STANCH_DETECTORS_DIGEST === "string" ? STANCH_DETECTORS_DIGEST : digestOf(detectors);
  const isAll = builtIn.length === detectors.length && builtIn.every((detector, index) => detector === detectors[index]);
  // Of a choice its names say all, beside the digest of what was chosen from.
  const chosen = isAll ? all : hashOf([all, ...builtIn.map(({ id, severity }) => `${id}\0${severity}`)].join("\0"));
  return own.length === 0 ? chosen : digestOf(own, chosen);
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

function digestOf(list: typeof detectors, seed = ""): string {
  const hash = createHash("sha256").update(seed);
  for (const detector of list) {
    hash.update(`${detector.id}\0${detector.severity}\0`);
    for (const rule of rulesOf(detector))
      hash.update(
        `${rule.pattern.source}\0${rule.pattern.flags}\0${(rule.keywords ?? []).join()}\0${(rule.prefixes ?? []).join()}\0${rule.confidence ?? ""}\0${rule.entropy ?? ""}\0`,
      );
  }
  return hash.digest("hex").slice(0, 16);
}

export async function printVersion(context: Context, asJson: boolean): Promise<number> {
  if (!asJson) process.stdout.write(`stanch ${context.version}\n`);
  else
    process.stdout.write(
      `${JSON.stringify({ name: "stanch", version: context.version, node: process.versions.node, platform: process.platform, arch: process.arch, detectors: { count: detectors.length, digest: detectorsDigest() } })}\n`,
    );
  return 0;
}
