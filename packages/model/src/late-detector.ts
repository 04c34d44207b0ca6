import { type Category, type Detector, type Rule, rulesOf } from "./detector.ts";
import type { ReadFacts } from "./facts.ts";
import type { Severity } from "./severity.ts";

/** What is known of a detector before its module is loaded: enough to weigh a match. */
export interface DetectorCard {
  readonly id: string;
  readonly provider: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly yieldsTo?: readonly string[];
}

/**
 * A detector whose module is loaded when more than its card is asked for: of hundreds of kinds a scan meets the keywords of a
 * few, and loading all cost each thread some 30 ms. All rules are in `rules`, the flat form unfolded. Its members lie on the
 * prototype: a copy is made by `withSeverity`, not by spreading.
 */
class LateDetector {
  readonly id: string;
  readonly provider: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly yieldsTo?: readonly string[];
  readonly load: () => Detector;
  #real: Detector | undefined;

  constructor(card: DetectorCard, load: () => Detector) {
    this.id = card.id;
    this.provider = card.provider;
    this.category = card.category;
    this.severity = card.severity;
    if (card.yieldsTo !== undefined) this.yieldsTo = card.yieldsTo;
    this.load = load;
  }

  get real(): Detector {
    return (this.#real ??= this.load());
  }
  get rules(): readonly Rule[] {
    return rulesOf(this.real);
  }
  get title(): string {
    return this.real.title;
  }
  get nature(): Detector["nature"] {
    return this.real.nature;
  }
  get opens(): string {
    return this.real.opens;
  }
  get examples(): readonly string[] {
    return this.real.examples;
  }
  get counterExamples(): readonly string[] {
    return this.real.counterExamples;
  }
  get references(): readonly string[] {
    return this.real.references;
  }
  get revoke(): string | undefined {
    return this.real.revoke;
  }
  get lifetime(): string | undefined {
    return this.real.lifetime;
  }
  get facts(): ReadFacts | undefined {
    return this.real.facts;
  }
}

// A member that a detector gains must stand above, or a late one would lose it.
type Missing = Exclude<keyof Detector, keyof LateDetector | keyof Rule>;
const COMPLETE: [Missing] extends [never] ? true : Missing = true;
void COMPLETE;

export function lateDetector(card: DetectorCard, load: () => Detector): Detector {
  // Absent optional members read as undefined from a getter: readers compare with undefined all over.
  return new LateDetector(card, load) as Detector;
}

/** The same kind with another severity; what is late stays so. */
export function withSeverity(detector: Detector, severity: Severity): Detector {
  return detector instanceof LateDetector ? lateDetector({ ...cardOf(detector), severity }, detector.load) : { ...detector, severity };
}

export function cardOf({ id, provider, category, severity, yieldsTo }: Detector): DetectorCard {
  return { id, provider, category, severity, ...(yieldsTo === undefined ? {} : { yieldsTo }) };
}
