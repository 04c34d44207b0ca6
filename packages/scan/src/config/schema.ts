import { SEVERITIES } from "@stanch/model";
import * as z from "zod";

// Every message says what was expected; problems.ts adds where, and the name that was probably meant.

const text = z.string({ error: "a text" }).min(1, { error: "a text that is not empty" });
const texts = z.array(text, { error: "a list of texts" }).max(1000, { error: "at most 1000 entries" });
const flag = z.boolean({ error: "true or false" });
const severity = z.enum(SEVERITIES, { error: `one of ${SEVERITIES.join(", ")}` });
const share = z
  .number({ error: "a number from 0 to 1" })
  .min(0, { error: "a number from 0 to 1" })
  .max(1, { error: "a number from 0 to 1" });
const kebab = z
  .string({ error: "an id" })
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, { error: "an id in lower case with hyphens, such as acme-api-key" });
const id = z.string({ error: "the id of a detector" });

const CATEGORIES = [
  "cloud", "vcs", "ci", "registry", "payment", "finance", "crypto", "messaging", "email", "ai", "database", "monitoring", "identity",
  "security", "storage", "cdn", "ecommerce", "crm", "productivity", "marketing", "geo", "weather", "data", "media", "saas", "generic",
] as const; // oxfmt-ignore

/** Windows read bytes: what is no ASCII would have to be written as the bytes of its encoding. */
const pattern = z
  .string({ error: "a regular expression as text" })
  .min(1, { error: "a regular expression that is not empty" })
  .regex(/^[\x20-\x7e\t]*$/, { error: "an expression of ASCII characters: write others as their bytes, \\xC3\\xBC for ü" });
const flags = z
  .string({ error: "flags as text" })
  .regex(/^(?!.*(.).*\1)[imsuv]*$/, { error: "flags out of i, m, s, u, v, each once (the scanner adds g)" });
const keyword = z.string({ error: "a text" }).regex(/^[\x20-\x7e]{3,}$/, { error: "at least 3 printable ASCII characters" });
const keywords = z.array(keyword, { error: "a list of texts" }).max(200, { error: "at most 200 entries" });
const bytes = (most: number) => {
  const error = `a whole number from 0 to ${most}`;
  return z.int({ error }).min(0, { error }).max(most, { error });
};

const SIZE = 'a size such as "64MiB", "500k", or a number of bytes';
const size = z.union(
  [z.int({ error: SIZE }).positive({ error: SIZE }), z.string().regex(/^\d{1,12}\s*(?:[kmg]i?b?|b)?$/i, { error: SIZE })],
  { error: SIZE },
);

const Companion = z.strictObject(
  { name: text, pattern, flags: flags.optional(), withinBytes: bytes(4096), required: flag.optional() },
  { error: "an object with name, pattern, withinBytes" },
);

const ruleFields = {
  keywords: keywords.optional(),
  prefixes: keywords.optional(),
  flags: flags.optional(),
  window: z.strictObject({ before: bytes(4096), after: bytes(16_384) }, { error: "an object with before and after, in bytes" }).optional(),
  entropy: z
    .number({ error: "bits a character, 0 to 8" })
    .min(0, { error: "bits a character, 0 to 8" })
    .max(8, { error: "bits a character, 0 to 8" })
    .optional(),
  confidence: share.optional(),
  companions: z.array(Companion, { error: "a list of companions" }).max(8, { error: "at most 8 companions" }).optional(),
  notSecret: z.array(pattern, { error: "a list of regular expressions" }).max(50, { error: "at most 50 entries" }).optional(),
  humanChosen: flag.optional(),
};

const Rule = z.strictObject({ id: kebab.optional(), pattern, ...ruleFields }, { error: "an object with a pattern" });

const CustomDetector = z.strictObject(
  {
    id: kebab,
    title: text.optional(),
    provider: kebab.optional(),
    category: z.enum(CATEGORIES, { error: `one of ${CATEGORIES.join(", ")}` }).optional(),
    severity,
    opens: text.optional(),
    pattern: pattern.optional(),
    ...ruleFields,
    rules: z
      .array(Rule, { error: "a list of rules" })
      .min(1, { error: "at least one rule" })
      .max(50, { error: "at most 50 rules" })
      .optional(),
    examples: texts.min(1, { error: "at least one example: a detector that nobody tried finds nothing" }),
    counterExamples: texts.optional(),
    references: texts.optional(),
    yieldsTo: z.array(id, { error: "a list of detector ids" }).optional(),
    revoke: text.optional(),
  },
  { error: "an object: a detector" },
);
export type CustomDetectorInput = z.infer<typeof CustomDetector>;
export type RuleInput = Omit<z.infer<typeof Rule>, "pattern"> & { readonly pattern?: string | undefined };

const customDetectors = z.array(CustomDetector, { error: "a list of detectors" }).max(500, { error: "at most 500 detectors" });

/** Detectors that several repositories share. */
export const PackFile = z.strictObject(
  { $schema: text.optional(), name: text.optional(), version: text.optional(), customDetectors },
  { error: "an object with customDetectors" },
);

const Ignore = z.strictObject(
  {
    detector: id.optional(),
    path: text.optional(),
    fingerprint: z
      .string({ error: "a fingerprint" })
      .regex(/^[0-9a-f]{8,64}$/, { error: "a fingerprint as reports show it: 8 to 64 hex digits in lower case" })
      .optional(),
    reason: z
      .string({ error: "a reason: why is this accepted?" })
      .refine((given) => given.trim().length >= 3, { error: "a reason: why is this accepted?" }),
    until: z.iso.date({ error: "the last day on which this holds, such as 2027-01-31" }),
  },
  { error: "an object with reason, until, and detector, path or fingerprint" },
);

/** Everything a configuration may hold. What is not named here is an error: a mistyped name must not be silence. */
export const ConfigFile = z.strictObject(
  {
    $schema: text.optional(),
    include: texts.optional(),
    exclude: texts.optional(),
    maxFileSize: size.optional(),
    minSeverity: severity.optional(),
    minConfidence: share.optional(),
    failOn: z.enum([...SEVERITIES, "never"], { error: `one of ${SEVERITIES.join(", ")}, never` }).optional(),
    detectors: z
      .strictObject(
        {
          only: z.array(id, { error: "a list of detector ids" }).optional(),
          disable: z.array(id, { error: "a list of detector ids" }).optional(),
          severity: z.record(id, severity, { error: "an object: detector id to severity" }).optional(),
        },
        { error: "an object with only, disable, severity" },
      )
      .optional(),
    packs: z.array(text, { error: "a list of packs: paths, or names of npm packages" }).max(50, { error: "at most 50 packs" }).optional(),
    customDetectors: customDetectors.optional(),
    ignores: z.array(Ignore, { error: "a list of ignores" }).max(10_000, { error: "at most 10000 ignores: use a baseline" }).optional(),
    honourForeignMarks: flag.optional(),
    dependencyFolders: z.enum(["skip", "scan"], { error: "skip or scan" }).optional(),
    skipGitIgnored: flag.optional(),
    skipBinary: flag.optional(),
    history: z.enum(["full", "none"], { error: "full or none (a range belongs on the command line)" }).optional(),
    verify: z
      .strictObject(
        {
          providers: z.array(kebab, { error: "a list of provider ids" }).optional(),
          baseUrls: z
            .record(kebab, z.url({ protocol: /^https?$/, error: "an http or https URL" }), { error: "an object: provider id to URL" })
            .optional(),
        },
        { error: "an object with providers, baseUrls" },
      )
      .optional(),
  },
  { error: "an object" },
);
export type ConfigFileInput = z.infer<typeof ConfigFile>;
