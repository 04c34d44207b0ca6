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
