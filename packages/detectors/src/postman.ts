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

const collection = (seed: number): string => fake("PMAT-[A-Z0-9]{26}", seed);
export const postmanCollectionToken: Detector = {
  id: "postman-collection-access-token",
  title: "Postman collection access key",
  provider: "postman",
  category: "saas",
  severity: "medium",
  opens: "Reads one collection with its variables, which may hold other secrets; it changes nothing.",
  prefixes: ["PMAT-"],
  pattern: alone("PMAT-[A-Za-z0-9]{26}"),
  entropy: 3.4,
  confidence: 0.96,
  examples: [...shown("POSTMAN_COLLECTION_KEY", collection), `https://api.postman.com/collections/1-a?access_key=${collection(13)}`],
  counterExamples: [
    ...unlike("POSTMAN_COLLECTION_KEY", "PMAT-", collection),
    `POSTMAN_API_KEY=${postman(20)}`, // the other kind
    `POSTMAN_COLLECTION_KEY=PMAT-your-key`,
  ],
  references: ["https://learning.postman.com/docs/collaborating-in-postman/sharing/"],
  revoke: "Postman > Team settings > Collection access keys > Delete",
  lifetime: "60 days of disuse",
};
