import type { Guide } from "../guide.ts";

export const token: Guide = {
  kinds: ["huggingface-user-token", "huggingface-org-token"],
  name: "Hugging Face access token",
  purpose: "Stands for a person at the Hugging Face Hub: models, data sets, Spaces and inference.",
  uses: [
    "Authentication of huggingface_hub, git and notebooks",
    "Download of private and gated models",
    "Access control: read, write or fine-grained",
  ],
  made: {
    steps: ["huggingface.co/settings/tokens > New token"],
    scopes:
      "Fine-grained for chosen resources, read for all that its owner reads, write for all that its owner writes. Tokens of organisations are deprecated.",
    expiry: "None that is documented for the token itself.",
  },
  places: ["HF_TOKEN in .env files", "~/.cache/huggingface/token", "notebooks and Space settings"],
  acts: [
    { does: "Download private models and data sets", harm: "data breach", severity: "high" },
    { does: "Replace a model that others load: its code runs on their machines", harm: "unauthorised access", severity: "critical" },
    { does: "Run paid inference and hardware", harm: "financial loss", severity: "medium" },
    { does: "Publish under your name", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "console",
    steps: [
      "huggingface.co/settings/tokens: when it was used last",
      "Organisations on the Team and Enterprise plans: Tokens Management and audit logs",
      "Commits to your repositories that are not yours",
    ],
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: [
      "Make a second, fine-grained token, switch the users, delete the first",
      "or settings/tokens > Manage > Invalidate and refresh: the old value ends at once",
    ],
  },
  revoke: {
    way: "console",
    steps: ["huggingface.co/settings/tokens > Manage > Delete, or Invalidate and refresh"],
    note: "No call for it was found in the documents.",
  },
  overlap: { is: "depends", how: "Yes with a second token; not with Invalidate and refresh." },
  stops: ["Downloads, jobs and Spaces that use it"],
  narrow: "Fine-grained, read only, one a use.",
  links: ["https://huggingface.co/docs/hub/security-tokens", "https://huggingface.co/docs/hub/enterprise-tokens-management"],
};
