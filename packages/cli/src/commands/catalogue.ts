// Apart from detectors.ts, which every scan loads: this one loads all kinds and all providers.
import { detectors as builtIn } from "@stanch/detectors";
import { type Detector, rulesOf } from "@stanch/model";
import { listChecks } from "@stanch/providers";

/** A kind of secret as lists show it; plain data. */
export interface Kind {
  readonly id: string;
  readonly title: string;
  readonly provider: string;
  readonly category: string;
  readonly severity: string;
  readonly nature: "secret" | "identifier" | "public";
  readonly opens: string;
  readonly rules: number;
  /** Names of what stands beside it. */
  readonly companions: readonly string[];
  /** Names of checksums that decide without a call. */
  readonly checksums: readonly string[];
  /** Whether it says something of itself: account, scopes, expiry. */
  readonly facts: boolean;
  /** `read`: its provider can be asked. `acts` or `costs`: only when that was asked for too. */
  readonly verification: "none" | "read" | "acts" | "costs";
  readonly lifetime?: string;
  readonly references: readonly string[];
  readonly revoke?: string;
}

export function kindsOf(detectors: readonly Detector[] = builtIn): readonly Kind[] {
  const effects = new Map(listChecks().flatMap((check) => check.detectors.map((id) => [id, check.effect ?? "read"] as const)));
  return detectors.map((detector) => {
    const { id, title, provider, category, severity, nature, opens, references, revoke, lifetime } = detector;
    const rules = rulesOf(detector);
    return {
      id,
      title,
      provider,
      category,
      severity,
      nature: nature ?? "secret",
      opens,
      rules: rules.length,
      companions: [...new Set(rules.flatMap((rule) => (rule.companions ?? []).map(({ name }) => name)))],
      checksums: [...new Set(rules.flatMap((rule) => (rule.checksum === undefined ? [] : [rule.checksum.name])))],
      facts: detector.facts !== undefined,
      verification: effects.get(id) ?? "none",
      ...(lifetime === undefined ? {} : { lifetime }),
      references,
      ...(revoke === undefined ? {} : { revoke }),
    };
  });
}

export interface Counts {
  readonly kinds: number;
  /** Those that are secrets: neither identifiers nor public by design. */
  readonly secrets: number;
  readonly providers: number;
  readonly verified: number;
  readonly checksummed: number;
  readonly speaking: number;
}

export function countsOf(kinds: readonly Kind[]): Counts {
  return {
    kinds: kinds.length,
    secrets: kinds.filter(({ nature }) => nature === "secret").length,
    providers: new Set(kinds.filter(({ provider }) => provider !== "generic").map(({ provider }) => provider)).size,
    verified: kinds.filter(({ verification }) => verification !== "none").length,
    checksummed: kinds.filter(({ checksums }) => checksums.length > 0).length,
    speaking: kinds.filter(({ facts }) => facts).length,
  };
}

/** The README's sentence. */
export function countSentence({ kinds, secrets, providers, verified, checksummed, speaking }: Counts): string {
  return `${grouped(kinds)} kinds of ${grouped(providers)} providers, ${grouped(secrets)} of them secrets and ${grouped(kinds - secrets)} identifiers or public by design: ${grouped(verified)} can be verified with their provider, ${grouped(checksummed)} carry a checksum or a shape that is checked without a call, ${grouped(speaking)} say whose they are or until when.`;
}

const grouped = (number: number): string => String(number).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ",");

/** docs/detectors.md: what there is, by category, then one row a kind. Ends with a line feed. */
export function* catalogueMarkdown(kinds: readonly Kind[]): Iterable<string> {
  yield `# Kinds of secrets\n\nMade from the code by \`npm run docs\`; \`stanch detectors --format markdown\` prints it. ${countSentence(countsOf(kinds))}\n\n`;
  yield "| category | kinds | secrets | providers | can be verified |\n| --- | ---: | ---: | ---: | ---: |\n";
  for (const [category, own] of [...Map.groupBy(kinds, ({ category }) => category)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { kinds: count, secrets, providers, verified } = countsOf(own);
    yield `| ${category} | ${count} | ${secrets} | ${providers} | ${verified} |\n`;
  }
  yield "\nVerified: `yes`, the provider is asked with `--verify` by a call that only reads; `acts` and `costs`, asking leaves a trace or uses up money\nor quota and needs a second consent. Checks: ✓ a checksum or built-in shape, ⓘ it says whose it is or until when.\nBeside the severity: `identifier`, it opens nothing without its secret; `public`, its issuer means it to stand in pages or apps.\n\n";
  yield "| id | secret | provider | severity | what it opens | beside it | verified | checks | see |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const kind of kinds.toSorted((a, b) => (a.provider < b.provider ? -1 : a.provider > b.provider ? 1 : a.id < b.id ? -1 : 1)))
    yield row(kind);
}

function row(kind: Kind): string {
  const { id, title, provider, severity, nature, opens, companions, verification, checksums, facts, references } = kind;
  const checks = [...(checksums.length > 0 ? ["✓"] : []), ...(facts ? ["ⓘ"] : [])].join(" ");
  const verified = verification === "none" ? "" : verification === "read" ? "yes" : verification;
  const [see] = references;
  const link = see === undefined ? "" : `[documents](${see.replace(/[()|\s]/g, encodeURIComponent)})`;
  const cells = [
    `\`${id}\``,
    title,
    provider,
    nature === "secret" ? severity : `${severity}, ${nature}`,
    opens,
    companions.join(", "),
    verified,
    checks,
  ].map(cell);
  return `| ${[...cells, link].join(" | ")} |\n`;
}

const cell = (text: string): string => text.replace(/[|\\]/g, "\\$&").replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;"));
