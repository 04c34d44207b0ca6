import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{10}msh[0-9a-f]{15}p1[0-9a-f]{5}jsn[0-9a-f]{12}", seed);
export const rapidapiKey: Detector = {
  id: "rapidapi-key",
  title: "RapidAPI key",
  provider: "rapidapi",
  category: "data",
  severity: "medium",
  opens: "Calls every API that the owner subscribed to, at the owner's cost.",
  // msh, p1 and jsn stand at fixed places between the digits.
  keywords: ["rapidapi", "rapid_api", "rapid-api"],
  pattern: alone("[0-9a-f]{10}msh[0-9a-f]{15}p[0-9a-f]{6}jsn[0-9a-f]{12}"),
  window: { before: 192, after: 256 },
  entropy: 3.4,
  confidence: 0.95,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,80}\.p\.rapidapi\.com/, withinBytes: 256 }],
  examples: [
    ...shown("RAPIDAPI_KEY", make),
    `headers: { "X-RapidAPI-Key": "${make(13)}", "X-RapidAPI-Host": "weather.p.rapidapi.com" }`,
    `RAPID_API_KEY=${make(14)}\n`,
    `rapid-api-key: ${make(15)}\n`,
  ],
  counterExamples: [
    ...unlike("RAPIDAPI_KEY", "rapid", make),
    `RAPIDAPI_KEY=${fake("[0-9a-f]{10}msh[0-9a-f]{37}", 20)}`,
    `KEY=${make(21)}\n`,
  ],
  references: ["https://docs.rapidapi.com/docs/keys-and-key-rotation"],
  revoke: "https://rapidapi.com/developer/apps > the app > Authorization > Delete",
};
