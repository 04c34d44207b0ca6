import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { UUID, alone, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
const app = (seed: number): string => fake("gto_[a-z2-7]{52}", seed);
export const giteaAccessToken: Detector = {
  id: "gitea-access-token",
  title: "Gitea or Forgejo access token",
  provider: "gitea",
  category: "vcs",
  severity: "critical",
  opens: "Acts as its owner within its scopes: reads and writes repositories and packages, and for an administrator the whole server.",
  // Commit ids have the same shape: only a name that says token counts.
  keywords: ["gitea", "forgejo", "codeberg"],
  pattern: named("gitea|forgejo|codeberg", "(?:(?:api|access|auth|personal|bot|user|admin|ci)[_.-]?){0,2}token", "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.75,
  companions: [{ name: "host", pattern: /https?:\/\/[a-z0-9.-]{4,100}(?::[0-9]{2,5})?/, withinBytes: 192 }],
  examples: [
    ...shown("GITEA_TOKEN", make),
    `forgejo:\n  url: https://git.acme.test\n  token: ${make(13)}\n`,
    `curl "https://codeberg.org/api/v1/user?access_token=${make(14)}"`,
  ],
  counterExamples: [
    ...nearMisses("GITEA_TOKEN", make),
    `GITEA_SHA=${make(20)}`,
    `gitea: token commit ${make(21)}`,
    `docker.gitea.com/gitea@sha1:${make(22)}`,
  ],
  references: ["https://docs.gitea.com/development/api-usage", "https://forgejo.org/docs/latest/user/api-usage/"],
  revoke: "The server > Settings > Applications > Delete the token; DELETE /api/v1/users/{name}/tokens/{id}",
  lifetime: "until it is deleted",
};

export const giteaOauthClientSecret: Detector = {
  id: "gitea-oauth-client-secret",
  title: "Gitea or Forgejo OAuth client secret",
  provider: "gitea",
  category: "vcs",
  severity: "high",
  opens: "With the client id it poses as the application: turns users' codes and refresh tokens into access to their repositories.",
  prefixes: ["gto_"],
  pattern: alone("gto_(?=[a-z]{0,52}[2-7])[a-z2-7]{52}"),
  entropy: 3.5,
  confidence: 0.95,
  companions: [{ name: "clientId", pattern: new RegExp(`(?<![A-Za-z0-9-])${UUID}(?![A-Za-z0-9-])`), withinBytes: 256 }],
  examples: [...shown("GITEA_CLIENT_SECRET", app), `WOODPECKER_GITEA_CLIENT=${fake(UUID, 13)}\nWOODPECKER_GITEA_SECRET=${app(14)}\n`],
  counterExamples: [
    ...unlike("GITEA_CLIENT_SECRET", "gto_", app),
    `gto_${fake("[a-z]{52}", 20)} = 1`,
    `GITEA_CLIENT_SECRET=gto_${fake("[0-9A-F]{52}", 21)}`,
  ],
  references: ["https://docs.gitea.com/development/oauth2-provider"],
  revoke: "The server > Settings > Applications > the application > Regenerate secret",
};
