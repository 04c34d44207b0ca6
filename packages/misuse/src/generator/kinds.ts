/** What is planted; `attacks.ts` says how. */
export const ATTACKS = [
  "foreign-network",
  "toll-fraud",
  "volume-burst",
  "reconnaissance",
  "takeover",
  "night-shift",
  "proxy-swarm",
  "after-revocation",
] as const;

export type AttackKind = (typeof ATTACKS)[number];
