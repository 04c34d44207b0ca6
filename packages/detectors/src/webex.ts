import { type Detector, fake } from "@stanch/model";
import { UUID, alone, named, shown, unlike } from "./_token.ts";

const botToken = (seed: number): string =>
  fake("[A-Za-z0-9]{61}Zq7_PF84_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const webexBotToken: Detector = {
  id: "webex-bot-token",
  title: "Webex access token",
  provider: "webex",
  category: "messaging",
  severity: "critical",
  opens: "Reads and writes the spaces and messages of its bot or user; a bot's token lives for a hundred years.",
  rules: [
    {
      prefixes: ["_PF84_", "_P0A1_", "_PE93_"],
      pattern: alone(`[A-Za-z0-9]{64}_(?:PF84|P0A1|PE93)_${UUID}`),
      window: { before: 80, after: 64 },
      entropy: 4,
      confidence: 0.97,
    },
    {
      id: "named",
      keywords: ["webex", "spark_access_token"],
      pattern: alone(`[A-Za-z0-9]{64}_[A-Z0-9]{4}_${UUID}`),
      entropy: 4,
      confidence: 0.9,
    },
  ],
  examples: [
    ...shown("WEBEX_ACCESS_TOKEN", botToken),
    `api = WebexTeamsAPI(access_token="${fake("[A-Za-z0-9]{64}_P0A1_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 13)}")`,
    `SPARK_ACCESS_TOKEN=${fake("[A-Za-z0-9]{64}_PE93_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 14)}\n`,
    `webex token: ${fake("[A-Za-z0-9]{64}_QX12_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 15)}\n`,
  ],
  counterExamples: [
    `CACHE_PF84_${fake("[A-Z]{20}", 20)}`,
    `ID=${fake("[A-Za-z0-9]{64}_QX12_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 21)}`, // another cluster, and nothing names the provider
    `WEBEX_ACCESS_TOKEN=\${WEBEX_ACCESS_TOKEN}`,
    `WEBEX_ACCESS_TOKEN=${botToken(22).slice(0, -4)}`,
  ],
  references: ["https://developer.webex.com/docs/bots", "https://developer.webex.com/docs/getting-started"],
  revoke: "https://developer.webex.com/my-apps > the bot > Regenerate access token",
  lifetime: "bot: 100 years; personal: 12 hours; integration: 14 days",
};

const clientSecret = (seed: number): string => fake("[0-9a-f]{64}", seed);

export const webexClientSecret: Detector = {
  id: "webex-client-secret",
  title: "Webex integration client secret",
  provider: "webex",
  category: "messaging",
  severity: "high",
  opens: "Poses as the integration: trades users' codes and refresh tokens for tokens to their messages.",
  keywords: ["webex"],
  pattern: named("webex", "(?:integration[_.-]?)?client[_.-]?secret", "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("WEBEX_CLIENT_SECRET", clientSecret)],
  counterExamples: [
    ...unlike("WEBEX_CLIENT_SECRET", "", clientSecret),
    `BACKUP_KEY=${clientSecret(20)}\n`, // nothing names the provider
    `webex checksum ${clientSecret(21)}`,
  ],
  references: ["https://developer.webex.com/docs/integrations"],
  revoke: "https://developer.webex.com/my-apps > the integration > Regenerate client secret",
};
