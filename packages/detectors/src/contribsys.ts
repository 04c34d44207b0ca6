import { type Detector, fake } from "@stanch/model";

const credential = (seed: number): string => fake("[0-9a-f]{8}:[0-9a-f]{8}", seed);
export const contribsysGemCredential: Detector = {
  id: "contribsys-gem-credential",
  title: "Contributed Systems gem server credential",
  provider: "contribsys",
  category: "registry",
  severity: "medium",
  opens: "Downloads the paid gems (Sidekiq Pro and Enterprise) that the owner licensed.",
  rules: [
    {
      keywords: ["contribsys"],
      pattern: /contribsys(?:__|\.)com["']?[ \t]{0,4}[:=,?]{0,2}[ \t]{0,4}["']?(?<secret>[0-9a-f]{8}:[0-9a-f]{8})(?![0-9a-f:])/i,
      entropy: 2.5,
      confidence: 0.95,
    },
    {
      id: "url",
      keywords: ["contribsys"],
      pattern: /\/\/(?<secret>[0-9a-f]{8}:[0-9a-f]{8})@(?:gems|enterprise)\.contribsys\.com/i,
      entropy: 2.5,
      confidence: 0.97,
    },
  ],
  examples: [
    `BUNDLE_ENTERPRISE__CONTRIBSYS__COM=${credential(13)}\n`,
    `BUNDLE_GEMS__CONTRIBSYS__COM: "${credential(15)}"\n`,
    `source "https://${credential(17)}@gems.contribsys.com/" do\n`,
    `bundle config gems.contribsys.com ${credential(19)}\n`,
  ],
  counterExamples: [
    `BUNDLE_GEMS__CONTRIBSYS__COM=\${SIDEKIQ_CREDENTIAL}`,
    `source https://username:password@gems.contribsys.com/`,
    `BUNDLE_GEMS__CONTRIBSYS__COM=${fake("[0-9a-f]{8}", 35)}`,
    `BUNDLE_GEMS__ACME__COM=${credential(37)}`, // another server's
    `https://${credential(39)}@gems.acme.io/`,
  ],
  references: ["https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ"],
  revoke: "https://billing.contribsys.com > ask for new credentials",
};
