import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";
import { fromBase64, toBase64 } from "./_words.ts";
import { describe, facts } from "./_facts.ts";

/** A bot token opens with the base64 of the bot's id. */
const isBot = (secret: string): boolean => /^[0-9]{17,20}$/.test(fromBase64(secret.split(".")[0] ?? "") ?? "");
const make = (seed: number): string =>
  `${toBase64(fake("1[0-9]{17}", seed))}.${fake("G[A-Za-z0-9_-]{5}", seed)}.${fake("[A-Za-z0-9_-]{37}[A-Za-z0-9]", seed)}`;

export const discordBotToken: Detector = {
  id: "discord-bot-token",
  title: "Discord bot token",
  provider: "discord",
  category: "messaging",
  severity: "high",
  opens: "Is the bot: reads and writes in every server that has it, with the rights that it has there.",
  keywords: ["discord", "token", "bot.run", "client.run", "client.login", "authorization"],
  pattern: /(?<![A-Za-z0-9_.-])[MNO][A-Za-z0-9]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_.-])/,
  window: { before: 96, after: 160 },
  checksum: { name: "opens with the base64 of a bot's id", verify: isBot },
  notSecret: [/^MTk4NjIyNDgzNDcxOTI1MjQ4\./], // the documents' own bot
  facts: (secret) => facts(isBot(secret) ? [`Discord bot ${fromBase64(secret.split(".")[0] ?? "")}`] : []),
  examples: [
    ...shown("DISCORD_BOT_TOKEN", make),
    `client.run("${make(13)}")`,
    `client.login('${make(14)}');`,
    `{"prefix": "!", "token": "${make(15)}"}`,
    `curl -H "Authorization: Bot ${make(16)}" https://discord.com/api/v10/users/@me`,
  ],
  counterExamples: [
    `DISCORD_BOT_TOKEN=\${DISCORD_BOT_TOKEN}`,
    `DISCORD_BOT_TOKEN=${make(20).slice(0, -13)}`,
    `DISCORD_BOT_TOKEN=${fake("M[a-z]{23}.G[A-Za-z0-9]{5}.[A-Za-z0-9_-]{38}", 21)}`, // no id inside
    `token = "${fake("O[a-z]{25}.[a-z]{6}.[a-z]{30}", 22)}"`, // names joined by dots
    `DISCORD_BOT_TOKEN=MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.${fake("[A-Za-z0-9_-]{27}", 23)}`, // the documents' own,
  ],
  references: ["https://discord.com/developers/docs/reference#authentication"],
  revoke: "https://discord.com/developers/applications > the app > Bot > Reset token",
};

const webhook = (seed: number): string => fake("https://discord.com/api/webhooks/1[0-9]{18}/[A-Za-z0-9_-]{67}[A-Za-z0-9]", seed);
export const discordWebhookUrl: Detector = {
  id: "discord-webhook-url",
  title: "Discord webhook URL",
  provider: "discord",
  category: "messaging",
  severity: "medium",
  opens: "Posts into one channel under any name, and can change or delete the webhook.",
  prefixes: ["discord.com/api/", "discordapp.com/api/"],
  pattern:
    /https:\/\/(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/(?:v[0-9]{1,2}\/)?webhooks\/[0-9]{17,20}\/[A-Za-z0-9_-]{60,68}(?![A-Za-z0-9_-])/,
  window: { before: 32, after: 128 },
  entropy: 4,
  confidence: 0.95,
  facts: (secret) => facts(describe({ id: "Discord webhook" }, { id: /webhooks\/([0-9]{17,20})\//.exec(secret)?.[1] })),
  examples: [
    ...shown("DISCORD_WEBHOOK_URL", webhook),
    `curl -X POST -d '{"content":"hi"}' ${webhook(13)}`,
    `url: ${webhook(14).replace("discord.com", "discordapp.com")}\n`,
  ],
  counterExamples: [
    `DISCORD_WEBHOOK_URL=https://discord.com/api/webhooks/{id}/{token}`,
    `DISCORD_WEBHOOK_URL=https://discord.com/api/webhooks/123456789012345678/${"x".repeat(68)}`,
    `DISCORD_WEBHOOK_URL=${webhook(20).slice(0, -12)}`,
    `https://discord.com/api/users/${fake("1[0-9]{18}/[A-Za-z0-9_-]{68}", 21)}`,
  ],
  references: ["https://discord.com/developers/docs/resources/webhook"],
  revoke: "DELETE the URL itself, or channel settings > Integrations > Webhooks > Delete",
};

const clientSecret = (seed: number): string => fake("[A-Za-z0-9_-]{29}[A-Z][a-z]7", seed);
export const discordClientSecret: Detector = {
  id: "discord-client-secret",
  title: "Discord client secret",
  provider: "discord",
  category: "messaging",
  severity: "high",
  opens: "Poses as the application: trades its users' codes for tokens and gets a token of its owner.",
  keywords: ["discord"],
  pattern: named("discord", "client[_.-]?secret", "(?=[A-Za-z0-9_-]{0,31}[0-9])(?=[A-Za-z0-9_-]{0,31}[A-Z])[A-Za-z0-9_-]{32}"),
  entropy: 3.7,
  confidence: 0.6,
  companions: [{ name: "clientId", pattern: /(?<![0-9])[0-9]{17,20}(?![0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("DISCORD_CLIENT_SECRET", clientSecret),
    `DISCORD_CLIENT_ID=${fake("1[0-9]{18}", 13)}\nDISCORD_CLIENT_SECRET=${clientSecret(14)}\n`,
    `discord:\n  client_id: "${fake("1[0-9]{18}", 15)}"\n  client_secret: "${clientSecret(16)}"\n`,
  ],
  counterExamples: [
    `DISCORD_CLIENT_SECRET=\${DISCORD_CLIENT_SECRET}`,
    `DISCORD_CLIENT_SECRET=${clientSecret(20).slice(1)}`,
    `DISCORD_CLIENT_SECRET=discord-client-secret-from-vault`,
    `DISCORD_PUBLIC_KEY=${fake("[0-9a-f]{64}", 21)}`, // public
    `# discord\nSPOTIFY_CLIENT_SECRET=${fake("[0-9a-f]{32}", 22)}`,
  ],
  references: ["https://discord.com/developers/docs/topics/oauth2"],
  revoke: "https://discord.com/developers/applications > the app > OAuth2 > Reset secret",
};
