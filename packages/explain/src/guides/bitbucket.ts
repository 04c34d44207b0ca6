import type { Guide } from "../guide.ts";

export const token: Guide = {
  kinds: ["bitbucket-access-token", "bitbucket-app-password"],
  name: "Bitbucket Cloud access token or app password",
  purpose: "Signs in to Bitbucket's API and to git over HTTPS, for a repository, project or workspace, or for a person.",
  uses: [
    "Authentication of git and scripts",
    "Pipelines and tools that read pull requests",
    "Access control: scopes, and the repository, project or workspace it belongs to",
  ],
  made: {
    steps: [
      "Repository, project or workspace settings > Access tokens > Create",
      "App passwords can no longer be made: their place is taken by API tokens of the Atlassian account",
    ],
    scopes: "Chosen when made: repository, pull request, pipeline, webhook and more, read or write.",
    expiry: "An access token may have an expiry. App passwords were to stop working on 9 June 2026, as Atlassian announced.",
  },
  places: ["Remote URLs in .git/config", "bitbucket-pipelines.yml and its variables", "~/.netrc"],
  acts: [
    { does: "Clone private repositories", harm: "data breach", severity: "critical" },
    { does: "Push code and change pipelines, which run with your secrets", harm: "unauthorised access", severity: "critical" },
    { does: "Publish under your name", harm: "loss of reputation", severity: "high" },
    { does: "Use up build minutes", harm: "financial loss", severity: "medium" },
  ],
  misuse: {
    way: "console",
    steps: ["Workspace settings > Audit log; pushes and pull requests of the token's own user name"],
    note: "The token appears as a user of its own in Bitbucket's logs.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: ["Make a second token with the same scopes", "Switch the users", "Revoke the first"],
    isUnconfirmed: true,
  },
  revoke: {
    way: "console",
    steps: [
      "Repository, project or workspace settings > Access tokens > Revoke",
      "App password: Personal settings > App passwords > Revoke",
    ],
    isUnconfirmed: true,
  },
  overlap: { is: "yes", how: "Several tokens are valid together." },
  stops: ["git remotes, pipelines and tools that use it"],
  narrow: "A repository's token, not a workspace's; read scopes where reading is enough; an expiry.",
  links: [
    "https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/",
    "https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens/",
  ],
};
