import { type Detector, fake } from "@stanch/model";

/** Words that a name holds which is given a secret. The kernel drops those that nothing joins to a value. */
const NAMES = [
  "pass",
  "pwd",
  "_pw",
  "secret",
  "token",
  "cred",
  "key",
  "auth",
  "jwt",
  "seed",
  "ticket",
  "verifier",
  "identified by",
  "identified with",
];

export const genericAssignedSecret: Detector = {
  id: "generic-assigned-secret",
  title: "Secret assigned to a telling name",
  provider: "generic",
  category: "generic",
  severity: "high",
  opens: "Whatever the name says: an account, an interface, a database. Its owner must say which.",
  keywords: NAMES,
  matcher: "assigned-secret",
  // Every value that is assigned has a character: the matcher decides.
  pattern: /[^\s]/,
  yieldsTo: ["command-line-password", "http-basic-authorization", "http-bearer-authorization"],
  examples: [
    `const password = "${fake("[A-Za-z0-9]{24}", 1)}";`,
    `export DB_PASSWORD=${fake("[A-Za-z0-9]{20}", 2)}\n`,
    `{"client_secret": "${fake("[A-Za-z0-9]{32}", 3)}"}`,
    `<password>${fake("[A-Za-z0-9]{22}", 4)}</password>`,
    `api:\n  token: ${fake("[a-f0-9]{40}", 5)}\n`,
    `"{\\"access_token\\":\\"${fake("[A-Za-z0-9]{32}", 6)}\\"}"`,
    `cfg.setPassword("${fake("[A-Za-z0-9]{20}", 7)}");`,
  ],
  counterExamples: [
    `const password = getPassword("${fake("[a-z]{8}", 8)}");`,
    "const passwordField = document.getElementById('password-input');",
    'token: "$' + '{ACCESS_TOKEN}"',
    'secret_name: "production-database-credentials"',
    `password: ${"*".repeat(12)}`,
    `client_secret: "<your client secret>"`,
    `page_token=${fake("[A-Za-z0-9]{32}", 9)}`,
    'throw new Error("password: must not be empty");',
    `sort_key = "${fake("[a-z]{6}", 10)}"`,
    "export PASSWORD=$(openssl rand -hex 20)",
  ],
  references: ["https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_password"],
};
