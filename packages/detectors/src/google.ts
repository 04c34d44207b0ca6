import { type Companion, type Detector, fake } from "@stanch/model";
import { isRandomBody, pemBody } from "./_pem.ts";
import { ASSIGN, LEFT, RIGHT, anyCase } from "./_words.ts";

const CLIENT_ID: Companion = {
  name: "clientId",
  pattern: /(?<![\w-])\d{6,21}-[a-z0-9]{20,40}\.apps\.googleusercontent\.com/,
  withinBytes: 1024,
};
const QUOTE = String.raw`\\{0,3}"`;
const field = (name: string, value: string): RegExp =>
  new RegExp(`${QUOTE}${name}${QUOTE}\\s{0,8}:\\s{0,8}${QUOTE}(?<value>${value})${QUOTE}`);

const pem = (seed: number): string =>
  `-----BEGIN PRIVATE KEY-----\n${fake("MIIEv[A-Za-z0-9+/]{1619}", seed).replace(/.{64}/g, "$&\n")}\n-----END PRIVATE KEY-----\n`;
const account = (seed: number): Record<string, string> => ({
  type: "service_account",
  project_id: "acme-prod",
  private_key_id: fake("[0-9a-f]{40}", seed),
  private_key: pem(seed),
  client_email: "robot@acme-prod.iam.gserviceaccount.com",
  client_id: fake("[0-9]{21}", seed),
  token_uri: "https://oauth2.googleapis.com/token",
});

export const googleServiceAccountKey: Detector = {
  id: "google-service-account-key",
  title: "Google Cloud service account key",
  provider: "google",
  category: "cloud",
  severity: "critical",
  opens: "Acts as the service account in every project that gave it a role, until the key is deleted: it does not expire.",
  keywords: ["service_account", "iam.gserviceaccount.com"],
  pattern: new RegExp(
    `(?:${QUOTE}(?:type|project_id|client_email|client_id|private_key_id)${QUOTE}\\s{0,8}:[^{}]{0,2000}?)${QUOTE}private_key${QUOTE}\\s{0,8}:\\s{0,8}${QUOTE}(?<secret>-----BEGIN (?:RSA )?PRIVATE KEY-----[^-"]{200,6000}-----END (?:RSA )?PRIVATE KEY-----)`,
  ),
  window: { before: 8192, after: 8192 },
  humanChosen: true,
  checksum: { name: "a whole block whose body is base64", verify: (block) => isRandomBody(pemBody(block), 200) },
  companions: [
    { name: "clientEmail", pattern: /(?<![\w.-])[a-z0-9.-]{1,64}@[a-z0-9.-]{1,64}\.gserviceaccount\.com/, withinBytes: 4096 },
    { name: "privateKeyId", pattern: field("private_key_id", "[0-9a-f]{40}"), withinBytes: 4096 },
    { name: "projectId", pattern: field("project_id", "[a-z0-9.:-]{4,64}"), withinBytes: 4096 },
  ],
  examples: [
    JSON.stringify(account(1), null, 2),
    JSON.stringify(account(2)),
    `GOOGLE_CREDENTIALS='${JSON.stringify(account(3))}'`,
    JSON.stringify({ env: JSON.stringify(account(4)) }),
  ],
  counterExamples: [
    JSON.stringify({ ...account(5), private_key: "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n" }),
    JSON.stringify({ type: "service_account", project_id: "acme-prod", client_email: "robot@acme-prod.iam.gserviceaccount.com" }),
    JSON.stringify({ ...account(6), private_key: "YOUR_PRIVATE_KEY" }),
    `serviceAccount: robot@acme-prod.iam.gserviceaccount.com`,
  ],
  references: ["https://cloud.google.com/iam/docs/keys-create-delete"],
  revoke: "gcloud iam service-accounts keys delete KEY_ID --iam-account=EMAIL",
};

export const googleApiKey: Detector = {
  id: "google-api-key",
  title: "Google API key",
  provider: "google",
  category: "cloud",
  severity: "high",
  opens: "Calls the APIs that the key allows (Maps, Gemini, …) at the owner's cost; in web apps it is public on purpose if restricted.",
  prefixes: ["AIza"],
  pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/,
  entropy: 3.8,
  examples: [
    `GOOGLE_API_KEY=${fake("AIzaSy[A-Za-z0-9_-]{33}", 11)}`,
    `https://maps.googleapis.com/maps/api/js?key=${fake("AIzaSy[A-Za-z0-9_-]{33}", 12)}&v=3`,
  ],
  counterExamples: [
    `AIza${"X".repeat(35)}`,
    fake("AIzaSy[A-Za-z0-9_-]{32}", 13),
    fake("x[a-z]{3}AIzaSy[A-Za-z0-9_-]{33}", 14),
    fake("AIzaSy[A-Za-z0-9]{40}", 15),
  ],
  references: ["https://cloud.google.com/docs/authentication/api-keys"],
  revoke: "Google Cloud console > APIs & Services > Credentials > Delete, or restrict it",
};

export const googleBoundApiKey: Detector = {
  id: "google-bound-api-key",
  title: "Google API key bound to a service account",
  provider: "google",
  category: "cloud",
  severity: "high",
  opens: "Calls the APIs that the key allows with the rights of its service account.",
  prefixes: ["AQ.Ab8RN6"],
  pattern: /(?<![\w.-])AQ\.Ab8RN6[A-Za-z0-9_-]{44}(?![A-Za-z0-9_-])/,
  entropy: 3.8,
  examples: [`GEMINI_API_KEY=${fake("AQ.Ab8RN6[A-Za-z0-9_-]{44}", 21)}`, `x-goog-api-key: ${fake("AQ.Ab8RN6[A-Za-z0-9_-]{44}", 22)}`],
  counterExamples: [`AQ.Ab8RN6${"X".repeat(44)}`, fake("AQ.Ab8RN6[A-Za-z0-9_-]{20}", 23), fake("FAQ.Ab8RN6[A-Za-z0-9_-]{44}", 24)],
  references: ["https://cloud.google.com/docs/authentication/api-keys-use"],
  revoke: "Google Cloud console > APIs & Services > Credentials > Delete",
};

export const googleOauthClientSecret: Detector = {
  id: "google-oauth-client-secret",
  title: "Google OAuth client secret",
  provider: "google",
  category: "identity",
  severity: "high",
  opens: "Speaks as the application to Google: with a user's code or refresh token it reaches what the user allowed.",
  prefixes: ["GOCSPX-"],
  pattern: /(?<![A-Za-z0-9_-])GOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/,
  entropy: 3.5,
  companions: [CLIENT_ID],
  examples: [
    `GOOGLE_CLIENT_SECRET=${fake("GOCSPX-[A-Za-z0-9_-]{28}", 31)}`,
    `{"web":{"client_id":"${fake("[0-9]{12}-[a-z0-9]{32}", 32)}.apps.googleusercontent.com","client_secret":"${fake("GOCSPX-[A-Za-z0-9_-]{28}", 33)}"}}`,
  ],
  counterExamples: ["GOCSPX-xxxxxxxxxxxxxxxxxxxxxxxxxxxx", fake("GOCSPX-[A-Za-z0-9_-]{20}", 34), "GOCSPX-your-client-secret-goes-here-ok"],
  references: ["https://developers.google.com/identity/protocols/oauth2"],
  revoke: "Google Cloud console > Credentials > the client > Add secret, then disable the old one",
};

export const googleOauthRefreshToken: Detector = {
  id: "google-oauth-refresh-token",
  title: "Google OAuth refresh token",
  provider: "google",
  category: "identity",
  severity: "high",
  opens: "With the client's secret it reaches what the user allowed (mail, files, cloud) until it is revoked.",
  prefixes: ["1//0"],
  pattern: /(?<![A-Za-z0-9/_-])1\/\/0[A-Za-z0-9_-]{60,160}(?![A-Za-z0-9_-])/,
  entropy: 4,
  companions: [CLIENT_ID, { name: "clientSecret", pattern: /(?<![\w-])GOCSPX-[A-Za-z0-9_-]{28}(?![\w-])/, withinBytes: 1024 }],
  examples: [
    `{"refresh_token": "${fake("1//0[0-9][A-Za-z0-9_-]{98}", 41)}", "type": "authorized_user"}`,
    `GOOGLE_REFRESH_TOKEN=${fake("1//0[0-9][a-z]{2}Cg[A-Za-z0-9_-]{92}", 42)}`,
  ],
  counterExamples: [`1//0${"a".repeat(80)}`, fake("1//0[A-Za-z0-9_-]{30}", 43), fake("http://11//0[A-Za-z0-9_-]{90}", 44)],
  references: ["https://developers.google.com/identity/protocols/oauth2/web-server"],
  revoke: "POST https://oauth2.googleapis.com/revoke",
};

export const googleOauthAccessToken: Detector = {
  id: "google-oauth-access-token",
  title: "Google OAuth access token",
  provider: "google",
  category: "identity",
  severity: "medium",
  opens: "Reaches what its scopes allow for about an hour.",
  prefixes: ["ya29."],
  pattern: /(?<![\w.-])ya29\.[A-Za-z0-9_-]{48,1024}(?:\.[A-Za-z0-9_-]{1,64})?(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 1100 },
  entropy: 4,
  examples: [
    `Authorization: Bearer ${fake("ya29.a0A[A-Za-z0-9_-]{200}", 51)}`,
    `"access_token": "${fake("ya29.c.[A-Za-z0-9_-]{160}", 52).replace(".c.", ".c")}"`,
    `gapi.auth.setToken({access_token: "${fake("ya29.[A-Za-z0-9_-]{54}", 54)}"})`, // as they were before 2020
  ],
  counterExamples: ["ya29.<token>", `ya29.${"x".repeat(100)}`, fake("ya29.[A-Za-z0-9]{12}", 53)],
  references: ["https://developers.google.com/identity/protocols/oauth2"],
  revoke: "POST https://oauth2.googleapis.com/revoke",
};

export const googleFcmServerKey: Detector = {
  id: "google-fcm-server-key",
  title: "Firebase Cloud Messaging server key (legacy)",
  provider: "google",
  category: "messaging",
  severity: "low",
  opens: "Sent messages to an app's users through an API that Google shut down in 2024; it shows that secrets leaked here.",
  prefixes: [":APA91b"],
  pattern: /(?<![\w-])AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{134}(?![\w-])/,
  window: { before: 16, after: 160 },
  entropy: 4,
  examples: [
    `Authorization: key=${fake("AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{134}", 61)}`,
    `FCM_KEY="${fake("AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{134}", 62)}"`,
  ],
  counterExamples: [
    fake("[c-f][A-Za-z0-9_-]{21}:APA91b[A-Za-z0-9_-]{134}", 63), // a device's registration token, not the server's key
    fake("AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{100}", 64),
    "AAAA0000000:APA91b...",
  ],
  references: ["https://firebase.google.com/docs/cloud-messaging/migrate-v1"],
  revoke: "Firebase console > Project settings > Cloud Messaging",
};

const HMAC_ID = String.raw`(?<![A-Za-z0-9])GOOG(?:1E[A-Z0-9]{55}|[A-Z0-9]{20})(?![A-Za-z0-9])`;
const HMAC_SECRET = "[A-Za-z0-9/+]{40}";
const HMAC_GAP = String.raw`(?:(?!${HMAC_ID})[\s\S]){0,200}`;

export const googleHmacSecret: Detector = {
  id: "google-storage-hmac-secret",
  title: "Google Cloud Storage HMAC secret",
  provider: "google",
  category: "storage",
  severity: "high",
  opens: "Reads and writes the buckets that its account may, through the S3-compatible API.",
  prefixes: ["GOOG"],
  pattern: new RegExp(
    `${LEFT}(?=${HMAC_SECRET}${RIGHT})(?:(?<=${HMAC_ID}${HMAC_GAP})|(?=${HMAC_SECRET}${HMAC_GAP}${HMAC_ID}))(?<secret>${HMAC_SECRET})`,
  ),
  window: { before: 256, after: 360 },
  entropy: 3.9,
  confidence: 0.65,
  companions: [{ name: "accessId", pattern: new RegExp(HMAC_ID), withinBytes: 512, required: true }],
  notSecret: [/^[^A-Z]+$/, /^[^a-z]+$/, /^[^0-9]+$/],
  examples: [
    `GCS_ACCESS_KEY=${fake("GOOG1E[A-Z0-9]{55}", 71)}\nGCS_SECRET=${fake("[A-Za-z0-9/+]{37}Aa7", 72)}`,
    `s3.Client("${fake("GOOG[A-Z0-9]{20}", 73)}", "${fake("[A-Za-z0-9/+]{37}Aa7", 74)}")`,
  ],
  counterExamples: [
    `GCS_SECRET=${fake("[A-Za-z0-9/+]{37}Aa7", 75)}`,
    `${fake("GOOG1E[A-Z0-9]{55}", 76)} ${fake("[0-9a-f]{40}", 77)}`,
    `${fake("GOOG1E[A-Z0-9]{55}", 78)} ${"x".repeat(40)}`,
  ],
  references: ["https://cloud.google.com/storage/docs/authentication/hmackeys"],
  revoke: "gcloud storage hmac update ACCESS_ID --deactivate, then delete",
};

export const googleRecaptchaSecret: Detector = {
  id: "google-recaptcha-secret-key",
  title: "reCAPTCHA secret key",
  provider: "google",
  category: "security",
  severity: "low",
  opens: "Checks answers of the site's captcha in its name; it reads no data.",
  keywords: ["recaptcha"],
  pattern: new RegExp(
    // The public site key has the same shape: the name has to say secret or private.
    String.raw`(?:${anyCase("recaptcha")}[^\n]{0,48}?${anyCase("(?:secret|private)")}[\w.-]{0,16}|${anyCase("(?:secret|private)[\\w.-]{0,24}recaptcha")}[\w.-]{0,16})${ASSIGN}(?<secret>6L[A-Za-z0-9_-]{38})(?![A-Za-z0-9_-])`,
  ),
  entropy: 3.2,
  confidence: 0.85,
  examples: [
    `RECAPTCHA_SECRET_KEY=${fake("6Lc[A-Za-z0-9]{5}AAAAA[A-Za-z0-9_-]{27}", 81)}`,
    `'recaptcha' => ['secret' => '${fake("6Lf[A-Za-z0-9]{5}AAAAA[A-Za-z0-9_-]{27}", 82)}']`,
  ],
  counterExamples: [
    `RECAPTCHA_SITE_KEY=${fake("6Lc[A-Za-z0-9]{5}AAAAA[A-Za-z0-9_-]{27}", 83)}`, // public on purpose
    "RECAPTCHA_SECRET_KEY=6LxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxXX",
    `RECAPTCHA_SECRET_KEY=${fake("6Lc[A-Za-z0-9]{20}", 84)}`,
  ],
  references: ["https://developers.google.com/recaptcha/docs/verify"],
  revoke: "reCAPTCHA admin console > the site > new keys",
};
