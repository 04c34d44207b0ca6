import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{22}", seed);
export const cexIoApiSecret: Detector = {
  id: "cex-io-api-secret",
  title: "CEX.IO API secret",
  provider: "cex-io",
  category: "crypto",
  severity: "critical",
  opens: "With the key and user ID it trades and, where allowed, withdraws the account's funds.",
  keywords: ["cexio", "cex.io", "cex_io"],
  pattern: named("cex[._]?io", "(?:api)?[_.-]?secret(?:[_.-]?key)?", `${MIXED}[A-Za-z0-9]{24,27}`),
  entropy: 3.4,
  confidence: 0.75,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{24,27}(?![A-Za-z0-9])/, withinBytes: 160 }],
  examples: [...shown("CEXIO_API_SECRET", make), `# cex.io\napi_secret: ${make(13)}\n`, `CEX_IO_SECRET=${make(15)}\n`],
  counterExamples: [...nearMisses("CEXIO_API_SECRET", make, 3), `CEXIO_API_KEY=${make(31)}`],
  references: ["https://docs.cex.io/"],
  revoke: "https://cex.io/trade/profile#/api > delete the key",
};
