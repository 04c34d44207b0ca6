import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("amzn1.oa2-cs.v1.[0-9a-f]{64}", seed);
export const loginWithAmazonClientSecret: Detector = {
  id: "login-with-amazon-client-secret",
  title: "Login with Amazon client secret",
  provider: "login-with-amazon",
  category: "identity",
  severity: "high",
  opens:
    "With the client ID it poses as the app: it turns authorization codes and refresh tokens into access to customers' profiles and, for Selling Partner or Alexa apps, to their data.",
  prefixes: ["amzn1.oa2-cs.v1."],
  pattern: alone(String.raw`amzn1\.oa2-cs\.v1\.[0-9a-f]{64}`),
  entropy: 3.5,
  confidence: 0.97,
  companions: [
    { name: "clientId", pattern: /(?<![A-Za-z0-9.])amzn1\.application-oa2-client\.[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 512 },
  ],
  examples: [
    ...shown("LWA_CLIENT_SECRET", make),
    `client_id=${fake("amzn1.application-oa2-client.[0-9a-f]{32}", 13)}&client_secret=${make(14)}`,
  ],
  counterExamples: [
    ...unlike("LWA_CLIENT_SECRET", "amzn1.oa2-cs.v1.", make),
    `LWA_CLIENT_ID=${fake("amzn1.application-oa2-client.[0-9a-f]{32}", 20)}`,
    `LWA_CLIENT_SECRET=${fake("amzn1.oa2-cs.v1.[0-9a-f]{32}", 21)}`,
  ],
  references: ["https://developer.amazon.com/docs/login-with-amazon/register-web.html"],
  revoke: "https://developer.amazon.com/loginwithamazon/console > Security profile > Web settings > Rotate client secret",
};
