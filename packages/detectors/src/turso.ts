import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `${toBase64(`{"alg":"EdDSA","typ":"JWT"}`).replace(/=+$/, "")}.${toBase64(`{"a":"rw","iat":1767225600,"id":"${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed)}"}`).replace(/=+$/, "")}.${fake("[A-Za-z0-9_-]{85}A", seed)}`;

export const tursoAuthToken: Detector = {
  id: "turso-auth-token",
  title: "Turso database or platform token",
  provider: "turso",
  category: "database",
  severity: "critical",
  opens: "Reads, changes and deletes the data of its databases; a platform token makes and deletes databases.",
  keywords: ["turso", "libsql"],
  pattern: named(
    "turso|libsql",
    "(?:database|db|auth|api|access|platform)?[_.-]?(?:auth|api)?[_.-]?token",
    String.raw`eyJ[A-Za-z0-9_-]{10,600}\.eyJ[A-Za-z0-9_-]{10,1600}\.[A-Za-z0-9_-]{86}`,
  ),
  window: { before: 96, after: 2400 },
  entropy: 4,
  confidence: 0.9,
  humanChosen: true,
  examples: [
    ...shown("TURSO_AUTH_TOKEN", make),
    `const db = createClient({ // @libsql/client\n  url: "libsql://app-acme.turso.io",\n  authToken: "${make(13)}",\n});`,
  ],
  counterExamples: [
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `turso checksum ${make(21)}`,
    `TURSO_AUTH_TOKEN=\${TURSO_AUTH_TOKEN}`,
    `TURSO_AUTH_TOKEN=${make(22).slice(0, -10)}`,
    `TURSO_AUTH_TOKEN=eyJhbGciOi...`,
  ],
  references: ["https://docs.turso.tech/sdk/authentication"],
  revoke: "turso db tokens invalidate NAME, or turso auth api-tokens revoke NAME",
  lifetime: "until it is revoked, unless an expiry is asked for",
};
