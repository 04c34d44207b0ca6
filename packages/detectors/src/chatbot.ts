import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const chatbotDeveloperToken: Detector = {
  id: "chatbot-developer-token",
  title: "ChatBot.com developer access token",
  provider: "chatbot",
  category: "messaging",
  severity: "high",
  opens: "Reads and changes bots and what people told them.",
  keywords: ["api.chatbot.com", "chatbot.com", "chatbot_developer", "chatbotdeveloper"],
  pattern: named("chatbot(?:[._]?com)?", "(?:developer|access)[_.-]?(?:access[_.-]?)?token", `${WIDE_MIXED}[A-Za-z0-9_-]{32}`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [...shown("CHATBOT_DEVELOPER_TOKEN", make), `# https://api.chatbot.com/v2/stories\naccess_token: ${make(13)}\n`],
  counterExamples: [
    ...nearMisses("CHATBOT_DEVELOPER_TOKEN", make),
    `CHATBOT_TOKEN=${make(31)}`,
    `CHATBOT_API_KEY=${make(33)}`, // of anybody's bot
  ],
  references: ["https://www.chatbot.com/docs/"],
  revoke: "https://app.chatbot.com/account/profile > Developer access token > Reset",
};
