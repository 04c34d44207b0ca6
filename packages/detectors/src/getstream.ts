import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{62}k7", seed);

export const getstreamApiSecret: Detector = {
  id: "getstream-api-secret",
  title: "Stream (getstream.io) API secret",
  provider: "getstream",
  category: "messaging",
  severity: "critical",
  opens: "Signs tokens for any user of the app: reads and writes all its chats and feeds.",
  keywords: ["getstream", "stream_api", "streamapi", "stream_secret", "streamchat", "stream_chat", "stream_app"],
  // The word alone stands everywhere.
  pattern: named(
    "(?:get)?stream(?:[_-]?chat|[_-]?io)?",
    "(?:chat[_.-]?)?(?:api|app|secret)[_.-]?(?:secret|key)",
    `${LOWER_MIXED}[a-z0-9]{64}`,
  ),
  entropy: 3.6,
  confidence: 0.65,
  examples: [
    ...shown("STREAM_API_SECRET", make),
    `const client = StreamChat.getInstance("abcdefgh1234", x);\nconst streamChatApiSecret = "${make(13)}";`,
    `STREAM_SECRET_KEY=${make(14)}\n`,
    `STREAM_CHAT_API_SECRET=${make(15)}\n`,
    `STREAM_APP_SECRET=${make(16)}\n`,
    `# https://getstream.io\nGETSTREAM_API_SECRET=${make(17)}\n`,
  ],
  counterExamples: [
    ...unlike("STREAM_API_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `stream checksum ${make(21)}`,
    `STREAM_API_KEY=${fake("[a-z0-9]{12}", 22)}`, // public by design
  ],
  references: ["https://getstream.io/chat/docs/node/tokens_and_authentication/"],
  revoke: "https://dashboard.getstream.io > the app > App access keys > Roll secret",
};
