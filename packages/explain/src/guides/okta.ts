import type { Guide } from "../guide.ts";

export const apiToken: Guide = {
  kinds: ["okta-api-token"],
  name: "Okta API token",
  purpose: "Acts as the administrator who made it in an Okta organisation.",
  uses: [
    "Authentication of scripts and agents (SSWS)",
    "Provisioning of people, groups and apps",
    "Access control: the maker's rights, and network zones",
  ],
  made: {
    steps: ["Admin console > Security > API > Tokens > Create token, with the zones that it may be used from"],
    scopes: "All rights of its maker; they change with the maker's.",
    expiry: "30 days without use; each use renews it. It ends with its maker's account.",
  },
  places: ["OKTA_API_TOKEN in .env files", "Terraform variables", "provisioning scripts"],
  acts: [
    { does: "Reset passwords and factors: the attacker signs in as your people", harm: "unauthorised access", severity: "critical" },
    { does: "Add an identity provider or an administrator to stay", harm: "unauthorised access", severity: "critical" },
    { does: "Read people, groups and what they may reach", harm: "data breach", severity: "high" },
    { does: "Lock your people out of everything", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "api",
    steps: [
      "System log: GET https://{domain}/api/v1/logs, filtered by the actor and by system.api_token.* events: client.ipAddress, outcome",
    ],
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: ["Security > API > Tokens > Create token as a service account, with zones", "Switch the users", "Revoke the old one"],
    isUnconfirmed: true,
  },
  revoke: {
    way: "api",
    steps: ["DELETE https://{domain}/api/v1/api-tokens/current with the token itself, or Security > API > Tokens > Revoke"],
    note: "It cannot be undone.",
    isUnconfirmed: true,
  },
  overlap: { is: "yes", how: "Several tokens are valid together." },
  stops: ["Scripts and provisioning with that token"],
  narrow: "OAuth service apps with scopes in its place; else a service account with few rights, and network zones.",
  links: ["https://help.okta.com/en-us/Content/Topics/security/api.htm"],
};
