import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);
export const polygonIoApiKey: Detector = {
  id: "polygon-io-api-key",
  title: "Massive (Polygon.io) API key",
  provider: "polygon-io",
  category: "finance",
  severity: "medium",
  opens: "Queries paid market data at the owner's cost.",
  // The chain of the same name has explorers with keys of 34 capitals and digits.
  keywords: ["polygon_api", "polygon_key", "polygon_io", "polygon-api", "polygonapi", "polygon.io"],
  pattern: named("polygon(?:[_.-]?io)?", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.5,
  confidence: 0.65,
  examples: [
    ...shown("POLYGON_API_KEY", make),
    `client = RESTClient("x")  # https://polygon.io\npolygonKey = "${make(13)}"`,
    `POLYGON_IO_KEY=${make(14)}\npolygon_key: x\n`,
    `polygon-api-key: ${make(15)}\n`,
  ],
  counterExamples: [
    ...unnamed("POLYGON_API_KEY", make),
    `POLYGON_API_KEY=${fake("[A-Z0-9]{34}", 20)}`, // the explorer's
  ],
  references: ["https://massive.com/docs/rest/quickstart"],
  revoke: "https://massive.com/dashboard/keys > Delete",
};
