import type { Guide } from "../guide.ts";

export const botToken: Guide = {
  kinds: ["telegram-bot-token"],
  name: "Telegram bot token",
  purpose: "Is the bot: whoever has it reads what people write to the bot and answers in its name.",
  uses: [
    "Authentication at the Bot API, as a part of the address",
    "Alerts, shops and assistants in chats",
    "Access control: none, one token is the whole bot",
  ],
  made: { steps: ["In Telegram: @BotFather > /newbot gives it, /token shows it again"], scopes: "None: the whole bot.", expiry: "None." },
  places: ["TELEGRAM_BOT_TOKEN in .env files", "code of small bots", "logs: the token is part of the URL"],
  acts: [
    { does: "Read messages and files that people send to the bot", harm: "data breach", severity: "high" },
    { does: "Write to all users of the bot, with links that ask for money or a password", harm: "loss of reputation", severity: "high" },
    { does: "Set its own webhook: the bot's messages go to the attacker", harm: "unauthorised access", severity: "high" },
    { does: "Take payments of the bot's users under false pretences", harm: "financial loss", severity: "medium" },
  ],
  misuse: {
    way: "api",
    steps: ["GET https://api.telegram.org/bot{token}/getWebhookInfo: an address that is not yours"],
    note: "There is no log of calls. Do not call getUpdates: it takes messages away from the running bot.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: [
      "Prepare the new place in your secret store: there is a gap",
      "@BotFather > /revoke > the bot: a new token comes, the old one ends",
      "Store it, restart the bot, set the webhook again",
    ],
    isUnconfirmed: true,
  },
  revoke: {
    way: "console",
    steps: ["In Telegram: @BotFather > /revoke > the bot"],
    note: "No API: only the bot's owner in a chat with BotFather.",
    isUnconfirmed: true,
  },
  overlap: { is: "no", how: "One token a bot: the old one ends when the new one is made." },
  stops: ["The bot until it has the new token", "Its webhook, which must be set again"],
  narrow: "One bot a purpose; give it no administrator rights in groups that it does not need.",
  links: ["https://core.telegram.org/bots/features#botfather", "https://core.telegram.org/bots/api"],
};
