import { type Detector, fake } from "@stanch/model";

const user = (seed: number): string => fake("apiuser-[0-9a-f]{12}@apiconnector.com", seed);
const password = (seed: number): string => fake("[A-Za-z0-9!#%]{13}[A-Z][0-9]", seed);
export const dotdigitalApiPassword: Detector = {
  id: "dotdigital-api-password",
  title: "Dotdigital API user's password",
  provider: "dotdigital",
  category: "email",
  severity: "high",
  opens: "With the API user, which stands beside it, it reads the contacts and sends campaigns and text messages to them.",
  // People choose the password: the API user's address is what tells it.
  keywords: ["@apiconnector.com"],
  pattern:
    /(?<=(?:[Pp]ass(?:word|wd)?|PASS(?:WORD|WD)?|[Pp]wd|PWD|[Ss]ecret|SECRET|[Kk]ey|KEY)["']?[ \t]{0,4}(?:=>|[:=,])[ \t]{0,4}["'\x60]?|@apiconnector\.com:)(?<secret>(?![$<{%*])[^\s"'\x60,;@]{8,40})(?![^\s"'\x60,;@])/,
  window: { before: 192, after: 192 },
  entropy: 2.5,
  confidence: 0.8,
  humanChosen: true,
  companions: [{ name: "apiUser", pattern: /apiuser-[0-9a-f]{6,24}@apiconnector\.com/, withinBytes: 256, required: true }],
  notSecret: [/^\*|^x{4}|password|^https?:/i],
  examples: [
    `DOTDIGITAL_USER=${user(1)}\nDOTDIGITAL_PASSWORD=${password(2)}\n`,
    `dotmailer:\n  username: ${user(3)}\n  password: "${password(4)}"\n`,
    `curl -u ${user(5)}:${password(6)} https://r1-api.dotdigital.com/v2/account-info`,
    `{"apiUser": "${user(7)}", "apiPassword": "${password(8)}"}`,
  ],
  counterExamples: [
    `DOTDIGITAL_USER=${user(20)}\nDOTDIGITAL_PASSWORD=\${DOTDIGITAL_PASSWORD}\n`,
    `DOTDIGITAL_USER=${user(21)}\nDOTDIGITAL_PASSWORD=<password>\n`,
    `DOTDIGITAL_USER=${user(22)}\n`, // the user alone
    `DOTDIGITAL_PASSWORD=${password(23)}\n`, // nothing says that it is an API user's
  ],
  references: ["https://developer.dotdigital.com/docs/authentication"],
  revoke: "https://login.dotdigital.com > Settings > Access > API users > delete the user or change its password",
};
