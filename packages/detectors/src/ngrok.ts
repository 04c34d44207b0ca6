import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const NGROK = "[1-3][A-Za-z0-9]{26}_[1-9][A-Za-z0-9]{20}";

const authtoken = (seed: number): string => fake("2[A-Za-z0-9]{26}_[1-9][A-Za-z0-9]{20}", seed);
export const ngrokAuthtoken: Detector = {
  id: "ngrok-authtoken",
  title: "ngrok authtoken",
  provider: "ngrok",
  category: "cloud",
  severity: "high",
  opens: "Opens tunnels in the owner's account and under its domains, so visitors can be led to another machine.",
  // A KSUID, which begins with 1 to 3 until the year 2040, and 21 characters more.
  keywords: ["ngrok", "authtoken"],
  pattern: named("ngrok|(?=authtoken)", "(?:add[_.-]?)?auth[_.-]?token", NGROK),
  requires: /[1-3][A-Za-z0-9]{26}_[1-9]/,
  entropy: 3.9,
  confidence: 0.85,
  examples: [
    ...shown("NGROK_AUTHTOKEN", authtoken),
    `ngrok config add-authtoken ${authtoken(13)}\n`,
    `version: 3\nagent:\n  authtoken: ${authtoken(14)}\n`,
  ],
  counterExamples: [...unnamed("NGROK_AUTHTOKEN", authtoken), `NGROK_SESSION=${authtoken(20)}\n`],
  references: ["https://ngrok.com/docs/agent/#authtokens"],
  revoke: "https://dashboard.ngrok.com/authtokens > Delete",
};

const apiKey = (seed: number): string => fake("2[A-Za-z0-9]{26}_[1-9][A-Za-z0-9]{20}", seed);
export const ngrokApiKey: Detector = {
  id: "ngrok-api-key",
  title: "ngrok API key",
  provider: "ngrok",
  category: "cloud",
  severity: "critical",
  opens: "Changes everything in the account: domains, endpoints, certificates and further keys.",
  keywords: ["ngrok"],
  pattern: named("ngrok", "api[_.-]?(?:key|token)", NGROK),
  entropy: 3.9,
  confidence: 0.85,
  examples: [...shown("NGROK_API_KEY", apiKey), `ngrok:\n  region: eu\n  api_key: ${apiKey(13)}\n`],
  counterExamples: [
    ...unnamed("NGROK_API_KEY", apiKey),
    `NGROK_AUTHTOKEN=${apiKey(20)}\n`, // the other kind
  ],
  references: ["https://ngrok.com/docs/api/#authentication"],
  revoke: "https://dashboard.ngrok.com/api-keys > Delete",
};
