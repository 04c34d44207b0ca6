import type { Finding } from "@stanch/model";
import { primary } from "./report.ts";

/** How a person accepts a finding, or all of its kind in its folder: one line each, ready to be copied but for the reason. */
export interface Silence {
  /** A comment for the finding's own line, or for the one above. */
  readonly inline: string;
  /** An entry of `ignores` in stanch.config.jsonc. */
  readonly config: string;
}

const DAY_MS = 86_400_000;
/** Accepted for so long; after it the finding alerts again, and somebody looks once more. */
const DAYS = 180;

export function silenceOf(finding: Finding, now: Date): Silence {
  const until = new Date(now.getTime() + DAYS * DAY_MS).toISOString().slice(0, 10);
  const { path } = primary(finding);
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : path;
  return {
    inline: `stanch:ignore ${finding.detector} until ${until}: why it opens nothing`,
    config: JSON.stringify({ detector: finding.detector, path: folder, reason: "why it opens nothing", until }),
  };
}
