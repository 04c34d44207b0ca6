import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{83}[A-Z][a-z]7", seed);

export const thirdwebSecretKey: Detector = {
  id: "thirdweb-secret-key",
  title: "thirdweb secret key",
  provider: "thirdweb",
  category: "crypto",
  severity: "high",
  opens: "Uses the project's services at its cost, with the wallets that the project keeps at thirdweb.",
  keywords: ["thirdweb"],
  pattern: named("thirdweb", "(?:api[_.-]?)?secret(?:[_.-]?key)?", `${URL_MIXED}[A-Za-z0-9_-]{86}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("THIRDWEB_SECRET_KEY", make)],
  counterExamples: [
    ...unlike("THIRDWEB_SECRET_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `thirdweb checksum ${make(21)}`,
    `THIRDWEB_CLIENT_ID=${fake("[0-9a-f]{32}", 22)}`, // public by design
  ],
  references: ["https://portal.thirdweb.com/account/api-keys"],
  revoke: "https://thirdweb.com > the project > Settings > Secret key > Rotate",
};
