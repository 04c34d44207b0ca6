import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("BBFF-[A-Za-z0-9]{28}Z7", seed);

export const ubidotsToken: Detector = {
  id: "ubidots-token",
  title: "Ubidots token",
  provider: "ubidots",
  category: "cloud",
  severity: "medium",
  opens: "Sends and reads the values of the account's devices and changes their variables.",
  prefixes: ["BBFF-", "BBUS-"],
  pattern: alone("BB(?:FF|US)-[A-Za-z0-9]{30}"),
  entropy: 3.6,
  confidence: 0.95,
  examples: [...shown("UBIDOTS_TOKEN", make), `const char* UBIDOTS_TOKEN = "${fake("BBUS-[A-Za-z0-9]{28}Z7", 13)}";`],
  counterExamples: [
    ...unlike("UBIDOTS_TOKEN", "BBFF-", make),
    `UBIDOTS_TOKEN=${fake("BBXX-[A-Za-z0-9]{30}", 20)}`,
    `UBIDOTS_TOKEN=${fake("BBFF-[A-Za-z0-9]{12}", 21)}`,
  ],
  references: ["https://docs.ubidots.com/reference/authentication"],
  revoke: "https://industrial.ubidots.com > API credentials > Tokens > Delete",
};
