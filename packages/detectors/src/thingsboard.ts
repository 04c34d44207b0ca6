import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{17}[A-Z][a-z]7", seed);

export const thingsboardDeviceToken: Detector = {
  id: "thingsboard-device-token",
  title: "ThingsBoard device access token",
  provider: "thingsboard",
  category: "cloud",
  severity: "medium",
  opens: "Sends telemetry as one device and reads its attributes and commands.",
  keywords: ["thingsboard", "tb_device_token"],
  pattern: named("thingsboard|tb(?=_device_token)", "(?:device|access)?[_.-]?(?:access)?[_.-]?token", `${MIXED}[A-Za-z0-9]{20}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("THINGSBOARD_ACCESS_TOKEN", make), `TB_DEVICE_TOKEN=${make(13)}\n`],
  counterExamples: [
    ...unlike("THINGSBOARD_ACCESS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `thingsboard checksum ${make(21)}`,
  ],
  references: ["https://thingsboard.io/docs/reference/http-api/"],
  revoke: "ThingsBoard > Devices > the device > Manage credentials",
};
