import { type Detector, fake } from "@stanch/model";
import { UUID, alone, shown, unlike } from "./_token.ts";

const langfuse = (seed: number): string => fake(`sk-lf-${UUID}`, seed);
export const langfuseSecretKey: Detector = {
  id: "langfuse-secret-key",
  title: "Langfuse secret key",
  provider: "langfuse",
  category: "ai",
  severity: "high",
  opens: "With the public key, which is often beside it, it reads and writes the project's traces, prompts and answers.",
  prefixes: ["sk-lf-"],
  pattern: alone(`sk-lf-${UUID}`),
  confidence: 0.95,
  companions: [{ name: "publicKey", pattern: new RegExp(`(?<![A-Za-z0-9_-])pk-lf-${UUID}`), withinBytes: 512 }],
  examples: [
    ...shown("LANGFUSE_SECRET_KEY", langfuse),
    `LANGFUSE_PUBLIC_KEY=${fake(`pk-lf-${UUID}`, 13)}\nLANGFUSE_SECRET_KEY=${langfuse(14)}\n`,
  ],
  counterExamples: [
    ...unlike("LANGFUSE_SECRET_KEY", "sk-lf-", langfuse),
    `LANGFUSE_PUBLIC_KEY=${fake(`pk-lf-${UUID}`, 20)}`,
    `LANGFUSE_SECRET_KEY=sk-lf-1234567890`,
  ],
  references: ["https://langfuse.com/docs/api"],
  revoke: "Project > Settings > API keys > Delete",
};
