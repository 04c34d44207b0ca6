import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { alone, named, shown, unlike } from "./_token.ts";

const clientSecret = (seed: number): string => fake("[a-z0-9]{28}k7", seed);

export const twitchClientSecret: Detector = {
  id: "twitch-client-secret",
  title: "Twitch client secret",
  provider: "twitch",
  category: "media",
  severity: "medium",
  opens: "Poses as the app: makes its tokens and trades users' codes for tokens to what they allowed it.",
  keywords: ["twitch"],
  pattern: named("twitch", "(?:client|app|api)?[_.-]?secret(?:[_.-]?key)?", `${LOWER_MIXED}[a-z0-9]{30}`),
  entropy: 3.4,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[a-z0-9]{30}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("TWITCH_CLIENT_SECRET", clientSecret),
    `TWITCH_CLIENT_ID=${fake("[a-z0-9]{30}", 13)}\nTWITCH_CLIENT_SECRET=${clientSecret(14)}\n`,
  ],
  counterExamples: [
    ...unlike("TWITCH_CLIENT_SECRET", "", clientSecret),
    `BACKUP_KEY=${clientSecret(20)}\n`, // nothing names the provider
    `twitch checksum ${clientSecret(21)}`,
    `TWITCH_CLIENT_ID=${clientSecret(22)}`, // the id
  ],
  references: ["https://dev.twitch.tv/docs/authentication/register-app/"],
  revoke: "https://dev.twitch.tv/console/apps > the app > New secret",
};

const bare = (seed: number): string => fake("[a-z0-9]{28}k7", seed);
const oauthToken = (seed: number): string => fake("oauth:[a-z0-9]{28}k7", seed);

export const twitchOauthToken: Detector = {
  id: "twitch-oauth-token",
  title: "Twitch access token",
  provider: "twitch",
  category: "media",
  severity: "medium",
  opens: "Reads and writes chat, or what else its scopes name, as its user.",
  rules: [
    {
      prefixes: ["oauth:"],
      pattern: /(?<![A-Za-z0-9_-])oauth:(?=[a-z]{0,29}[0-9])(?=[0-9]{0,29}[a-z])[a-z0-9]{30}(?![A-Za-z0-9_-])/,
      entropy: 3.4,
      confidence: 0.9,
    },
    {
      id: "bare",
      keywords: ["twitch"],
      pattern: named(
        "twitch",
        "(?:access|oauth|chat|bot|user|app|irc|auth|refresh)?[_.-]?(?:access|oauth)?[_.-]?token",
        `${LOWER_MIXED}[a-z0-9]{30}`,
      ),
      entropy: 3.4,
      confidence: 0.7,
    },
  ],
  examples: [
    ...shown("TWITCH_OAUTH_TOKEN", oauthToken),
    `irc.send("PASS ${oauthToken(13)}")`,
    `TWITCH_ACCESS_TOKEN=${bare(14)}\n`,
    `twitch:\n  bot_token: ${bare(15)}\n`,
  ],
  counterExamples: [
    ...unlike("TWITCH_OAUTH_TOKEN", "oauth:", oauthToken),
    `auth: "oauth:${fake("[a-z]{30}", 20)}"`,
    `TWITCH_CLIENT_ID=${bare(21)}`, // the id
    `TWITCH_ACCESS_TOKEN=${bare(22).slice(1)}`,
  ],
  references: ["https://dev.twitch.tv/docs/authentication/"],
  revoke: "POST https://id.twitch.tv/oauth2/revoke, or https://www.twitch.tv/settings/connections > Disconnect",
  lifetime: "about 4 hours with a refresh token, else about 60 days",
};

const streamKey = (seed: number): string => fake("live_[1-9][0-9]{8}_[A-Za-z0-9]{27}Zq7", seed);

export const twitchStreamKey: Detector = {
  id: "twitch-stream-key",
  title: "Twitch stream key",
  provider: "twitch",
  category: "media",
  severity: "high",
  opens: "Broadcasts anything on the owner's channel.",
  // `live_` alone stands in the keys of many payment providers.
  prefixes: ["live_1", "live_2", "live_3", "live_4", "live_5", "live_6", "live_7", "live_8", "live_9"],
  pattern: alone("live_[1-9][0-9]{5,11}_[A-Za-z0-9]{30}"),
  entropy: 3.8,
  confidence: 0.93,
  examples: [
    ...shown("TWITCH_STREAM_KEY", streamKey),
    `rtmp://live.twitch.tv/app/${streamKey(13)}`,
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `key: ${fake(`live_${digit}[0-9]{8}_[A-Za-z0-9]{27}Zq7`, 30 + digit)}\n`),
  ],
  counterExamples: [
    ...unlike("TWITCH_STREAM_KEY", "live_", streamKey),
    `twitch live_${fake("[0-9]{9}", 20)}`,
    `TWITCH_STREAM_KEY=${fake("live_[a-z]{9}_[A-Za-z0-9]{30}", 21)}`,
  ],
  references: ["https://help.twitch.tv/s/article/twitch-stream-key-faq"],
  revoke: "https://dashboard.twitch.tv > Settings > Stream > Primary stream key > Reset",
};
