import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("aio_[A-Za-z0-9]{25}Zq7", seed);

export const adafruitIoKey: Detector = {
  id: "adafruit-io-key",
  title: "Adafruit IO key",
  provider: "adafruit",
  category: "saas",
  severity: "medium",
  opens: "Reads and writes the owner's feeds and so switches the devices that listen to them.",
  prefixes: ["aio_"],
  pattern: alone(`aio_${MIXED}[A-Za-z0-9]{28}`),
  entropy: 3.8,
  confidence: 0.93,
  examples: [...shown("ADAFRUIT_IO_KEY", make), ...sent(make), `#define IO_KEY       "${make(13)}"\n`],
  counterExamples: [
    ...unlike("ADAFRUIT_IO_KEY", "aio_", make),
    `ADAFRUIT_IO_KEY=${fake("aio_[a-z]{28}", 20)}`,
    `ADAFRUIT_IO_KEY=${fake("aio_[A-Za-z0-9]{20}", 21)}`,
  ],
  references: ["https://io.adafruit.com/api/docs/"],
  revoke: "https://io.adafruit.com > API key > Regenerate",
};
