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
