import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const postman = (seed: number): string => fake("PMAK-[0-9a-f]{24}-[0-9a-f]{34}", seed);
export const postmanApiKey: Detector = {
  id: "postman-api-key",
  title: "Postman API key",
  provider: "postman",
  category: "saas",
  severity: "high",
  opens: "Acts as its owner: reads collections and environments, which often hold other secrets, and changes them.",
  prefixes: ["PMAK-"],
  pattern: alone("PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
  confidence: 0.97,
  examples: [...shown("POSTMAN_API_KEY", postman), `curl -H "X-Api-Key: ${postman(13)}" https://api.getpostman.com/me`],
  counterExamples: [
    ...unlike("POSTMAN_API_KEY", "PMAK-", postman),
    `POSTMAN_API_KEY=${fake("PMAK-[0-9a-f]{58}", 20)}`,
    `POSTMAN_API_KEY=PMAK-your-key`,
  ],
  references: ["https://learning.postman.com/docs/developer/postman-api/authentication/"],
  revoke: "https://web.postman.co/settings/me/api-keys > Delete",
};
