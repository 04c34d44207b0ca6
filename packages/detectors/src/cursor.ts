import { type Detector, fake } from "@stanch/model";
import { SET_KEY } from "./_names.ts";
import { alone, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("crsr_[0-9a-f]{64}", seed);
export const cursorApiKey: Detector = {
  id: "cursor-api-key",
  title: "Cursor API key",
  provider: "cursor",
  category: "ai",
  severity: "high",
  opens: "Starts agents on the team's repositories at its cost, or reads and changes the team's members with an admin key.",
  rules: [
    { prefixes: ["crsr_"], pattern: alone("crsr_[0-9a-f]{64}"), entropy: 3.4, confidence: 0.96 },
    {
      id: "named",
      keywords: ["cursor_api", "cursorapi", "cursor_key", "cursor_token", "cursortoken", "cursor_admin", "api.cursor.com", "api2.cursor"],
      pattern: named("cursor(?:[_.-]?com)?", SET_KEY, "key_[0-9a-f]{64}"),
      entropy: 3.4,
      confidence: 0.93,
    },
  ],
  examples: [
    ...shown("CURSOR_API_KEY", make),
    `CURSOR_API_KEY=${fake("key_[0-9a-f]{64}", 13)}\n`,
    `const cursorApiKey = '${fake("key_[0-9a-f]{64}", 15)}';\n`,
    `CURSOR_KEY=${fake("key_[0-9a-f]{64}", 17)}\n`,
    `CURSOR_TOKEN=${fake("key_[0-9a-f]{64}", 19)}\n`,
    `cursorToken := "${fake("key_[0-9a-f]{64}", 20)}"\n`,
    `CURSOR_ADMIN_KEY=${fake("key_[0-9a-f]{64}", 21)}\n`,
    `# https://api.cursor.com/v0/me\nAPI_KEY=${fake("key_[0-9a-f]{64}", 23)}\n`,
    `# api2.cursor.sh\nAPI_KEY=${fake("key_[0-9a-f]{64}", 25)}\n`,
  ],
  counterExamples: [
    ...unlike("CURSOR_API_KEY", "crsr_", make),
    `KEY=${fake("key_[0-9a-f]{64}", 31)}`, // no provider's word
    `VGA_CRSR_LOW=${fake("[0-9a-f]{64}", 33)}`,
    `cursor_key_${fake("[0-9a-f]{64}", 35)}`,
  ],
  references: ["https://cursor.com/docs/api"],
  revoke: "https://cursor.com/dashboard > Integrations > API keys > delete the key",
};
