import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const doppler =
  (prefix: string) =>
  (seed: number): string =>
    fake(`${prefix}[A-Za-z0-9]{43}`, seed);
export const dopplerToken: Detector = {
  id: "doppler-token",
  title: "Doppler token",
  provider: "doppler",
  category: "identity",
  severity: "critical",
  opens: "Reads the secrets of one configuration (service token) or of all that its owner reaches, and mostly changes them.",
  prefixes: ["dp.ct.", "dp.pt.", "dp.st.", "dp.sa.", "dp.scim.", "dp.audit."],
  pattern: alone(String.raw`dp\.(?:ct|pt|st|sa|scim|audit)\.(?:[a-z0-9][a-z0-9_-]{1,34}\.)?[A-Za-z0-9]{40,44}`),
  entropy: 3.8,
  confidence: 0.97,
  examples: [
    ...shown("DOPPLER_TOKEN", doppler("dp.st.")),
    ...sent(doppler("dp.pt.")),
    `doppler run --token=${doppler("dp.st.prd_api.")(13)} -- ./start`,
  ],
  counterExamples: [
    ...unlike("DOPPLER_TOKEN", "dp.st.", doppler("dp.st."), 8),
    `DOPPLER_TOKEN=dp.st.xxxx`,
    `float dp.st.${fake("[a-z]{12}", 20)}`,
  ],
  references: ["https://docs.doppler.com/reference/auth-token-formats"],
  revoke: "https://dashboard.doppler.com > Tokens or the configuration's Access > Revoke",
};
