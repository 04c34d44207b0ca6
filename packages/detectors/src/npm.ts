import { type Detector, fake } from "@stanch/model";
import { altered, isChecksummed, sent, shown, unlike, withChecksum } from "./_token.ts";

const make = (seed: number): string => withChecksum("npm_", fake("[A-Za-z0-9]{30}", seed));
export const npmAccessToken: Detector = {
  id: "npm-access-token",
  title: "npm access token",
  provider: "npm",
  category: "registry",
  severity: "critical",
  opens: "Publishes new versions of its owner's packages, which run on everyone's machines, or reads private ones.",
  prefixes: ["npm_"],
  pattern: /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])/,
  checksum: { name: "CRC-32 in base 62", verify: isChecksummed },
  examples: [...shown("NPM_TOKEN", make), `//registry.npmjs.org/:_authToken=${make(13)}\n`, ...sent(make)],
  counterExamples: [
    ...unlike("NPM_TOKEN", "npm_", make),
    `NPM_TOKEN=${altered(make(20))}`, // wrong checksum
    `npm_config_registry_${fake("[a-z]{20}", 21)}`,
    `NPM_TOKEN=${fake("npm_[A-Za-z0-9]{30}", 22)}`,
  ],
  references: ["https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/"],
  revoke: "npm token revoke <id>, or https://www.npmjs.com > Access tokens > Delete",
};
