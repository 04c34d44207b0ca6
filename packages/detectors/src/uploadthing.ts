import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const makeToken = (seed: number): string =>
  toBase64(`{"apiKey":"sk_live_${fake("[0-9a-f]{64}", seed)}","appId":"${fake("[a-z0-9]{10}", seed)}","regions":["sea1"]}`);

export const uploadthingToken: Detector = {
  id: "uploadthing-token",
  title: "UploadThing token",
  provider: "uploadthing",
  category: "storage",
  severity: "high",
  opens: "Uploads to, lists and deletes all files of the app.",
  prefixes: ["eyJhcGlLZXkiOiJza19saXZl"],
  // Base64 of `{"apiKey":"sk_live` is how it opens.
  pattern: /(?<![A-Za-z0-9+/_-])eyJhcGlLZXkiOiJza19saXZl[A-Za-z0-9+/]{80,260}={0,2}(?![A-Za-z0-9+/=_-])/,
  window: { before: 8, after: 320 },
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("UPLOADTHING_TOKEN", makeToken)],
  counterExamples: [
    `UPLOADTHING_TOKEN=\${UPLOADTHING_TOKEN}`,
    `UPLOADTHING_TOKEN=eyJhcGlLZXkiOiJza19saXZlX...`,
    `UPLOADTHING_TOKEN=${makeToken(20).slice(0, 80)}`,
    `UPLOADTHING_TOKEN=eyJhcGlLZXkiOiJza19saXZl${"A".repeat(90)}`,
  ],
  references: ["https://docs.uploadthing.com/concepts/auth-security"],
  revoke: "https://uploadthing.com/dashboard > the app > API keys > Regenerate",
};

const secretKey = (seed: number): string => fake("sk_live_[0-9a-f]{64}", seed);

export const uploadthingSecretKey: Detector = {
  id: "uploadthing-secret-key",
  title: "UploadThing secret key (older)",
  provider: "uploadthing",
  category: "storage",
  severity: "high",
  opens: "Uploads to, lists and deletes all files of the app.",
  keywords: ["uploadthing"],
  pattern: named("uploadthing", KEY, "sk_live_[0-9a-f]{64}"),
  entropy: 3.4,
  confidence: 0.9,
  examples: [...shown("UPLOADTHING_SECRET", secretKey)],
  counterExamples: [
    ...unlike("UPLOADTHING_SECRET", "", secretKey),
    `BACKUP_KEY=${secretKey(20)}\n`, // nothing names the provider
    `uploadthing checksum ${secretKey(21)}`,
    `STRIPE_KEY=${fake("sk_live_[A-Za-z0-9]{24}", 22)} # uploadthing`, // Stripe's
  ],
  references: ["https://docs.uploadthing.com/concepts/auth-security"],
  revoke: "https://uploadthing.com/dashboard > the app > API keys > Regenerate",
};
