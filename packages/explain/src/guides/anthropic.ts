import type { Guide } from "../guide.ts";

export const apiKey: Guide = {
  kinds: ["anthropic-api-key"],
  name: "Anthropic API key",
  purpose: "Calls Anthropic's models on the bill of one workspace.",
  uses: ["Authentication of programs (header x-api-key)", "Messages, batches and files", "Access control: the workspace it belongs to"],
  made: {
    steps: ["Anthropic console > Settings > API keys > Create key", "The admin API lists and updates keys, it makes none"],
    scopes: "One workspace.",
    expiry: "None that is documented.",
  },
  places: ["ANTHROPIC_API_KEY in .env files", "notebooks", "code that runs in the browser, where it is public"],
  acts: [
    { does: "Run models at the owner's cost, or sell the access", harm: "financial loss", severity: "high" },
    { does: "Read files and batch results of the workspace", harm: "data breach", severity: "high" },
    { does: "Use up the rate limits: your product stops", harm: "unauthorised access", severity: "medium" },
    { does: "Break the provider's rules in your name", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: {
    way: "api",
    steps: [
      "GET https://api.anthropic.com/v1/organizations/usage_report/messages grouped by api_key_id, with an admin key: bursts, new models",
    ],
    note: "It has no addresses.",
  },
  rotate: {
    way: "console",
    steps: [
      "Console > Settings > API keys > Create key in the same workspace",
      "Put it into your secret store and switch the users",
      "Switch the old one off (next section)",
    ],
    note: "No API makes a key.",
  },
  revoke: {
    way: "api",
    steps: [
      'POST https://api.anthropic.com/v1/organizations/api_keys/{id} with {"status": "inactive"} and an admin key: can be undone',
      '{"status": "archived"} ends it for good',
    ],
  },
  overlap: { is: "yes", how: "Several keys are valid together." },
  stops: ["Programs with that key"],
  narrow: "A workspace with a spend limit for each product.",
  links: ["https://platform.claude.com/docs/en/api/admin/api_keys/update", "https://docs.anthropic.com/en/api/getting-started"],
};
