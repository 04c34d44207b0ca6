import type { Ability, Guide } from "../guide.ts";

const MISUSE: Ability = {
  way: "api",
  steps: [
    'Audit log of the organisation or enterprise (Enterprise Cloud), searched with hashed_token:"{Base64 of the token\'s SHA-256}": GET https://api.github.com/orgs/{org}/audit-log',
    "Read action, repo, actor_ip, token_scopes; git events are in exports and streams only; 180 days",
    "Without Enterprise: the account's security log (Settings > Security log), new deploy keys, webhooks, workflow changes, unknown pushes",
  ],
  note: "actor_ip is there only when the enterprise discloses addresses.",
};

const REVOKE: Ability = {
  way: "api",
  steps: [
    'POST https://api.github.com/credentials/revoke with {"credentials": ["…"]}, without signing in: a signed-in call is refused with 403',
    "It answers 202 and the owner gets a mail. It cannot be undone",
  ],
  note: "60 calls an hour and address, up to 1,000 credentials each.",
};

export const personalToken: Guide = {
  kinds: ["github-personal-access-token", "github-fine-grained-personal-access-token"],
  name: "GitHub personal access token",
  purpose: "Stands for a person at GitHub's API and for git over HTTPS.",
  uses: [
    "Authentication of git, gh and scripts",
    "Access to private repositories and packages from servers and pipelines",
    "Access control: scopes (classic) or permissions for named repositories (fine-grained)",
  ],
  made: {
    steps: ["github.com > Settings > Developer settings > Personal access tokens > Generate new token", "There is no API that makes one"],
    scopes: "Classic: scopes over all that its owner reaches. Fine-grained: permissions, one owner, chosen repositories.",
    expiry: "Chosen when it is made; a classic one may have none.",
  },
  places: [
    "Remote URLs in .git/config",
    "GITHUB_TOKEN and GH_TOKEN in .env files",
    "~/.netrc and ~/.git-credentials",
    ".npmrc for GitHub Packages",
  ],
  acts: [
    { does: "Clone every private repository that its owner can read", harm: "data breach", severity: "critical" },
    { does: "Push code, change workflows and read the secrets that they use", harm: "unauthorised access", severity: "critical" },
    { does: "Publish releases and packages under your name", harm: "loss of reputation", severity: "critical" },
    { does: "Run paid Actions minutes", harm: "financial loss", severity: "medium" },
  ],
  misuse: MISUSE,
  rotate: {
    way: "console",
    steps: [
      "Make a new one with fewer rights in Settings > Developer settings",
      "Put it into your secret store and switch the users",
      "Revoke the old one (next section)",
    ],
    note: "No API makes a personal token. A GitHub App has one: POST https://api.github.com/app/installations/{id}/access_tokens, for an hour.",
  },
  revoke: REVOKE,
  overlap: { is: "yes", how: "An account may have any number of tokens." },
  stops: ["git remotes, CLI sessions, pipelines and bots that use it", "Package installs with it in .npmrc or the like"],
  narrow:
    "A GitHub App's installation token or the workflow's own GITHUB_TOKEN in its place; else fine-grained, chosen repositories, an expiry.",
  links: [
    "https://docs.github.com/en/enterprise-cloud@latest/rest/credentials/revoke",
    "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
  ],
};

export const appToken: Guide = {
  kinds: ["github-oauth-access-token", "github-app-user-token", "github-refresh-token"],
  name: "GitHub token of an OAuth or GitHub App",
  purpose: "Lets an application act at GitHub for the person who authorised it.",
  uses: [
    "Authentication of an application for a person",
    "Sign-in with GitHub",
    "Access control: the scopes or permissions that the person granted",
  ],
  made: {
    steps: ["The person authorises the application; it exchanges the code at https://github.com/login/oauth/access_token"],
    scopes: "What the person granted, and never more than the person has.",
    expiry: "User tokens of GitHub Apps end after hours and come with a refresh token; OAuth app tokens live until they are revoked.",
  },
  places: ["Databases and logs of the application", "~/.config/gh/hosts.yml of the gh CLI"],
  acts: [
    { does: "Read private repositories that the grant covers", harm: "data breach", severity: "critical" },
    { does: "Push code and change settings where the grant allows it", harm: "unauthorised access", severity: "critical" },
    { does: "Publish in the person's name", harm: "loss of reputation", severity: "high" },
  ],
  misuse: MISUSE,
  rotate: {
    way: "api",
    steps: ["Let the person authorise again, or use the refresh token where the app has one", "Revoke the old one"],
    note: "Never test a refresh token by using it: that consumes it.",
    isUnconfirmed: true,
  },
  revoke: {
    way: "api",
    steps: [...REVOKE.steps, "The application's owner can also call DELETE https://api.github.com/applications/{client_id}/token"],
    note: "60 calls an hour and address, up to 1,000 credentials each.",
  },
  overlap: { is: "yes", how: "A new authorisation does not end the old token." },
  stops: ["The application, for that person, until they authorise again"],
  narrow: "Ask for the fewest scopes; switch on expiring user tokens.",
  links: ["https://docs.github.com/en/enterprise-cloud@latest/rest/credentials/revoke", "https://docs.github.com/en/apps/oauth-apps"],
};
