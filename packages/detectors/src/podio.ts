import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const secret = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{61}", seed);
const appToken = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const podioClientSecret: Detector = {
  id: "podio-client-secret",
  title: "Podio client secret or app token",
  provider: "podio",
  category: "productivity",
  severity: "high",
  opens: "The app token with its app's id reads and changes all items of the app; the client secret poses as the integration.",
  rules: [
    {
      keywords: ["podio"],
      pattern: named("podio", "(?:client|api|app)?[_.-]?secret(?:[_.-]?key)?", `${MIXED}[A-Za-z0-9]{64}`),
      entropy: 4.2,
      confidence: 0.75,
    },
    {
      id: "app",
      keywords: ["podio"],
      pattern: named("podio", "(?:app|api|access)?[_.-]?token", "[0-9a-f]{32}"),
      entropy: 3,
      confidence: 0.65,
      companions: [{ name: "appId", pattern: /(?<=app_?id["']?\s{0,4}[=:]\s{0,4}["']?)[0-9]{6,10}(?![0-9])/i, withinBytes: 256 }],
    },
  ],
  examples: [
    ...shown("PODIO_CLIENT_SECRET", secret),
    ...shown("PODIO_APP_TOKEN", appToken),
    `PODIO_APP_ID=21345678\nPODIO_APP_TOKEN=${appToken(13)}\n`,
  ],
  counterExamples: [
    ...nearMisses("PODIO_APP_TOKEN", appToken),
    `PODIO_CLIENT_SECRET=\${PODIO_CLIENT_SECRET}`,
    `PODIO_CLIENT_SECRET=${secret(20).slice(1)}`,
    `PODIO_ITEM_HASH=${appToken(21)}`, // names no token
  ],
  references: ["https://developers.podio.com/authentication", "https://developers.podio.com/authentication/app_auth"],
  revoke: "https://podio.com/settings/api > Delete; for an app token: the app > Developer > Reset token",
};
