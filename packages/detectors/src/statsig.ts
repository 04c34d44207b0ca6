import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const serverSecret = (seed: number): string => fake("secret-[A-Za-z0-9]{40}Zq7", seed);

export const statsigServerSecret: Detector = {
  id: "statsig-server-secret",
  title: "Statsig server secret key",
  provider: "statsig",
  category: "ci",
  severity: "medium",
  opens: "Reads all gates and experiments with their rules, which may name users, and logs events.",
  keywords: ["statsig"],
  pattern: named("statsig", KEY, `secret-${MIXED}[A-Za-z0-9]{40,46}`),
  entropy: 3.9,
  confidence: 0.93,
  examples: [...shown("STATSIG_SERVER_SECRET_KEY", serverSecret)],
  counterExamples: [
    ...unlike("STATSIG_SERVER_SECRET_KEY", "", serverSecret, 6),
    `BACKUP_KEY=${serverSecret(20)}\n`, // nothing names the provider
    `statsig checksum ${serverSecret(21)}`,
    `NEXT_PUBLIC_STATSIG_CLIENT_KEY=${fake("client-[A-Za-z0-9]{43}", 22)}`, // public by design
  ],
  references: ["https://docs.statsig.com/sdk-keys/api-keys/"],
  revoke: "https://console.statsig.com > Settings > Keys & environments > Revoke",
};

const consoleApiKey = (seed: number): string => fake("console-[A-Za-z0-9]{40}Zq7", seed);

export const statsigConsoleApiKey: Detector = {
  id: "statsig-console-api-key",
  title: "Statsig console API key",
  provider: "statsig",
  category: "ci",
  severity: "high",
  opens: "Changes gates and experiments, so what runs in production, as its role allows.",
  keywords: ["statsig"],
  pattern: named("statsig", KEY, `console-${MIXED}[A-Za-z0-9]{40,46}`),
  entropy: 3.9,
  confidence: 0.93,
  examples: [...shown("STATSIG_CONSOLE_API_KEY", consoleApiKey)],
  counterExamples: [
    ...unlike("STATSIG_CONSOLE_API_KEY", "", consoleApiKey, 6),
    `BACKUP_KEY=${consoleApiKey(20)}\n`, // nothing names the provider
    `statsig checksum ${consoleApiKey(21)}`,
  ],
  references: ["https://docs.statsig.com/console-api/introduction"],
  revoke: "https://console.statsig.com > Settings > Keys & environments > Revoke",
};
