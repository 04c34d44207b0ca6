import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const old = (seed: number): string => fake("[A-Z][A-Za-z0-9]{13}[0-9][a-z]", seed);
const make = (seed: number): string => fake("WPL_AP1.[A-Za-z0-9]{16}.[A-Za-z0-9]{5}[QAgw]==", seed);
export const linkedinClientSecret: Detector = {
  id: "linkedin-client-secret",
  title: "LinkedIn OAuth client secret",
  provider: "linkedin",
  category: "marketing",
  severity: "high",
  opens: "With the client id it poses as the application: turns members' codes and refresh tokens into access within its scopes.",
  rules: [
    {
      prefixes: ["WPL_AP"],
      pattern: /(?<![A-Za-z0-9_-])WPL_AP[0-9]\.[A-Za-z0-9]{16}\.[A-Za-z0-9+/]{6}==(?![A-Za-z0-9+/=_-])/,
      entropy: 3.5,
      confidence: 0.96,
    },
    {
      id: "old",
      keywords: ["linkedin", "linked_in", "linked-in"],
      pattern: named("linked[_-]?in", "(?:client|app|consumer|api)?[_.-]?secret(?:[_.-]?key)?", `${MIXED}[A-Za-z0-9]{16}`),
      entropy: 3,
      confidence: 0.65,
      companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])(?:77|78|86)[0-9a-z]{12}(?![A-Za-z0-9])/, withinBytes: 256 }],
    },
  ],
  examples: [
    ...shown("LINKEDIN_CLIENT_SECRET", make),
    ...shown("LINKEDIN_CLIENT_SECRET", old),
    `LINKEDIN_CLIENT_ID=${fake("86[0-9a-z]{12}", 13)}\nLINKEDIN_CLIENT_SECRET=${old(14)}\n`,
  ],
  counterExamples: [
    ...nearMisses("LINKEDIN_CLIENT_SECRET", old),
    `LINKEDIN_CLIENT_ID=${fake("86[0-9a-z]{12}", 20)}`, // public
    `LINKEDIN_CLIENT_SECRET=WPL_AP1.${"x".repeat(16)}.xxxxxx==`,
    `LINKEDIN_CLIENT_SECRET=${make(21).slice(0, -4)}`,
    `linkedinSecretName = "${fake("[a-z]{16}", 22)}"`,
  ],
  references: ["https://learn.microsoft.com/en-us/linkedin/shared/authentication/client-credentials-flow"],
  revoke: "https://www.linkedin.com/developers/apps > the app > Auth > Generate a new client secret, then delete the old one",
};
