import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `${toBase64(`{"kid":"${fake("[0-9]{12}", seed)}","alg":"ES256"}`)}.${toBase64(`{"p":"${fake("[0-9]{8}:[0-9]{9}", seed)}","iss":"SF:1001","exp":1798761600}`).replace(/=+$/, "")}.${fake("[A-Za-z0-9_-]{85}k", seed)}`;

export const snowflakeProgrammaticAccessToken: Detector = {
  id: "snowflake-programmatic-access-token",
  title: "Snowflake programmatic access token",
  provider: "snowflake",
  category: "database",
  severity: "critical",
  opens: "Signs in as its user without a second factor and reads and changes the data that its role may.",
  keywords: ["snowflake", "programmatic_access", "programmaticaccesstoken"],
  pattern: named(
    "snowflake|programmatic[_-]?access(?=[_-]?token)",
    "(?:pat|(?:programmatic[_.-]?|access[_.-]?|auth[_.-]?)?(?:access[_.-]?)?token(?:[_.-]?secret)?|password|secret)",
    String.raw`eyJ[A-Za-z0-9_-]{10,600}\.eyJ[A-Za-z0-9_-]{10,1600}\.[A-Za-z0-9_-]{43,700}`,
  ),
  window: { before: 96, after: 2400 },
  entropy: 4,
  confidence: 0.9,
  humanChosen: true,
  examples: [
    ...shown("SNOWFLAKE_PAT", make),
    `programmaticaccesstoken: ${make(31)}\n`,
    `PROGRAMMATIC_ACCESS_TOKEN=${make(13)}\n`,
    `connect(account="acme", authenticator="PROGRAMMATIC_ACCESS_TOKEN", token="${make(14)}")`,
  ],
  counterExamples: [
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `snowflake checksum ${make(21)}`,
    `SNOWFLAKE_PAT=\${SNOWFLAKE_PAT}`,
    `SNOWFLAKE_PAT=eyJraWQi...`,
    `SNOWFLAKE_PAT=${make(22).slice(0, 60)}`,
  ],
  references: ["https://docs.snowflake.com/en/user-guide/programmatic-access-tokens"],
  revoke: "ALTER USER … REMOVE PROGRAMMATIC ACCESS TOKEN name",
  lifetime: "15 days unless another is asked for, at most 365",
};
