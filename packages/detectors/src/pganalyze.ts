import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("pgar_[A-Za-z0-9]{27}", seed);
export const pganalyzeReadApiKey: Detector = {
  id: "pganalyze-read-api-key",
  title: "pganalyze read API key",
  provider: "pganalyze",
  category: "monitoring",
  severity: "medium",
  opens: "Reads the servers' query statistics and schema, not the rows, so it helps an attack rather than being one.",
  prefixes: ["pgar_"],
  pattern: alone("pgar_[A-Za-z0-9]{27}"),
  entropy: 3.6,
  confidence: 0.94,
  examples: [...shown("PGANALYZE_READ_KEY", make), `Authorization: Token ${make(13)}`],
  counterExamples: [...unlike("PGANALYZE_READ_KEY", "pgar_", make), `PGANALYZE_READ_KEY=${fake("pgar_[A-Za-z0-9]{12}", 20)}`],
  references: ["https://pganalyze.com/docs/api"],
  revoke: "https://app.pganalyze.com > Settings > API keys > Delete",
};
