import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{84}aZ7b", seed);
export const bombbombApiKey: Detector = {
  id: "bombbomb-api-key",
  title: "BombBomb API key",
  provider: "bombbomb",
  category: "email",
  severity: "high",
  opens: "Sends video mail from the account and reads its contacts.",
  keywords: ["bombbomb", "bomb_bomb"],
  pattern: named("bomb_?bomb", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9+/]{86,88}={0,2}`),
  entropy: 4,
  confidence: 0.72,
  examples: [...shown("BOMBBOMB_API_KEY", make), `BOMB_BOMB_TOKEN=${make(13)}\n`],
  counterExamples: [...nearMisses("BOMBBOMB_API_KEY", make, 6), `BOMBBOMB_VIDEO=${make(31)}`],
  references: ["https://developer.bombbomb.com/auth"],
  revoke: "https://app.bombbomb.com > Integrations > API key > Regenerate",
};
