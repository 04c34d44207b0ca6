import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const id = (seed: number): string => fake("cli_[0-9a-f]{16}", seed);
const make = (seed: number): string => fake("[A-Za-z0-9]{32}", seed);
const WORD = "feishu|lark(?:suite)?(?=[_.-]?(?:app|secret|client|oapi|bot))|larksuite";
const NAME = "(?:(?:app|client|bot)[_.-]?)?secret";
export const larkAppSecret: Detector = {
  id: "lark-app-secret",
  title: "Lark (Feishu) app secret",
  provider: "lark",
  category: "messaging",
  severity: "high",
  opens:
    "With the app id it gets tokens of the tenant: reads and sends messages, documents and staff data, as the app's permissions allow.",
  // «lark» alone ends other words; the app's id, which opens with `cli_`, mostly stands beside it.
  keywords: ["feishu", "larksuite", "lark_app", "lark-app", "larkapp", "lark_secret", "lark_client"],
  pattern: named(WORD, NAME, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.5,
  confidence: 0.75,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])cli_[0-9a-z]{16}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("LARK_APP_SECRET", make),
    `FEISHU_APP_ID=${id(13)}\nFEISHU_APP_SECRET=${make(14)}\n`,
    `feishu:\n  app_id: ${id(15)}\n  app_secret: ${make(16)}\n`,
    `client = lark.Client.builder().app_id("x") # larksuite\nlarksuite_app_secret = "${make(17)}"\nlark-app-secret: x\n`,
    `LARK_SECRET=${make(18)}\n`,
  ],
  counterExamples: [
    ...nearMisses("LARK_APP_SECRET", make),
    `LARK_APP_ID=${id(20)}`,
    `CLARK_APP_SECRET=${make(21)}`,
    `larkAppSecretName = "${fake("[a-z]{32}", 22)}"`,
  ],
  references: ["https://open.larksuite.com/document/server-docs/api-call-guide/calling-process/get-access-token"],
  revoke: "https://open.larksuite.com/app (or open.feishu.cn/app) > the app > Credentials > Reset the app secret",
};
