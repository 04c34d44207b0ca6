import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("ion_[A-Za-z0-9]{42}", seed);
export const ionicPersonalAccessToken: Detector = {
  id: "ionic-personal-access-token",
  title: "Ionic Appflow personal access token",
  provider: "ionic",
  category: "ci",
  severity: "high",
  opens: "Acts as its owner in Appflow: starts builds and deploys live updates into installed apps.",
  // `ion_` ends words such as session_: the name must stand near, and a cheap look comes first.
  keywords: ["ionic"],
  pattern: alone("ion_[A-Za-z0-9]{42}"),
  requires: /ion_[A-Za-z0-9]{42}/,
  entropy: 3.8,
  confidence: 0.95,
  examples: [...shown("IONIC_TOKEN", make), `# Ionic Appflow\ntoken: ${make(13)}\n`],
  counterExamples: [...unlike("IONIC_TOKEN", "ion_", make), `IONIC_VERSION=sess${make(20)}`, `TOKEN=${make(21)}`],
  references: ["https://ionic.io/docs/appflow/personal-access-tokens"],
  revoke: "https://dashboard.ionicframework.com/settings/personal-access-tokens > Revoke",
};
