import { type Ahead, type Detector, type Rule, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";
import { LEFT, RIGHT } from "./_words.ts";

const prefixed = (prefix: string, source: string, after = 256): Pick<Rule, "prefixes" | "pattern" | "window" | "entropy"> => ({
  prefixes: [prefix],
  pattern: new RegExp(`(?<![\\w.-])${source}(?![A-Za-z0-9_-])`),
  window: { before: 8, after },
  entropy: 3.6,
});

export const yandexApiKey: Detector = {
  id: "yandex-cloud-api-key",
  title: "Yandex Cloud API key",
  provider: "yandex",
  category: "cloud",
  severity: "high",
  opens: "Calls the services (speech, translation, models, …) that its service account may, until it is deleted.",
  ...prefixed("AQVN", "AQVN[A-Za-z0-9_-]{35,38}"),
  examples: [`YC_API_KEY=${fake("AQVN[A-Za-z0-9_-]{36}", 1)}`, `Authorization: Api-Key ${fake("AQVN[A-Za-z0-9_-]{35}", 2)}`],
  counterExamples: [`AQVN${"x".repeat(36)}`, fake("AQVN[A-Za-z0-9_-]{20}", 3), fake("AQVN[A-Za-z0-9_-]{60}", 4)],
  references: ["https://yandex.cloud/en/docs/iam/concepts/authorization/api-key"],
  revoke: "yc iam api-key delete",
};

export const yandexIamToken: Detector = {
  id: "yandex-cloud-iam-token",
  title: "Yandex Cloud IAM token",
  provider: "yandex",
  category: "cloud",
  severity: "medium",
  opens: "Does what its user or service account may for twelve hours at most.",
  ...prefixed("t1.", "t1\\.[A-Za-z0-9_-]{40,1024}={0,2}\\.[A-Za-z0-9_-]{86}={0,2}", 1200),
  examples: [
    `IAM_TOKEN=${fake("t1.9e[A-Za-z0-9_-]{120}.[A-Za-z0-9_-]{86}", 11)}`,
    `Authorization: Bearer ${fake("t1.7[A-Za-z0-9_-]{200}.[A-Za-z0-9_-]{86}", 12)}`,
  ],
  counterExamples: ["IAM_TOKEN=t1.9euelZ...", fake("t1.[A-Za-z0-9_-]{40}", 13), fake("t1.[A-Za-z0-9_-]{60}.[A-Za-z0-9_-]{40}", 14)],
  references: ["https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token"],
  revoke: "yc iam revoke-token; it also expires by itself",
};

const KEY_ID = String.raw`(?<![A-Za-z0-9])YCA[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])`;

export const yandexStaticKey: Detector = {
  id: "yandex-cloud-static-key",
  title: "Yandex Cloud static access key",
  provider: "yandex",
  category: "storage",
  severity: "high",
  opens: "Reads and writes the object storage that its service account may, through the S3-compatible API.",
  prefixes: ["YCA"],
  pattern: new RegExp(`${LEFT}YC(?!A)[A-Za-z0-9_-]{38}${RIGHT}`),
  window: { before: 256, after: 256 },
  entropy: 3.8,
  confidence: 0.6,
  companions: [{ name: "keyId", pattern: new RegExp(KEY_ID), withinBytes: 256, required: true }],
  examples: [
    `AWS_ACCESS_KEY_ID=${fake("YCAJE[A-Za-z0-9_]{20}", 21)}\nAWS_SECRET_ACCESS_KEY=${fake("YCM[A-Za-z0-9_]{37}", 22)}`,
    `access_key = "${fake("YCAJE[A-Za-z0-9_]{20}", 23)}"\nsecret_key = "${fake("YCP[A-Za-z0-9_]{37}", 24)}"`,
  ],
  counterExamples: [
    fake("YCM[A-Za-z0-9_]{37}", 25), // without its id
    `${fake("YCAJE[A-Za-z0-9_]{20}", 26)} YCM${"x".repeat(37)}`,
    `${fake("YCAJE[A-Za-z0-9_]{20}", 27)} ${fake("YCM[A-Za-z0-9]{20}", 28)}`,
  ],
  references: ["https://yandex.cloud/en/docs/iam/concepts/authorization/access-key"],
  revoke: "yc iam access-key delete",
};

/** Behind `c1.` and `rt1.`: a second point, before anything that base64url has not. Most code has a call there. */
const SECOND_PART: Ahead = { find: ".", stop: " \t\r\n!\"#$%&'()*+,/:;<>?@[\\]^`{|}~", withinBytes: 1100 };
const SEARCH_SECRETS = "https://yandex.cloud/en/docs/security/operations/search-secrets";
const session = (prefix: string, source: string): Pick<Rule, "prefixes" | "ahead" | "pattern" | "window" | "entropy"> => ({
  ...prefixed(prefix, `${source}[A-Za-z0-9_-]{40,1024}={0,2}\\.[A-Za-z0-9_-]{86}={0,2}`, 1200),
  ahead: SECOND_PART,
});
const cookie = (seed: number): string => fake("c1.9e[A-Za-z0-9_-]{120}==.[A-Za-z0-9_-]{86}==", seed);
const refresh = (seed: number): string => fake("rt1.9e[A-Za-z0-9_-]{120}.[A-Za-z0-9_-]{86}", seed);

export const yandexIamCookie: Detector = {
  id: "yandex-cloud-iam-cookie",
  title: "Yandex Cloud IAM cookie",
  provider: "yandex",
  category: "cloud",
  severity: "high",
  opens: "Is a signed-in session of the console: does what its user may until it ends.",
  ...session("c1.", "c1\\."),
  confidence: 0.95,
  examples: [`Cookie: yc_session=${cookie(31)}\n`, `YC_IAM_COOKIE="${cookie(32)}"\n`],
  counterExamples: [
    `c1.${fake("[a-z]{60}.[a-z]{40}", 33)}`,
    `Cookie: yc_session=${cookie(34).slice(0, 100)}`,
    `c1.fillStyle = c1.createPattern(image, "repeat");`,
  ],
  references: [SEARCH_SECRETS],
  revoke: "Sign out of the console everywhere: https://passport.yandex.com > Devices",
};

export const yandexRefreshToken: Detector = {
  id: "yandex-cloud-refresh-token",
  title: "Yandex Cloud refresh token",
  provider: "yandex",
  category: "cloud",
  severity: "high",
  opens: "Makes new IAM tokens of its user, so does what the user may until it is revoked.",
  ...session("rt1.", "rt1\\."),
  confidence: 0.96,
  examples: [`refresh_token: ${refresh(41)}\n`, `{"refresh_token": "${refresh(42)}"}`],
  counterExamples: [
    `rt1.${fake("[a-z]{60}.[a-z]{40}", 43)}`,
    `refresh_token: ${refresh(44).slice(0, 100)}`,
    `refresh_token: rt1.9euelZ...`,
  ],
  references: [SEARCH_SECRETS],
  revoke: "yc iam refresh-token revoke",
};

const oauth = (seed: number): string => fake("y0_Ag[A-Za-z0-9_-]{53}Zq7", seed);
export const yandexOauthToken: Detector = {
  id: "yandex-oauth-token",
  title: "Yandex OAuth token",
  provider: "yandex",
  category: "identity",
  severity: "critical",
  opens: "Acts as its user in the services that its app was allowed, and where that is Yandex Cloud, in all of the user's clouds.",
  // `y0_` alone stands in names of coordinates.
  prefixes: ["y0_A", "y0__"],
  pattern: alone("y0_[A_](?=[A-Za-z0-9_-]{0,40}[0-9])(?=[A-Za-z0-9_-]{0,40}[A-Z])(?=[A-Za-z0-9_-]{0,40}[a-z])[A-Za-z0-9_-]{54,198}"),
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("YANDEX_OAUTH_TOKEN", oauth), ...sent(oauth), `yc config set token ${fake("y0__xC[A-Za-z0-9_-]{50}Zq7", 13)}\n`],
  counterExamples: [
    ...unlike("YANDEX_OAUTH_TOKEN", "y0_A", oauth, 8),
    `y0_A${fake("[a-z]{60}", 20)}`,
    `y0__${fake("[A-Za-z0-9]{20}", 21)}`,
  ],
  references: ["https://yandex.cloud/en/docs/iam/concepts/authorization/oauth-token", SEARCH_SECRETS],
  revoke: "https://id.yandex.com/personal/data-access > the app > Revoke access",
  lifetime: "1 year",
};

const oidc = (seed: number): string => fake("yccs__[0-9a-f]{64}_[0-9a-f]{8}", seed);
export const yandexOidcSecret: Detector = {
  id: "yandex-cloud-oidc-client-secret",
  title: "Yandex Cloud OIDC application secret",
  provider: "yandex",
  category: "identity",
  severity: "high",
  opens: "Poses as the application: trades the codes of users who sign in for their tokens.",
  prefixes: ["yccs__"],
  pattern: alone("yccs__[0-9a-f]{64}_[0-9a-f]{8}"),
  entropy: 3.3,
  confidence: 0.98,
  examples: [...shown("OIDC_CLIENT_SECRET", oidc), `oidc:\n  client_secret: ${oidc(13)}\n`],
  counterExamples: [
    ...unlike("OIDC_CLIENT_SECRET", "yccs__", oidc),
    `OIDC_CLIENT_SECRET=${fake("yccs__[0-9a-f]{64}", 20)}`,
    `OIDC_CLIENT_SECRET=${fake("yccs__[g-z]{64}_[0-9a-f]{8}", 21)}`,
  ],
  references: [SEARCH_SECRETS],
  revoke: "yc iam oauth-client-secret delete",
};

const captcha = (seed: number): string => fake("ysc2_[A-Za-z0-9]{40}[0-9a-f]{8}", seed);
export const yandexSmartCaptchaKey: Detector = {
  id: "yandex-smartcaptcha-server-key",
  title: "Yandex SmartCaptcha server key",
  provider: "yandex",
  category: "security",
  severity: "low",
  opens: "Only asks whether an answer to the site's captcha was right, at the owner's cost; it reads nothing else.",
  prefixes: ["ysc2_"],
  pattern: alone("ysc2_[A-Za-z0-9]{40}[0-9a-f]{8}"),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("SMARTCAPTCHA_SERVER_KEY", captcha), `define('SMARTCAPTCHA_SERVER_KEY', '${captcha(13)}');`],
  counterExamples: [
    ...unlike("SMARTCAPTCHA_SERVER_KEY", "ysc2_", captcha),
    `SMARTCAPTCHA_CLIENT_KEY=${fake("ysc1_[A-Za-z0-9]{40}[0-9a-f]{8}", 20)}`, // public by design
    `from pysc2_${fake("[a-z]{48}", 21)} import env`,
  ],
  references: [SEARCH_SECRETS, "https://yandex.cloud/en/docs/smartcaptcha/concepts/keys"],
  revoke: "Yandex Cloud console > SmartCaptcha > delete the captcha and create another",
};

const language = (seed: number): string => fake("dict.1.1.2021[01][1-9]1[0-9]T1[0-9]2[0-9]3[0-9]Z.[0-9a-f]{16}.[0-9a-f]{40}", seed);
export const yandexLanguageKey: Detector = {
  id: "yandex-dictionary-api-key",
  title: "Yandex Dictionary or Predictor API key",
  provider: "yandex",
  category: "data",
  severity: "low",
  opens: "Asks the public dictionary or predictor at the owner's quota; it reads nothing of the account's own.",
  prefixes: ["dict.1.1.", "pdct.1.1."],
  pattern: /(?<![A-Za-z0-9_-])(?:dict|pdct)\.1\.1\.[0-9]{8}T[0-9]{6}Z\.[0-9a-f]{16}\.[0-9a-f]{40}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 120 },
  entropy: 3,
  confidence: 0.97,
  examples: [
    ...shown("YANDEX_DICTIONARY_KEY", language),
    `url = "https://predictor.yandex.net/api/v1/predict.json/complete?key=${language(13).replace("dict", "pdct")}"`,
  ],
  counterExamples: [
    ...unlike("YANDEX_DICTIONARY_KEY", "dict.1.1.", language),
    `dict.1.1.${fake("[0-9]{8}.[0-9a-f]{40}", 20)}`,
    `YANDEX_DICTIONARY_KEY=pdct.1.1.XXX.YYY.ZZZ`,
  ],
  references: ["https://yandex.com/dev/dictionary/doc/dg/concepts/api-overview.html"],
  revoke: "https://yandex.com/dev/dictionary/keys/ > Delete",
};
