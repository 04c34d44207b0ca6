import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, named, shown, unlike } from "./_token.ts";

const personalAccessToken = (seed: number): string => fake("[A-Za-z0-9]{21}Ztt-[0-9]{6}-[A-Za-z0-9]{17}Zq7", seed);

export const storyblokPersonalAccessToken: Detector = {
  id: "storyblok-personal-access-token",
  title: "Storyblok personal access token",
  provider: "storyblok",
  category: "media",
  severity: "high",
  opens: "Acts as its owner: reads, changes and deletes the content of the owner's spaces.",
  keywords: ["storyblok"],
  pattern: alone("[A-Za-z0-9]{22}tt-[0-9]{4,8}-[A-Za-z0-9_-]{20}"),
  window: { before: 160, after: 256 },
  entropy: 4,
  confidence: 0.93,
  examples: [...shown("STORYBLOK_OAUTH_TOKEN", personalAccessToken), `storyblok login --token ${personalAccessToken(13)} --region eu\n`],
  counterExamples: [
    ...unlike("STORYBLOK_OAUTH_TOKEN", "", personalAccessToken),
    `STORYBLOK_TOKEN=${fake("[A-Za-z0-9]{22}tt", 20)}`, // a token for content
    `TOKEN=${personalAccessToken(21)}`, // nothing names the provider
  ],
  references: ["https://www.storyblok.com/docs/api/management/getting-started/authentication"],
  revoke: "https://app.storyblok.com/#/me/account?tab=token > Delete",
};

const contentToken = (seed: number): string => fake("[A-Za-z0-9]{19}Zq7tt", seed);

export const storyblokContentToken: Detector = {
  id: "storyblok-content-token",
  title: "Storyblok content delivery token",
  provider: "storyblok",
  category: "media",
  severity: "low",
  nature: "public",
  opens: "Reads the space's content: a public token what is published, a preview token the drafts too; it changes nothing.",
  keywords: ["storyblok"],
  pattern: named("storyblok", "(?:api|access|preview|public|delivery)?[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{22}tt`),
  entropy: 3.4,
  confidence: 0.7,
  examples: [...shown("STORYBLOK_PREVIEW_TOKEN", contentToken), `storyblokInit({ accessToken: "${contentToken(13)}", use: [apiPlugin] });`],
  counterExamples: [
    ...unlike("STORYBLOK_PREVIEW_TOKEN", "", contentToken),
    `BACKUP_KEY=${contentToken(20)}\n`, // nothing names the provider
    `storyblok checksum ${contentToken(21)}`,
  ],
  references: ["https://www.storyblok.com/docs/concepts/access-tokens"],
  revoke: "Storyblok > the space > Settings > Access tokens > Delete",
};
