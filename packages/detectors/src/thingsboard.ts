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
  rules: [
    {
      keywords: ["thingsboard", "tb_device_token"],
      pattern: named("thingsboard|tb(?=_device_token)", "(?:device|access)?[_.-]?(?:access)?[_.-]?token", `${MIXED}[A-Za-z0-9]{20}`),
      entropy: 3.2,
      confidence: 0.65,
    },
    {
      id: "path",
      keywords: ["thingsboard"],
      pattern:
        /thingsboard[A-Za-z0-9.:-]{0,80}\/api\/v1\/(?<secret>(?=[A-Za-z]{0,19}[0-9])(?=[0-9]{0,19}[A-Za-z])[A-Za-z0-9]{20})\/(?:telemetry|attributes|rpc|claim|firmware|software)(?![A-Za-z0-9])/,
      entropy: 3.2,
      confidence: 0.9,
    },
  ],
  examples: [
    ...shown("THINGSBOARD_ACCESS_TOKEN", make),
    `TB_DEVICE_TOKEN=${make(13)}\n`,
    `curl -d @telemetry.json https://demo.thingsboard.io/api/v1/${make(14)}/telemetry`,
    `coap://thingsboard.acme.io:5683/api/v1/${make(15)}/attributes`,
  ],
  counterExamples: [
    ...unlike("THINGSBOARD_ACCESS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `thingsboard checksum ${make(21)}`,
    "https://thingsboard.cloud/api/v1/$ACCESS_TOKEN/telemetry",
    `https://thingsboard.cloud/api/v1/${fake("[a-z]{20}", 22)}/telemetry`,
  ],
  references: ["https://thingsboard.io/docs/reference/http-api/"],
  revoke: "ThingsBoard > Devices > the device > Manage credentials",
};
