import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("ls-[A-Za-z]{4}[0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{12}", seed);
export const localstackAuthToken: Detector = {
  id: "localstack-auth-token",
  title: "LocalStack auth token",
  provider: "localstack",
  category: "cloud",
  severity: "medium",
  opens: "Uses the owner's licence and, where cloud features are on, reads the state snapshots that were saved.",
  keywords: ["localstack"],
  pattern: alone("ls-(?=[A-Za-z-]{0,36}[0-9])[A-Za-z0-9]{8}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{12}"),
  entropy: 3.2,
  confidence: 0.95,
  examples: [...shown("LOCALSTACK_AUTH_TOKEN", make), `localstack auth set-token ${make(13)}`],
  counterExamples: [...unlike("LOCALSTACK_AUTH_TOKEN", "ls-", make), `LOCALSTACK_CMD=ls-la`, `TOKEN=${make(21)}`],
  references: ["https://docs.localstack.cloud/getting-started/auth-token/"],
  revoke: "https://app.localstack.cloud/workspace/auth-tokens > Reset",
};
