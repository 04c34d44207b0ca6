import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);

export const webflowApiToken: Detector = {
  id: "webflow-api-token",
  title: "Webflow API token",
  provider: "webflow",
  category: "media",
  severity: "high",
  opens: "Reads and changes the site's content, its forms' answers and its shop, as its scopes allow.",
  keywords: ["webflow"],
  pattern: named("webflow", KEY, "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("WEBFLOW_API_TOKEN", make)],
  counterExamples: [
    ...unlike("WEBFLOW_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `webflow checksum ${make(21)}`,
    `WEBFLOW_SITE_ID=${fake("[0-9a-f]{24}", 22)}`, // the id
  ],
  references: ["https://developers.webflow.com/data/reference/authentication"],
  revoke: "https://webflow.com > Site settings > Apps & integrations > API access > Revoke",
};
