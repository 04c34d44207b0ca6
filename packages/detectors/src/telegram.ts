import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";

const make = (seed: number): string => fake("[1-9][0-9]{9}:AA[A-Za-z0-9_-]{32}[A-Za-z0-9]", seed);

export const telegramBotToken: Detector = {
  id: "telegram-bot-token",
  title: "Telegram bot token",
  provider: "telegram",
  category: "messaging",
  severity: "high",
  opens: "Is the bot: reads what people write to it, writes to all its chats and can replace its webhook.",
  prefixes: [":AA"],
  // In the API's URLs it follows the word «bot».
  pattern: /(?:(?<=\/bot)|(?<![0-9A-Za-z_-]))[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/,
  window: { before: 20, after: 48 },
  entropy: 3.8,
  confidence: 0.9,
  examples: [
    ...shown("TELEGRAM_BOT_TOKEN", make),
    `bot = telebot.TeleBot("${make(13)}")`,
    `curl https://api.telegram.org/bot${make(15)}/getMe`,
    `updater = Updater(token='${make(14)}', use_context=True)`,
  ],
  counterExamples: [
    `TELEGRAM_BOT_TOKEN=\${TELEGRAM_BOT_TOKEN}`,
    `TELEGRAM_BOT_TOKEN=123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11`, // the documents' own
    `TELEGRAM_BOT_TOKEN=1234567890:AA${"x".repeat(33)}`,
    `TELEGRAM_BOT_TOKEN=${make(20).slice(0, -1)}`,
    `TELEGRAM_BOT_TOKEN=${fake("[1-9][0-9]{9}:BB[A-Za-z0-9_-]{33}", 21)}`,
    `12:34:56:AA:BB:${fake("[0-9A-F]{33}", 22)}`,
  ],
  references: ["https://core.telegram.org/bots/api#authorizing-your-bot"],
  revoke: "In Telegram: @BotFather > /revoke",
};
