import { type Detector, fake } from "@stanch/model";

const digits = (count: number, seed: number): string => fake(`[0-9a-f]{${count}}`, seed);

export const kerberosTicketHash: Detector = {
  id: "kerberos-ticket-hash",
  title: "Kerberos answer as password crackers read it",
  provider: "kerberos",
  category: "identity",
  severity: "medium",
  opens: "Nothing at once: it is encrypted with the account's password, which can be guessed offline.",
  prefixes: ["$krb5asrep$", "$krb5tgs$", "$krb5pa$"],
  pattern: /\$krb5(?:asrep|tgs|pa)\$\d{1,2}\$[^\s"'$]{0,128}(?:\$[^\s"'$]{1,160}){0,3}\$[0-9a-f]{64,8192}(?![0-9a-f])/,
  window: { before: 8, after: 4096 },
  entropy: 3,
  confidence: 0.9,
  examples: [
    `$krb5asrep$23$svc-app@ACME.IO:${digits(32, 1)}$${digits(600, 2)}\n`,
    `$krb5asrep$23$${digits(32, 3)}$${digits(400, 4)}\n`,
    `$krb5tgs$23$*svc-sql$ACME.IO$acme.io/svc-sql*$${digits(32, 5)}$${digits(900, 6)}\n`,
    `$krb5pa$18$jane$ACME.IO$ACME.IOjane$${digits(112, 7)}\n`,
  ],
  counterExamples: [
    "hashcat -m 18200 asrep.txt: $krb5asrep$23$user@domain:…",
    `$krb5asrep$23$user@domain:${digits(32, 8)}`,
    "if (line.startsWith('$krb5tgs$23$')) mode = 13100;",
  ],
  references: ["https://hashcat.net/wiki/doku.php?id=example_hashes", "https://attack.mitre.org/techniques/T1558/"],
  revoke: "Set a new, long password of the account",
};
