import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";
import { describe, facts, jsonInBase64 } from "./_facts.ts";

const mapbox = (seed: number): string =>
  `sk.${toBase64(`{"u":"${fake("[a-z]{8}", seed)}","a":"${fake("c[a-z0-9]{24}", seed)}"}`).replace(/=+$/, "")}.${fake("[A-Za-z0-9_-]{21}[A-Za-z0-9]", seed)}`;
export const mapboxSecretToken: Detector = {
  id: "mapbox-secret-token",
  title: "Mapbox secret access token",
  provider: "mapbox",
  category: "geo",
  severity: "high",
  opens: "Changes the account's maps, data and tokens, as its scopes allow, and uses services at its cost.",
  prefixes: ["sk.eyJ1Ijoi"],
  pattern: alone(String.raw`sk\.eyJ1Ijoi[A-Za-z0-9_-]{40,200}\.[A-Za-z0-9_-]{22}`),
  entropy: 4,
  confidence: 0.97,
  facts: (secret) => facts(describe({ u: "Mapbox user" }, jsonInBase64(secret.split(".")[1] ?? "") ?? {})),
  examples: [...shown("MAPBOX_TOKEN", mapbox), `mapboxgl.accessToken = "${mapbox(13)}";`],
  counterExamples: [
    ...unlike("MAPBOX_TOKEN", "sk.eyJ1Ijoi", mapbox),
    `MAPBOX_TOKEN=p${mapbox(20).slice(1)}`, // public by design
    `MAPBOX_TOKEN=sk.eyJ1Ijoi...`,
  ],
  references: ["https://docs.mapbox.com/help/dive-deeper/access-tokens/"],
  revoke: "https://console.mapbox.com/account/access-tokens/ > Delete",
};

const publicToken = (seed: number): string => `p${mapbox(seed).slice(1)}`;
export const mapboxPublicToken: Detector = {
  id: "mapbox-public-token",
  title: "Mapbox public or temporary access token",
  provider: "mapbox",
  category: "geo",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in web pages and apps and uses map services at the owner's cost; an URL restriction limits that.",
  prefixes: ["pk.eyJ1Ijoi", "tk.eyJ1Ijoi"],
  pattern: alone(String.raw`[pt]k\.eyJ1Ijoi[A-Za-z0-9_-]{40,300}\.[A-Za-z0-9_-]{22}`),
  window: { before: 8, after: 360 },
  entropy: 4,
  confidence: 0.97,
  facts: (secret) => facts(describe({ u: "Mapbox user" }, jsonInBase64(secret.split(".")[1] ?? "") ?? {})),
  examples: [
    ...shown("MAPBOX_PUBLIC_TOKEN", publicToken),
    `mapboxgl.accessToken = "${publicToken(13)}";`,
    `const temporary = "t${mapbox(14).slice(1)}";`,
  ],
  counterExamples: [
    ...unlike("MAPBOX_PUBLIC_TOKEN", "pk.eyJ1Ijoi", publicToken),
    `MAPBOX_TOKEN=${mapbox(20)}`, // the secret one
    `MAPBOX_TOKEN=pk.eyJ1Ijoi...`,
  ],
  references: ["https://docs.mapbox.com/api/accounts/tokens/"],
  revoke: "Not needed with an URL restriction; https://console.mapbox.com/account/access-tokens/ > Delete or refresh",
  lifetime: "a temporary one an hour at most",
};
