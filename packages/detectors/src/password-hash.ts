import { type Detector, fake } from "@stanch/model";

const BCRYPT = String.raw`\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}`;
const SALTED = String.raw`\$(?:apr1|1|5|6|y|gy|7|argon2(?:id?|d))\$(?:[\w=,.-]{1,64}\$){0,3}[./A-Za-z0-9+]{1,48}\$[./A-Za-z0-9+]{22,128}`;

export const htpasswdHash: Detector = {
  id: "htpasswd-hash",
  title: "Password hash of a web server's user",
  provider: "generic",
  category: "identity",
  severity: "low",
  opens: "Nothing at once: the password can be guessed offline, unsalted SHA-1 and APR1 fast.",
  keywords: [":$apr1$", ":{sha}", ":$2y$", ":$2a$", ":$2b$"],
  pattern: new RegExp(
    String.raw`(?<![^\s"'|])[\w.@-]{1,64}:(?<secret>\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|\{SHA\}[A-Za-z0-9+/]{27}=|${BCRYPT})(?=[\s"',\\]|$)`,
  ),
  window: { before: 72, after: 128 },
  entropy: 3,
  confidence: 0.85,
  examples: [
    `admin:$apr1$${fake("[A-Za-z0-9]{8}", 1)}$${fake("[./A-Za-z0-9]{22}", 2)}\n`,
    `deploy:{SHA}${fake("[A-Za-z0-9+/]{27}", 3)}=\n`,
    `traefik.http.middlewares.auth.basicauth.users: "ops:$2y$05$${fake("[./A-Za-z0-9]{53}", 4)}"`,
  ],
  counterExamples: [
    "admin:$apr1$...",
    `password_hash = "$2y$10$${fake("[./A-Za-z0-9]{53}", 5)}"`, // no user before it
    `admin:$apr1$${fake("[A-Za-z0-9]{8}", 6)}$${"x".repeat(22)}`,
    "ops:$2y$05$${HASH}",
  ],
  references: ["https://httpd.apache.org/docs/2.4/misc/password_encryptions.html"],
  revoke: "htpasswd -B with a new password",
};

export const shadowHash: Detector = {
  id: "unix-shadow-hash",
  title: "Password hash of a Unix account",
  provider: "generic",
  category: "identity",
  severity: "medium",
  opens: "Nothing at once: the account's password can be guessed offline, and may be used elsewhere.",
  keywords: [":$1$", ":$5$", ":$6$", ":$y$", ":$gy$", ":$7$"],
  pattern: new RegExp(String.raw`(?<![^\s"'])[a-z_][\w.-]{0,31}\$?:(?<secret>${SALTED}):\d{0,6}:\d{0,6}:`),
  window: { before: 48, after: 256 },
  entropy: 3,
  confidence: 0.95,
  examples: [
    `root:$6$${fake("[A-Za-z0-9]{16}", 11)}$${fake("[./A-Za-z0-9]{86}", 12)}:19750:0:99999:7:::\n`,
    `app:$y$j9T$${fake("[./A-Za-z0-9]{22}", 13)}$${fake("[./A-Za-z0-9]{43}", 14)}:19750:0:99999:7:::\n`,
  ],
  counterExamples: [
    "root:*:19750:0:99999:7:::",
    "root:!:19750:0:99999:7:::",
    "root:x:0:0:root:/root:/bin/bash",
    `root:$6$salt$${"x".repeat(86)}:1:0:`,
  ],
  references: ["https://man7.org/linux/man-pages/man5/shadow.5.html"],
  revoke: "passwd for a new password",
};

const CRYPT = String.raw`\$(?:1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|5\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43}|6\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{86}|[89]\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43})`;
const whole = (source: string): RegExp => new RegExp(`(?<![\\w$./])${source}(?![\\w$./])`);

export const passwordHash: Detector = {
  id: "password-hash",
  title: "Salted password hash",
  provider: "generic",
  category: "identity",
  severity: "low",
  opens: "Nothing at once: the password can be guessed offline, MD5-crypt fast.",
  // Tests and seeds are full of hashes of known passwords: for audits.
  rules: [
    { prefixes: ["$2a$", "$2b$", "$2y$"], pattern: whole(BCRYPT), entropy: 3, confidence: 0.4 },
    { id: "crypt", prefixes: ["$1$", "$5$", "$6$", "$8$", "$9$"], pattern: whole(CRYPT), entropy: 3, confidence: 0.4 },
  ],
  yieldsTo: ["htpasswd-hash", "unix-shadow-hash", "generic-assigned-secret"],
  examples: [
    `INSERT INTO users VALUES (1, 'jane', '$2a$12$${fake("[./A-Za-z0-9]{53}", 21)}');`,
    `hash: $2b$10$${fake("[./A-Za-z0-9]{53}", 22)}\n`,
    `["$2y$10$${fake("[./A-Za-z0-9]{53}", 23)}"]`,
    `enable secret 5 $1$${fake("[A-Za-z0-9]{4}", 24)}$${fake("[./A-Za-z0-9]{22}", 25)}\n`,
    `user --iscrypted $5$rounds=5000$${fake("[A-Za-z0-9]{16}", 26)}$${fake("[./A-Za-z0-9]{43}", 27)}\n`,
    `rootpw --iscrypted $6$${fake("[A-Za-z0-9]{16}", 28)}$${fake("[./A-Za-z0-9]{86}", 29)}\n`,
    `enable secret 8 $8$${fake("[A-Za-z0-9]{14}", 30)}$${fake("[./A-Za-z0-9]{43}", 31)}\n`,
    `enable secret 9 $9$${fake("[A-Za-z0-9]{14}", 32)}$${fake("[./A-Za-z0-9]{43}", 33)}\n`,
  ],
  counterExamples: [
    "text.replace(/(a)(b)(c)/, '$1$2$3')",
    `$2y$10$${"x".repeat(53)}`,
    `$2a$12$${fake("[./A-Za-z0-9]{40}", 34)}`,
    `$6$salt$${fake("[./A-Za-z0-9]{60}", 35)}`,
    "$1$${SALT}$${HASH}",
  ],
  references: ["https://man7.org/linux/man-pages/man5/crypt.5.html"],
  revoke: "Set a new password wherever this one is used",
};
