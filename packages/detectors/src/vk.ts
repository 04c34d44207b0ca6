import { type Detector, fake } from "@stanch/model";
import { HEX_MIXED } from "./_alphabets.ts";
import { alone, named, shown, unlike } from "./_token.ts";

const accessToken = (seed: number): string => fake("vk1.a.[A-Za-z0-9_-]{197}Zq7", seed);

export const vkAccessToken: Detector = {
  id: "vk-access-token",
  title: "VK access token",
  provider: "vk",
  category: "messaging",
  severity: "high",
  opens: "Reads and writes the messages and posts of its user or community, within its scopes.",
  prefixes: ["vk1.a."],
  pattern: alone(String.raw`vk1\.a\.[A-Za-z0-9_-]{150,250}`),
  window: { before: 8, after: 320 },
  entropy: 4.5,
  confidence: 0.98,
  examples: [...shown("VK_TOKEN", accessToken), `vk_session = vk_api.VkApi(token="${accessToken(13)}")`],
  counterExamples: [
    ...unlike("VK_TOKEN", "vk1.a.", accessToken, 80),
    `VK_TOKEN=${fake("vk1.a.[A-Za-z0-9]{60}", 20)}`,
    `remixsid or vk1.a.…`,
  ],
  references: ["https://dev.vk.com/en/api/access-token/getting-started"],
  revoke: "VK > Settings > Security > End all sessions, or Community > Settings > API usage > Delete token",
  lifetime: "until it is revoked with the scope «offline», else 24 hours",
};

const serviceToken = (seed: number): string => fake("[0-9a-f]{70}", seed);

export const vkServiceToken: Detector = {
  id: "vk-service-token",
  title: "VK service token",
  provider: "vk",
  category: "messaging",
  severity: "medium",
  opens: "Asks the API in the app's name at its limits; it reads public data and writes nothing.",
  keywords: ["vk_service", "vkservice", "vk_app_service"],
  pattern: named("vk", "service[_.-]?(?:access[_.-]?)?(?:token|key)", `${HEX_MIXED}[0-9a-f]{64,72}`),
  entropy: 2.6,
  confidence: 0.7,
  examples: [...shown("VK_SERVICE_TOKEN", serviceToken), `VK_APP_SERVICE_KEY=${serviceToken(13)}\n`],
  counterExamples: [
    `BACKUP_KEY=${serviceToken(20)}\n`, // nothing names the provider
    `vk checksum ${serviceToken(21)}`,
    `VK_SERVICE_TOKEN=\${VK_SERVICE_TOKEN}`,
    `VK_SERVICE_TOKEN=${serviceToken(22).slice(0, 40)}`,
  ],
  references: ["https://dev.vk.com/en/api/access-token/getting-started"],
  revoke: "https://id.vk.com/about/business/go > the app > Access keys > Change",
};
