import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const tinifyApiKey: Detector = {
  id: "tinify-api-key",
  title: "Tinify (TinyPNG) API key",
  provider: "tinify",
  category: "media",
  severity: "low",
  opens: "Shrinks pictures at the owner's cost; it reads nothing of the account's data.",
  keywords: ["tinify", "tinypng", "tiny_png"],
  pattern: named("tinify|tiny[_-]?png", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("TINIFY_API_KEY", make), `tiny_png_key: ${make(31)}\n`, `TINYPNG_API_KEY=${make(13)}\n`],
  counterExamples: [
    ...unlike("TINIFY_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tinify checksum ${make(21)}`,
  ],
  references: ["https://tinypng.com/developers/reference"],
  revoke: "https://tinify.com/dashboard/api > Revoke",
};
