import type { Guide } from "../guide.ts";

export const accessToken: Guide = {
  kinds: ["netlify-access-token"],
  name: "Netlify personal access token",
  purpose: "Stands for a person at Netlify: sites, deploys, environment variables.",
  uses: ["Authentication of the CLI and pipelines", "Deploying and configuring sites", "Access control: all teams of the person"],
  made: {
    steps: ["app.netlify.com > User settings > Applications > Personal access tokens > New access token"],
    scopes: "All that the person may.",
    expiry: "Chosen when it is made.",
  },
  places: ["NETLIFY_AUTH_TOKEN in CI settings and .env files", "~/.config/netlify/config.json"],
  acts: [
    { does: "Read the environment variables of sites", harm: "data breach", severity: "critical" },
    { does: "Deploy other content under your domain", harm: "unauthorised access", severity: "critical" },
    { does: "Use up builds and traffic at the owner's cost", harm: "financial loss", severity: "medium" },
    { does: "Take your site down or change it", harm: "loss of reputation", severity: "high" },
  ],
  misuse: { way: "console", steps: ["Team audit log (by plan)", "Deploys that are not yours"], isUnconfirmed: true },
  rotate: { way: "console", steps: ["Make a second token with an expiry", "Switch the users", "Delete the first"], isUnconfirmed: true },
  revoke: { way: "console", steps: ["User settings > Applications > Personal access tokens > Delete"], isUnconfirmed: true },
  overlap: { is: "yes", how: "Several tokens are valid together." },
  stops: ["Pipelines and CLI sessions with that token"],
  narrow: "An account of its own for the pipeline, with one team; secret environment variables.",
  links: ["https://docs.netlify.com/api/get-started/#authentication"],
};
