import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, named, sent, shown, unlike } from "./_token.ts";

const vercelOf =
  (prefix: string) =>
  (seed: number): string =>
    fake(`${prefix}[A-Za-z0-9_-]{55}[A-Za-z0-9]`, seed);
const vercelOld = (seed: number): string => fake("[A-Za-z0-9]{21}[A-Z][a-z]7", seed);
const VERCEL = "https://vercel.com/docs/rest-api";
export const vercelAccessToken: Detector = {
  id: "vercel-access-token",
  title: "Vercel access token",
  provider: "vercel",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner: deploys any code to the projects and reads their environment with its secrets.",
  rules: [
    { prefixes: ["vcp_", "vci_", "vca_"], pattern: alone("vc[pia]_[A-Za-z0-9_-]{56}"), entropy: 4, confidence: 0.95 },
    {
      id: "old",
      keywords: ["vercel"],
      pattern: named("vercel", "(?:auth|access|api)?[_.-]?token", `${MIXED}[A-Za-z0-9]{24}`),
      entropy: 3.8,
      confidence: 0.65,
    },
  ],
  examples: [
    ...shown("VERCEL_TOKEN", vercelOf("vcp_")),
    ...shown("VERCEL_TOKEN", vercelOld),
    `vercel deploy --prod --token=${vercelOf("vcp_")(13)}`,
    `INTEGRATION=${vercelOf("vci_")(14)}\nAPP=\${APP}\n`,
  ],
  counterExamples: [
    ...unlike("VERCEL_TOKEN", "vcp_", vercelOf("vcp_")),
    `VERCEL_TOKEN=${vercelOld(20).slice(1)}`,
    `VERCEL_PROJECT_ID=${fake("prj_[A-Za-z0-9]{28}", 21)}`,
    `VERCEL_ORG_ID=${vercelOld(22)}`,
  ],
  references: [VERCEL],
  revoke: "https://vercel.com/account/settings/tokens > Delete",
};

export const vercelRefreshToken: Detector = {
  id: "vercel-refresh-token",
  title: "Vercel app refresh token",
  provider: "vercel",
  category: "cloud",
  severity: "high",
  opens: "Makes new access tokens for the app that it was issued to.",
  prefixes: ["vcr_"],
  pattern: alone("vcr_[A-Za-z0-9_-]{56}"),
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("VERCEL_REFRESH_TOKEN", vercelOf("vcr_")), `{"refresh_token":"${vercelOf("vcr_")(13)}"}`],
  counterExamples: [
    ...unlike("VERCEL_REFRESH_TOKEN", "vcr_", vercelOf("vcr_")),
    `vcr_cassette: ${fake("[a-z]{20}", 20)}`,
    `token=${vercelOf("vcx_")(21)}`,
  ],
  references: [VERCEL],
  revoke: "https://vercel.com/account/settings/tokens, or remove the app",
};

export const vercelAiGatewayKey: Detector = {
  id: "vercel-ai-gateway-key",
  title: "Vercel AI gateway key",
  provider: "vercel",
  category: "ai",
  severity: "high",
  opens: "Uses models at the team's cost.",
  prefixes: ["vck_"],
  pattern: alone("vck_[A-Za-z0-9_-]{56}"),
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("AI_GATEWAY_API_KEY", vercelOf("vck_")), ...sent(vercelOf("vck_"))],
  counterExamples: [
    ...unlike("AI_GATEWAY_API_KEY", "vck_", vercelOf("vck_")),
    `AI_GATEWAY_API_KEY=${fake("vck_[A-Za-z0-9]{30}", 20)}`,
    `vck_device_${fake("[a-z]{20}", 21)}`,
  ],
  references: ["https://vercel.com/docs/ai-gateway"],
  revoke: "https://vercel.com > AI gateway > API keys > Delete",
};
