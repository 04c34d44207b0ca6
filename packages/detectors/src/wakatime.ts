import { type Detector, fake } from "@stanch/model";
import { UUID, alone, named, shown, unlike } from "./_token.ts";

const old = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);
const apiKey = (seed: number): string => fake("waka_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const wakatimeApiKey: Detector = {
  id: "wakatime-api-key",
  title: "WakaTime API key",
  provider: "wakatime",
  category: "productivity",
  severity: "medium",
  opens: "Reads its owner's coding activity with the names of projects and files, and adds to it.",
  rules: [
    {
      prefixes: ["waka_"],
      pattern: alone(`waka_${UUID}`),
      entropy: 3,
      confidence: 0.97,
    },
    {
      id: "old",
      keywords: ["wakatime", "waka_time"],
      pattern: named("waka[_.-]?time", "(?:api[_.-]?)?key", UUID),
      entropy: 3.0,
      confidence: 0.7,
    },
  ],
  examples: [
    ...shown("WAKATIME_API_KEY", apiKey),
    `[settings]\napi_key = ${apiKey(13)}\n`,
    `WAKATIME_API_KEY=${old(14)}\n`,
    `waka_time_api_key: ${old(15)}\n`,
  ],
  counterExamples: [
    ...unlike("WAKATIME_API_KEY", "waka_", apiKey),
    `WAKATIME_PROJECT=${old(20)}`, // names no key
    `API_KEY=${old(21)}`, // nothing names the provider
    `WAKATIME_API_KEY=${old(22).slice(1)}`,
  ],
  references: ["https://wakatime.com/developers#authentication"],
  revoke: "https://wakatime.com/settings/api-key > Regenerate",
};

const oauthToken = (seed: number): string => fake("waka_tok_[A-Za-z0-9]{70}", seed);

export const wakatimeOauthToken: Detector = {
  id: "wakatime-oauth-token",
  title: "WakaTime OAuth token or app secret",
  provider: "wakatime",
  category: "productivity",
  severity: "medium",
  opens: "Reads a user's coding activity within its scopes; an app's secret makes such tokens from users' codes.",
  prefixes: ["waka_tok_", "waka_ref_", "waka_sec_"],
  pattern: alone("waka_(?:tok|ref|sec)_[A-Za-z0-9]{36,80}"),
  entropy: 4,
  confidence: 0.95,
  examples: [
    ...shown("WAKATIME_TOKEN", oauthToken),
    `WAKATIME_CLIENT_SECRET=${fake("waka_sec_[A-Za-z0-9]{70}", 13)}\n`,
    `{"refresh_token": "${fake("waka_ref_[A-Za-z0-9]{70}", 14)}"}`,
  ],
  counterExamples: [
    ...unlike("WAKATIME_TOKEN", "waka_tok_", oauthToken, 45),
    `WAKATIME_TOKEN=${fake("waka_tok_[A-Za-z0-9]{20}", 20)}`,
    `WAKATIME_TOKEN=${fake("waka_abc_[A-Za-z0-9]{70}", 21)}`,
  ],
  references: ["https://wakatime.com/developers#authentication"],
  revoke: "https://wakatime.com/apps > the app > Reset secret, or POST https://wakatime.com/oauth/revoke",
};
