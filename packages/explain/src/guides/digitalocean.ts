import type { Guide } from "../guide.ts";

export const personalToken: Guide = {
  kinds: ["digitalocean-personal-access-token", "digitalocean-oauth-token"],
  name: "DigitalOcean access token",
  purpose: "Manages a DigitalOcean team's resources through its API.",
  uses: [
    "Authentication of doctl, Terraform and pipelines",
    "Droplets, databases, Kubernetes, registries",
    "Access control: scopes chosen when it is made",
  ],
  made: {
    steps: ["cloud.digitalocean.com > API > Tokens > Generate new token", "No API makes a personal token"],
    scopes: "Full access, read only, or custom scopes.",
    expiry: "Chosen when it is made; may be none.",
  },
  places: ["DIGITALOCEAN_TOKEN in .env files", "~/.config/doctl/config.yaml", "Terraform variables"],
  acts: [
    { does: "Start droplets and GPUs at the owner's cost", harm: "financial loss", severity: "critical" },
    { does: "Read database credentials, snapshots and kubeconfig files", harm: "data breach", severity: "critical" },
    { does: "Delete droplets, volumes and backups; add SSH keys", harm: "unauthorised access", severity: "critical" },
    { does: "Send abuse from your addresses", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "api",
    steps: ["GET https://api.digitalocean.com/v2/actions: started_at, type, resource", "The team's security log in the panel"],
    note: "Actions have no addresses.",
  },
  rotate: {
    way: "console",
    steps: ["API > Tokens > Generate new token with fewer scopes", "Switch the users", "Revoke the old one (next section)"],
    note: "No API makes a personal token. OAuth apps use their refresh token: never use it to test, that consumes it.",
  },
  revoke: {
    way: "api",
    steps: [
      "POST https://cloud.digitalocean.com/v1/oauth/revoke (form field token) with the token itself as Bearer",
      "or API > Tokens > Delete",
    ],
  },
  overlap: { is: "yes", how: "Several tokens are valid together." },
  stops: ["doctl, Terraform and pipelines with that token"],
  narrow: "Custom scopes and an expiry.",
  links: ["https://docs.digitalocean.com/reference/api/oauth", "https://docs.digitalocean.com/reference/api/create-personal-access-token/"],
};
