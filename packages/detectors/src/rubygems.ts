import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const gem = (seed: number): string => fake("rubygems_[0-9a-f]{48}", seed);
export const rubygemsApiKey: Detector = {
  id: "rubygems-api-key",
  title: "RubyGems API key",
  provider: "rubygems",
  category: "registry",
  severity: "critical",
  opens: "Publishes and yanks versions of its owner's gems, as its scopes allow.",
  prefixes: ["rubygems_"],
  pattern: alone("rubygems_[0-9a-f]{48}"),
  confidence: 0.97,
  examples: [...shown("GEM_HOST_API_KEY", gem), `---\n:rubygems_api_key: ${gem(13)}\n`],
  counterExamples: [
    ...unlike("GEM_HOST_API_KEY", "rubygems_", gem),
    `GEM_HOST_API_KEY=${fake("rubygems_[g-z]{48}", 20)}`,
    `rubygems_version: ${fake("[0-9a-f]{48}", 21)}`,
  ],
  references: ["https://guides.rubygems.org/api-key-scopes/"],
  revoke: "https://rubygems.org/profile/api_keys > Delete",
};
