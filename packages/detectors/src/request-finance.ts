import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{7}-[A-Z0-9]{7}-[A-Z0-9]{7}-[A-Z0-9]{7}", seed);
export const requestFinanceApiKey: Detector = {
  id: "request-finance-api-key",
  title: "Request Finance API key",
  provider: "request-finance",
  category: "payment",
  severity: "critical",
  opens: "Reads the company's invoices and payments and makes new ones, so money can be asked to another address.",
  keywords: ["requestfinance", "request_finance", "request-finance", "request.finance"],
  pattern: named("request[_.-]?finance", KEY, "[A-Z0-9]{7}(?:-[A-Z0-9]{7}){3}"),
  entropy: 3.5,
  confidence: 0.8,
  examples: [
    ...shown("REQUEST_FINANCE_API_KEY", make),
    `curl https://api.request.finance/invoices # REQUEST.FINANCE_KEY: ${make(13)}\n`,
    `requestfinance_api_key = "${make(14)}"\n`,
    `request-finance-key: ${make(15)}\n`,
  ],
  counterExamples: [...unnamed("REQUEST_FINANCE_API_KEY", make), `REQUEST_FINANCE_ID=${make(20)}\n`],
  references: ["https://docs.request.finance/getting-started"],
  revoke: "https://app.request.finance/account/api-keys > Revoke",
};
