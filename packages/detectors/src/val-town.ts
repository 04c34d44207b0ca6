import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("vtwn_[A-Za-z0-9]{27}", seed);

export const valTownApiToken: Detector = {
  id: "val-town-api-token",
  title: "Val Town API token",
  provider: "val-town",
  category: "cloud",
  severity: "high",
  opens: "Runs and changes the owner's vals, which hold code and its environment, within the token's scopes.",
  prefixes: ["vtwn_"],
  pattern: alone("vtwn_[A-Za-z0-9_-]{20,80}"),
  entropy: 3.4,
  confidence: 0.95,
  examples: [...shown("VALTOWN_API_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("VALTOWN_API_TOKEN", "vtwn_", make, 12),
    `VALTOWN_API_TOKEN=${fake("vtwn_[A-Za-z0-9]{12}", 20)}`,
    `vtwn_notRealnotRealnotRealnotReal`,
  ],
  references: ["https://docs.val.town/api/authentication/"],
  revoke: "https://www.val.town/settings/api > Delete",
};
