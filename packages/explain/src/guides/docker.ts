import type { Ability, Guide } from "../guide.ts";

const MISUSE: Ability = {
  way: "api",
  steps: [
    "GET https://hub.docker.com/v2/access-tokens: last_used, creator_ip. Look before you check the leaked one: that moves the time",
    "GET https://hub.docker.com/v2/auditlogs/{account} (Team and Business): action, actor, timestamp",
    "Digests and push times of your tags",
  ],
  note: "Audit logs have no addresses.",
};

export const personalToken: Guide = {
  kinds: ["docker-hub-personal-access-token", "docker-hub-organization-access-token"],
  name: "Docker Hub access token",
  purpose: "Pulls and pushes images on Docker Hub, in place of a password.",
  uses: ["Authentication of docker login", "Pulling private images on servers and in pipelines", "Access control: read, write, delete"],
  made: {
    steps: [
      "app.docker.com > Account settings > Personal access tokens > Generate",
      "or POST https://hub.docker.com/v2/access-tokens with token_label and scopes; for organisations /v2/orgs/{org}/access-tokens",
    ],
    scopes: "Read, write, delete; an organisation's token names repositories.",
    expiry: "Chosen when it is made.",
  },
  places: ["~/.docker/config.json, in Base64", "Kubernetes image pull secrets", "CI settings"],
  acts: [
    { does: "Push an image under your tag that your servers then run", harm: "unauthorised access", severity: "critical" },
    { does: "Pull private images with the code and secrets in them", harm: "data breach", severity: "critical" },
    { does: "Spread malware under your name", harm: "loss of reputation", severity: "high" },
    { does: "Use up pull limits and storage", harm: "financial loss", severity: "low" },
  ],
  misuse: MISUSE,
  rotate: {
    way: "api",
    steps: [
      "POST https://hub.docker.com/v2/access-tokens with fewer scopes",
      "docker login everywhere with the new one",
      "Switch the old one off (next section)",
    ],
  },
  revoke: {
    way: "api",
    steps: [
      'PATCH https://hub.docker.com/v2/access-tokens/{uuid} with {"is_active": false}: can be undone',
      "DELETE …/access-tokens/{uuid} ends it for good",
    ],
  },
  overlap: { is: "yes", how: "Several tokens are valid together." },
  stops: ["Pulls of new nodes, builds and deployments that log in with it"],
  narrow: "Read only where nothing is pushed; an organisation's token for named repositories; a credential helper in place of config.json.",
  links: ["https://docs.docker.com/security/for-developers/access-tokens/"],
};
