import { type Detector, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";
import { fromBase64, toBase64 } from "./_words.ts";

const isPair = (value: string): boolean => /^[^\s:]{1,128}:[\x20-\x7e]{4,256}$/.test(fromBase64(value) ?? "");

export const npmrcCredential: Detector = {
  id: "npmrc-credential",
  title: "Registry credential in .npmrc",
  provider: "npm",
  category: "registry",
  severity: "high",
  opens: "Installs private packages from the registry, and mostly publishes new versions that others will run.",
  rules: [
    {
      keywords: ["_authtoken"],
      // npm's own tokens have their own detector: these are of other registries, and npm's old ones without a prefix.
      pattern: /_authToken["']?\s{0,4}[=:]\s{0,4}["']?(?!npm_|gh[pousr]_|glpat-)(?<secret>[^\s"'#;,]{8,2048})/,
      window: { before: 192, after: 320 },
      confidence: 0.85,
      humanChosen: true,
      notSecret: NOT_PASSWORD,
      companions: [{ name: "registry", pattern: /\/\/(?<value>[\w.-]{2,200}[^\s:"']{0,200}?)\/?:_authToken/, withinBytes: 256 }],
    },
    {
      id: "basic",
      keywords: ["_auth=", "_auth =", "_password"],
      pattern: /(?<![A-Za-z0-9])_(?:auth|password)\s{0,4}=\s{0,4}["']?(?<secret>[A-Za-z0-9+/]{8,1024}={0,2})(?![A-Za-z0-9+/=])/,
      confidence: 0.8,
      humanChosen: true,
      checksum: {
        name: "decodes to a password",
        verify: (value) => {
          const text = fromBase64(value) ?? "";
          return (
            /^[\x20-\x7e]{4,512}$/.test(text) && !NOT_PASSWORD.some((none) => none.test(isPair(value) ? text.replace(/^[^:]*:/, "") : text))
          );
        },
      },
    },
  ],
  examples: [
    `//registry.acme.io/:_authToken=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", 1)}\n`,
    `@acme:registry=https://npm.acme.io\n//npm.acme.io/:_authToken="${fake("[A-Za-z0-9+/]{64}", 2)}"\nalways-auth=true\n`,
    `_auth=${toBase64(`deploy:${fake("[A-Za-z0-9]{16}", 3)}`)}\n`,
    `//npm.acme.io/:username=deploy\n//npm.acme.io/:_password=${toBase64(fake("[A-Za-z0-9]{16}", 4))}\n`,
  ],
  counterExamples: [
    "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n",
    `//registry.npmjs.org/:_authToken=${fake("npm_[A-Za-z0-9]{36}", 5)}\n`, // npm's own token: that detector's
    "//registry.npmjs.org/:_authToken=<token>\n",
    `//npm.acme.io/:_password=${toBase64("password")}\n`,
    "_auth=$(echo -n user:pass | base64)\n",
    `//npm.acme.io/:_authToken=xxxxxxxxxxxx\n`,
  ],
  references: ["https://docs.npmjs.com/cli/v11/configuring-npm/npmrc#auth-related-configuration"],
  revoke: "npm token revoke, or the registry's token page",
};
