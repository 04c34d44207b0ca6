import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{17}[A-Z][a-z]7", seed);

export const smartyAuthToken: Detector = {
  id: "smarty-auth-token",
  title: "Smarty (SmartyStreets) auth token",
  provider: "smarty",
  category: "geo",
  severity: "low",
  opens: "Looks up addresses at the owner's cost; it reads nothing of the account's data.",
  keywords: ["smartystreets", "smarty_streets", "smarty_auth", "smartyauth", "smarty_secret"],
  pattern: named("smarty(?:[_-]?streets)?", "(?:auth|api|secret)[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{20}`),
  entropy: 3.2,
  confidence: 0.6,
  examples: [
    ...shown("SMARTY_AUTH_TOKEN", make),
    `smarty_streets_auth_token: ${make(30)}\n`,
    `smartyStreets: {\n  authId: "x",\n  authToken: "${make(13)}",\n}\n`,
    `SMARTY_SECRET_KEY=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("SMARTY_AUTH_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `smarty checksum ${make(21)}`,
    `SMARTY_AUTH_ID=${make(22)}`, // the id
  ],
  references: ["https://www.smarty.com/docs/cloud/authentication"],
  revoke: "https://www.smarty.com/account/keys > Delete",
};
