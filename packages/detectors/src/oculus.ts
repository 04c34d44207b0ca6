import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("OC\\|[1-9][0-9]{15}\\|[0-9a-f]{32}", seed);
export const oculusAppAccessToken: Detector = {
  id: "oculus-app-access-token",
  title: "Meta Horizon (Oculus) app access token",
  provider: "oculus",
  category: "identity",
  severity: "high",
  opens: "Acts for the app: checks and consumes purchases, grants items and writes leaderboards; it holds the app secret itself.",
  prefixes: ["OC|"],
  pattern: /(?<![A-Za-z0-9|])OC\|[0-9]{15,18}\|[0-9a-f]{32}(?![A-Za-z0-9])/,
  entropy: 3.3,
  confidence: 0.96,
  examples: [...shown("OCULUS_APP_TOKEN", make), `curl "https://graph.oculus.com/verify_entitlement?access_token=${make(13)}"`],
  counterExamples: [...unlike("OCULUS_APP_TOKEN", "OC|", make, 4), `OCULUS_APP_TOKEN=OC|$APP_ID|$APP_SECRET`, `D${make(20)}`],
  references: ["https://developers.meta.com/horizon/documentation/unity/ps-s2s-basics/"],
  revoke: "https://developers.meta.com/horizon/manage > the app > API > App credentials > Regenerate app secret",
};
