import type { Guide } from "../guide.ts";

export const accessToken: Guide = {
  kinds: ["gitlab-personal-access-token"],
  name: "GitLab access token (personal, project or group)",
  purpose: "Stands for a person or a bot at GitLab's API, for git over HTTPS and for registries.",
  uses: [
    "Authentication of git, glab and scripts",
    "Access to packages and container registries",
    "Access control: scopes such as api, read_repository, write_registry",
  ],
  made: {
    steps: ["User settings > Access tokens > Add new token (or the project's or group's Settings > Access tokens)"],
    scopes: "Chosen when made; api is everything that its owner can do.",
    expiry: "expires_at; the server can limit it.",
  },
  places: ["Remote URLs in .git/config", "GITLAB_TOKEN in .env files", "~/.netrc", ".npmrc and pip.conf of package registries"],
  acts: [
    { does: "Clone private repositories and read their CI variables", harm: "data breach", severity: "critical" },
    { does: "Push code, change pipelines and run them with the project's secrets", harm: "unauthorised access", severity: "critical" },
    { does: "Publish packages and images under your name", harm: "loss of reputation", severity: "critical" },
    { does: "Use up runner minutes", harm: "financial loss", severity: "medium" },
  ],
  misuse: {
    way: "api",
    steps: [
      "GET https://{host}/api/v4/personal_access_tokens/{id}, as another token: last_used_at, and last_used_ips where the version has it. Look before you check the leaked one: that moves the time",
      "GET https://{host}/api/v4/audit_events or /groups/{id}/audit_events: author_id, details.ip_address (Premium and up)",
    ],
    note: "The event for a use from an unseen address is off by default.",
  },
  rotate: {
    way: "api",
    steps: [
      "POST https://{host}/api/v4/personal_access_tokens/self/rotate (or /{id}/rotate) with expires_at: the answer holds the new token, and the old one ends at once",
      "Without a gap: make a second token by hand, switch the users, then revoke the first",
    ],
    note: "Using a rotated token again revokes the whole family.",
  },
  revoke: {
    way: "api",
    steps: [
      "DELETE https://{host}/api/v4/personal_access_tokens/self with the token in PRIVATE-TOKEN, or /{id}",
      "Administrators: DELETE https://{host}/api/v4/admin/token with the token itself",
    ],
    note: "It cannot be undone.",
  },
  overlap: { is: "depends", how: "Not with rotate: the old one ends at once. Yes with a second token that you make yourself." },
  stops: ["git remotes, pipelines, registries and bots that use it"],
  narrow: "Project tokens with few scopes in place of personal ones; CI_JOB_TOKEN inside pipelines; short expiry.",
  links: ["https://docs.gitlab.com/security/tokens/", "https://docs.gitlab.com/17.6/api/personal_access_tokens"],
};
