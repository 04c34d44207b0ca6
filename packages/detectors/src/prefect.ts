import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const prefect = (seed: number): string => fake("pnu_[A-Za-z0-9]{36}", seed);
export const prefectApiKey: Detector = {
  id: "prefect-api-key",
  title: "Prefect Cloud API key",
  provider: "prefect",
  category: "data",
  severity: "high",
  opens: "Acts as its owner: reads blocks, which hold other secrets, and runs flows.",
  prefixes: ["pnu_"],
  pattern: alone("pnu_[A-Za-z0-9]{36}"),
  entropy: 3.8,
  confidence: 0.95,
  examples: [...shown("PREFECT_API_KEY", prefect), `prefect cloud login -k ${prefect(13)}`],
  counterExamples: [
    ...unlike("PREFECT_API_KEY", "pnu_", prefect),
    `PREFECT_API_KEY=${fake("pnu_[A-Za-z0-9]{20}", 20)}`,
    `cpnu_${fake("[a-z]{36}", 21)}`,
  ],
  references: ["https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys"],
  revoke: "https://app.prefect.cloud/my/api-keys > Delete",
};

const service = (seed: number): string => fake("pnb_[A-Za-z0-9]{36}", seed);
export const prefectServiceKey: Detector = {
  id: "prefect-service-account-key",
  title: "Prefect Cloud service account API key",
  provider: "prefect",
  category: "data",
  severity: "high",
  opens: "Acts as the service account in its workspaces: reads blocks, which hold other secrets, and runs flows.",
  prefixes: ["pnb_"],
  pattern: alone("pnb_[A-Za-z0-9]{36}"),
  entropy: 3.8,
  confidence: 0.95,
  examples: [...shown("PREFECT_API_KEY", service), `prefect cloud login -k ${service(13)}`],
  counterExamples: [
    ...unlike("PREFECT_API_KEY", "pnb_", service),
    `PREFECT_API_KEY=${prefect(20)}`, // a user's
    `PREFECT_API_KEY=${fake("pnb_[A-Za-z0-9]{20}", 21)}`,
  ],
  references: ["https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/service-accounts"],
  revoke: "https://app.prefect.cloud > Account settings > Service accounts > Rotate key",
};
