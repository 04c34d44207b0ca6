import { type Detector, dateOfSeconds, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";
import { fromBase64, toBase64 } from "./_words.ts";
import { facts } from "./_facts.ts";

const apiKey = (seed: number): string => fake("AKCp[A-Za-z0-9]{69}", seed);
export const jfrogApiKey: Detector = {
  id: "jfrog-api-key",
  title: "JFrog Artifactory API key",
  provider: "jfrog",
  category: "registry",
  severity: "critical",
  opens: "Acts as its owner in Artifactory: reads and, mostly, replaces packages that others build with.",
  prefixes: ["AKCp"],
  pattern: alone("AKCp[A-Za-z0-9]{69}"),
  entropy: 4.2,
  confidence: 0.95,
  companions: [{ name: "host", pattern: /[a-z0-9-]{1,63}\.jfrog\.io/, withinBytes: 512 }],
  examples: [
    ...shown("ARTIFACTORY_API_KEY", apiKey),
    `curl -H "X-JFrog-Art-Api: ${apiKey(13)}" https://acme.jfrog.io/artifactory/api/system/ping`,
  ],
  counterExamples: [
    ...unlike("ARTIFACTORY_API_KEY", "AKCp", apiKey),
    `${fake("AKCp[A-Za-z0-9]{30}", 20)}`,
    `integrity: sha512-${fake("AKCp[A-Za-z0-9+/]{82}", 21)}==`,
  ],
  references: ["https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key"],
  revoke: "DELETE https://{host}/artifactory/api/security/apiKey/auth with the key in X-JFrog-Art-Api",
};

const reference = (seed: number): string => toBase64(`reftkn:01:${fake("1[0-9]{9}", seed)}:${fake("[A-Za-z0-9]{27}", seed)}`);
export const jfrogReferenceToken: Detector = {
  id: "jfrog-reference-token",
  title: "JFrog reference token",
  provider: "jfrog",
  category: "registry",
  severity: "critical",
  opens: "Acts as its owner in JFrog's products until the expiry that is written in it.",
  prefixes: ["cmVmdGtuO"],
  pattern: /(?<![A-Za-z0-9+/_-])cmVmdGtuO[A-Za-z0-9]{55}(?![A-Za-z0-9+/=_-])/,
  checksum: {
    name: "decodes to reftkn, a version and an expiry",
    verify: (secret) => /^reftkn:\d{2}:\d{10}:/.test(fromBase64(secret) ?? ""),
  },
  facts: (secret) => {
    const seconds = Number(/^reftkn:\d{2}:(\d{10}):/.exec(fromBase64(secret) ?? "")?.[1] ?? NaN);
    return facts(seconds === 0 ? ["it never expires by itself"] : [], dateOfSeconds(seconds));
  },
  examples: [...shown("JFROG_ACCESS_TOKEN", reference), ...sent(reference)],
  counterExamples: [
    ...unlike("JFROG_ACCESS_TOKEN", "cmVmdGtuO", reference),
    `TOKEN=${toBase64(fake("reftkn:xx:[0-9]{10}:[A-Za-z0-9]{27}", 20))}`,
    `TOKEN=${toBase64(fake("reftkn:01:[0-9]{10}:[A-Za-z0-9]{17}", 21))}`,
  ],
  references: ["https://jfrog.com/help/r/jfrog-platform-administration-documentation/reference-token"],
  revoke: "DELETE https://{host}/access/api/v1/tokens/{token_id}, or Administration > User management > Access tokens > Revoke",
};
