import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("nyk_v0_[A-Za-z0-9]{64}", seed);
export const nylasApiKey: Detector = {
  id: "nylas-api-key",
  title: "Nylas API key",
  provider: "nylas",
  category: "email",
  severity: "critical",
  opens: "Reads and sends the mail and changes the calendars of every account connected to the application.",
  prefixes: ["nyk_"],
  pattern: alone("nyk_[A-Za-z0-9_]{60,80}"),
  entropy: 4,
  confidence: 0.96,
  examples: [...shown("NYLAS_API_KEY", make), ...sent(make)],
  counterExamples: [...unlike("NYLAS_API_KEY", "nyk_", make, 12), `NYLAS_API_KEY=${fake("nyk_v0_[A-Za-z0-9]{24}", 20)}`],
  references: ["https://developer.nylas.com/docs/v3/auth/"],
  revoke: "https://dashboard-v3.nylas.com > API keys > Delete",
};
