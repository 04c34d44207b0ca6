import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{31}[A-Za-z0-9]", seed);
const VALUE = URL_MIXED + "[A-Za-z0-9_-]{32}";
const NAME = "(?:(?:api|client|app|auth|access|consumer|oauth)[_.-]?)?(?:secret(?:[_.-]?key)?|password)";
export const faceplusplusApiSecret: Detector = {
  id: "faceplusplus-api-secret",
  title: "Face++ API secret",
  provider: "faceplusplus",
  category: "ai",
  severity: "high",
  opens: "With the API key it compares and finds faces at the account's cost, and reads and changes the sets of faces stored there.",
  // The key beside it has the same shape and is its user name: only a name that says secret counts.
  keywords: ["faceplusplus", "face_plus_plus", "facepp", "face++"],
  pattern: named(String.raw`face(?:[_-]?plus[_-]?plus|pp|\+\+)`, NAME, VALUE),
  entropy: 3.3,
  confidence: 0.65,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{32}(?![A-Za-z0-9_-])/, withinBytes: 192 }],
  examples: [
    ...shown("FACEPLUSPLUS_API_SECRET", make),
    `FACEPP_API_KEY=${make(13)}\nFACEPP_API_SECRET=${make(14)}\n`,
    `# Face++\nfacepp.api_secret = "${make(15)}"\n`,
    `FACE_PLUS_PLUS_API_SECRET=${make(16)}`,
  ],
  counterExamples: [...nearMisses("FACEPLUSPLUS_API_SECRET", make), `FACEPLUSPLUS_API_KEY=${make(20)}`],
  references: ["https://console.faceplusplus.com/documents/5671789"],
  revoke: "https://console.faceplusplus.com/app/apikey/list > the key > Delete",
};
