import type { Category, Severity } from "@stanch/model";

/**
 * How something is done at the provider. `api`: an HTTP call of the provider; `command`: a program or statement on one's own
 * machine or server; `console`: by hand in the provider's pages, there is no call for it; `none`: the provider offers no way.
 */
export type Way = "api" | "command" | "console" | "none";

/** One thing that can be done with a credential at its provider. */
export interface Ability {
  readonly way: Way;
  /** In order. For `none`, what to do instead. Never empty. */
  readonly steps: readonly string[];
  /** A limit or side effect worth knowing before. */
  readonly note?: string;
  /** The provider's documents were not read for this one: shown as such, nothing automatic may rely on it. */
  readonly isUnconfirmed?: true;
}

/** The four kinds of harm. */
export type Harm = "unauthorised access" | "data breach" | "financial loss" | "loss of reputation";
export const HARMS: readonly Harm[] = ["unauthorised access", "data breach", "financial loss", "loss of reputation"];

/** A concrete act that the credential allows. */
export interface Act {
  readonly does: string;
  readonly harm: Harm;
  readonly severity: Severity;
}

/** What a provider's own documents and code say of one of its credentials; data, in our own words. */
export interface Guide {
  /** Detector ids that it explains. Two guides never share one. */
  readonly kinds: readonly string[];
  /** What it is called and who issues it: "Plivo Auth Token". */
  readonly name: string;
  /** One sentence: what it is for. */
  readonly purpose: string;
  readonly uses: readonly string[];
  readonly made: {
    readonly steps: readonly string[];
    readonly scopes: string;
    readonly expiry: string;
  };
  /** Files and other places where its own tools keep it. */
  readonly places: readonly string[];
  readonly acts: readonly Act[];
  readonly misuse: Ability;
  readonly rotate: Ability;
  readonly revoke: Ability;
  /** May an old and a new one be valid together, so that nothing stops in between? */
  readonly overlap: { readonly is: "yes" | "no" | "depends"; readonly how: string };
  /** What stops working when it is replaced or revoked. */
  readonly stops: readonly string[];
  /** Least privilege and limits of access, as this provider has them. */
  readonly narrow: string;
  readonly links: readonly string[];
}

/** What holds for most credentials of a category; shown as general. */
export interface CategoryGuide {
  readonly category: Category;
  readonly uses: readonly string[];
  readonly acts: readonly Act[];
  readonly misuse: string;
  readonly stops: readonly string[];
  readonly narrow: string;
}
