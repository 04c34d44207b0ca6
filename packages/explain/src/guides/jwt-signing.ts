import type { Guide } from "../guide.ts";

export const jwk: Guide = {
  kinds: ["jwk-private-key"],
  name: "JWT signing key",
  purpose: "Signs tokens that your services believe.",
  uses: [
    "Authentication: whoever has it can say who somebody is",
    "Secure communication between services",
    "Access control: claims and scopes are only as true as the key is secret",
  ],
  made: {
    steps: ["Your identity provider or a key tool makes a JWK pair; the public half is published at jwks_uri"],
    scopes: "Every audience that trusts the issuer.",
    expiry: "None in the key; yours to set.",
  },
  places: [
    "jwks.json with private members (d) beside code",
    "environment variables of identity services",
    "Kubernetes secrets and Helm values",
  ],
  acts: [
    { does: "Sign a token for any user, administrators among them", harm: "unauthorised access", severity: "critical" },
    { does: "Read every user's data with such tokens", harm: "data breach", severity: "critical" },
    { does: "Act with money in users' names", harm: "financial loss", severity: "high" },
    { does: "Sign all users out when it is replaced", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: {
    way: "none",
    steps: [
      "A forged token looks like a true one: compare jti, iat and the log-in history for tokens that you never issued",
      "Administrators' actions without a log-in before them",
    ],
  },
  rotate: {
    way: "command",
    steps: [
      "Make a new pair with a new kid",
      "Publish both public halves at jwks_uri, wait for caches",
      "Sign with the new one",
      "Take the old public half out when the longest-lived token has ended; at once if it was misused",
    ],
    note: "A shared secret (HS256) has no kid unless you give it one: let verifiers try both for the change.",
  },
  revoke: {
    way: "command",
    steps: ["Take its public half out of jwks_uri and flush the verifiers' caches: all tokens that it signed end"],
    note: "No issuer but you.",
  },
  overlap: { is: "yes", how: "Verifiers take both keys while both stand in jwks_uri." },
  stops: ["Tokens that the old key signed: people log in again", "Services that hold the public half in a file"],
  narrow: "Keys in an HSM or KMS that signs; short-lived tokens; one key an issuer and purpose.",
  links: ["https://www.rfc-editor.org/rfc/rfc7517", "https://www.rfc-editor.org/rfc/rfc8725"],
};

export const jwt: Guide = {
  kinds: ["jwt"],
  name: "JSON Web Token",
  purpose: "Says who somebody is to every service that trusts its issuer, until it ends.",
  uses: ["Authentication of a person or service (Bearer)", "Passing of identity between services", "Access control: its claims and scopes"],
  made: {
    steps: ["An issuer signs it after a log-in; iss names it"],
    scopes: "Its claims: scope, roles, aud.",
    expiry: "exp; a token without one never ends.",
  },
  places: [
    "Logs, browser storage and request collections",
    "test fixtures and README files",
    "environment variables, for tokens that live long",
  ],
  acts: [
    { does: "Act as its subject at its audience until it ends", harm: "unauthorised access", severity: "high" },
    { does: "Read that subject's data; the token itself may hold names and addresses", harm: "data breach", severity: "medium" },
    { does: "Guess a short HS256 secret at home, and then sign any token", harm: "unauthorised access", severity: "high" },
  ],
  misuse: {
    way: "none",
    steps: ["Its issuer's and audience's logs, by sub and jti: addresses that are not the subject's"],
    note: "There is no common API: it depends on the issuer.",
  },
  rotate: {
    way: "none",
    steps: ["Log in again: a new one is issued", "Long-lived ones: ask the issuer for short-lived ones with a refresh token"],
  },
  revoke: {
    way: "none",
    steps: [
      "Wait for exp where that is near",
      "Else end the session at the issuer, put jti on the audience's deny list, or replace the signing key",
    ],
    note: "A signature cannot be taken back: only who checks it can refuse.",
  },
  overlap: { is: "yes", how: "Many tokens of a subject are valid together." },
  stops: ["That session or service"],
  narrow: "Minutes of life, one audience, few scopes; nothing personal in the payload.",
  links: ["https://www.rfc-editor.org/rfc/rfc7519", "https://www.rfc-editor.org/rfc/rfc8725"],
};
