import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const weiboAppSecret: Detector = {
  id: "weibo-app-secret",
  title: "Weibo app secret",
  provider: "weibo",
  category: "messaging",
  severity: "medium",
  opens: "Poses as the app: trades users' codes for tokens to what they allowed it.",
  keywords: ["weibo"],
  pattern: named("weibo", "(?:app|client|api|consumer|oauth)?[_.-]?secret(?:[_.-]?key)?", "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("WEIBO_APP_SECRET", make)],
  counterExamples: [
    ...unlike("WEIBO_APP_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `weibo checksum ${make(21)}`,
    `WEIBO_APP_KEY=${fake("[0-9]{10}", 22)}`, // the id
  ],
  references: ["https://open.weibo.com/wiki/Oauth2/access_token"],
  revoke: "https://open.weibo.com/apps > the app > Basic information > Reset App Secret",
};
