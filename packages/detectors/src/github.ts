import { type Detector, type Rule, fake } from "@stanch/model";
import { altered, alone, isChecksummed, named, sent, shown, unlike, withChecksum } from "./_token.ts";

const CHECKSUM = { name: "CRC-32 in base 62", verify: isChecksummed };
const TOKENS = "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github";
const FORMATS = "https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/";
/** Anyone may send a leaked token there, without signing in; it ends at once and its owner gets a mail. */
const REVOKE = 'POST https://api.github.com/credentials/revoke {"credentials":["…"]} without signing in';

const make =
  (prefix: string) =>
  (seed: number): string =>
    withChecksum(prefix, fake("[A-Za-z0-9]{30}", seed));
const classic = (prefix: string): Rule => ({
  prefixes: [prefix],
  pattern: new RegExp(`(?<![A-Za-z0-9])${prefix}[A-Za-z0-9]{36}(?![A-Za-z0-9_])`),
  checksum: CHECKSUM,
});
const fineGrained = (seed: number): string => fake("github_pat_[A-Z0-9]{22}_[A-Za-z0-9]{59}", seed);
const stateless = (seed: number): string => `${fake("ghs_[1-9][0-9]{6}_eyJ[A-Za-z0-9_]{57}.eyJ[A-Za-z0-9]{300}.[A-Za-z0-9]{86}", seed)}`;

export const githubPersonalAccessToken: Detector = {
  id: "github-personal-access-token",
  title: "GitHub personal access token (classic)",
  provider: "github",
  category: "vcs",
  severity: "critical",
  opens: "Acts as its owner on every repository and organisation that the owner reaches, within the token's scopes: reads and pushes code.",
  ...classic("ghp_"),
  examples: [
    ...shown("GITHUB_TOKEN", make("ghp_")),
    ...sent(make("ghp_")),
    `git clone https://x-access-token:${make("ghp_")(13)}@github.com/acme/app.git`,
    `//npm.pkg.github.com/:_authToken=${make("ghp_")(14)}\n`,
  ],
  counterExamples: [
    ...unlike("GITHUB_TOKEN", "ghp_", make("ghp_")),
    `GITHUB_TOKEN=${altered(make("ghp_")(20))}`, // wrong checksum
    `GITHUB_TOKEN=${make("gho_")(21)}`, // another kind
    `ghp_branch: ${fake("[0-9a-f]{40}", 22)}`,
  ],
  references: [TOKENS, FORMATS],
  revoke: REVOKE,
};

export const githubFineGrainedToken: Detector = {
  id: "github-fine-grained-personal-access-token",
  title: "GitHub fine-grained personal access token",
  provider: "github",
  category: "vcs",
  severity: "critical",
  opens: "Reads or changes the repositories that its owner chose, as far as its permissions go.",
  prefixes: ["github_pat_"],
  pattern: alone("github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
  entropy: 3.5,
  confidence: 0.95,
  examples: [...shown("GH_PAT", fineGrained), ...sent(fineGrained)],
  counterExamples: [
    ...unlike("GH_PAT", "github_pat_", fineGrained),
    `github_pat_${fake("[A-Za-z0-9]{82}", 20)}`, // no inner underscore
    `github_pat_rotation: ${fake("[0-9a-f]{64}", 21)}`,
  ],
  references: [TOKENS],
  revoke: REVOKE,
};

export const githubOauthToken: Detector = {
  id: "github-oauth-access-token",
  title: "GitHub OAuth access token",
  provider: "github",
  category: "vcs",
  severity: "critical",
  opens: "Acts for the user who authorised the application, within the scopes granted: reads and often pushes code.",
  ...classic("gho_"),
  examples: [
    ...shown("GITHUB_OAUTH_TOKEN", make("gho_")),
    `github.com:\n    oauth_token: ${make("gho_")(13)}\n    user: octocat\n`, // the hosts file of gh
  ],
  counterExamples: [
    ...unlike("GITHUB_OAUTH_TOKEN", "gho_", make("gho_")),
    `oauth_token: ${altered(make("gho_")(20))}`,
    `oauth_token: ${make("ghp_")(21)}`,
  ],
  references: [TOKENS, FORMATS],
  revoke: `${REVOKE}; the application's owner: DELETE https://api.github.com/applications/{client_id}/token`,
};

export const githubAppUserToken: Detector = {
  id: "github-app-user-token",
  title: "GitHub App user token",
  provider: "github",
  category: "vcs",
  severity: "high",
  opens: "Acts for the user in what both the user and the app may do; most end after eight hours.",
  ...classic("ghu_"),
  examples: [...shown("GITHUB_USER_TOKEN", make("ghu_")), ...sent(make("ghu_"))],
  counterExamples: [
    ...unlike("GITHUB_USER_TOKEN", "ghu_", make("ghu_")),
    `token=${altered(make("ghu_")(20))}`,
    `token=${make("ghr_")(21)}`,
  ],
  references: [TOKENS, FORMATS],
  revoke: REVOKE,
};

export const githubAppInstallationToken: Detector = {
  id: "github-app-installation-token",
  title: "GitHub App installation token",
  provider: "github",
  category: "vcs",
  severity: "high",
  opens: "Acts as the app, or as a workflow's GITHUB_TOKEN, on the repositories of its installation; it ends after an hour.",
  rules: [
    classic("ghs_"),
    {
      // Since April 2026: the app's number and a JWT. GitHub says some 520 characters and no fixed length.
      id: "stateless",
      prefixes: ["ghs_"],
      pattern:
        /(?<![A-Za-z0-9])ghs_[A-Za-z0-9]{1,24}_eyJ[A-Za-z0-9_-]{10,300}\.[A-Za-z0-9_-]{40,1200}\.[A-Za-z0-9_-]{20,700}(?![A-Za-z0-9_-])/,
      window: { before: 8, after: 2300 },
      entropy: 3.8,
      confidence: 0.95,
    },
  ],
  examples: [
    ...shown("GITHUB_TOKEN", make("ghs_")),
    `##[debug]token: ${stateless(7)}\n`,
    `GITHUB_TOKEN=${stateless(8)}\n`,
    `git remote set-url origin https://x-access-token:${stateless(9)}@github.com/acme/app\n`,
  ],
  counterExamples: [
    ...unlike("GITHUB_TOKEN", "ghs_", make("ghs_")),
    `GITHUB_TOKEN=${altered(make("ghs_")(20))}`,
    `GITHUB_TOKEN=${stateless(21).split(".").slice(0, 2).join(".")}`, // a JWT has three parts
    `GITHUB_TOKEN=ghs_12345_${"x".repeat(300)}`,
  ],
  references: [
    TOKENS,
    "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app",
  ],
  revoke: "DELETE https://api.github.com/installation/token with the token itself; else it ends within the hour",
};

export const githubRefreshToken: Detector = {
  id: "github-refresh-token",
  title: "GitHub App refresh token",
  provider: "github",
  category: "vcs",
  severity: "high",
  opens: "With the app's client secret it makes new user tokens for six months.",
  rules: [
    classic("ghr_"),
    {
      // The long form's checksum is not documented: shape alone.
      id: "long",
      prefixes: ["ghr_"],
      pattern: /(?<![A-Za-z0-9])ghr_[A-Za-z0-9]{76}(?![A-Za-z0-9_])/,
      entropy: 4,
      confidence: 0.95,
    },
  ],
  examples: [
    ...shown("GITHUB_REFRESH_TOKEN", make("ghr_")),
    `{"refresh_token":"${fake("ghr_[A-Za-z0-9]{76}", 7)}","token_type":"bearer"}`,
    `refresh_token=${fake("ghr_[A-Za-z0-9]{76}", 8)}&scope=`,
  ],
  counterExamples: [
    ...unlike("GITHUB_REFRESH_TOKEN", "ghr_", make("ghr_")),
    `refresh_token=${altered(make("ghr_")(20))}`,
    `refresh_token=${fake("ghr_[A-Za-z0-9]{75}", 21)}`,
  ],
  references: [TOKENS],
  revoke: REVOKE,
};

const CLIENT_ID = /(?<![A-Za-z0-9])(?:Iv1\.[0-9a-f]{16}|Iv23[A-Za-z0-9]{16}|Ov23[A-Za-z0-9]{16}|[0-9a-f]{20})(?![A-Za-z0-9])/;
const clientSecret = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const githubOauthClientSecret: Detector = {
  id: "github-oauth-client-secret",
  title: "GitHub OAuth or App client secret",
  provider: "github",
  category: "vcs",
  severity: "high",
  opens: "Poses as the application: trades codes and refresh tokens of its users for access tokens, and ends their tokens.",
  keywords: ["github", "gh_"],
  // Import paths hold the word in every file of some languages.
  requires: /secret/i,
  // A commit id has the same shape: only a name that says client secret counts.
  pattern: named("github|gh(?=_)", "(?:client|app|oauth)?[_.-]?(?:client[_.-]?)?(?<!hook[_.-]?)secret", "[0-9a-f]{40}"),
  entropy: 3.3,
  confidence: 0.6,
  companions: [{ name: "clientId", pattern: CLIENT_ID, withinBytes: 512 }],
  examples: [
    ...shown("GITHUB_CLIENT_SECRET", clientSecret),
    `GITHUB_CLIENT_ID=${fake("Iv1.[0-9a-f]{16}", 7)}\nGITHUB_CLIENT_SECRET=${clientSecret(8)}\n`,
    `github:\n  client_id: ${fake("Ov23li[A-Za-z0-9]{14}", 9)}\n  client_secret: ${clientSecret(10)}\n`,
    `GITHUB_SECRET=${clientSecret(12)}\n`,
    `provider :github, ENV["ID"], client_secret: "${clientSecret(11)}"`,
  ],
  counterExamples: [
    `GITHUB_CLIENT_SECRET=${fake("[0-9a-f]{39}", 20)}`,
    `GITHUB_CLIENT_SECRET=\${{ secrets.GITHUB_CLIENT_SECRET }}`,
    `GITHUB_WEBHOOK_SECRET=${clientSecret(24)}`, // another kind
    `GITHUB_SHA=${clientSecret(21)}`, // a commit
    `uses: github/codeql-action/init@${clientSecret(22)}`,
    `# github\nSTRIPE_CLIENT_SECRET=${clientSecret(23)}`, // another provider's
    `GITHUB_CLIENT_SECRET=${"0".repeat(40)}`,
  ],
  references: ["https://docs.github.com/en/apps/oauth-apps"],
  revoke: "github.com > Settings > Developer settings > the app > Client secrets: generate a new one, then delete this one",
};
