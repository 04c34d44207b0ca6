import * as z from "zod";
import { SEVERITIES, VALIDITIES } from "./severity.ts";

const text = z.string();

/** One place where the secret stands. Lines and columns are 1-based, columns in characters, ends inclusive of the last one. */
export const Occurrence = z.object({
  path: text.describe("Path relative to the scanned root, with forward slashes"),
  line: z.int().positive(),
  column: z.int().positive(),
  endLine: z.int().positive(),
  endColumn: z.int().positive().describe("Column of the first character after the secret"),
  commit: text.optional().describe("The first commit that introduced the secret at this path"),
  author: text.optional(),
  email: text.optional(),
  date: text.optional().describe("Author date of the commit, ISO 8601"),
  summary: text.optional().describe("First line of the commit message"),
  blob: text.optional().describe("Git object id of the content"),
  image: text.optional().describe("Container image it was found in, with the platform where it has several"),
  layer: text.optional().describe("Digest of the container image layer"),
  instruction: text
    .optional()
    .describe("Dockerfile instruction that made the layer or setting, from the image's history, with secrets masked"),
  hiddenBy: text.optional().describe("Digest of the later layer that removes or replaces the file: whoever has the image still reads it"),
  inHead: z.boolean().optional().describe("History only: whether HEAD still holds it at this path"),
  inMessage: z
    .boolean()
    .optional()
    .describe("It stands in the message of the commit or annotated tag, not in a file: line and column are those in the message"),
  excerpt: text.optional().describe("The lines around it with every known secret masked"),
  excerptLine: z.int().positive().optional().describe("Line number of the excerpt's first line"),
  suppressed: z.object({ kind: z.enum(["inline", "config", "baseline"]), reason: text.optional(), until: text.optional() }).optional(),
});
export type Occurrence = z.infer<typeof Occurrence>;

/** All occurrences of one secret for one detector: the unit of reports. */
export const Finding = z.object({
  id: text.describe("Stable within one fingerprint key: 16 hex digits from detector and fingerprint"),
  detector: text,
  rule: text,
  title: text,
  provider: text,
  category: text,
  severity: z.enum(SEVERITIES),
  confidence: z.number().min(0).max(1),
  validity: z.enum(VALIDITIES),
  validityReason: text.optional(),
  impact: text.optional().describe("What the provider said the secret can reach"),
  expires: text.optional().describe("When it stops being valid, as the secret itself says: ISO 8601"),
  expired: z.boolean().optional().describe("That time was past when it was scanned; listed last of its severity, still a finding"),
  fingerprint: text.describe("HMAC-SHA-256 of the secret, 64 hex digits"),
  masked: text,
  companions: z.record(text, text).describe("Public halves of the pair in clear, secret ones masked"),
  occurrences: z.array(Occurrence).min(1),
  explanation: z.object({
    evidence: z.array(text).describe("Why it is believed, strongest first"),
    doubts: z.array(text).describe("What speaks against it"),
    facts: z.array(text).optional().describe("What the secret says of itself, read without asking anybody"),
    opens: text.describe("What somebody who holds it can do"),
    next: text.describe("One command or step"),
    references: z.array(text),
  }),
  baseline: z.boolean().optional().describe("Known before: counted, does not fail the scan"),
});
export type Finding = z.infer<typeof Finding>;
