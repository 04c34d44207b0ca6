import type { CredentialState, RotationFacts } from "@stanch/model";
import type { Run } from "./ports.ts";
import type { Manner } from "./effect.ts";

/** One place that was written, and how to put back what stood there. */
export interface Written {
  readonly uri: string;
  readonly part: string | undefined;
  /** What was there before: the old value, a value of somebody else's, or nothing. */
  readonly before: "old" | "other" | "nothing" | "unseen";
  readonly versionBefore: string | undefined;
  /** False: putting back writes the old value again instead of choosing an older version. */
  readonly hasVersions: boolean;
}

/** What a run knows so far. Rebuilt by replay from the results of its steps; never stored itself. */
export interface Memo {
  facts: RotationFacts;
  old: CredentialState;
  /** Set before the act: a crash may hide that it was done. */
  mayBeContained: boolean;
  mayHaveMade: boolean;
  made: CredentialState | undefined;
  /** False: the issuer ended the old one at creation, or a human did. */
  oldLives: boolean;
  readonly written: Written[];
  readonly updated: Set<string>;
  mayBeDeactivated: boolean;
  /** From here nothing can be undone. */
  isFinal: boolean;
}

/** A run in its forward steps. */
export interface Going {
  readonly run: Run;
  readonly memo: Memo;
  readonly manner: Manner;
}
