import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("cfxk_[A-Za-z0-9]{20}_[A-Za-z0-9]{5}", seed);
export const cfxReServerKey: Detector = {
  id: "cfx-re-server-key",
  title: "Cfx.re server licence key",
  provider: "cfx-re",
  category: "saas",
  severity: "medium",
  opens: "Runs a FiveM or RedM server in the owner's name: the owner answers for what it does and may be blocked for it.",
  prefixes: ["cfxk_"],
  pattern: alone("cfxk_[A-Za-z0-9]{20,21}_[A-Za-z0-9]{5,6}"),
  entropy: 3.6,
  confidence: 0.97,
  examples: [
    ...shown("SV_LICENSE_KEY", make),
    `sv_licenseKey ${make(13)}\n`,
    `sv_licenseKey "cfxk_${fake("[A-Za-z0-9]{20}_[A-Za-z0-9]{6}", 15)}"\n`,
  ],
  counterExamples: [
    ...unlike("SV_LICENSE_KEY", "cfxk_", make, 2),
    `sv_licenseKey cfxk_${fake("[A-Za-z0-9]{12}_[A-Za-z0-9]{5}", 31)}`,
    `https://pan.baidu.com/s/18t4fwmAU1CfxK_${fake("[A-Za-z]{8}", 33)}`,
  ],
  references: ["https://docs.fivem.net/docs/server-manual/setting-up-a-server-vanilla/"],
  revoke: "https://portal.cfx.re/servers/registration-keys > delete the key",
};
