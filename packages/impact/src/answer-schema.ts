import * as z from "zod";
import { RESTARTS } from "./rotation.ts";
import { CHANNELS, CONFIDENCES } from "./types.ts";

const text = z.string();
const Evidence = z.object({ repository: text, path: text, line: z.int() });
const Found = z.object({ place: Evidence, confidence: z.enum(CONFIDENCES) });

export const Way = z.object({
  name: text.describe("As the dependant knows it: a variable, a file, an id"),
  channel: z.enum(CHANNELS),
  confidence: z.enum(CONFIDENCES),
  through: z.array(text).describe("Names that the value passes, from where it stands to here"),
  evidence: z.array(Evidence).describe("One place for each step of the way"),
  notes: z.array(text),
});
export type Way = z.infer<typeof Way>;

export const Acknowledgement = z.object({
  state: z.enum(["open", "ready", "objected"]),
  by: text.optional(),
  at: text.optional().describe("ISO 8601"),
  note: text.optional(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

export const Dependant = z.object({
  id: text.describe("Stable while the same things declare it: acknowledgements are kept by it"),
  label: text,
  form: text.describe("Deployment, compose, Lambda, github-actions, code, observed, …"),
  place: Evidence.optional(),
  confidence: z.enum(CONFIDENCES),
  owners: z.array(z.object({ name: text, evidence: Evidence })),
  ways: z.array(Way).min(1),
  rotation: z.object({
    restart: z.enum(RESTARTS),
    steps: z
      .array(z.object({ told: text, command: text.optional() }))
      .describe("What happens when the stored value changes, and what to run"),
  }),
  atRevocation: text.describe("What happens when the old value is refused and nothing was done before"),
  code: z.array(z.object({ unit: text, reads: z.array(Found) })).describe("Code that it runs and that reads the value"),
  uses: z.array(z.object({ kind: text, title: text, atRotation: text, places: z.array(Evidence) })).describe("What that code does with it"),
  notVisible: z.array(text),
  acknowledgement: Acknowledgement,
});
export type Dependant = z.infer<typeof Dependant>;

/** The answer to "who breaks if this is revoked?". Holds no value of a secret: fingerprints and masks. */
export const ImpactAnswer = z.object({
  version: z.literal(1),
  query: z.object({ asked: text, kind: z.enum(["fingerprint", "name"]) }),
  secrets: z.array(z.object({ fingerprint: text, label: text, provider: text })),
  standsIn: z
    .array(z.object({ label: text, form: text, evidence: Evidence.optional() }))
    .describe("Names that hold the value, or through which it passes"),
  dependants: z.array(Dependant),
  provider: z
    .object({
      name: text,
      checks: z
        .array(z.object({ kind: text, title: text, atRotation: text, places: z.array(Evidence) }))
        .describe("What the issuer's secret opens or signs; empty places: not seen in the code that was read"),
      notAffected: z.array(text),
    })
    .optional(),
  notVisible: z.array(z.object({ what: text, evidence: Evidence.optional() })),
  notRead: z.record(text, z.object({ count: z.int(), examples: z.array(text) })),
  read: z.object({
    repositories: z.int(),
    files: z.int(),
    readers: z.record(text, z.int()),
    logs: z.array(text),
    cluster: z.boolean(),
    builtAt: text,
  }),
  summary: z.object({
    dependants: z.int(),
    restart: z.int().describe("Dependants that need a restart, a deployment or a build"),
    acknowledged: z.int(),
    objected: z.int(),
    withoutOwner: z.int(),
  }),
});
export type ImpactAnswer = z.infer<typeof ImpactAnswer>;

/** A file of acknowledgements: what owners answered, by dependant. */
export const Acknowledgements = z.object({
  acknowledgements: z.array(
    z.object({
      dependant: text,
      state: z.enum(["ready", "objected"]).default("ready"),
      by: text,
      at: text.optional(),
      note: text.optional(),
    }),
  ),
});
export type Acknowledgements = z.infer<typeof Acknowledgements>;
