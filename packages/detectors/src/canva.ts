import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("cnvca[a-z][A-Z][0-9][A-Za-z0-9_-]{47}[A-Za-z0-9]", seed);
export const canvaClientSecret: Detector = {
  id: "canva-client-secret",
  title: "Canva Connect client secret",
  provider: "canva",
  category: "productivity",
  severity: "high",
  opens: "With the client ID and a user's code or refresh token it reads and changes users' designs and assets.",
  prefixes: ["cnvca"],
  pattern: alone(`cnvca(?=[A-Za-z_-]{0,50}[0-9])[A-Za-z0-9_-]{51}`),
  entropy: 4.2,
  confidence: 0.95,
  companions: [{ name: "clientId", pattern: /OC-[A-Za-z0-9_-]{8,16}(?![A-Za-z0-9_-])/, withinBytes: 192 }],
  examples: [...shown("CANVA_CLIENT_SECRET", make), `CANVA_CLIENT_ID=OC-${fake("[A-Za-z0-9]{11}", 13)}\nCANVA_CLIENT_SECRET=${make(14)}\n`],
  counterExamples: [
    ...unlike("CANVA_CLIENT_SECRET", "cnvca", make),
    `CANVA_CLIENT_SECRET=cnvca${fake("[A-Za-z0-9]{30}", 31)}`,
    `import cnvcaller_${fake("[a-z]{47}", 33)}`,
  ],
  references: ["https://www.canva.dev/docs/connect/authentication/"],
  revoke: "https://www.canva.com/developers/integrations > the integration > Generate secret",
};
