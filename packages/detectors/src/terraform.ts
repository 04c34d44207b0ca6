import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const atlas = (seed: number): string => fake("[A-Za-z0-9]{14}.atlasv1.[A-Za-z0-9_-]{66}[A-Za-z0-9]", seed);
export const terraformCloudToken: Detector = {
  id: "terraform-cloud-token",
  title: "HCP Terraform or Terraform Enterprise API token",
  provider: "terraform",
  category: "ci",
  severity: "critical",
  opens: "Reads state files with the secrets in them and starts runs that change the infrastructure.",
  prefixes: [".atlasv1."],
  pattern: alone(String.raw`[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,70}`),
  window: { before: 24, after: 96 },
  entropy: 4,
  confidence: 0.98,
  examples: [...shown("TFE_TOKEN", atlas), `credentials "app.terraform.io" {\n  token = "${atlas(13)}"\n}\n`, ...sent(atlas)],
  counterExamples: [
    ...unlike("TFE_TOKEN", "", atlas, 10).filter((text) => !text.includes("documentation")),
    `token = "xxxxxxxxxxxxxx.atlasv1.${"z".repeat(67)}"`,
    `${fake("[a-z]{14}.atlasv1.[a-z]{20}", 20)}`,
  ],
  references: ["https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens"],
  revoke: "https://app.terraform.io/app/settings/tokens > Delete, or the team's or organisation's settings",
};
