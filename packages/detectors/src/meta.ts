import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const facebook = (seed: number): string => fake("EAA[CM][A-Za-z0-9]{170}", seed);
export const facebookAccessToken: Detector = {
  id: "facebook-access-token",
  title: "Facebook, Instagram or WhatsApp access token",
  provider: "meta",
  category: "marketing",
  severity: "high",
  opens: "Acts for a person, page or business within its permissions: posts, messages, advertisements at the owner's cost.",
  prefixes: ["EAA"],
  // A run inside a longer base64 text is none, and the text is as random as a token.
  pattern: /(?<![A-Za-z0-9+/_-])EAA(?!A)[A-Za-z0-9]{100,400}(?:ZDZD|ZD)?(?![A-Za-z0-9+/=_-])/,
  window: { before: 8, after: 440 },
  entropy: 4.5,
  confidence: 0.9,
  examples: [...shown("FB_ACCESS_TOKEN", facebook), `https://graph.facebook.com/v21.0/me?access_token=${facebook(13)}&fields=id`],
  counterExamples: [
    `FB_ACCESS_TOKEN=\${FB_ACCESS_TOKEN}`,
    `FB_ACCESS_TOKEN=EAAC${"x".repeat(170)}`,
    `FB_ACCESS_TOKEN=${facebook(20).slice(0, 80)}`,
    `data:image/png;base64,iVBOR/${fake("EAAB[A-Za-z0-9]{170}", 21)}`,
  ],
  references: ["https://developers.facebook.com/docs/facebook-login/guides/access-tokens/"],
  revoke: "DELETE https://graph.facebook.com/{user}/permissions with the token, or Business settings > System users > Revoke tokens",
};

const appSecret = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const facebookAppSecret: Detector = {
  id: "facebook-app-secret",
  title: "Facebook app secret",
  provider: "meta",
  category: "marketing",
  severity: "high",
  opens: "Poses as the app: makes its app token, trades users' codes for tokens and forges webhooks.",
  keywords: ["facebook", "fb_app", "fb_client", "meta_app", "instagram", "whatsapp"],
  pattern: named("facebook|fb(?=_)|meta(?=_app)|instagram|whatsapp", "(?:app|client)?[_.-]?secret", "[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])[0-9]{14,17}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("FACEBOOK_APP_SECRET", appSecret),
    `FACEBOOK_ID=${fake("[1-9][0-9]{14}", 17)}\nFACEBOOK_SECRET=${appSecret(18)}\n`,
    `FB_APP_ID=${fake("[1-9][0-9]{14}", 13)}\nFB_APP_SECRET=${appSecret(14)}\n`,
    `facebook:\n  app_id: "${fake("[1-9][0-9]{14}", 15)}"\n  app_secret: "${appSecret(16)}"\n`,
  ],
  counterExamples: [
    `FACEBOOK_APP_SECRET=\${FACEBOOK_APP_SECRET}`,
    `FACEBOOK_APP_SECRET=${appSecret(20).slice(1)}`,
    `facebook sdk md5 ${appSecret(21)}`,
    `FACEBOOK_CLIENT_TOKEN=${appSecret(22)}`, // may be in apps
    `# facebook\nSLACK_CLIENT_SECRET=${appSecret(23)}`,
  ],
  references: ["https://developers.facebook.com/docs/facebook-login/security/"],
  revoke: "https://developers.facebook.com/apps > the app > Settings > Basic > Reset app secret",
};

const appToken = (seed: number): string => `${fake("[1-9][0-9]{14}", seed)}|${fake("[A-Za-z0-9_-]{24}Zq7", seed)}`;
export const facebookAppAccessToken: Detector = {
  id: "facebook-app-access-token",
  title: "Facebook app access token",
  provider: "meta",
  category: "marketing",
  severity: "high",
  opens: "Is the app: reads its statistics, makes test users and changes its settings and webhooks.",
  keywords: ["facebook", "fb_access", "fb_app", "graph.fb.", "instagram", "whatsapp"],
  pattern:
    /(?<![0-9A-Za-z_-])[1-9][0-9]{12,16}(?:\||%7C)(?=[A-Za-z0-9_-]{0,26}[0-9])(?=[A-Za-z0-9_-]{0,26}[A-Z])[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])/,
  window: { before: 160, after: 160 },
  entropy: 3.8,
  confidence: 0.9,
  examples: [
    ...shown("FACEBOOK_ACCESS_TOKEN", appToken),
    `curl "https://graph.facebook.com/oembed?url=x&access_token=${appToken(13).replace("|", "%7C")}"`,
    `FB_ACCESS_TOKEN=${appToken(14)}\n`,
    `fb_app_token: ${appToken(15)}\n`,
    `curl "https://graph.fb.gg/me?access_token=${appToken(16)}"`,
    `instagram:\n  token: ${appToken(17)}\n`,
    `WHATSAPP_TOKEN=${appToken(18)}\n`,
  ],
  counterExamples: [
    `FACEBOOK_ACCESS_TOKEN=${fake("[1-9][0-9]{14}", 20)}|${fake("[0-9a-f]{32}", 21)}`, // the client token, which apps may hold
    "FACEBOOK_ACCESS_TOKEN={app-id}|{app-secret}",
    `facebook ${fake("[1-9][0-9]{14}", 24)}|${fake("[A-Za-z0-9_-]{20}", 25)}`,
    `TOKEN=${appToken(22)}`, // nothing says Facebook
  ],
  references: ["https://developers.facebook.com/docs/facebook-login/guides/access-tokens/"],
  revoke: "https://developers.facebook.com/apps > the app > Settings > Basic > Reset app secret",
};
