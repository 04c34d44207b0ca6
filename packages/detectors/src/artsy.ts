import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const artsyClientSecret: Detector = {
  id: "artsy-client-secret",
  title: "Artsy client secret",
  provider: "artsy",
  category: "media",
  severity: "low",
  opens: "With the client ID it reads public data of the art catalogue in the app's name.",
  keywords: ["artsy_", "artsyclient", "artsy.net"],
  pattern: named("artsy(?:[._]?net)?", "(?:client|api|app)?[_.-]?secret(?:[_.-]?key)?", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("ARTSY_CLIENT_SECRET", make),
    `https://api.artsy.net/api/tokens/xapp_token?client_id=${fake("[0-9a-f]{20}", 13)}&client_secret=${make(14)}`,
  ],
  counterExamples: [...nearMisses("ARTSY_CLIENT_SECRET", make), `ARTSY_ARTIST=${make(31)}`],
  references: ["https://developers.artsy.net/v2/docs/authentication"],
  revoke: "https://developers.artsy.net/client_applications > delete the application",
};
