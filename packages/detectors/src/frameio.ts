import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("fio-u-[A-Za-z0-9_-]{63}[A-Za-z0-9]", seed);

export const frameioToken: Detector = {
  id: "frameio-token",
  title: "Frame.io developer token",
  provider: "frameio",
  category: "media",
  severity: "high",
  opens: "Reads and changes the account's video projects, as its scopes allow.",
  prefixes: ["fio-u-"],
  pattern: alone("fio-u-[A-Za-z0-9_-]{64}"),
  entropy: 4.0,
  confidence: 0.96,
  examples: [...shown("FRAMEIO_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("FRAMEIO_TOKEN", "fio-u-", make),
    `FRAMEIO_TOKEN=${fake("fio-u-[A-Za-z0-9]{40}", 20)}`,
    `FRAMEIO_TOKEN=${fake("fio-x-[A-Za-z0-9]{64}", 21)}`,
  ],
  references: ["https://developer.frame.io/docs/getting-started/authentication"],
  revoke: "https://developer.frame.io/app/tokens > Delete",
};
