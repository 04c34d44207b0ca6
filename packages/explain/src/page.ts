import type { Severity } from "@stanch/model";
import type { Explanation, ToldAbility } from "./explain.ts";

/** The page as blocks: what is said and in which order, without how it looks. Inline code stands between backquotes. */
export type Block =
  | { readonly kind: "title"; readonly text: string; readonly severity: Severity }
  | { readonly kind: "heading"; readonly text: string; readonly id: SectionId }
  | { readonly kind: "sub"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "steps"; readonly items: readonly string[] }
  | { readonly kind: "checklist"; readonly items: readonly CheckItem[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "links"; readonly items: readonly string[] };

export interface CheckItem {
  readonly text: string;
  readonly why: string;
  readonly steps: readonly { readonly say: string; readonly command?: string }[];
}

export type SectionId = "use" | "causes" | "harm" | "todo" | "misuse" | "rotate" | "revoke" | "stops" | "links";

const GENERAL = "General: what holds for most secrets of this category. The provider's own documents were not read for this part.";
const MAYBE = "Not confirmed in the provider's documents: look there before you rely on it.";

export function pageOf(explanation: Explanation): readonly Block[] {
  return [
    ...head(explanation),
    ...use(explanation),
    ...causes(explanation),
    ...harm(explanation),
    ...todo(explanation),
    ...atProvider(explanation),
    ...links(explanation),
  ];
}

function head({ title, detector, provider, category, severity, basis, finding }: Explanation): readonly Block[] {
  const kind = `${detector}, ${provider === "generic" ? "no single provider" : provider}, ${category}, severity ${severity}`;
  const blocks: Block[] = [
    { kind: "title", text: title, severity },
    { kind: "text", text: kind },
  ];
  if (basis === "general")
    blocks.push({
      kind: "note",
      text: "No guide was written for this kind: parts marked as general hold for most secrets of its category.",
    });
  if (finding === undefined) return blocks;
  const more = finding.morePlaces === 0 ? "" : ` and ${finding.morePlaces} more`;
  blocks.push({
    kind: "list",
    items: [
      `Finding \`${finding.id}\`, value ${finding.masked}, validity ${finding.validity}`,
      `Found in ${finding.places.map((place) => `\`${place}\``).join(", ")}${more}`,
      ...(finding.since === undefined ? [] : [`Since ${finding.since}`]),
      finding.visibility === undefined
        ? "Who can read the place is not known to a scan: say it with `--visibility public` or `private`"
        : `Readable: ${finding.visibility}`,
    ],
  });
  return blocks;
}

function use({ use: { purpose, uses, made, places }, basis }: Explanation): readonly Block[] {
  return [
    { kind: "heading", id: "use", text: "What it is for" },
    { kind: "text", text: purpose },
    { kind: "list", items: uses },
    { kind: "sub", text: "How it is made" },
    ...(basis === "general" ? [{ kind: "note", text: GENERAL } as const] : []),
    { kind: "steps", items: made.steps },
    { kind: "list", items: [`Scopes: ${made.scopes}`, `Expiry: ${made.expiry}`] },
    { kind: "sub", text: "Where it usually lies" },
    { kind: "list", items: places },
  ];
}

function causes({ causes: all, finding }: Explanation): readonly Block[] {
  return [
    { kind: "heading", id: "causes", text: "How it may have leaked" },
    {
      kind: "text",
      text:
        finding === undefined
          ? "No finding was given: the usual order. With a finding these are ordered by its evidence."
          : "Ordered by the evidence of this finding.",
    },
    ...all.flatMap(({ title, how, supports }, index): readonly Block[] => [
      { kind: "sub", text: `${index + 1}. ${title}` },
      { kind: "text", text: how },
      ...(finding === undefined
        ? []
        : [{ kind: "list", items: supports.length === 0 ? ["Nothing in this finding speaks for it or against it"] : supports } as const]),
    ]),
  ];
}

function harm({ harm: { acts, verified } }: Explanation): readonly Block[] {
  return [
    { kind: "heading", id: "harm", text: "What can happen" },
    {
      kind: "table",
      head: ["severity", "harm", "what somebody who holds it can do"],
      rows: acts.map(({ severity, harm: which, does, isGeneral }) => [severity, which, `${does}${isGeneral ? " (general)" : ""}`]),
    },
    { kind: "text", text: `Verification: ${verified}` },
  ];
}

function todo({ practices }: Explanation): readonly Block[] {
  return [
    { kind: "heading", id: "todo", text: "What to do" },
    {
      kind: "checklist",
      items: practices.map(({ title, why, steps }) => ({ text: title, why, steps })),
    },
  ];
}

function atProvider({ misuse, rotate, revoke, overlap, stops, basis }: Explanation): readonly Block[] {
  const together = {
    yes: "Old and new work together: yes.",
    no: "Old and new work together: no.",
    depends: "Old and new work together: it depends.",
  }[overlap.is];
  return [
    { kind: "heading", id: "misuse", text: "Was it misused?" },
    ...ability(misuse),
    { kind: "heading", id: "rotate", text: "Rotate" },
    { kind: "text", text: `${together} ${overlap.how}` },
    ...ability(rotate),
    { kind: "heading", id: "revoke", text: "Revoke" },
    ...ability(revoke),
    { kind: "heading", id: "stops", text: "What stops working" },
    ...(basis === "general" ? [{ kind: "note", text: GENERAL } as const] : []),
    { kind: "list", items: stops },
  ];
}

/** The note on the way stands first: a reader who looks for an API must not search in vain. */
export function wayText({ way, isUnconfirmed, isGeneral }: ToldAbility): string {
  if (isGeneral) return GENERAL;
  const maybe = isUnconfirmed === true ? ` ${MAYBE}` : "";
  switch (way) {
    case "api":
      return `By the provider's API.${maybe}`;
    case "command":
      return `By a command or statement of your own.${maybe}`;
    case "console":
      return isUnconfirmed === true ? `By hand. ${MAYBE}` : "By hand: the provider has no API for this.";
    case "none":
      return `There is no way for this at the provider.${maybe}`;
  }
}

function ability(one: ToldAbility): readonly Block[] {
  return [
    { kind: "note", text: wayText(one) },
    { kind: "steps", items: one.steps },
    ...(one.note === undefined ? [] : [{ kind: "text", text: one.note } as const]),
  ];
}

function links({ links: all }: Explanation): readonly Block[] {
  return all.length === 0
    ? []
    : [
        { kind: "heading", id: "links", text: "Documents" },
        { kind: "links", items: all },
      ];
}
