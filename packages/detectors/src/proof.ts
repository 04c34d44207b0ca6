import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("prf_cli_[A-Za-z0-9]{37}[A-Z][a-z]7", seed);
export const proofApiKey: Detector = {
  id: "proof-api-key",
  title: "Proof (Notarize) API key",
  provider: "proof",
  category: "identity",
  severity: "critical",
  opens: "Reads and makes notarised transactions of the business, with signers' identities and documents.",
  prefixes: ["prf_"],
  pattern: alone("prf_(?:cli_)?(?=[A-Za-z_-]{0,40}[0-9])(?=[a-z0-9_-]{0,40}[A-Z])[A-Za-z0-9_-]{20,80}"),
  entropy: 3.7,
  confidence: 0.8,
  companions: [{ name: "product", pattern: /(?:PROOF|NOTARIZE)_|(?<![A-Za-z])proof_api|notarize|proof\.com/, withinBytes: 256 }],
  examples: [...shown("PROOF_API_KEY", make), `ApiKey: ${fake("prf_[A-Za-z0-9]{37}[A-Z][a-z]7", 13)}`],
  counterExamples: [...unlike("PROOF_API_KEY", "prf_", make, 30), `PROOF_API_KEY=${fake("prf_[a-z]{30}", 20)}`],
  references: ["https://dev.proof.com/docs/authentication"],
  revoke: "https://business.proof.com > Settings > API > Revoke",
};
