import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const REFERENCES = ["https://huggingface.co/docs/hub/security-tokens"];
const user = (seed: number): string => fake("hf_[A-Za-z]{34}", seed);
const org = (seed: number): string => fake("api_org_[A-Za-z]{34}", seed);

export const huggingfaceUserToken: Detector = {
  id: "huggingface-user-token",
  title: "Hugging Face user access token",
  provider: "huggingface",
  category: "ai",
  severity: "high",
  opens: "Reads the owner's private models and data sets and, with write access, replaces them for everyone who uses them.",
  prefixes: ["hf_"],
  pattern: alone("hf_[A-Za-z]{34}"),
  entropy: 3.7,
  confidence: 0.95,
  examples: [...shown("HF_TOKEN", user), ...sent(user), `login(token="${user(13)}")`],
  counterExamples: [
    ...unlike("HF_TOKEN", "hf_", user),
    `HF_TOKEN=${fake("hf_[0-9]{34}", 20)}`, // letters only
    `hf_${"ab".repeat(17)}`,
    `HF_TOKEN=${user(21)}_model`,
  ],
  references: REFERENCES,
  revoke: "https://huggingface.co/settings/tokens > Delete",
};

export const huggingfaceOrgToken: Detector = {
  id: "huggingface-org-token",
  title: "Hugging Face organization token",
  provider: "huggingface",
  category: "ai",
  severity: "high",
  opens: "Reads the organisation's private models and data sets.",
  prefixes: ["api_org_"],
  pattern: alone("api_org_[A-Za-z]{34}"),
  entropy: 3.7,
  confidence: 0.95,
  examples: [...shown("HF_ORG_TOKEN", org), ...sent(org)],
  counterExamples: [
    ...unlike("HF_ORG_TOKEN", "api_org_", org),
    `api_org_${fake("[a-z]{8}_[a-z]{10}", 20)}(request)`,
    `HF_ORG_TOKEN=${fake("api_org_[0-9]{34}", 21)}`,
  ],
  references: REFERENCES,
  revoke: "https://huggingface.co/organizations > the organisation > Settings > Tokens > Delete",
};
