import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const VALUE = "(?:[0-9a-f]{40}|wandb_v1_[A-Za-z0-9_]{77})";
const wandb = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const wandbApiKey: Detector = {
  id: "wandb-api-key",
  title: "Weights & Biases API key",
  provider: "wandb",
  category: "ai",
  severity: "high",
  opens: "Reads and changes the owner's runs, models and artifacts.",
  rules: [
    {
      keywords: ["wandb"],
      // A commit's id has the old form's shape: a name that says key is asked for.
      pattern: named("wandb", "(?:api[_.-]?)?key", VALUE),
      entropy: 3.3,
      confidence: 0.7,
    },
    {
      id: "login",
      keywords: ["wandb login", "wandb.login("],
      pattern: new RegExp(
        String.raw`(?<=wandb(?: login(?: --?[a-z-]{1,24}(?:[= ]https?://[^\s]{1,80})?){0,3} {1,4}|\.login\()["']?)(?<secret>${VALUE})(?![\w-])`,
      ),
      entropy: 3.3,
      confidence: 0.9,
    },
  ],
  examples: [
    ...shown("WANDB_API_KEY", wandb),
    `wandb.login(key="${wandb(13)}")`,
    `WANDB_API_KEY=${fake("wandb_v1_[A-Za-z0-9]{77}", 14)}\n`,
    `RUN pip install wandb && wandb login ${wandb(15)}\n`,
    `!wandb login --relogin ${wandb(16)}\n`,
    `wandb login --host=https://wandb.acme.io '${wandb(17)}'\n`,
    `wandb.login("${wandb(18)}")\n`,
  ],
  counterExamples: [
    `WANDB_API_KEY=\${WANDB_API_KEY}`,
    `WANDB_API_KEY=${wandb(20).slice(1)}`,
    `wandb commit ${wandb(21)}`,
    `wandb login at ${wandb(22)}`,
    "wandb login $WANDB_API_KEY",
    `WANDB_API_KEY=${"0".repeat(40)}`,
  ],
  references: ["https://docs.wandb.ai/"],
  revoke: "https://wandb.ai/settings > API keys > Delete",
};
