import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}.[A-Za-z0-9]{13}Zq7", seed);

export const zaiApiKey: Detector = {
  id: "zai-api-key",
  title: "Z.ai (Zhipu, BigModel) API key",
  provider: "zai",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost.",
  keywords: ["zhipu", "zai_api", "zai_token", "zaitoken", "zai_key", "z_ai_", "z.ai", "glm_api", "bigmodel", "anthropic_auth_token"],
  pattern: named(
    "zhipu(?:ai)?|zai|z[._]ai|glm|bigmodel|anthropic(?=_auth_token)",
    "(?:ai[_.-]?)?(?:api|auth)?[_.-]?(?:key|token)",
    String.raw`[0-9a-f]{32}\.[A-Za-z0-9]{16}`,
  ),
  entropy: 3.6,
  confidence: 0.9,
  examples: [
    ...shown("ZHIPUAI_API_KEY", make),
    `client = ZhipuAI(api_key="${make(13)}")`,
    `ZAI_API_KEY=${make(14)}\n`,
    `ZAI_TOKEN=${make(24)}\n`,
    `zaiToken: ${make(25)}\n`,
    `ZAI_KEY=${make(26)}\n`,
    `Z_AI_API_KEY=${make(15)}\n`,
    `# https://api.z.ai/api/paas/v4\nGLM_API_KEY=${make(16)}\n`,
    `BIGMODEL_API_KEY=${make(17)}\n`,
    `export ANTHROPIC_BASE_URL=https://api.z.ai/api/anthropic\nexport ANTHROPIC_AUTH_TOKEN=${make(18)}\n`,
  ],
  counterExamples: [
    ...unlike("ZHIPUAI_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zhipuai checksum ${make(21)}`,
  ],
  references: ["https://docs.z.ai/guides/overview/quick-start", "https://docs.bigmodel.cn/cn/api/introduction"],
  revoke: "https://z.ai/manage-apikey/apikey-list > Delete",
};
