import type { Guide } from "../guide.ts";

export const apiToken: Guide = {
  kinds: ["atlassian-api-token"],
  name: "Atlassian API token",
  purpose: "Stands for a person in Jira, Confluence and the other Atlassian cloud products, with their mail address.",
  uses: [
    "Authentication of scripts and integrations: HTTP Basic with the mail address",
    "Issues, pages, service desks",
    "Access control: the person's rights, or the token's scopes",
  ],
  made: {
    steps: ["id.atlassian.com > Security > API tokens > Create API token (with scopes where possible)"],
    scopes: "Without scopes: all that the person may.",
    expiry: "Chosen when it is made, a year at most for new ones.",
  },
  places: ["JIRA_API_TOKEN in .env files and CI settings", "configuration of bots and time trackers"],
  acts: [
    {
      does: "Read issues, pages and attachments: plans, personal data, secrets that were pasted there",
      harm: "data breach",
      severity: "critical",
    },
    { does: "Change issues, pages and automation rules in the person's name", harm: "unauthorised access", severity: "high" },
    { does: "Write to customers through the service desk", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "console",
    steps: ["id.atlassian.com > Security > API tokens: when it was used last", "Organisation's audit log at admin.atlassian.com (by plan)"],
    isUnconfirmed: true,
  },
  rotate: { way: "console", steps: ["Make a second token with scopes", "Switch the users", "Revoke the first"], isUnconfirmed: true },
  revoke: { way: "console", steps: ["id.atlassian.com > Security > API tokens > Revoke"], isUnconfirmed: true },
  overlap: { is: "yes", how: "A person has several tokens." },
  stops: ["Scripts and integrations with that token"],
  narrow: "Scopes, an expiry, and an account of its own for each integration.",
  links: ["https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/"],
};
