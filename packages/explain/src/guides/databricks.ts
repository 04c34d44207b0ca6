import type { Guide } from "../guide.ts";

export const personalToken: Guide = {
  kinds: ["databricks-personal-access-token"],
  name: "Databricks personal access token",
  purpose: "Stands for a person or service principal in one Databricks workspace.",
  uses: [
    "Authentication of the CLI, Terraform, BI tools and jobs",
    "Queries, notebooks, clusters, secrets",
    "Access control: the rights of its owner",
  ],
  made: {
    steps: [
      "Settings > Developer > Access tokens > Generate new token",
      "or POST https://{workspace}/api/2.0/token/create with lifetime_seconds and comment; token_value is answered once",
    ],
    scopes: "All that its owner may.",
    expiry: "lifetime_seconds, when it was given.",
  },
  places: ["~/.databrickscfg", "DATABRICKS_TOKEN in .env files", "connection settings of BI tools and notebooks"],
  acts: [
    { does: "Query all tables and volumes that its owner reads", harm: "data breach", severity: "critical" },
    { does: "Run code on clusters, with their cloud identity", harm: "unauthorised access", severity: "critical" },
    { does: "Start clusters and warehouses at the owner's cost", harm: "financial loss", severity: "high" },
    { does: "Change data that reports and models are made from", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "command",
    steps: [
      "In the workspace: SELECT event_time, source_ip_address, user_agent, service_name, action_name FROM system.access.audit WHERE user_identity.email = '…'",
    ],
  },
  rotate: {
    way: "api",
    steps: [
      "POST https://{workspace}/api/2.0/token/create with lifetime_seconds",
      "Switch the users",
      "POST https://{workspace}/api/2.0/token/delete with the old token_id",
    ],
    note: "600 tokens a user and workspace at most.",
  },
  revoke: {
    way: "api",
    steps: ["POST https://{workspace}/api/2.0/token/delete with token_id", "Administrators: the token-management API"],
    note: "It cannot be undone.",
  },
  overlap: { is: "yes", how: "Several tokens are valid together." },
  stops: ["Jobs, dashboards and tools with that token"],
  narrow: "A service principal with OAuth in place of a person's token; a short lifetime; IP access lists.",
  links: ["https://docs.databricks.com/en/dev-tools/auth/pat.html"],
};
