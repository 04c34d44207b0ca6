import type { Guide } from "../guide.ts";

export const accessToken: Guide = {
  kinds: ["vercel-access-token"],
  name: "Vercel access token",
  purpose: "Stands for a person at Vercel: deployments, domains, environment variables.",
  uses: [
    "Authentication of the CLI, Terraform and pipelines",
    "Deploying and configuring projects",
    "Access control: the account, one team, or one project",
  ],
  made: {
    steps: [
      "vercel.com/account/settings/tokens > Create token",
      "or POST https://api.vercel.com/v3/user/tokens with name and expiresAt; bearerToken is answered once",
    ],
    scopes: "Full account, one team, or one project.",
    expiry: "expiresAt, when it was given.",
  },
  places: ["VERCEL_TOKEN in CI settings and .env files", "~/.local/share/com.vercel.cli/auth.json"],
  acts: [
    { does: "Read the environment variables of projects: database URLs and other secrets", harm: "data breach", severity: "critical" },
    { does: "Deploy other code under your domain", harm: "unauthorised access", severity: "critical" },
    { does: "Use up functions and traffic at the owner's cost", harm: "financial loss", severity: "medium" },
    { does: "Take your site down or change it", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "api",
    steps: [
      "GET https://api.vercel.com/v5/user/tokens/{id}: activeAt. Look before you check the leaked one",
      "Team's activity and audit log (by plan), deployments that are not yours",
    ],
  },
  rotate: {
    way: "api",
    steps: [
      "POST https://api.vercel.com/v3/user/tokens with expiresAt",
      "Switch the users",
      "DELETE https://api.vercel.com/v3/user/tokens/{old id}",
    ],
    note: "Environment variables were readable with it: rotate those secrets too.",
  },
  revoke: {
    way: "api",
    steps: ["DELETE https://api.vercel.com/v3/user/tokens/{id}; with the leaked token itself the id is current"],
    note: "It cannot be undone.",
  },
  overlap: { is: "yes", how: "Several tokens are valid together." },
  stops: ["Pipelines, CLI sessions and Terraform with that token"],
  narrow: "One project, an expiry; sensitive environment variables, which cannot be read back.",
  links: ["https://vercel.com/docs/rest-api/authentication/create-an-auth-token", "https://vercel.com/docs/accounts/access-tokens"],
};
