import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{8}7[A-Za-z0-9+/]{65}[A-Za-z0-9]", seed);
export const muxTokenSecret: Detector = {
  id: "mux-token-secret",
  title: "Mux access token secret",
  provider: "mux",
  category: "media",
  severity: "high",
  opens: "With the token ID it uploads, changes and deletes the environment's videos and live streams at the owner's cost.",
  keywords: ["mux_token", "mux-token", "muxtoken", "mux_secret", "mux.com"],
  pattern: named("mux", "(?:access[_.-]?)?(?:token[_.-]?)?secret(?:[_.-]?key)?", "(?=[A-Za-z+/]{0,40}[0-9])[A-Za-z0-9+/]{75}"),
  entropy: 4,
  confidence: 0.75,
  companions: [{ name: "tokenId", pattern: new RegExp(`(?<![A-Za-z0-9-])${UUID}(?![A-Za-z0-9-])`), withinBytes: 256 }],
  examples: [
    ...shown("MUX_TOKEN_SECRET", make),
    `MUX_TOKEN_ID=${fake(UUID, 13)}\nMUX_TOKEN_SECRET=${make(14)}\n`,
    `curl https://api.mux.com/video/v1/assets # MUX_SECRET=${make(15)}\n`,
    `mux-token-secret: ${make(16)}\n`,
  ],
  counterExamples: [...unnamed("MUX_TOKEN_SECRET", make), `MUX_TOKEN_ID=${fake(UUID, 20)}`, `DEMUX_TOKEN_SECRET=${make(21)}\n`],
  references: ["https://www.mux.com/docs/core/make-api-requests"],
  revoke: "https://dashboard.mux.com/settings/access-tokens > Revoke",
};
