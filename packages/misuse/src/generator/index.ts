export { type SyntheticAccount, syntheticAccount } from "./account.ts";
export { ATTACK_SAYS } from "./attacks.ts";
export { ATTACKS, type AttackKind } from "./kinds.ts";
export { type Score, score } from "./score.ts";
export { DAYS, networkOfSynthetic } from "./ways.ts";
