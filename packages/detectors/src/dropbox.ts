import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_names.ts";
import { alone, named, sent, shown } from "./_token.ts";

const dropboxLong = (seed: number): string => fake("[A-Za-z0-9]{11}AAAAAAAAAA[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const dropboxLongLivedToken: Detector = {
  id: "dropbox-long-lived-token",
  title: "Dropbox long-lived access token",
  provider: "dropbox",
  category: "storage",
  severity: "high",
  opens: "Reads and writes the files of the app's folder or of the whole account, and never ends.",
  // A run of ten A also stands in images and archives as base64: the word must be near.
  keywords: ["dropbox"],
  pattern: alone("[A-Za-z0-9]{11}AAAAAAAAAA[A-Za-z0-9_-]{43}"),
  window: { before: 160, after: 256 },
  entropy: 3.8,
  confidence: 0.9,
  // A run of one character is what placeholders look like, and what this token holds.
  humanChosen: true,
  notSecret: [/x{6}/i],
  examples: [...shown("DROPBOX_ACCESS_TOKEN", dropboxLong), `dbx = dropbox.Dropbox("${dropboxLong(13)}")`],
  counterExamples: [
    `DROPBOX_TOKEN=\${DROPBOX_TOKEN}`,
    `DROPBOX_TOKEN=${dropboxLong(20).slice(1)}`,
    `TOKEN=${dropboxLong(21)}`,
    `DROPBOX_TOKEN=${"x".repeat(11)}AAAAAAAAAA${"x".repeat(43)}`,
    `dropbox ${fake("[A-Za-z0-9]{64}", 22)}`,
  ],
  references: ["https://developers.dropbox.com/oauth-guide"],
  revoke: "POST https://api.dropboxapi.com/2/auth/token/revoke with the token",
};

const dropboxShort = (seed: number): string => fake("sl.u.[A-Za-z0-9_-]{180}", seed);
const SHORT_LIVED = /(?<![A-Za-z0-9_.-])sl\.(?:u\.)?[A-Za-z0-9_-]{130,1300}(?![A-Za-z0-9_.-])/;
export const dropboxShortLivedToken: Detector = {
  id: "dropbox-short-lived-token",
  title: "Dropbox short-lived access token",
  provider: "dropbox",
  category: "storage",
  severity: "medium",
  opens: "Reads and writes the files of the app's folder or of the whole account for some four hours.",
  rules: [
    {
      prefixes: ["sl.u.", "sl.B", "sl.A"],
      pattern: SHORT_LIVED,
      window: { before: 8, after: 1400 },
      entropy: 4.5,
      confidence: 0.92,
    },
    {
      // «sl.» alone ends «ssl.» everywhere: other first letters are looked for beside the name only.
      id: "named",
      keywords: ["dropbox"],
      requires: /(?<![\w.-])sl\.[A-Za-z0-9_-]{40}/,
      pattern: SHORT_LIVED,
      window: { before: 1400, after: 1400 },
      entropy: 4.5,
      confidence: 0.9,
    },
  ],
  examples: [
    ...shown("DROPBOX_ACCESS_TOKEN", dropboxShort),
    ...sent(dropboxShort),
    `token = "${fake("sl.B[A-Za-z0-9_-]{134}", 13)}"\n`,
    `dbx = dropbox.Dropbox("${fake("sl.C[A-Za-z0-9_-]{134}", 14)}")\n`,
  ],
  counterExamples: [
    `DROPBOX_ACCESS_TOKEN=\${DROPBOX_ACCESS_TOKEN}`,
    `DROPBOX_ACCESS_TOKEN=sl.u.${"x".repeat(180)}`,
    `DROPBOX_ACCESS_TOKEN=${dropboxShort(20).slice(0, 100)}`,
    `ssl.u.${fake("[a-z]{140}", 21)}`,
  ],
  references: ["https://developers.dropbox.com/oauth-guide"],
  revoke: "It ends within hours; POST https://api.dropboxapi.com/2/auth/token/revoke ends it now",
};

const dropboxSecret = (seed: number): string => fake("[a-z][0-9][a-z0-9]{13}", seed);
export const dropboxAppSecret: Detector = {
  id: "dropbox-app-secret",
  title: "Dropbox app secret",
  provider: "dropbox",
  category: "storage",
  severity: "medium",
  opens: "With the app key it poses as the app: a user's code or refresh token becomes access to that user's files.",
  keywords: ["dropbox"],
  pattern: named(
    "dropbox(?:_?(?:oauth2?|api))?",
    "(?:app|client|consumer|api|oauth2?)?[_.-]?secret(?:[_.-]?key)?",
    `${LOWER_MIXED}[a-z0-9]{15}`,
  ),
  entropy: 2.8,
  confidence: 0.7,
  companions: [{ name: "appKey", pattern: /(?<![A-Za-z0-9])[a-z0-9]{15}(?![A-Za-z0-9])/, withinBytes: 160 }],
  examples: [
    ...shown("DROPBOX_APP_SECRET", dropboxSecret),
    `DROPBOX_APP_KEY=${fake("[a-z0-9]{15}", 13)}\nDROPBOX_APP_SECRET=${dropboxSecret(14)}\n`,
    `DROPBOX_OAUTH2_SECRET=${dropboxSecret(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("DROPBOX_APP_SECRET", dropboxSecret),
    `DROPBOX_APP_KEY=${dropboxSecret(20)}`, // the public half
    `DROPBOX_APP_SECRET=yourdropboxsecr`,
  ],
  references: ["https://www.dropbox.com/developers/reference/oauth-guide"],
  revoke: "https://www.dropbox.com/developers/apps > the app > delete it: a secret cannot be replaced alone",
};
