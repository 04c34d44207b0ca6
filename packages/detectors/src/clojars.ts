import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("CLOJARS_[0-9a-f]{60}", seed);

export const clojarsDeployToken: Detector = {
  id: "clojars-deploy-token",
  title: "Clojars deploy token",
  provider: "clojars",
  category: "registry",
  severity: "critical",
  opens: "Publishes new versions of its owner's libraries, which run on everyone's machines.",
  prefixes: ["CLOJARS_"],
  pattern: alone("CLOJARS_[0-9a-f]{60}"),
  entropy: 3.3,
  confidence: 0.97,
  examples: [...shown("CLOJARS_PASSWORD", make), ...sent(make)],
  counterExamples: [
    ...unlike("CLOJARS_PASSWORD", "CLOJARS_", make),
    `CLOJARS_PASSWORD=${fake("CLOJARS_[g-z]{60}", 20)}`,
    `CLOJARS_PASSWORD=${fake("CLOJARS_[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://github.com/clojars/clojars-web/wiki/Deploy-Tokens"],
  revoke: "https://clojars.org/tokens > Disable",
};
