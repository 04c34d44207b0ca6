import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const secret = (seed: number): string => fake("[0-9A-Z]{48}", seed);
const key = (seed: number): string => fake("fsq3[A-Za-z0-9+/]{43}=", seed);
export const foursquareClientSecret: Detector = {
  id: "foursquare-client-secret",
  title: "Foursquare client secret",
  provider: "foursquare",
  category: "geo",
  severity: "medium",
  opens: "With the client id it asks for places at the account's cost and turns users' codes into tokens.",
  // The client id has the same shape and is public: only a name that says secret counts.
  keywords: ["foursquare", "fsq_client"],
  pattern: named("foursquare|fsq(?=_client)", "(?:(?:api|client|app)[_.-]?)?secret(?:[_.-]?key)?", `${UPPER_MIXED}[0-9A-Z]{48}`),
  entropy: 3.8,
  confidence: 0.75,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9A-Z]{48}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("FOURSQUARE_CLIENT_SECRET", secret),
    `https://api.foursquare.com/v2/venues/search?client_id=${secret(13)}&client_secret=${secret(14)}&v=20200101`,
    `FSQ_CLIENT_SECRET=${secret(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("FOURSQUARE_CLIENT_SECRET", secret),
    `FOURSQUARE_CLIENT_ID=${secret(20)}`,
    `FOURSQUARE_SECRET_NAME=${fake("[A-Z]{48}", 21)}`,
  ],
  references: ["https://docs.foursquare.com/developer/reference/authentication"],
  revoke: "https://foursquare.com/developers > the project > OAuth authentication > Reset client secret",
};

export const foursquareApiKey: Detector = {
  id: "foursquare-api-key",
  title: "Foursquare API key",
  provider: "foursquare",
  category: "geo",
  severity: "medium",
  opens: "Asks for places and photographs at the account's cost; it reads nothing that is the owner's.",
  prefixes: ["fsq3"],
  pattern: /(?<![A-Za-z0-9+/_-])fsq3[A-Za-z0-9+/]{43}[A-Za-z0-9+/=](?![A-Za-z0-9+/=_-])/,
  entropy: 3.8,
  confidence: 0.93,
  examples: [...shown("FOURSQUARE_API_KEY", key), `curl -H "Authorization: ${key(13)}" https://api.foursquare.com/v3/places/search`],
  counterExamples: [
    `FOURSQUARE_API_KEY=\${FOURSQUARE_API_KEY}`,
    `FOURSQUARE_API_KEY=fsq3${"x".repeat(44)}`,
    `FOURSQUARE_API_KEY=${key(20).slice(0, -2)}`,
    `FOURSQUARE_API_KEY=Q${key(21)}`,
    `const fsq3Places = "fsq3-places";`,
  ],
  references: ["https://docs.foursquare.com/developer/docs/manage-api-keys"],
  revoke: "https://foursquare.com/developers > the project > Project API keys > Revoke",
};
