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

const publicKey = (seed: number): string => fake(`pk-lf-${UUID}`, seed);
export const langfusePublicKey: Detector = {
  id: "langfuse-public-key",
  title: "Langfuse public key",
  provider: "langfuse",
  category: "ai",
  severity: "low",
  nature: "public",
  opens: "Public by design: alone it only sends scores of users' feedback; with the secret key it names the pair.",
  prefixes: ["pk-lf-"],
  pattern: alone(`pk-lf-${UUID}`),
  entropy: 2.9,
  confidence: 0.95,
  examples: [...shown("LANGFUSE_PUBLIC_KEY", publicKey), `new LangfuseWeb({ publicKey: "${publicKey(13)}" });`],
  counterExamples: [
    ...unlike("LANGFUSE_PUBLIC_KEY", "pk-lf-", publicKey),
    `LANGFUSE_SECRET_KEY=${langfuse(20)}`,
    `LANGFUSE_PUBLIC_KEY=pk-lf-1234567890`,
  ],
  references: ["https://langfuse.com/docs/api"],
  revoke: "Not needed: it may be public; Project > Settings > API keys > Delete ends the pair",
};
