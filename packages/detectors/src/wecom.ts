import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";

const make = (seed: number): string =>
  `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed)}`;

export const wecomWebhookUrl: Detector = {
  id: "wecom-webhook-url",
  title: "WeCom (WeChat Work) group robot webhook URL",
  provider: "wecom",
  category: "messaging",
  severity: "medium",
  opens: "Writes anything into one group as its robot; it reads nothing.",
  prefixes: ["qyapi.weixin.qq.com/cgi-bin/webhook/send"],
  pattern:
    /https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f-])/,
  window: { before: 16, after: 80 },
  entropy: 3.5,
  confidence: 0.96,
  examples: [...shown("WECOM_WEBHOOK_URL", make)],
  counterExamples: [
    `WECOM_WEBHOOK_URL=\${WECOM_WEBHOOK_URL}`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${fake("[0-9a-f]{12}", 20)}`,
  ],
  references: ["https://developer.work.weixin.qq.com/document/path/91770"],
  revoke: "WeCom > the group > Group robots > Delete the robot",
};
