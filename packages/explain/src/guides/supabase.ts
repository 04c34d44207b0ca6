import type { Guide } from "../guide.ts";

export const serviceKey: Guide = {
  kinds: ["supabase-secret-key", "supabase-service-role-key"],
  name: "Supabase secret key (service role)",
  purpose: "Reads and writes a project's whole database past its row level security.",
  uses: [
    "Authentication of servers at the project's API",
    "Administration of users and storage",
    "Access control: none, it goes past all rules",
  ],
  made: {
    steps: [
      "supabase.com/dashboard > the project > Settings > API keys",
      "New keys begin with sb_secret_; the older service_role key is a JWT signed with the project's secret",
    ],
    scopes: "The whole project.",
    expiry: "sb_secret_: until it is deleted. service_role: ten years, as the token itself says.",
  },
  places: ["SUPABASE_SERVICE_ROLE_KEY in .env files", "code of web pages, where it never belongs"],
  acts: [
    { does: "Read every table, user and file of the project", harm: "data breach", severity: "critical" },
    { does: "Change or delete all of it, make users", harm: "unauthorised access", severity: "critical" },
    { does: "Use up storage and traffic at the owner's cost", harm: "financial loss", severity: "medium" },
    { does: "Write to your users from your own system", harm: "loss of reputation", severity: "high" },
  ],
  misuse: { way: "console", steps: ["Dashboard > Logs > API edge logs: addresses, paths and roles"], isUnconfirmed: true },
  rotate: {
    way: "console",
    steps: [
      "Settings > API keys > new secret key",
      "Switch the users",
      "Delete the old one; for service_role first move all users to new keys, then switch the legacy keys off",
    ],
    note: "A management API for the newer keys exists: other tools make and delete them with it.",
    isUnconfirmed: true,
  },
  revoke: {
    way: "console",
    steps: [
      "sb_secret_: Settings > API keys > Delete",
      "service_role: switch the legacy keys off, or rotate the JWT secret: that ends the anon key and all sessions too",
    ],
    isUnconfirmed: true,
  },
  overlap: { is: "depends", how: "Yes with the newer keys; the legacy pair hangs on one JWT secret." },
  stops: ["Servers with that key", "With a rotated JWT secret: every client and every signed-in user"],
  narrow: "The publishable key with row level security for clients; one secret key a service.",
  links: ["https://supabase.com/docs/guides/api/api-keys"],
};
