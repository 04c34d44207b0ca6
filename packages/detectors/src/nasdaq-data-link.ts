import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{18}x7", seed);
export const nasdaqDataLinkApiKey: Detector = {
  id: "nasdaq-data-link-api-key",
  title: "Nasdaq Data Link (Quandl) API key",
  provider: "nasdaq-data-link",
  category: "finance",
  severity: "medium",
  opens: "Reads the data sets that the owner pays for, with the owner's quota.",
  keywords: ["nasdaqdatalink", "nasdaq_data_link", "nasdaq-data-link", "quandl"],
  pattern: named("nasdaq[_-]?data[_-]?link|quandl", KEY, "(?=[A-Za-z_-]{0,19}[0-9])[A-Za-z0-9_-]{20}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("NASDAQ_DATA_LINK_API_KEY", make),
    `import quandl\nquandl.ApiConfig.api_key = "${make(13)}"\n`,
    `nasdaqdatalink.ApiConfig.api_key = "${make(14)}"\n`,
    `nasdaq-data-link-key: ${make(15)}\n`,
  ],
  counterExamples: [...unnamed("NASDAQ_DATA_LINK_API_KEY", make), `QUANDL_DATASET=${make(20)}\n`],
  references: ["https://docs.data.nasdaq.com/docs/getting-started"],
  revoke: "https://data.nasdaq.com/account/profile > API key > Generate new",
};
