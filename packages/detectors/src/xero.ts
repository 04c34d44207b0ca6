import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{45}[A-Z][a-z]7", seed);

export const xeroClientSecret: Detector = {
  id: "xero-client-secret",
  title: "Xero client secret",
  provider: "xero",
  category: "finance",
  severity: "critical",
  opens: "Poses as the app: its tokens read and change the accounts, invoices and payments of the organisations that it is connected to.",
  keywords: ["xero"],
  pattern: named("xero", "(?:client|app|api|consumer)[_.-]?secret", `${URL_MIXED}[A-Za-z0-9_-]{48}`),
  entropy: 4,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9A-F]{32}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [...shown("XERO_CLIENT_SECRET", make), `XERO_CLIENT_ID=${fake("[0-9A-F]{32}", 13)}\nXERO_CLIENT_SECRET=${make(14)}\n`],
  counterExamples: [
    ...unlike("XERO_CLIENT_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `xero checksum ${make(21)}`,
    `XERO_CLIENT_ID=${fake("[0-9A-F]{32}", 22)}`, // the id
  ],
  references: ["https://developer.xero.com/documentation/guides/oauth2/auth-flow/"],
  revoke: "https://developer.xero.com/app/manage > the app > Configuration > Delete secret",
};
