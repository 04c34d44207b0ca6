import { type Detector, fake } from "@stanch/model";
import { named } from "./_token.ts";

const id = (seed: number): string => fake("wx[0-9a-f]{16}", seed);
const make = (seed: number): string => `${fake("[0-9a-f]{32}", seed)}`;

export const wechatAppSecret: Detector = {
  id: "wechat-app-secret",
  title: "WeChat app secret",
  provider: "wechat",
  category: "messaging",
  severity: "high",
  opens: "With the app id it makes access tokens, so it sends messages to the followers and reads their data.",
  keywords: ["wechat", "weixin", "wx_app", "wxapp", "wx.mp", "wx.miniapp", "appsecret", "app_secret"],
  // The secret is 32 hex digits: without an id of the exact shape near it, it is anything.
  pattern: named(
    "we[_-]?chat|weixin|wx|mini[_-]?program|mp(?=[_-]?app)|app(?=[_-]?secret)",
    "(?:mp|app|api|corp|mini[_.-]?program|open)?[_.-]?secret(?:[_.-]?key)?",
    "[0-9a-f]{32}",
  ),
  entropy: 3.0,
  confidence: 0.6,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])wx[0-9a-f]{16}(?![A-Za-z0-9])/, withinBytes: 256, required: true }],
  examples: [
    `WECHAT_APPID=${id(1)}\nWECHAT_APP_SECRET=${make(2)}\n`,
    `{"appid": "${id(3)}", "appsecret": "${make(4)}"}`,
    `weixin:\n  appId: ${id(5)}\n  appSecret: ${make(6)}\n`,
    `wx.miniapp.configs[0].appid=${id(7)}\nwx.miniapp.configs[0].secret=${make(8)}\n`,
    `wx.mp.appId=${id(15)}\nwx.mp.secret=${make(16)}\n`,
    `WX_APP_ID=${id(9)}\nWX_APP_SECRET=${make(10)}\n`,
    `wxAppId: "${id(11)}", wxAppSecret: "${make(12)}"`,
    `app_id = "${id(13)}"\napp_secret = "${make(14)}"\n`,
  ],
  counterExamples: [
    `WECHAT_APP_SECRET=${make(20)}`, // without the id
    `WECHAT_APPID=${id(21)}\nWECHAT_APP_SECRET=\${SECRET}`,
    `WECHAT_APPID=${id(22)}\nWECHAT_APP_SECRET=${make(23).slice(1)}`,
    `WECHAT_APPID=${id(24)}\nchecksum = ${make(25)}`,
    `APP_ID=${fake("wx[0-9a-f]{12}", 26)}\nAPP_SECRET=${make(27)}`, // an id that is too short
  ],
  references: ["https://developers.weixin.qq.com/doc/offiaccount/en/Basic_Information/Get_access_token.html"],
  revoke: "https://mp.weixin.qq.com > Settings and development > Basic configuration > Reset AppSecret",
};
