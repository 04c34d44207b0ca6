import type { Category, Detector, Finding, Severity } from "@stanch/model";
import { categoryGuide } from "./categories.ts";
import { type Cause, type Visibility, causesOf, sinceOf } from "./causes.ts";
import { type Ability, type Act, type Guide, HARMS, type Way } from "./guide.ts";
import { guides } from "./guides/index.gen.ts";
import { type Practice, practicesOf } from "./practices.ts";

/** An ability, and whether it is the provider's own or what holds for most. */
export interface ToldAbility extends Ability {
  readonly isGeneral: boolean;
}

export interface ToldAct extends Act {
  readonly isGeneral: boolean;
}

/** Everything that the page says of one kind of secret or of one finding; plain data, shown by the renderers. */
export interface Explanation {
  readonly detector: string;
  readonly title: string;
  readonly provider: string;
  readonly category: Category;
  readonly severity: Severity;
  /** `guide`: written for this kind; `general`: what holds for most kinds of its category. */
  readonly basis: "guide" | "general";
  readonly finding?: FoundHere;
  readonly use: {
    readonly purpose: string;
    readonly uses: readonly string[];
    readonly made: Guide["made"];
    readonly places: readonly string[];
  };
  /** Most supported first. */
  readonly causes: readonly Cause[];
  readonly harm: { readonly acts: readonly ToldAct[]; readonly verified: string };
  readonly practices: readonly Practice[];
  readonly misuse: ToldAbility;
  readonly rotate: ToldAbility;
  readonly revoke: ToldAbility;
  readonly overlap: Guide["overlap"];
  readonly stops: readonly string[];
  readonly links: readonly string[];
}

/** The finding as the page shows it: never the secret. */
export interface FoundHere {
  readonly id: string;
  readonly masked: string;
  readonly validity: Finding["validity"];
  readonly places: readonly string[];
  readonly morePlaces: number;
  /** Day of the first commit, ISO 8601. */
  readonly since?: string;
  readonly visibility?: Visibility;
}

export interface ExplainOptions {
  readonly finding?: Finding;
  readonly visibility?: Visibility;
  /** Names of our commands that exist here: steps name no other. */
  readonly commands: ReadonlySet<string>;
  readonly now: Date;
}

const MOST_PLACES = 5;

/** The guide of a kind, where one was written. */
export function guideOf(detector: string): Guide | undefined {
  BY_KIND ??= new Map(guides.flatMap((guide) => guide.kinds.map((kind) => [kind, guide] as const)));
  return BY_KIND.get(detector);
}

let BY_KIND: ReadonlyMap<string, Guide> | undefined;

/** No section is ever empty: what no guide says comes from the category, and is marked so. */
export function explain(detector: Detector, options: ExplainOptions): Explanation {
  const guide = guideOf(detector.id);
  const general = categoryGuide(detector.category);
  const misuse = told(guide?.misuse) ?? generalMisuse(detector, general.misuse);
  const overlap = guide?.overlap ?? {
    is: "depends",
    how: "Not known for this kind: look whether the provider lets you make a second one beside the first. If not, plan a gap.",
  };
  const { finding } = options;
  return {
    detector: detector.id,
    title: guide?.name ?? detector.title,
    provider: detector.provider,
    category: detector.category,
    severity: detector.severity,
    basis: guide === undefined ? "general" : "guide",
    ...(finding === undefined ? {} : { finding: foundHere(finding, options.visibility) }),
    use:
      guide === undefined
        ? generalUse(detector, general.uses)
        : { purpose: guide.purpose, uses: guide.uses, made: guide.made, places: guide.places },
    causes: causesOf(finding, options.visibility, options.now),
    harm: { acts: actsOf(detector, guide, general.acts), verified: verified(finding) },
    practices: practicesOf(
      {
        detector: detector.id,
        ...(finding === undefined ? {} : { finding: finding.id }),
        narrow: guide?.narrow ?? general.narrow,
        watch: misuse.steps[0] ?? general.misuse,
        overlap,
      },
      options.commands,
    ),
    misuse,
    rotate: told(guide?.rotate) ?? GENERAL_ROTATE,
    revoke: told(guide?.revoke) ?? generalRevoke(detector),
    overlap,
    stops: guide?.stops ?? general.stops,
    links: [...new Set([...(guide?.links ?? []), ...detector.references])].filter((link) => link.startsWith("https://")),
  };
}

function told(ability: Ability | undefined): ToldAbility | undefined {
  return ability === undefined ? undefined : { ...ability, isGeneral: false };
}

function foundHere(finding: Finding, visibility: Visibility | undefined): FoundHere {
  const places = [...new Set(finding.occurrences.map(({ path, line }) => `${path}:${line}`))];
  const since = sinceOf(finding.occurrences);
  return {
    id: finding.id,
    masked: finding.masked,
    validity: finding.validity,
    places: places.slice(0, MOST_PLACES),
    morePlaces: Math.max(0, places.length - MOST_PLACES),
    ...(since === undefined ? {} : { since: since.toISOString().slice(0, 10) }),
    ...(visibility === undefined ? {} : { visibility }),
  };
}

function generalUse(detector: Detector, uses: readonly string[]): Explanation["use"] {
  return {
    purpose: `${detector.title}: ${lowerFirst(detector.opens)}`,
    uses: [
      "Authentication: it proves to the service who is calling",
      ...uses.map((use) => `Used for ${use}`),
      "Access control: what it may do is what its account or scopes may",
    ],
    made: {
      steps: ["The provider's page for keys, tokens or users makes it; it is most often shown once"],
      scopes: "Not known for this kind: assume all that its owner may do.",
      expiry: detector.lifetime ?? "Not known for this kind: assume none.",
    },
    places: ["Environment variables and .env files", "configuration beside the code", "settings of CI jobs and of the tools that use it"],
  };
}

/** What this credential allows first; where a guide names no act of one kind of harm, what holds for its category. */
function actsOf(detector: Detector, guide: Guide | undefined, general: readonly Act[]): readonly ToldAct[] {
  const own: readonly ToldAct[] =
    guide === undefined
      ? [{ does: detector.opens.replace(/\.$/, ""), harm: "unauthorised access", severity: detector.severity, isGeneral: false }]
      : guide.acts.map((act) => ({ ...act, isGeneral: false }));
  const missing = HARMS.filter((harm) => guide === undefined || !own.some((act) => act.harm === harm));
  const capped = general
    .filter(({ harm }) => missing.includes(harm))
    .map((act) => ({ ...act, severity: least(act.severity, detector.severity), isGeneral: true }));
  return [...own, ...capped];
}

const RANK: readonly Severity[] = ["low", "medium", "high", "critical"];
/** A general harm is never told worse than the kind itself is. */
const least = (a: Severity, b: Severity): Severity => (RANK.indexOf(a) <= RANK.indexOf(b) ? a : b);

function verified(finding: Finding | undefined): string {
  if (finding === undefined) return "No finding was given. `stanch scan --verify` asks the provider, where it can.";
  switch (finding.validity) {
    case "valid":
      return `The provider accepts it now${finding.impact === undefined ? "" : `: ${finding.impact}`}. All of the above is possible at this moment.`;
    case "invalid":
      return `The provider refuses it${finding.validityReason === undefined ? "" : ` (${finding.validityReason})`}. It may have been used while it was valid: check for misuse.`;
    case "unknown":
      return `The provider was asked and gave no clear answer${finding.validityReason === undefined ? "" : ` (${finding.validityReason})`}: treat it as valid.`;
    case "unchecked":
      return "The provider was not asked: treat it as valid. `stanch scan --verify` asks, where it can.";
  }
}

function generalMisuse({ provider }: Detector, watch: string): ToldAbility {
  return {
    way: "console",
    steps: [
      watch,
      provider === "generic"
        ? "Look into the logs of the system that it belongs to, from the day it was first readable"
        : `Look for an activity or audit log in the pages of ${provider}, from the day it was first readable`,
      "Write down what you saw and when: evidence goes away",
    ],
    isUnconfirmed: true,
    isGeneral: true,
  };
}

const GENERAL_ROTATE: ToldAbility = {
  way: "console",
  steps: [
    "Make a new one at the provider, with the fewest rights that suffice",
    "Put it into your secret store and let every user of it read it from there",
    "Test that the new one works",
    "End the old one (next section) and test that it is refused",
  ],
  isUnconfirmed: true,
  isGeneral: true,
};

function generalRevoke(detector: Detector): ToldAbility {
  const { revoke } = detector;
  if (revoke === undefined)
    return {
      way: "console",
      steps: [
        "Delete or replace it where it was made: the provider's page for keys, tokens or users",
        "If there is no such page, ask the provider's support and give them its public half only",
      ],
      isUnconfirmed: true,
      isGeneral: true,
    };
  return { way: wayOf(revoke), steps: [revoke], isUnconfirmed: true, isGeneral: false };
}

/** From a detector's one line on revoking: what it begins with says how it is done. */
function wayOf(revoke: string): Way {
  if (/\b(?:POST|DELETE|PUT|PATCH|GET) (?:https:\/\/|\/)/.test(revoke)) return "api";
  if (/^(?:Not needed|It expires|It ends)/.test(revoke)) return "none";
  return /^[a-z][\w-]+ [a-z-]+ /.test(revoke) && !revoke.includes(" > ") ? "command" : "console";
}

const lowerFirst = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
