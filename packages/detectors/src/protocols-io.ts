import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{62}x7", seed);
export const protocolsIoAccessToken: Detector = {
  id: "protocols-io-access-token",
  title: "protocols.io access token",
  provider: "protocols-io",
  category: "data",
  severity: "high",
  opens: "Acts as its owner: reads and changes the owner's private laboratory protocols.",
  keywords: ["protocols.io", "protocolsio", "protocols_io", "protocols-io"],
  pattern: named("protocols[_.-]?io", "(?:client|api|private)?[_.-]?(?:access)?[_.-]?token", `${DIGIT}[a-z0-9]{64}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("PROTOCOLS_IO_TOKEN", make),
    `protocolsio_access_token = "${make(13)}"\n`,
    `protocols-io-token: ${make(14)}\n`,
    `# https://www.protocols.io\nPROTOCOLS_IO_ACCESS_TOKEN=${make(15)}\n`,
  ],
  counterExamples: [...unnamed("PROTOCOLS_IO_TOKEN", make), `PROTOCOLS_IO_DOI=${make(20)}\n`],
  references: ["https://apidoc.protocols.io/"],
  revoke: "https://www.protocols.io/developers > Your clients > Reset",
};
