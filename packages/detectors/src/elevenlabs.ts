import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const elevenlabs = (seed: number): string => fake("sk_[0-9a-f]{48}", seed);
export const elevenlabsApiKey: Detector = {
  id: "elevenlabs-api-key",
  title: "ElevenLabs API key",
  provider: "elevenlabs",
  category: "ai",
  severity: "high",
  opens: "Makes speech at the owner's cost and uses the account's cloned voices.",
  // Others have sk_ too, but not with 48 hex digits near this name.
  keywords: ["elevenlabs", "eleven_", "xi-api-key", "xi_api_key"],
  pattern: alone("sk_[0-9a-f]{48}"),
  window: { before: 128, after: 256 },
  entropy: 3.3,
  confidence: 0.9,
  examples: [...shown("ELEVENLABS_API_KEY", elevenlabs), `curl -H "xi-api-key: ${elevenlabs(13)}" $URL`],
  counterExamples: [...unlike("ELEVENLABS_API_KEY", "sk_", elevenlabs), `KEY=${elevenlabs(20)}`, `elevenlabs ${fake("[0-9a-f]{40}", 21)}`],
  references: ["https://elevenlabs.io/docs/api-reference/authentication"],
  revoke: "https://elevenlabs.io/app/settings/api-keys > Delete",
};
