import type { Guide } from "../guide.ts";

export const apiToken: Guide = {
  kinds: ["cloudflare-api-token"],
  name: "Cloudflare API token",
  purpose: "Changes what Cloudflare does for your zones and account, within its policies.",
  uses: [
    "Authentication of wrangler, Terraform, cert-manager and scripts",
    "DNS, Workers, firewall, tunnels",
    "Access control: policies by permission, zone and address",
  ],
  made: {
    steps: [
      "dash.cloudflare.com > My profile > API tokens > Create token",
      "or POST https://api.cloudflare.com/client/v4/user/tokens with policies; value is answered once",
    ],
    scopes: "policies[]: permissions for named zones and accounts.",
    expiry: "expires_on, when it was set.",
  },
  places: ["CLOUDFLARE_API_TOKEN in .env files and CI settings", "configuration of DNS and certificate tools"],
  acts: [
    {
      does: "Change DNS: mail and visitors go to the attacker, who gets valid certificates",
      harm: "unauthorised access",
      severity: "critical",
    },
    { does: "Put a Worker in front of your site that reads what visitors send", harm: "data breach", severity: "critical" },
    { does: "Show other content under your name", harm: "loss of reputation", severity: "critical" },
    { does: "Use paid products at the owner's cost", harm: "financial loss", severity: "medium" },
  ],
  misuse: {
    way: "api",
    steps: [
      "GET https://api.cloudflare.com/client/v4/user/tokens/{id}: last_used_on. Look before you check the leaked one",
      "GET https://api.cloudflare.com/client/v4/accounts/{id}/logs/audit: who, from where, with which token, did what",
    ],
  },
  rotate: {
    way: "api",
    steps: [
      "With overlap: POST https://api.cloudflare.com/client/v4/user/tokens with the same policies or fewer, switch the users, DELETE the old one",
      "At once: PUT https://api.cloudflare.com/client/v4/user/tokens/{id}/value gives it a new value",
    ],
    note: "Rolling the value ends the old one at once. The caller needs the permission API Tokens Write.",
  },
  revoke: {
    way: "api",
    steps: [
      'PUT https://api.cloudflare.com/client/v4/user/tokens/{id} with "status": "disabled": can be undone',
      "DELETE …/user/tokens/{id} ends it for good",
    ],
  },
  overlap: { is: "depends", how: "Yes with a second token; not when the value is rolled." },
  stops: ["Renewal of certificates, deployments and DNS scripts with that token"],
  narrow: "One zone, the fewest permissions, condition.request_ip, expires_on.",
  links: [
    "https://developers.cloudflare.com/api/resources/user/subresources/tokens/subresources/value/methods/update",
    "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/",
  ],
};

export const globalKey: Guide = {
  ...apiToken,
  kinds: ["cloudflare-global-api-key"],
  name: "Cloudflare global API key",
  purpose: "Does everything that its person can do at Cloudflare, in every account they belong to.",
  made: {
    steps: ["Each person has exactly one: dash.cloudflare.com > My profile > API tokens > Global API key > View"],
    scopes: "None: all of the person's rights.",
    expiry: "None.",
  },
  misuse: {
    way: "api",
    steps: [
      "GET https://api.cloudflare.com/client/v4/accounts/{id}/logs/audit, filtered by the person: addresses and actions that are not theirs",
    ],
  },
  rotate: {
    way: "console",
    steps: ["Move each use to an API token of its own", "My profile > API tokens > Global API key > Change"],
    isUnconfirmed: true,
  },
  revoke: { way: "console", steps: ["My profile > API tokens > Global API key > Change: the old one ends"], isUnconfirmed: true },
  overlap: { is: "no", how: "One key a person. Move its users to API tokens first: then nothing stops." },
  narrow: "Use none: an API token can do the same with fewer rights.",
  links: ["https://developers.cloudflare.com/fundamentals/api/get-started/keys/"],
};
