import { type Detector, type Rule, fake } from "@stanch/model";
import { type DecodedJwt, HEADER_ENDS, decodeJwt } from "./_jwt.ts";
import { toBase64 } from "./_words.ts";
import { jwtFacts } from "./_facts.ts";

/** The tokens that every tutorial shows: made with jwt.io's own payload, or with a stopgap of one word. */
const isSample = ({ payload }: DecodedJwt): boolean =>
  payload["sub"] === "1234567890" ||
  payload["name"] === "John Doe" ||
  (Object.keys(payload).length === 1 && ["foo", "some", "hello", "test", "data"].some((name) => name in payload));

const isKubernetes = ({ payload }: DecodedJwt): boolean =>
  payload["iss"] === "kubernetes/serviceaccount" ||
  "kubernetes.io" in payload ||
  (typeof payload["sub"] === "string" && payload["sub"].startsWith("system:serviceaccount:"));

const jwtRule = (name: string, decides: (decoded: DecodedJwt) => boolean): Rule => ({
  prefixes: ["eyJ"],
  ahead: HEADER_ENDS,
  pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,2048}\.e[wy][A-Za-z0-9_-]{6,8192}\.[A-Za-z0-9_-]{20,1024}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 4096 },
  entropy: 4,
  // A payload may well hold `example`: what counts is what it decodes to.
  humanChosen: true,
  checksum: {
    name,
    verify: (token) => {
      const decoded = decodeJwt(token);
      return decoded !== undefined && !isSample(decoded) && decides(decoded);
    },
  },
});

const part = (value: unknown): string => toBase64(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const jwt = (payload: Record<string, unknown>, seed: number, header: Record<string, unknown> = { alg: "HS256", typ: "JWT" }): string =>
  `${part(header)}.${part(payload)}.${fake("[A-Za-z0-9_-]{43}", seed)}`;
const robot = {
  iss: "kubernetes/serviceaccount",
  sub: "system:serviceaccount:ci:deployer",
  "kubernetes.io/serviceaccount/namespace": "ci",
};

export const jwtToken: Detector = {
  id: "jwt",
  title: "JSON Web Token",
  provider: "generic",
  category: "identity",
  severity: "medium",
  opens: "Acts as its subject at whoever trusts its issuer, until it expires.",
  rules: [jwtRule("header and payload are JSON, the header names an algorithm", (decoded) => !isKubernetes(decoded))],
  facts: jwtFacts,
  examples: [
    `Authorization: Bearer ${jwt({ sub: "u-81", iat: 1_767_225_600, exp: 1_798_761_600 }, 1)}`,
    `const TOKEN = "${jwt({ iss: "https://id.acme.io", aud: "api", scope: "read write" }, 2, { alg: "RS256", kid: "k1" })}";`,
    `{"id_token":"${jwt({ email: "a@acme.io" }, 3)}"}`,
  ],
  counterExamples: [
    `Bearer ${jwt({ sub: "1234567890", name: "John Doe", iat: 1_516_239_022 }, 4)}`, // jwt.io's own
    `Bearer ${jwt({ some: "payload" }, 9)}`, // the library's document
    `${part({ typ: "JWT" })}.${part({ sub: "u-81" })}.${fake("[A-Za-z0-9_-]{43}", 5)}`, // no algorithm
    `${part({ alg: "HS256" })}.${fake("ey[A-Za-z0-9_-]{40}", 6)}.${fake("[A-Za-z0-9_-]{43}", 7)}`, // no JSON
    `${part({ alg: "HS256" })}.${part({ sub: "u-81" })}`, // no signature
    "Bearer eyJhbGciOi...",
    jwt(robot, 8), // another kind
  ],
  references: ["https://www.rfc-editor.org/rfc/rfc7519"],
  revoke: "End the session at its issuer; where it cannot, change the signing key",
  yieldsTo: ["plivo-access-token"],
};

export const kubernetesServiceAccountToken: Detector = {
  id: "kubernetes-service-account-token",
  title: "Kubernetes service account token",
  provider: "kubernetes",
  category: "cloud",
  severity: "high",
  opens: "Calls the cluster's API with the account's roles; tokens kept in Secrets do not expire.",
  rules: [jwtRule("decodes to a service account of Kubernetes", isKubernetes)],
  facts: jwtFacts,
  examples: [
    `token: ${jwt(robot, 11, { alg: "RS256", kid: "abc" })}`,
    `kubectl --token=${jwt({ sub: "system:serviceaccount:default:ci", aud: ["https://kubernetes.default.svc"], "kubernetes.io": { namespace: "default" } }, 12)}`,
  ],
  counterExamples: [jwt({ sub: "u-81" }, 13), "token: eyJhbGciOi...", `${part({ alg: "RS256" })}.${part(robot)}`],
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/"],
  revoke: "kubectl delete secret NAME, or delete and create the service account",
};
