import * as z from "zod";

const Counts = z.object({ files: z.int(), blobs: z.int(), bytes: z.int(), commits: z.int(), refs: z.int(), duplicates: z.int() });

/** What a scan read and what it did not. Everything but `startedAt`, `finishedAt` and `durationMs` repeats for the same input. */
export const Receipt = z.object({
  tool: z.object({
    name: z.literal("stanch"),
    version: z.string(),
    detectors: z.string(),
    detectorCount: z.int(),
    packs: z
      .array(z.object({ name: z.string(), digest: z.string().describe("SHA-256 of the pack's file"), detectors: z.int() }))
      .optional()
      .describe("Rule packs of the configuration"),
  }),
  startedAt: z.string(),
  finishedAt: z.string(),
  durationMs: z.number(),
  complete: z.boolean(),
  roots: z.array(
    z.object({
      path: z.string(),
      repository: z
        .object({ head: z.string().nullable(), refs: z.int(), objectFormat: z.string(), shallow: z.boolean(), partial: z.boolean() })
        .optional(),
      read: Counts.optional().describe("What of the whole is from here; a repository inside counts with the source that it lies in"),
      skipped: z.record(z.string(), z.int()).optional().describe("Number of things left out here, by reason"),
    }),
  ),
  read: Counts,
  skipped: z.record(z.string(), z.object({ count: z.int(), examples: z.array(z.string()) })),
  findings: z.object({ total: z.int(), new: z.int(), baseline: z.int(), suppressed: z.int(), belowThreshold: z.int() }),
  signature: z
    .object({
      algorithm: z.literal("ed25519"),
      keyId: z.string().describe("SHA-256 of the public key's SubjectPublicKeyInfo (DER), hex"),
      value: z.string().describe("Base64 of the signature of the receipt without this member, as canonical JSON (RFC 8785)"),
    })
    .optional(),
});
export type Receipt = z.infer<typeof Receipt>;

/** Why something was left out. Each is reported with a count and up to 20 examples. */
export type SkipReason =
  | "dependency-folder"
  | "excluded"
  | "not-included"
  | "permission-denied"
  | "vanished"
  | "unreadable"
  | "special-file"
  | "symlink-outside"
  | "symlink"
  | "binary"
  | "too-deep"
  | "broken-object"
  | "missing-object"
  | "image-part-missing"
  | "lfs-pointer"
  | "submodule-absent"
  | "time-out"
  | "unreachable"
  | "too-large"
  | "git-ignored"
  | "too-many-matches"
  | "decoder-limit"
  | "archive-limit"
  | "archive-encrypted"
  | "archive-broken"
  | "archive-unread"
  | "interrupted"
  | "known-before"
  | "unchanged";
