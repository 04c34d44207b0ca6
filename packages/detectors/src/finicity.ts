import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const FINICITY_APP_KEY_SHAPE = "[0-9a-f]{32}";
const makeFinicityAppKey = (seed: number): string => fake(FINICITY_APP_KEY_SHAPE, seed);
export const finicityAppKey: Detector = {
  id: "finicity-app-key",
  title: "Finicity application key",
  provider: "finicity",
  category: "payment",
  severity: "high",
  opens: "With the partner's id and secret it gets tokens that read bank accounts and transactions of consumers.",
  keywords: ["finicity"],
  pattern: named("finicity", "(?:(?:api|app|application)[_.-]?)?(?:key|token)", FINICITY_APP_KEY_SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("FINICITY_APP_KEY", makeFinicityAppKey),
    `curl -H "Finicity-App-Key: ${makeFinicityAppKey(13)}" https://api.finicity.com/aggregation/v1/institutions`,
  ],
  counterExamples: [...nearMisses("FINICITY_APP_KEY", makeFinicityAppKey)],
  references: ["https://developer.mastercard.com/open-finance-us/documentation/"],
  revoke: "https://developer.mastercard.com/dashboard > the project > replace the app key",
};

const FINICITY_PARTNER_SECRET_SHAPE = "[A-Za-z0-9]{20}";
const makeFinicityPartnerSecret = (seed: number): string => fake(FINICITY_PARTNER_SECRET_SHAPE, seed);
export const finicityPartnerSecret: Detector = {
  id: "finicity-partner-secret",
  title: "Finicity partner secret",
  provider: "finicity",
  category: "payment",
  severity: "critical",
  opens: "With the partner id and the application key it gets tokens that read bank accounts and transactions of consumers.",
  keywords: ["finicity"],
  pattern: named("finicity", "(?:(?:partner|client|app|api)[_.-]?)?secret", MIXED + FINICITY_PARTNER_SECRET_SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("FINICITY_PARTNER_SECRET", makeFinicityPartnerSecret),
    `{"finicity": {"partnerId": "${fake("244[0-9]{10}", 13)}", "partnerSecret": "${makeFinicityPartnerSecret(14)}"}}`,
  ],
  counterExamples: [...nearMisses("FINICITY_PARTNER_SECRET", makeFinicityPartnerSecret), `FINICITY_PARTNER_ID=${fake("244[0-9]{10}", 20)}`],
  references: ["https://developer.mastercard.com/open-finance-us/documentation/"],
  revoke: "https://developer.mastercard.com/dashboard > the project > replace the partner secret",
};
