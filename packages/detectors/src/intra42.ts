import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("s-s4t2ud-[0-9a-f]{64}", seed);
export const intra42ClientSecret: Detector = {
  id: "intra42-client-secret",
  title: "42 intra OAuth client secret",
  provider: "intra42",
  category: "identity",
  severity: "medium",
  opens:
    "With the client id it gets tokens of the application: reads the school's students and, for those who log in, acts within its scopes.",
  prefixes: ["s-s4t2ud-", "s-s4t2af-"],
  pattern: alone("s-s4t2(?:ud|af)-[0-9a-f]{64}"),
  confidence: 0.97,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9_-])u-s4t2(?:ud|af)-[0-9a-f]{64}(?![A-Za-z0-9_-])/, withinBytes: 512 }],
  examples: [
    ...shown("FORTYTWO_CLIENT_SECRET", make),
    `UID=${fake("u-s4t2ud-[0-9a-f]{64}", 13)}\nSECRET=${make(14)}\n`,
    `FT_SECRET=${fake("s-s4t2af-[0-9a-f]{64}", 15)}\n`,
  ],
  counterExamples: [
    ...unlike("FORTYTWO_CLIENT_SECRET", "s-s4t2ud-", make),
    `FORTYTWO_CLIENT_ID=${fake("u-s4t2ud-[0-9a-f]{64}", 20)}`, // public
    `FORTYTWO_CLIENT_SECRET=s-s4t2ud-${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://api.intra.42.fr/apidoc/guides/getting_started"],
  revoke: "https://profile.intra.42.fr/oauth/applications > the application > Replace the secret",
  lifetime: "about a month, then the site replaces it",
};
