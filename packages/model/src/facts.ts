import type { Detector } from "./detector.ts";

/** What a secret says of itself, without asking anybody. */
export interface Facts {
  /** Short sentences without a full stop, such as "AWS account 123456789012". Never the secret or a part that opens anything. */
  readonly said: readonly string[];
  /** When its issuer stops taking it. */
  readonly expires?: Date;
}

/** Pure and bounded, and never throws, whatever the text holds. Companions by name, as matches carry them (Latin-1). */
export type ReadFacts = (secret: string, companions: Readonly<Record<string, string>>) => Facts;

export interface KnownFacts {
  readonly said: readonly string[];
  /** ISO 8601, UTC. */
  readonly expires?: string;
  readonly isExpired: boolean;
}

const MOST_FACTS = 8;
const LONGEST_FACT = 160;
/** Longer than any token that says something of itself: what is over is not looked at. */
const MOST_READ = 16_384;
const NONE: KnownFacts = { said: [], isExpired: false };

/** The detector's facts as reports carry them: bounded, the expiry first and in words, never the secret itself. */
export function factsOf(
  { facts }: Pick<Detector, "facts">,
  secret: string,
  companions: Readonly<Record<string, string>>,
  now: Date,
): KnownFacts {
  if (facts === undefined || secret.length > MOST_READ) return NONE;
  const { said, expires } = facts(secret, companions);
  const isExpired = expires !== undefined && expires.getTime() <= now.getTime();
  const day = expires?.toISOString().slice(0, 10);
  const all = day === undefined ? said : [isExpired ? `expired on ${day}` : `expires on ${day}`, ...said];
  return {
    said: [...new Set(all.filter((fact) => !fact.includes(secret)).map(shortened))].slice(0, MOST_FACTS),
    isExpired,
    ...(expires === undefined ? {} : { expires: expires.toISOString() }),
  };
}

/** A claim may hold anything: one line, and not the whole screen. */
function shortened(fact: string): string {
  const line = fact.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return line.length <= LONGEST_FACT ? line : `${line.slice(0, LONGEST_FACT - 1).toWellFormed()}…`;
}

/** Between 2000 and 2200: what lies outside is no time that an issuer meant, in whatever unit. */
const EARLIEST_S = 946_684_800;
const LATEST_S = 7_258_118_400;

/** A time in seconds since 1970, as tokens hold it; undefined for anything else. */
export function dateOfSeconds(seconds: unknown): Date | undefined {
  if (typeof seconds !== "number" || !(seconds >= EARLIEST_S && seconds <= LATEST_S)) return undefined;
  return new Date(Math.floor(seconds) * 1000);
}
