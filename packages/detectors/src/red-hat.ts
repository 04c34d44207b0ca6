import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{30}x7", seed);
export const redHatPyxisApiKey: Detector = {
  id: "red-hat-pyxis-api-key",
  title: "Red Hat container certification (Pyxis) API key",
  provider: "red-hat",
  category: "registry",
  severity: "high",
  opens: "Submits certification results for the partner's images and changes their catalogue entries.",
  keywords: ["pyxis"],
  pattern: named("pyxis", KEY, `${DIGIT}[a-z0-9]{32}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("PYXIS_API_KEY", make),
    `pyxis:\n  api_key: ${make(31)}\n`,
    `preflight check container quay.io/acme/app --submit # PYXIS_API_TOKEN=${make(13)}\n`,
  ],
  counterExamples: [...unnamed("PYXIS_API_KEY", make), `PYXIS_PROJECT=${make(20)}\n`],
  references: ["https://catalog.redhat.com/api/containers/docs/"],
  revoke: "https://connect.redhat.com/account/api-keys > Delete",
};
